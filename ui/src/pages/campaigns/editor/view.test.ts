import { expect, test } from "vitest";
import { TRIGGER } from "./graph";
import { CARD, type Placed } from "./layout";
import { beginning, below } from "./view";

const STEP = CARD.height + 76;
const inLine = (count: number) =>
  new Map<string, Placed>(
    Array.from({ length: count }, (_, n) => [n === 0 ? TRIGGER : `step-${n}`, { x: 0, y: n * STEP }]),
  );

test("what can be read whole is seen whole", () => {
  const places = inLine(3);

  const view = beginning(places, { width: 900, height: 500 });

  expect(view.zoom).toBe(1);
  expect(below(places, view, 500)).toEqual({ count: 0, y: view.y });
});

test("what can not begins at its beginning, as small as is still read, and says how much more there is", () => {
  const places = inLine(6);

  const view = beginning(places, { width: 900, height: 500 });

  expect(view.zoom).toBeCloseTo(11 / 12);
  expect(view.y).toBe(24);
  expect(below(places, view, 500).count).toBe(3);
});

test("reading on comes to what was not seen, and in the end to the end", () => {
  const places = inLine(6);
  const view = { x: 0, y: 24, zoom: 1 };

  const next = below(places, view, 420);
  expect(next).toEqual({ count: 4, y: 24 - 2 * STEP });

  const rest = below(places, { ...view, y: next.y }, 420);
  expect(rest.count).toBe(2);
  expect(below(places, { ...view, y: rest.y }, 420).count).toBe(0);
});
