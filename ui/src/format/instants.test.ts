import { expect, test } from "vitest";
import { clockAt, instantOf } from "./instants";

const KYIV = "Europe/Kyiv";

test("what is entered is local time, in summer and in winter", () => {
  expect(instantOf("2026-07-01 10:00:00", KYIV)).toBe("2026-07-01T07:00:00Z");
  expect(instantOf("2026-12-01 10:00:00", KYIV)).toBe("2026-12-01T08:00:00Z");
});

test("an instant is shown as it was entered", () => {
  const local = "2026-03-29 00:30:00";
  expect(clockAt(new Date(instantOf(local, KYIV)), KYIV)).toBe(local);
});

test("a time that clocks show twice is the first of both, and one they skip is there too", () => {
  expect(instantOf("2026-10-25 03:30:00", KYIV)).toBe("2026-10-25T00:30:00Z");
  expect(instantOf("2026-03-29 03:30:00", KYIV)).toBe("2026-03-29T01:30:00Z");
});
