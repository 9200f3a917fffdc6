import { expect, test } from "vitest";
import { currenciesIn, currencyOf, fitting } from "./currencies";
import TABLE from "./currencies.json";

const CODES = [...Object.keys(TABLE), "BGN", "CHE"].sort();
const polish = currenciesIn("pl", CODES);
const found = (typed: string) => fitting(polish, typed).map(({ id }) => id);

test("a currency is found by a country where it is the money, in any language of the platform", () => {
  for (const typed of ["Polska", "POLAND", "польша", " polska "]) expect(found(typed)).toEqual(["PLN"]);
  for (const typed of ["Germany", "Niemcy", "Bułgaria", "bulgaria"]) expect(found(typed)).toEqual(["EUR"]);
  for (const typed of ["Switzerland", "Szwajcaria"]) expect(found(typed)).toEqual(["CHF"]);
  for (const typed of ["USA", "США", "Stany Zjednoczone", "stany zj"]) expect(found(typed)).toContain("USD");
});

test("it is found by its code and name too, without marks", () => {
  expect(found("pln")).toEqual(["PLN"]);
  expect(found("zloty")).toEqual(["PLN"]);
  expect(found("euro")).toEqual(["EUR"]);
  expect(found("frank")).toEqual(expect.arrayContaining(["CHF", "XOF"]));
  expect(found("doubloon")).toEqual([]);
  expect(found("")).toEqual(CODES);
});

test("a country whose name is a part of another's finds its own money alone", () => {
  expect(found("Oman")).toEqual(["OMR"]);
  expect(found("Niger")).toEqual(["XOF"]);
  expect(found("India")).toEqual(["INR"]);
});

test("it is shown by its code and its name in the reader's language", () => {
  expect(polish.find(({ id }) => id === "PLN")?.label).toBe("PLN – złoty polski");
});

test("a country has one money, or none that could be told", () => {
  expect(currencyOf("PL")).toBe("PLN");
  expect(currencyOf("HR")).toBe("EUR");
  expect(currencyOf("PA")).toBeNull();
  expect(currencyOf("XX")).toBeNull();
});
