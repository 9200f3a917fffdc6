import { expect, test } from "vitest";
import { eachOnce } from "./values";

test("a value that comes twice is offered once, as it came first", () => {
  const told = [
    { value: "Zeta", count: 2 },
    { value: "alpha", count: 1 },
    { value: "Zeta", count: 1 },
  ];

  expect(eachOnce(told)).toEqual(told.slice(0, 2));
});
