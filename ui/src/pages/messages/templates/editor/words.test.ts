import { describe, expect, test } from "vitest";
import { apart, emptyContent, onTop, type Words } from "./words";

const said = (subject: string, body = "") => ({ ...emptyContent(), subject, body });
const begun: Words = { name: "Thanks", kind: "marketing", languages: { en: said("Hi", "old"), pl: said("Cześć") } };

describe("two who save at once", () => {
  test("keep what each of them changed", () => {
    const mine = { ...begun, languages: { ...begun.languages, en: said("Hi", "mine") } };
    const stored = { ...begun, name: "Many thanks", languages: { ...begun.languages, en: said("Hello", "old") } };

    expect(onTop(mine, begun, stored)).toEqual({
      name: "Many thanks",
      kind: "marketing",
      languages: { en: said("Hello", "mine"), pl: said("Cześć") },
    });
  });

  test("are shown what both changed, and what only the other did", () => {
    const mine = { ...begun, languages: { ...begun.languages, en: said("Hi", "mine") } };
    const stored = { ...begun, name: "Other", languages: { ...begun.languages, en: said("Hi", "theirs") } };

    expect(apart(mine, begun, stored)).toEqual([
      { language: null, field: "name", touched: false },
      { language: "en", field: "body", touched: true },
    ]);
  });

  test("keep a language that one of them added, and one that was removed stays so", () => {
    const { pl: _, ...rest } = begun.languages;
    const mine = { ...begun, languages: { ...begun.languages, ru: said("Привет") } };
    const stored = { ...begun, languages: { ...rest, de: said("Hallo") } };

    expect(Object.keys(onTop(mine, begun, stored).languages).sort()).toEqual(["de", "en", "ru"]);
  });
});
