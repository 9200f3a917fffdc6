import { expect, test } from "vitest";
import { namesIn } from "./pinning";

test("a pasted list is read line by line or by commas, each customer once", () => {
  expect(namesIn("anna\nboris@mail.example, anna;\t\n\n clara ")).toEqual(["anna", "boris@mail.example", "clara"]);
});

test("what a spreadsheet puts into quotes is read without them", () => {
  expect(namesIn('"100 001"\r\n"100 002"')).toEqual(["100 001", "100 002"]);
});

test("nothing names nobody", () => {
  expect(namesIn(" \n, ")).toEqual([]);
});
