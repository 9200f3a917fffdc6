import { expect, test } from "vitest";
import { isLost } from "./lost";

test.each([
  "Failed to fetch dynamically imported module: http://127.0.0.1:8000/assets/PointsPage-1.js",
  "error loading dynamically imported module: http://127.0.0.1:8000/assets/PointsPage-1.js",
  "Importing a module script failed.",
  "Unable to preload CSS for http://127.0.0.1:8000/assets/Sparkline-1.css",
])("a page that could not be fetched is told from one that is broken: %s", (message) => {
  expect(isLost(new TypeError(message))).toBe(true);
  expect(isLost(new TypeError("x is undefined"))).toBe(false);
});
