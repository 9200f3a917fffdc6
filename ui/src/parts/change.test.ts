import { expect, test } from "vitest";
import { formats } from "../format/format";
import { change, moved } from "./change";
import { csv } from "./csv";

const SHOP = { currency: "PLN", currency_places: 2, time_zone: "Europe/Warsaw" };

test("a person reads a percentage with its sign, a file has the number", () => {
  const format = formats("en", SHOP);

  expect([change(1077, 1000, format), change(976, 1000, format), change(1, 0, format)]).toEqual([
    "+7.7%",
    "−2.4%",
    null,
  ]);
  expect([change(13_172, 13_173, format), change(13_174, 13_173, format)]).toEqual(["0.0%", "0.0%"]);
  expect(csv(["change"], [[moved(1077, 1000)], [moved(976, 1000)], [moved(1, 0)]], ".")).toBe(
    "change\r\n0.077\r\n-0.024\r\n",
  );
});

test("nothing has moved from or to what there is none of, as an average is of no orders", () => {
  expect([moved(null, 12), moved(12, null), moved(12, 0)]).toEqual([null, null, null]);
});
