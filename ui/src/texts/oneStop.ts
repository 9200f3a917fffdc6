/** A sentence that ends with an abbreviation, as Russian dates do ("29 декабря 2026 г."), has one full stop. */

const TWO_STOPS = /(?<=\p{L})\.\.(?!\.)/gu;

export const oneStop = (text: string) => text.replace(TWO_STOPS, ".");
