import { expect, test } from "vitest";
import { csv } from "./csv";

test("a text that a spreadsheet would calculate has an apostrophe before it", () => {
  const told = csv(
    ["name", "points"],
    [
      ["=1+1", 5],
      ["@sum", -3],
      ["-", "-404.50"],
    ],
  );

  expect(told.split("\r\n")).toEqual(["name,points", "'=1+1,5", "'@sum,-3", "'-,-404.50"]);
});
