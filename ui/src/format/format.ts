/**
 * Numbers, money, points and times as a person reads them, in the shop's zone and currency.
 *
 * Pure: the language, the zone and the currency are arguments. Amounts stay decimal text, so no cent is lost.
 */
import type { Money, Shop } from "../api/types";
import { zoneName } from "./zones";

export type Language = "en" | "pl" | "ru";

/** English is written the day-first way; the other languages as they are. */
const LOCALES: Record<Language, string> = { en: "en-GB", pl: "pl-PL", ru: "ru-RU" };

export interface Formats {
  language: Language;
  locale: string;
  zone: string;
  /** New York, United States: the zone in the reader's words. */
  zoneName: string;
  currency: string;
  /** Decimals of the currency. */
  places: number;
  /** What stands before decimals, for files. */
  decimal: "." | ",";
  number(value: number | string): string;
  signed(value: number): string;
  /** 10.5T, for axes; the "10.5tn" of British English is read by few. */
  compact(value: number): string;
  /** 10.5 trillion, within sentences */
  spelt(value: number): string;
  percent(share: number): string;
  /** 2.5%, of a percentage as it is kept and entered. */
  exactPercent(percentage: string): string;
  /** 12.3 kB */
  bytes(count: number): string;
  money(value: Money | string | null | undefined, places?: number): string;
  /** 3 Mar 2026, 10:00 EET */
  instant(value: string | null | undefined): string;
  /** 3 Mar 2026 */
  day(value: string | null | undefined): string;
  /** 30 Nov 2026, of what ends at the instant: the last day on which it is there. */
  lastDay(value: string): string;
  /** The same, with the time where it ends within a day. */
  end(value: string): string;
  /** 3 Mar, for axes */
  shortDay(value: string): string;
  /** Mar 2026, of any day in it */
  month(value: string): string;
  /** 2 h ago */
  ago(value: string, now: Date): string;
  country(code: string): string;
  /** What a language is called, by a code such as "pl" or "pt-BR"; the code itself of what is none. */
  languageOf(code: string): string;
}

type Decimal = Intl.StringNumericLiteral;

/** With the sign of subtraction, as wide as a plus, where a locale writes a hyphen. */
const withMinus = (written: string) => written.replace("-", "−");

