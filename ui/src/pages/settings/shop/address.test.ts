import { expect, test } from "vitest";
import { whole } from "./address";

test("a bare name of a shop is reached by https", () => {
  expect(whole("sklep.pl")).toBe("https://sklep.pl");
  expect(whole(" www.żółw.com.pl/sklep ")).toBe("https://www.żółw.com.pl/sklep");
  expect(whole("shop.example:8443")).toBe("https://shop.example:8443");
  expect(whole("xn--80ak6aa92e.xn--p1ai")).toBe("https://xn--80ak6aa92e.xn--p1ai");
  expect(whole("магазин.рф")).toBe("https://магазин.рф");
});

test("what says how it is reached stays", () => {
  for (const typed of ["http://localhost", "http://sklep.pl", "https://sklep.pl/"]) expect(whole(typed)).toBe(typed);
});

test("what is no address stays, to be refused as it was typed", () => {
  for (const typed of [
    "",
    "sklep",
    "a b.pl",
    "javascript:alert(1)",
    "mail:me@sklep.pl",
    "olga@sklep.pl",
    "localhost:8000",
    "10.0.0.1",
  ])
    expect(whole(typed)).toBe(typed);
});
