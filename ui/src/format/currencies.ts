/** Currencies as people look for them: by the name, the code, or a country where it is the money now. */
import { alsoCalled } from "./countries";
import TABLE from "./currencies.json";
import type { Language } from "./format";
import { holds, plain } from "./plain";

export interface Currency {
  /** PLN */
  id: string;
  /** PLN – złoty polski */
  label: string;
  /** All that it is found by, in plain letters. */
  names: string[];
}

const COUNTRIES = new Map(Object.entries(TABLE).map(([id, countries]) => [id, countries.split(" ")]));
/** Whoever reads one of these may still call a country as in another. */
const LANGUAGES: Language[] = ["en", "pl", "ru"];

export function currenciesIn(language: Language, codes: string[]): Currency[] {
  const money = namesOf("currency", "long");
  const places = [...namesOf("region", "long"), ...namesOf("region", "short")];
  const said = new Intl.DisplayNames(language, { type: "currency" });
  return codes.map((id) => {
    const label = `${id} – ${said.of(id) ?? id}`;
    const countries = (COUNTRIES.get(id) ?? []).flatMap((country) => [
      ...places.map((names) => names.of(country) ?? country),
      ...alsoCalled(country),
    ]);
    const names = [id, label, ...money.map((names) => names.of(id) ?? id), ...countries];
    return { id, label, names: [...new Set(names.map(plain))] };
  });
}

/** Those called just so, for Oman is no part of Romania; else those that hold whatever was typed. */
export function fitting(currencies: Currency[], typed: string): Currency[] {
  const called = currencies.filter(({ names }) => names.includes(plain(typed.trim())));
  return called.length > 0 ? called : currencies.filter(({ names }) => holds(names.join(" "), typed.trim()));
}

/** The money of a country; null of one that isn't known or has several. */
export function currencyOf(country: string): string | null {
  const [only, ...others] = [...COUNTRIES.keys()].filter((id) => COUNTRIES.get(id)?.includes(country));
  return only && others.length === 0 ? only : null;
}

function namesOf(type: "currency" | "region", style: "long" | "short") {
  return LANGUAGES.map((language) => new Intl.DisplayNames(language, { type, style }));
}
