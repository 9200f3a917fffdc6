import { expect, test } from "vitest";
import { current, fitting, zoneName, zonesIn } from "./zones";

const WINTER = new Date("2026-01-15T12:00:00Z");
const polish = zonesIn("pl", WINTER, "Europe/Kiev");
const found = (typed: string, zones = polish) => fitting(zones, typed).map((zone) => zone.id);

test("a zone is found by its city, its country and the name of its time in the reader's language", () => {
  expect(found("warszawa")).toEqual(["Europe/Warsaw"]);
  expect(found("POLSKA")).toEqual(["Europe/Warsaw"]);
  expect(found("kijow")).toEqual(["Europe/Kiev"]);
  expect(found("środkowoeuropejski")).toContain("Europe/Warsaw");
  const russian = zonesIn("ru", WINTER);
  expect(found("москва", russian)).toContain("Europe/Moscow");
  expect(found("казахстан", russian)).toContain("Asia/Almaty");
  expect(found("Poland", zonesIn("en", WINTER))).toEqual(["Europe/Warsaw"]);
  expect(found("Turkey", zonesIn("en", WINTER))).toEqual(["Europe/Istanbul"]);
});

test("it is found by its id, its English city and its offset too", () => {
  expect(found("Europe/Warsaw")).toEqual(["Europe/Warsaw"]);
  expect(found("calcutta")).toEqual(["Asia/Kolkata"]);
  expect(found("utc+5:45")).toEqual(["Asia/Kathmandu"]);
  for (const typed of ["UTC+1", "gmt+01:00", "+1"]) {
    const zones = polish.filter((zone) => fitting(polish, typed).includes(zone));
    expect(zones.map((zone) => zone.label.slice(-11))).toContain("(GMT+01:00)");
    expect(zones.every((zone) => zone.label.endsWith("(GMT+01:00)"))).toBe(true);
  }
  expect(found("gdziekolwiek")).toEqual([]);
});

test("it is shown with the offset, once where city and country are called alike", () => {
  const label = (id: string) => polish.find((zone) => zone.id === id)?.label;
  expect(label("Europe/Warsaw")).toBe("Warszawa, Polska (GMT+01:00)");
  expect(label("Asia/Singapore")).toBe("Singapur (GMT+08:00)");
  expect(label("UTC")).toMatch(/^UTC/);
});

test("what is kept under a former id is there once, under that id", () => {
  expect(found("kijow")).not.toContain("Europe/Kyiv");
  expect(current("Europe/Kiev")).toBe("Europe/Kyiv");
  expect(current("Europe/Warsaw")).toBe("Europe/Warsaw");
});

test("a zone is named by where it is, in the reader's words; what lies nowhere by its id", () => {
  expect(zoneName("en", "America/New_York")).toBe("New York, United States");
  expect(zoneName("ru", "Europe/Kiev")).toBe("Киев, Украина");
  expect(zoneName("pl", "Asia/Singapore")).toBe("Singapur");
  expect(zoneName("pl", "UTC")).toBe("UTC");
});
