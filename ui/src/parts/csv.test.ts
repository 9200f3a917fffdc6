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
    ".",
  );

  expect(told.split("\r\n")).toEqual(["name,points", "'=1+1,5", "'@sum,-3", "'-,-404.50"]);
});

test("a share has no more decimals than anybody reads", () => {
  expect(csv(["share"], [[0.9779951100244498], [2 / 3], [1e-9], [1_204]], ".").split("\r\n")).toEqual([
    "share",
    "0.977995",
    "0.666667",
    "0",
    "1204",
  ]);
});

test("where numbers have a comma, semicolons part the cells", () => {
  const told = csv(
    ["Nazwa", "Zmiana"],
    [
      ["Łódź; centrum", -0.024],
      ["3,5 kg", "1204.50"],
      ["2026-03-01", null],
    ],
    ",",
  );

  expect(told.split("\r\n")).toEqual(["Nazwa;Zmiana", '"Łódź; centrum";-0,024', "3,5 kg;1204,50", "2026-03-01;"]);
});
