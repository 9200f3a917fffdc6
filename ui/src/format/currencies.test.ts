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

test("a country is known by what it was called before, and by what people call it", () => {
  const called: Record<string, string[]> = {
    TRY: ["Turkey", "Türkiye", "Turcja", "Турция"],
    CZK: ["Czech Republic", "Czechia", "Republika Czeska", "Чешская республика"],
    EUR: ["Holland", "Niderlandy", "Голландия"],
    AED: ["UAE", "Emiraty", "ОАЭ", "Эмираты"],
    GBP: ["UK", "England", "Great Britain", "Anglia", "Англия"],
    USD: ["USA", "United States of America", "Ameryka"],
    MMK: ["Burma", "Birma", "Бирма"],
    XOF: ["Ivory Coast", "Wybrzeże Kości Słoniowej", "Берег Слоновой Кости"],
    SZL: ["Swaziland", "Suazi", "Свазиленд"],
    MKD: ["Macedonia", "Македония"],
    BYN: ["Белоруссия"],
  };
  for (const [id, names] of Object.entries(called)) for (const typed of names) expect(found(typed)).toEqual([id]);
  expect(found("Congo").sort()).toEqual(["CDF", "XAF"]);
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
