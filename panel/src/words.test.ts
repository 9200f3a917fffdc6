import { expect, test } from "vitest";
import { times } from "./decimal";
import { TEXTS } from "./texts";
import { inviteHint, languageFor, notSpent, told, Words } from "./words";

const PUNKT = { singular: "punkt", few: "punkty", plural: "punktów" };
const space = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test.each([
  [1, "1 punkt"],
  [2, "2 punkty"],
  [5, "5 punktów"],
  [12, "12 punktów"],
  [22, "22 punkty"],
  [0, "0 punktów"],
])("points are counted as Poles count: %i", (count, told) => {
  expect(space(new Words("pl").points(count, PUNKT))).toBe(told);
});

test.each([
  [1, "осталось 1 использование"],
  [3, "осталось 3 использования"],
  [11, "осталось 11 использований"],
  [21, "осталось 21 использование"],
])("uses are counted as Russians count: %i", (n, told) => {
  expect(new Words("ru").say("uses", { n })).toBe(told);
});

test.each([
  ["pl", 31, "31 punktów wygasa 4 grudnia"],
  ["pl", 22, "22 punkty wygasają 4 grudnia"],
  ["pl", 1, "1 punkt wygasa 4 grudnia"],
  ["en", 1, "1 punkt ends on 4 grudnia"],
])("the verb goes with how many end: %s %i", (language, n, said) => {
  const words = new Words(language);
  expect(space(words.say("ends", { n, points: words.points(n, PUNKT), day: "4 grudnia" }))).toBe(said);
});

test("a unit without a form for few says its plural", () => {
  expect(space(new Words("en").points(2, { singular: "point", plural: "points", few: null }))).toBe("2 points");
});

test.each([
  ["pl-PL", "pl"],
  ["RU", "ru"],
  ["de", "en"],
  ["", "en"],
])("%s is spoken as %s", (asked, spoken) => {
  expect(languageFor(asked)).toBe(spoken);
});

test("money is written as the language writes it, to the cent however large", () => {
  expect(space(new Words("pl").money({ amount: "1234567890123456.78", currency: "PLN" }))).toBe(
    "1 234 567 890 123 456,78 zł",
  );
  expect(new Words("en").money({ amount: "500", currency: "JPY" })).toBe("¥500");
});

test("what is over at midnight lasts until the day before, in the shop's zone", () => {
  const words = new Words("en-GB", "Europe/Warsaw");
  expect(words.day("2026-02-28T23:00:00Z", true)).toBe("28 February 2026");
  expect(words.day("2026-02-28T23:00:00Z")).toBe("1 March 2026");
  expect(new Words("en-US", "Europe/Warsaw").day("2026-02-28T23:00:00Z")).toBe("1 March 2026");
});

test.each([
  ["49.99", "2", "99.98"],
  ["0.1", "3", "0.3"],
  ["12.3456", "0.5", "6.1728"],
  ["10", "3", "30"],
  ["2.50", "2", "5"],
])("%s times %s is %s", (price, quantity, product) => {
  expect(times(price, quantity)).toBe(product);
});

test("each language says everything, with the same to be filled in", () => {
  const holes = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort();
  for (const texts of Object.values(TEXTS)) {
    expect(Object.keys(texts)).toEqual(Object.keys(TEXTS.en));
    for (const [key, text] of Object.entries(texts)) expect(holes(text)).toEqual(holes(TEXTS.en[key as "yes"]));
  }
});

test.each([
  [["referrer", "referred"], "inviteBoth"],
  [["referrer"], "inviteReferrer"],
  [["referred"], "inviteReferred"],
  [[], null],
])("what %j get is all that is promised", (rewarded, said) => {
  expect(inviteHint(rewarded)).toBe(said);
});

test.each([
  ["too_few", 7, "Aby móc ich tu użyć, brakuje jeszcze: 7 punktów."],
  ["least", 2, "Aby móc ich tu użyć, brakuje jeszcze: 2 punkty."],
  ["share", null, "Przy tym koszyku nie można użyć punktów."],
  ["no_rule", null, "Przy tym koszyku nie można użyć punktów."],
])("a cart that takes no points says what is missing, where it is points: %s", (reason, short, said) => {
  expect(space(notSpent({ reason, short }, new Words("pl"), PUNKT))).toBe(said);
});

test("what is taken has the sign of subtraction, as wide as a plus", () => {
  expect([new Words("en").signed(50), new Words("en").signed(-50)]).toEqual(["+50", "\u221250"]);
});

const POSTING = {
  at: "",
  kind: "earned",
  points: 5,
  reason: null,
  order: null,
  earned_by: null,
  is_exchange: false,
  is_pending: false,
  starts_at: null,
};

test.each([
  [{ earned_by: "review_approved" }, ["For your review", "earned"]],
  [{ earned_by: "review_approved", reason: "Your word counts" }, ["Your word counts", "earned"]],
  [{ earned_by: "per_amount", order: "7" }, ["Order 7", "earned"]],
  [{ earned_by: "referrer", order: "7" }, ["For inviting a friend", "Order 7", "earned"]],
  [{ kind: "spent", is_exchange: true, reason: "30 off" }, ["30 off", "exchanged for a reward"]],
  [{ kind: "spent", is_exchange: true }, ["exchanged for a reward"]],
  [{ kind: "adjusted", reason: "Sorry" }, ["Sorry", "given by the shop"]],
  [{ kind: "adjusted", reason: "Twice", points: -5 }, ["Twice", "taken off by the shop"]],
  [{ kind: "newer than this file" }, ["newer than this file"]],
  [{ is_pending: true }, ["earned", "can’t be used yet"]],
  [{ is_pending: true, starts_at: "2026-12-14T00:00:00Z" }, ["earned", "can be used from 14 December 2026"]],
])("a posting of %j says what it was for", (posting, said) => {
  expect(told({ ...POSTING, ...posting }, new Words("en", "UTC"))).toEqual(said);
});
