import { describe, expect, test } from "vitest";
import { formats } from "./format";

const kyiv = formats("en", { currency: "USD", currency_places: 2, time_zone: "Europe/Kyiv" });

describe("formats", () => {
  test("an instant is shown in the shop's zone, with the zone's name", () => {
    expect(kyiv.instant("2026-03-03T08:00:00Z")).toBe("3 Mar 2026, 10:00 EET");
    expect(kyiv.instant("2026-07-03T07:00:00Z")).toBe("3 Jul 2026, 10:00 EEST");
  });

  test("zones of America have their names, and every month three letters", () => {
    const york = formats("en", { currency: "USD", currency_places: 2, time_zone: "America/New_York" });
    expect(york.instant("2026-12-01T15:00:00Z")).toBe("1 Dec 2026, 10:00 EST");
    expect(york.day("2026-09-14")).toBe("14 Sep 2026");
    expect([york.shortDay("2026-09-14"), york.month("2026-09-14")]).toEqual(["14 Sep", "Sep 2026"]);
  });

  test("a date is the same day in every zone", () => {
    expect(
      formats("en", { currency: "USD", currency_places: 2, time_zone: "Pacific/Kiritimati" }).day("2026-03-03"),
    ).toBe("3 Mar 2026");
    expect(
      formats("en", { currency: "USD", currency_places: 2, time_zone: "Pacific/Pago_Pago" }).day("2026-03-03"),
    ).toBe("3 Mar 2026");
  });

  test("an instant just after local midnight belongs to the local day", () => {
    expect(kyiv.day("2026-03-02T22:00:00Z")).toBe("3 Mar 2026");
  });

  test("what ends at a local midnight is last there the day before", () => {
    const york = formats("en", { currency: "USD", currency_places: 2, time_zone: "America/New_York" });
    expect(["2026-12-01T05:00:00Z", "2027-01-01T05:00:00Z"].map(york.lastDay)).toEqual(["30 Nov 2026", "31 Dec 2026"]);
    expect(york.end("2026-12-01T05:00:00Z")).toBe("30 Nov 2026");
  });

  test("what ends within a day is last there on that day, and its end has the time", () => {
    expect(kyiv.lastDay("2026-03-03T08:00:00Z")).toBe("3 Mar 2026");
    expect(kyiv.end("2026-03-03T08:00:00Z")).toBe("3 Mar 2026, 10:00 EET");
  });

  test("no cent of a large amount is lost", () => {
    expect(kyiv.money({ amount: "9007199254740993.07", currency: "USD" })).toBe("$9,007,199,254,740,993.07");
  });

  test("an amount is written as the reader's own locale writes it", () => {
    const shop = { currency: "PLN", currency_places: 2, time_zone: "Europe/Warsaw" };
    const written = [["en-PL"], ["de-DE", "en-150"], ["pl-PL"], []].map((own) =>
      formats("en", shop, own).money("-404.5"),
    );
    expect(written.map((text) => text.replaceAll("\u00a0", " "))).toEqual([
      "−404,50 zł",
      "−404.50 zł",
      "−zł 404.50",
      "−zł 404.50",
    ]);
  });

  test("an axis has short numbers that are read everywhere", () => {
    expect([10.5e12, -3.5e12, 1_200, 1_950].map(kyiv.compact)).toEqual(["10.5T", "−3.5T", "1.2K", "1.95K"]);
  });

  test("an unknown currency is still shown", () => {
    expect(kyiv.money({ amount: "12.5", currency: "POINTS" })).toBe("12.5 POINTS");
  });

  test("a size is told in the largest unit that it is one of", () => {
    expect([999, 1_234, 5_600_000].map(kyiv.bytes)).toEqual(["999 bytes", "1.2 kB", "5.6 MB"]);
  });

  test("a negative number has a minus, not a hyphen, and zero no sign", () => {
    expect([24, -17, 0, -0].map(kyiv.signed)).toEqual(["+24", "−17", "0", "0"]);
    expect(kyiv.number(-1_204)).toBe("−1,204");
    expect(kyiv.percent(-0.051)).toBe("−5.1%");
  });

  test("a percentage has one decimal", () => {
    expect(kyiv.percent(0.12345)).toBe("12.3%");
    expect(kyiv.percent(0)).toBe("0.0%");
  });

  test("an age is told in the largest unit that fits", () => {
    const now = new Date("2026-03-03T12:00:00Z");
    expect(kyiv.ago("2026-03-03T10:00:00Z", now)).toBe("2 hr ago");
    expect(kyiv.ago("2026-02-20T10:00:00Z", now)).toBe("last wk");
    expect(kyiv.ago("2026-03-03T11:59:40Z", now)).toBe("now");
  });

  test("missing values are a dash", () => {
    expect(kyiv.money(null)).toBe("–");
    expect(kyiv.instant(undefined)).toBe("–");
  });
});

test("languages are called as in the reader's, and what is none stays as it came", () => {
  const polish = formats("pl", { currency: "PLN", currency_places: 2, time_zone: "Europe/Warsaw" });
  expect(["uk", "pt_BR", "not a code"].map((code) => polish.languageOf(code))).toEqual([
    "ukraiński",
    "brazylijski portugalski",
    "not a code",
  ]);
});
