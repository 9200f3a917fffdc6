import { expect, test } from "vitest";
import { bodyOf, EMPTY, namesIn, previewOf } from "./words";

test("a pasted list names each customer once", () => {
  expect(namesIn("anna\nboris, clara;anna\n\n")).toEqual(["anna", "boris", "clara"]);
});

test("a quoted name keeps its comma", () => {
  expect(namesIn('"anna,b"\nclara')).toEqual(["anna,b", "clara"]);
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
