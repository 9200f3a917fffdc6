/** What is owed in points: the same figures as on the page of points, which are read off what was posted. */
import { LiabilityTab } from "../../points/liability/LiabilityTab";

export default function PointsReport() {
  return <LiabilityTab />;
}
