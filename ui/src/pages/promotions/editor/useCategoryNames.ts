/** What categories are called, by their ids. */
import { useValues } from "../../../api/queries";

export function useCategoryNames() {
  const { data } = useValues("category", "");
  const names = new Map((data?.data ?? []).map((one) => [one.value, one.label]));
  return (id: string) => names.get(id) ?? id;
}
