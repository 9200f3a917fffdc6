import { expect, test } from "vitest";
import { BEGUN, bodyOf, pastedCodes, wrongOf } from "./words";

test("a heading is no code", () => {
  expect(pastedCodes("\ufeffCode\nA-1\nB-2")).toEqual(["A-1", "B-2"]);
  expect(pastedCodes("CODE")).toEqual(["CODE"]);
});

test("codes are pasted one a line or parted by commas", () => {
  expect(pastedCodes(" A-1\r\n\nB-2, C-3\t")).toEqual(["A-1", "B-2", "C-3"]);
});

test("what was typed of another way isn't sent", () => {
  expect(bodyOf({ ...BEGUN, way: "paste", pasted: "A\nB" })).toMatchObject({ codes: ["A", "B"] });
  expect(bodyOf({ ...BEGUN, way: "paste", pasted: "A" }).count).toBeUndefined();
  expect(bodyOf({ ...BEGUN, pasted: "A" }).codes).toBeUndefined();
});

test("a number that can't be taken is found", () => {
  expect(wrongOf(BEGUN)).toBeNull();
  expect(wrongOf({ ...BEGUN, length: 65 })?.[0]).toBe("length");
  expect(wrongOf({ ...BEGUN, count: null })?.[1].what).toBe("empty");
  expect(wrongOf({ ...BEGUN, way: "paste", count: null })).toBeNull();
});
