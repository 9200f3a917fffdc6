import { expect, test } from "vitest";
import { brokenAt } from "./broken";

test.each([
  ['{"all":', { line: 1, column: 8, ends: true }],
  ['{"all": [\n  {"op": }\n]}', { line: 2, column: 10, ends: false }],
  ["{'all': []}", { line: 1, column: 2, ends: false }],
  ['{"all": [1,]}', { line: 1, column: 12, ends: false }],
  ['{"all": []} x', { line: 1, column: 13, ends: false }],
  ["", { line: 1, column: 1, ends: true }],
])("%s stops to be JSON at its place", (text, place) => {
  expect(brokenAt(text)).toEqual(place);
});

test.each(['{"all": [{"value": "a", "op": "=", "to": -1.5e3}]}', "[]", ' "a\\u00e9" ', "null"])(
  "%s is JSON",
  (text) => {
    expect(brokenAt(text)).toBeNull();
  },
);
