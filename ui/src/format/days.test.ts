import { expect, test } from "vitest";
import { daysBefore, localDay } from "./days";

test("the day is that of the zone", () => {
  const late = new Date("2026-03-01T22:30:00Z");
  expect(localDay(late, "Europe/Kyiv")).toBe("2026-03-02");
  expect(localDay(late, "America/New_York")).toBe("2026-03-01");
});

test("days are counted over the ends of months and changes of the clock", () => {
  expect(daysBefore("2026-03-31", 31)).toBe("2026-02-28");
  expect(daysBefore("2026-01-01", 1)).toBe("2025-12-31");
});
