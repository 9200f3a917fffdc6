import { expect, test } from "vitest";
import { likely } from "./likely";

test("the zone says where the shop is, whatever its browser speaks", () => {
  expect(likely("Europe/Warsaw", "en-US")).toEqual({ currency: "PLN", time_zone: "Europe/Warsaw" });
  expect(likely("Europe/Zurich", "de-DE")).toEqual({ currency: "CHF", time_zone: "Europe/Zurich" });
  expect(likely("Europe/Kiev", "ru")).toEqual({ currency: "UAH", time_zone: "Europe/Kyiv" });
});

test("where the zone says nothing, the country in the language does for the currency", () => {
  expect(likely("UTC", "pl-PL")).toEqual({ currency: "PLN", time_zone: "" });
  expect(likely("Etc/GMT-1", "en-GB")).toEqual({ currency: "GBP", time_zone: "" });
});

test("what isn't known is left to be chosen", () => {
  for (const language of ["en", "pl", "en-US@posix"]) {
    expect(likely("UTC", language)).toEqual({ currency: "", time_zone: "" });
  }
  expect(likely("America/Panama", "es-ES")).toEqual({ currency: "", time_zone: "America/Panama" });
});
