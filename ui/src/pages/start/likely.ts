/** What a shop most likely counts in: its browser is where it is. What isn't known is left for a person to choose. */
import { currencyOf } from "../../format/currencies";
import { countryOf, current } from "../../format/zones";

interface Counting {
  currency: string;
  time_zone: string;
}

/** By the browser's zone, else its first language. UTC lies nowhere: it is what browsers say that won't tell. */
export function likely(zone: string, language: string): Counting {
  const here = countryOf(zone);
  const country = here ?? regionOf(language);
  return { currency: (country && currencyOf(country)) || "", time_zone: here ? current(zone) : "" };
}

function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).region;
  } catch {
    return undefined; // en-US@posix, as browsers say where the machine has no language
  }
}
