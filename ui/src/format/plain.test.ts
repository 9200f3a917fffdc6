import { expect, test } from "vitest";
import { holds, plain } from "./plain";

test("what is typed without marks, or in capitals, is found", () => {
  expect(holds("Łącki", "lacki")).toBe(true);
  expect(holds("zakończenia", "ZAKOŃCZENIA")).toBe(true);
  expect(holds("Алёна", "алена")).toBe(true);
  expect(holds("Алена", "АЛЁНА")).toBe(true);
});

test("each word is looked for, wherever it stands", () => {
  expect(holds("Refunds of orders", "orders ref")).toBe(true);
  expect(holds("Refunds of orders", "orders paid")).toBe(false);
});

test("letters that no mark was put on are plain too", () => {
  expect(plain("Straße Ørsted O’Brien")).toBe("strasse orsted o'brien");
});
