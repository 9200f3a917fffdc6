import { expect, test } from "vitest";
import { withoutLiquid } from "./liquid";

test("a subject in a list says what everybody gets, and an ellipsis for what is each reader's own", () => {
  const subject = "Witaj{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!";
  expect(withoutLiquid(subject)).toBe("Witaj, …!");
});
