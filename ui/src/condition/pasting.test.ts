import { expect, test } from "vitest";
import { pastedValues } from "./pasting";

test("a column or a row of a spreadsheet is a value a cell, each once", () => {
  expect(pastedValues("A-1\r\nA-2\r\nA-1\r\n")).toEqual(["A-1", "A-2"]);
  expect(pastedValues("red\tdark blue")).toEqual(["red", "dark blue"]);
});

test("one line is left to the input, which parts it at commas", () => {
  expect(pastedValues("A-1, A-2")).toBeNull();
});
