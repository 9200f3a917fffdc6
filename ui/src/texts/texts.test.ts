import { describe, expect, test } from "vitest";
import en from "./en.json";
import { oneStop } from "./oneStop";
import pl from "./pl.json";
import ru from "./ru.json";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof value === "string") found.set(path, value);
    else for (const [inner, text] of flat(value, path)) found.set(inner, text);
  }
  return found;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const slots = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
const base = flat(en as Tree);
const plurals = new Set([...base.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")));

describe.each([
  ["pl", pl as Tree],
  ["ru", ru as Tree],
])("the catalogue %s", (language, tree) => {
  const texts = flat(tree);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  test("has every text of the English one, in every plural form, and no other", () => {
    const single = [...base.keys()].filter((key) => !PLURAL.test(key));
    const wanted = [...single, ...[...plurals].flatMap((key) => forms.map((form) => `${key}_${form}`))];
    expect([...texts.keys()].sort()).toEqual(wanted.sort());
  });

  test("leaves no text empty and fills in nothing that English does not give", () => {
    for (const [key, text] of texts) {
      const english = base.get(key) ?? base.get(`${key.replace(PLURAL, "")}_other`) ?? "";
      expect(text.trim(), key).not.toBe("");
      const allowed = new Set([...slots(english), "count", "field"]);
      expect(
        slots(text).filter((slot) => !allowed.has(slot as string)),
        key,
      ).toEqual([]);
    }
  });
});

test.each([
  ["Они кончаются 29 дек. 2026 г..", "Они кончаются 29 дек. 2026 г."],
  ["Wait...", "Wait..."],
  ["version 2..3", "version 2..3"],
])("%s has one full stop where a sentence ends", (text, said) => {
  expect(oneStop(text)).toBe(said);
});
