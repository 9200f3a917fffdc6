/** Where an axis has lines and labels: a few lines at round numbers, the last above all that is drawn; labels of days evenly. */

const PARTS = 5;
const BETWEEN_PX = 24;
const ROUND = [1, 2, 2.5, 5, 10];

/** The least round number that is no less; a whole one of what is counted. */
function roundUp(least: number, whole: boolean): number {
  const tens = 10 ** Math.floor(Math.log10(least));
  const fits = (one: number) => one >= least * (1 - 1e-9) && (!whole || Number.isInteger(one));
  return ROUND.map((one) => exact(one * tens)).find(fits) ?? 1;
}

/** Without what floating point adds: 0.3, and not 0.30000000000000004. */
const exact = (value: number) => Number(value.toPrecision(12));

export function ticksOf(values: readonly number[]): number[] {
  const known = values.filter(Number.isFinite);
  const most = known.reduce((one, other) => Math.max(one, other), 0);
  const least = known.reduce((one, other) => Math.min(one, other), 0);
  const step = most === least ? 1 : roundUp((most - least) / PARTS, known.every(Number.isInteger));
  const first = Math.floor(exact(least / step));
  const last = Math.max(Math.ceil(exact(most / step)), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => exact((first + index) * step));
}

/** How high, and how far below zero, each point of time reaches where its parts are put on each other. */
export function stacked(data: readonly Record<string, string | number>[], names: readonly string[]): number[] {
  return data.flatMap((row) => {
    const parts = names.map((name) => Number(row[name] ?? 0));
    const sum = (some: number[]) => some.reduce((one, other) => one + other, 0);
    return [sum(parts.filter((one) => one > 0)), sum(parts.filter((one) => one < 0))];
  });
}

/** The values of several series, each for itself; where one has none it says nothing. */
export function single(data: readonly Record<string, string | number>[], names: readonly string[]): number[] {
  return data.flatMap((row) => names.flatMap((name) => (row[name] === undefined ? [] : [Number(row[name])])));
}

/**
 * Which days are named: the last, and as many of those before as there is room for, each as far from the next.
 *
 * The last name may end where the drawing does, so that all of it is left of its day.
 */
export function evenly(widths: readonly number[], room: number): number[] {
  const last = widths.length - 1;
  const widest = widths.slice(0, -1).reduce((one, other) => Math.max(one, other), 0);
  const apart = Math.max(widest + BETWEEN_PX, widest / 2 + (widths[last] ?? 0) + BETWEEN_PX / 2);
  const step = Math.max(1, Math.ceil((apart * widths.length) / room));
  return widths.flatMap((_, index) => ((last - index) % step === 0 ? [index] : []));
}
