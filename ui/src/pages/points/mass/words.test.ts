import { expect, test } from "vitest";
import { bodyOf, EMPTY, namesIn, previewOf } from "./words";

test("a pasted list names each customer once", () => {
  expect(namesIn("anna\nboris, clara;anna\n\n")).toEqual(["anna", "boris", "clara"]);
});

test("of a file the column counts that says who", () => {
  expect(namesIn('name,email\n"Kowalska, Anna",anna@mail.example\nBoris,boris@mail.example')).toEqual([
    "anna@mail.example",
    "boris@mail.example",
  ]);
  expect(namesIn("external_id;points\n00012;5")).toEqual(["00012"]);
});

test("an empty cell moves no other", () => {
  expect(namesIn("name,phone,email\nAnna,,anna@mail.example")).toEqual(["anna@mail.example"]);
});

test("points that are taken are less than zero and have no lifetime", () => {
  const words = { ...EMPTY, segment: "vip", points: 50, reason: " Sorry ", direction: "take" as const };
  const lifetime = { amount: 1, unit: "years", counted: "after" } as const;

  expect(bodyOf({ ...words, lifetime }, null)).toEqual({
    audience: { kind: "segment", segment: "vip" },
    points: -50,
    reason: "Sorry",
    legal_entity: "Shop",
    points_kind: "points",
    lifetime: null,
    shortage: "forgive",
  });
});

test("whom it is for can be looked at before it is said how much", () => {
  expect(previewOf({ ...EMPTY, segment: "vip" }, null)?.points).toBe(1);
  expect(bodyOf({ ...EMPTY, segment: "vip" }, null)).toBeNull();
  expect(previewOf({ ...EMPTY, way: "customers", list: " \n" }, null)).toBeNull();
});
