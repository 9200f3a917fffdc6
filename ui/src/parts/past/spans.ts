/** How far back past orders are looked at. */
export const SPANS = [30, 90, 365] as const;
export type Span = (typeof SPANS)[number];

const DAY_MS = 86_400_000;

export const sinceDays = (days: Span): string => new Date(Date.now() - days * DAY_MS).toISOString();
