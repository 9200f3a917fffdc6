/** Local time of the shop's zone, as it is entered, and the instant that it is. */

const HOUR_MS = 3_600_000;

/** 2026-03-01 10:00:00, what clocks in the zone show at an instant. */
export function clockAt(at: Date, zone: string): string {
  // Swedish writes times so.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(at);
}

const asUtc = (local: string) => new Date(`${local.replace(" ", "T")}Z`).getTime();

/** The first instant at which clocks in the zone show a time; where they skip it, the same time by the clock before. */
export function instantOf(local: string, zone: string): string {
  const wanted = asUtc(local);
  const offsets = [-24, 24].map((hours) => {
    const near = new Date(wanted + hours * HOUR_MS);
    return asUtc(clockAt(near, zone)) - near.getTime();
  });
  const found = offsets.map((offset) => wanted - offset);
  const fitting = found.filter((at) => asUtc(clockAt(new Date(at), zone)) === wanted);
  const at = fitting.length > 0 ? Math.min(...fitting) : (found[0] ?? wanted);
  return new Date(at).toISOString().replace(".000Z", "Z");
}
