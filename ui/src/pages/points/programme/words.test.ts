import { expect, test } from "vitest";
import type { Programme } from "../../../api/types";
import {
  bodyOf,
  countsFew,
  missingIn,
  NEW_STORE,
  repeatedStore,
  type StoreWords,
  switchedOff,
  type Words,
  wordsOf,
} from "./words";

const PROGRAMME: Programme = {
  points_kind: "points",
  spendable: true,
  lifetime: null,
  active: true,
  singular: "point",
  plural: "points",
  names: { pl: { singular: "punkt", few: "punkty", plural: "punktów" }, de: { singular: "P", few: null, plural: "P" } },
  notice_days: null,
  grace_days: null,
  shortage: "owe",
  spending: true,
  stores: [
    { store: "Kyiv", active: false, spending: true, notice_days: null, names: {} },
    { store: "Lviv", active: true, spending: false, notice_days: 0, names: {} },
    { store: "Odesa", active: true, spending: true, notice_days: 5, names: {} },
  ],
  legal_entities: ["Shop"],
  version: 1,
  updated_at: "2026-03-01T12:00:00Z",
  issued: 0,
  adjusted: 0,
  forgiven: 0,
  available: 0,
  pending: 0,
  held: 0,
  debt: 0,
  redeemed: 0,
  ended: 0,
  reversed: 0,
};
const words = (part: Partial<Words>): Words => ({ ...wordsOf(PROGRAMME, "en"), ...part });

test("what is read is sent back as it was", () => {
  const { active, spending, singular, plural, names, notice_days, grace_days, shortage, stores } = PROGRAMME;

  expect(bodyOf(wordsOf(PROGRAMME, "en"), PROGRAMME, "en")).toEqual({
    active,
    spending,
    singular,
    plural,
    names,
    notice_days,
    grace_days,
    shortage,
    stores,
  });
});

test("points that nobody has named are shown in the shop's language, and stay unnamed", () => {
  const shown = wordsOf(PROGRAMME, "pl");

  expect([shown.singular, shown.plural]).toEqual(["punkt", "punktów"]);
  expect(bodyOf(shown, PROGRAMME, "pl")).toMatchObject({ singular: "point", plural: "points" });
  expect(bodyOf({ ...shown, plural: "punkty" }, PROGRAMME, "pl")).toMatchObject({
    singular: "punkt",
    plural: "punkty",
  });
});

test("the first thing that is not said yet is led to", () => {
  const half = { language: "en", singular: "star", few: "", plural: " " };

  expect(missingIn(wordsOf(PROGRAMME, "en"))).toBeNull();
  expect(missingIn(words({ names: [half] }))).toBe("/names/en/plural");
  expect(missingIn(words({ notices: true, noticeDays: 366 }))).toBe("/notice_days");
  expect(missingIn(words({ grace: true, graceDays: 0 }))).toBe("/grace_days");
  expect(missingIn(words({ grace: true, graceDays: 3650 }))).toBe(null);
  expect(missingIn(words({ stores: [NEW_STORE] }))).toBe("/stores/0/store");
  const never: StoreWords = { ...NEW_STORE, store: "Kyiv", notice: "days", noticeDays: 0 };
  expect(missingIn(words({ stores: [never] }))).toBe("/stores/0/notice_days");
});

test("a store is the same however it is written", () => {
  const store = (name: string) => ({ ...NEW_STORE, store: name });

  expect(repeatedStore([store("Kyiv"), store("Lviv")])).toBeNull();
  expect(repeatedStore([store("Kyiv"), store("kyiv ")])).toBe(1);
});

test("only what was on until now is being switched off", () => {
  const stores = ["kyiv", "Lviv"].map((store) => ({ ...NEW_STORE, store, active: false }));

  expect(switchedOff(PROGRAMME, words({ stores }))).toEqual({ everywhere: false, stores: ["Lviv"] });
  expect(switchedOff(PROGRAMME, words({ active: false }))).toEqual({ everywhere: true, stores: [] });
});

test("two to four have a word of their own where the language has one", () => {
  expect([countsFew("pl"), countsFew("ru"), countsFew("en")]).toEqual([true, true, false]);
});
