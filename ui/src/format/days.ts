/** Local days as the server writes them: 2026-03-01. */

/** The day that it is in a zone. */
export function localDay(at: Date, zone: string): string {
  // Swedish writes days so.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(at);
}

export function daysBefore(day: string, count: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() - count);
  return at.toISOString().slice(0, 10);
}
