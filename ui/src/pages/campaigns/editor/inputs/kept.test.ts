import { expect, test } from "vitest";
import type { ValueType } from "../../../../api/types";
import { keptValue } from "./kept";

const of = (type: ValueType, ...choices: string[]) => ({ type, choices });

test("a value stays with another attribute of its type", () => {
  expect(keptValue("gold", of("text"), of("text"))).toBe("gold");
  expect(keptValue("4.5", of("number"), of("number"))).toBe("4.5");
  expect(keptValue(4, of("money"), of("money"))).toBe(4);
  expect(keptValue("2026-03-01", of("date"), of("date"))).toBe("2026-03-01");
  expect(keptValue("2026-03-01T10:00:00Z", of("instant"), of("instant"))).toBe("2026-03-01T10:00:00Z");
  expect(keptValue(false, of("boolean"), of("boolean"))).toBe(false);
  expect(keptValue(["a", "b"], of("set"), of("set"))).toEqual(["a", "b"]);
});

test("a value goes with its type, though the letters would do for the other", () => {
  expect(keptValue("gold", of("text"), of("number"))).toBeNull();
  expect(keptValue("2026-03-01", of("date"), of("text"))).toBeNull();
  expect(keptValue("2026-03-01", of("date"), of("instant"))).toBeNull();
  expect(keptValue("4", of("number"), of("money"))).toBeNull();
  expect(keptValue(true, of("boolean"), of("set"))).toBeNull();
  expect(keptValue(["a"], of("set"), of("text"))).toBeNull();
});

test("what never fitted its own type isn't carried on", () => {
  expect(keptValue("many", of("number"), of("number"))).toBeNull();
});

test("a choice stays where it is one of the other's too", () => {
  expect(keptValue("gold", of("text", "gold", "silver"), of("text", "gold", "blue"))).toBe("gold");
  expect(keptValue("silver", of("text", "gold", "silver"), of("text", "gold", "blue"))).toBeNull();
  expect(keptValue(["a", "b"], of("set", "a", "b"), of("set", "a"))).toBeNull();
  expect(keptValue("gold", of("text", "gold"), of("text"))).toBe("gold");
});

test("of an attribute that isn't declared any more, what fits stays", () => {
  expect(keptValue("4", undefined, of("number"))).toBe("4");
  expect(keptValue("gold", undefined, of("number"))).toBeNull();
  expect(keptValue("gold", of("text"), undefined)).toBeNull();
});