function partsOf(value: string): Date {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T12:00:00Z`) : new Date(value);
}

const justBefore = (value: string) => new Date(new Date(value).getTime() - 1);

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const SIZES: [string, number][] = [
  ["gigabyte", 1e9],
  ["megabyte", 1e6],
  ["kilobyte", 1e3],
];

function numbersOf(language: Language, preferred: readonly string[]): string {
  const own = preferred.filter((one) => one.toLowerCase().startsWith(`${language}-`));
  return Intl.NumberFormat.supportedLocalesOf(own)[0] ?? LOCALES[language];
}

type Written = Pick<Shop, "currency" | "currency_places" | "time_zone">;

/** `preferred`: the reader's locales; numbers and money are written as in the first of the language, dates day first. */
export function formats(language: Language, shop: Written, preferred: readonly string[] = []): Formats {
  const locale = LOCALES[language];
  const numbers = numbersOf(language, preferred);
  const zone = shop.time_zone;
  const number = new Intl.NumberFormat(numbers, { maximumFractionDigits: 4 });
  const signed = new Intl.NumberFormat(numbers, { signDisplay: "exceptZero" });
  const percent = new Intl.NumberFormat(numbers, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const exactPercent = new Intl.NumberFormat(numbers, { style: "percent", maximumFractionDigits: 2 });
  const compact = new Intl.NumberFormat(language === "en" ? "en-US" : numbers, {
    notation: "compact",
    maximumFractionDigits: 2, // the lines of an axis stand at quarters: one at 1,950 is not at 2K
  });
  const spelt = new Intl.NumberFormat(numbers, {
    notation: "compact",
    compactDisplay: "long",
    maximumFractionDigits: 1,
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const languages = new Intl.DisplayNames([locale], { type: "language", fallback: "code" });
  const countries = new Intl.DisplayNames([locale], { type: "region", fallback: "code" });
  const day = { day: "numeric", month: "short", year: "numeric" } as const;
  const dated = (written: Intl.DateTimeFormatOptions) => {
    const found = new Intl.DateTimeFormat(locale, written);
    // Of all months the British shorten September to four letters.
    return { format: (at: Date) => (language === "en" ? found.format(at).replace("Sept ", "Sep ") : found.format(at)) };
  };
  const days = dated({ ...day, timeZone: "UTC" });
  const instantDays = dated({ ...day, timeZone: zone });
  const shortDays = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  const months = dated({ month: "short", year: "numeric", timeZone: "UTC" });
  const clock = {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
    timeZone: zone,
  } as const;
  const times = new Intl.DateTimeFormat(locale, clock);
  const american = new Intl.DateTimeFormat("en-US", clock);
  const time = (at: Date) => {
    const told = times.format(at);
    // In British English the zones of America have no names.
    return language === "en" && /GMT[+-]/.test(told) ? american.format(at) : told;
  };
  const last = (value: string) => instantDays.format(justBefore(value));
  const dateOnly = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);

  return {
    language,
    locale,
    zone,
    zoneName: zoneName(language, zone),
    currency: shop.currency,
    places: shop.currency_places,
    decimal: number.format(1.5).includes(",") ? "," : ".",
    number: (value) => withMinus(number.format(value as Decimal)),
    signed: (value) => withMinus(signed.format(value)),
    compact: (value) => withMinus(compact.format(value)),
    spelt: (value) => spelt.format(value),
    exactPercent: (percentage) => exactPercent.format(Number(percentage) / 100),
    percent: (share) => withMinus(percent.format(share)),
    bytes(count) {
      const [unit, size] = SIZES.find(([, least]) => count >= least) ?? ["byte", 1];
      const unitDisplay = unit === "byte" ? "long" : "short";
      const written = { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(numbers, written).format(count / size);
    },
    money(value, places) {
      if (value === null || value === undefined) return "–";
      const { amount, currency } = typeof value === "string" ? { amount: value, currency: shop.currency } : value;
      const digits = places === undefined ? {} : { minimumFractionDigits: places, maximumFractionDigits: places };
      try {
        const written = { style: "currency", currency, currencyDisplay: "narrowSymbol", ...digits } as const;
        return withMinus(new Intl.NumberFormat(numbers, written).format(amount as Decimal));
      } catch {
        return withMinus(`${number.format(amount as Decimal)} ${currency}`);
      }
    },
    instant(value) {
      if (!value) return "–";
      if (dateOnly(value)) return days.format(partsOf(value));
      const at = new Date(value);
      return `${instantDays.format(at)}, ${time(at)}`;
    },
    day: (value) => (value ? (dateOnly(value) ? days : instantDays).format(partsOf(value)) : "–"),
    lastDay: last,
    end(value) {
      const at = new Date(value);
      return last(value) === instantDays.format(at) ? `${instantDays.format(at)}, ${time(at)}` : last(value);
    },
    month: (value) => months.format(partsOf(value)),
    shortDay: (value) => shortDays.format(partsOf(value)).replace("Sept", "Sep"),
    ago(value, now) {
      const seconds = (new Date(value).getTime() - now.getTime()) / 1000;
      for (const [unit, size] of STEPS) {
        if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
      }
      return relative.format(0, "second"); // as a word of its own: "this minute" fits into no sentence in Polish
    },
    languageOf(code) {
      try {
        return languages.of(code.replace("_", "-")) ?? code;
      } catch {
        return code;
      }
    },
    country(code) {
      try {
        return countries.of(code.toUpperCase()) ?? code;
      } catch {
        return code;
      }
    },
  };
}
