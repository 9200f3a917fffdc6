/** Time zones as readers look for them: by the city, the country or the name of the time in their language, or the offset. */
import { alsoCalled } from "./countries";
import type { Language } from "./format";
import { holds } from "./plain";
import TABLE from "./zones.json";

export interface Zone {
  id: string;
  /** Warszawa, Polska (GMT+01:00) */
  label: string;
  /** All that it is found by. */
  sought: string;
  /** +01:00 */
  offset: string;
}

const PLACES: Record<string, string[]> = TABLE;
const CITY: Record<Language, number> = { en: 1, pl: 2, ru: 3 };
const NAMES = 4;

const NEWER = new Map(Object.entries(PLACES).flatMap(([id, place]) => place.slice(NAMES).map((old) => [old, id])));

/** What a zone that browsers may call by a former id is called now. */
export const current = (id: string): string => NEWER.get(id) ?? id;

/** Where a zone lies; UTC and its like lie nowhere. */
export const countryOf = (id: string): string | undefined => PLACES[current(id)]?.[0];

/** New York, United States: a zone as its reader knows it; what lies nowhere is called by its id. */
export function zoneName(language: Language, id: string, countries = countriesIn(language)): string {
  const place = PLACES[current(id)];
  const country = place?.[0];
  return country ? [...new Set([place[CITY[language]], countries.of(country)])].join(", ") : id;
}

const countriesIn = (language: Language) => new Intl.DisplayNames(language, { type: "region" });

/** All zones that this browser knows, with the offsets of an instant; `kept` is there as it is kept. */
export function zonesIn(language: Language, at: Date, kept = ""): Zone[] {
  const countries = countriesIn(language);
  const foreign = countriesIn("en");
  const ids = Object.keys(PLACES).map((id) => (id === current(kept) ? kept : id));
  const found: Zone[] = [];
  for (const id of new Set([...ids, "UTC", ...(kept ? [kept] : [])])) {
    const said = (timeZoneName: "longOffset" | "longGeneric") => named(language, id, at, timeZoneName);
    const offset = said("longOffset");
    if (offset === null) continue;
    const place = PLACES[current(id)];
    const known = place ? [zoneName("en", id, foreign), ...alsoCalled(place[0] ?? ""), ...place.slice(NAMES)] : [];
    const short = offset.replace(/([+-])0/, "$1").replace(":00", "");
    const label = `${zoneName(language, id, countries)} (${offset})`;
    const sought = [label, id, ...known, said("longGeneric"), short, short.replace("GMT", "UTC")].join(" ");
    found.push({ id, label, sought, offset: /[+-].*/.exec(offset)?.[0] ?? "+00:00" });
  }
  const order = new Intl.Collator(language);
  return found.sort((one, other) => order.compare(one.label, other.label));
}

const OFFSET = /^(?:utc|gmt)? ?([+-])(\d{1,2})(?::?(\d\d))?$/i;

/** The zones that hold whatever was typed; of an offset those that have it, for +1 is no beginning of +10. */
export function fitting(zones: Zone[], typed: string): Zone[] {
  const [, sign, hours, minutes = "00"] = OFFSET.exec(typed.trim()) ?? [];
  if (!hours) return zones.filter((zone) => holds(zone.sought, typed));
  const wanted = `${sign}${hours.padStart(2, "0")}:${minutes}`;
  return zones.filter((zone) => zone.offset === wanted);
}

/** What a zone, or its offset, is called; null of a zone that the browser doesn't know. */
function named(language: Language, timeZone: string, at: Date, timeZoneName: "longOffset" | "longGeneric") {
  try {
    const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName }).formatToParts(at);
    return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  } catch {
    return null;
  }
}
