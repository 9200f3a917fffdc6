/** Words, numbers, days and money in one language. */

import type { Estimate, Posting } from "./api";
import { type Key, TEXTS, type Text } from "./texts";

/** What points are called: `few` where a language has a form between one and many. */
export interface Unit {
  singular: string;
  plural: string;
  few?: string | null;
}

export interface Money {
  amount: string;
  currency: string;
}

type Filling = Record<string, string | number>;

/** What is promised to whoever brings a friend: what the rules that are on give. Null: nothing. */
export function inviteHint(rewarded: readonly string[]): Key | null {
  const [mine, theirs] = [rewarded.includes("referrer"), rewarded.includes("referred")];
  if (mine && theirs) return "inviteBoth";
  return mine ? "inviteReferrer" : theirs ? "inviteReferred" : null;
}

/** Why nothing was exchanged: the points are spent, points can't be spent now, or the reward isn't there any more. */
export function notTaken(why: string | null): Key {
  if (why === "points") return "notTakenPoints";
  return why === "programme" ? "notTakenOff" : "notTakenGone";
}

/** Why a cart takes no points: how many are missing, where that is why. */
export function notSpent({ reason, short }: Pick<Estimate, "reason" | "short">, words: Words, unit: Unit): string {
  const isFew = reason === "too_few" || reason === "least";
  return isFew && short ? words.say("spendShort", { points: words.points(short, unit) }) : words.say("spendNone");
}

/** Whoever corrects gives or takes, to those who read of it. */
function deed({ kind, points, is_exchange }: Posting): string {
  if (is_exchange) return "exchanged";
  return kind === "adjusted" && points !== 0 ? (points > 0 ? "given" : "taken_off") : `kind_${kind}`;
}

/** What a posting was for, and what else is to be said of it, the most telling first. */
export function told(posting: Posting, words: Words): string[] {
  const { reason, order, earned_by, kind } = posting;
  const parts = [
    reason,
    !reason && earned_by && words.find(`for_${earned_by}`),
    order && words.say("order", { order }),
    words.find(deed(posting)) ?? kind,
    posting.is_pending &&
      (posting.starts_at ? words.say("usableFrom", { day: words.day(posting.starts_at) }) : words.say("usableLater")),
  ];
  return parts.filter((part): part is string => Boolean(part));
}

/** The language of ours that fits one that was asked for best. */
export function languageFor(asked: string): keyof typeof TEXTS {
  const code = asked.toLowerCase().slice(0, 2);
  return code in TEXTS ? (code as keyof typeof TEXTS) : "en";
}

export class Words {
  readonly language: keyof typeof TEXTS;
  /** As asked, with its region: numbers are written by it. */
  readonly locale: string;
  /** Days are written with the day first in every English, as in the shop's mails. */
  private readonly days: string;
  private readonly plural: Intl.PluralRules;
  private readonly number: Intl.NumberFormat;

  constructor(
    asked: string,
    private readonly timeZone?: string,
  ) {
    this.language = languageFor(asked);
    this.locale = asked.toLowerCase().startsWith(this.language) ? asked : this.language;
    this.days = this.language === "en" ? "en-GB" : this.locale;
    this.plural = new Intl.PluralRules(this.locale);
    this.number = new Intl.NumberFormat(this.locale);
  }

  say(key: Key, filling: Filling = {}): string {
    const text: Text = TEXTS[this.language][key];
    const form = typeof text === "string" ? text : (text[this.plural.select(Number(filling.n))] ?? text.other);
    return form.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = filling[name] ?? "";
      return typeof value === "number" ? this.number.format(value) : value;
    });
  }

  /** What is said under a key that the server made: null where there is nothing, as of what is newer than this file. */
  find(key: string): string | null {
    return key in TEXTS[this.language] ? this.say(key as Key) : null;
  }

  /** In a line of text the number keeps what it counts beside it; a figure of its own may be parted by a space. */
  points(count: number, unit: Unit, space: "\u00a0" | " " = "\u00a0"): string {
    const rule = this.plural.select(Math.abs(count));
    const called = rule === "one" ? unit.singular : rule === "few" ? (unit.few ?? unit.plural) : unit.plural;
    return `${this.number.format(count)}${space}${called}`;
  }

  signed(count: number): string {
    return new Intl.NumberFormat(this.locale, { signDisplay: "exceptZero" }).format(count).replace("-", "\u2212");
  }

  money(money: Money): string {
    return new Intl.NumberFormat(this.locale, { style: "currency", currency: money.currency }).format(
      money.amount as unknown as number,
    );
  }

  /** The day of an instant; of one from which on something is over, the last day on which it isn't. */
  day(instant: string, last = false): string {
    const at = new Date(new Date(instant).getTime() - (last ? 1 : 0));
    return new Intl.DateTimeFormat(this.days, { dateStyle: "long", timeZone: this.timeZone }).format(at);
  }

  month(instant: string): string {
    const format = { month: "long", year: "numeric", timeZone: this.timeZone } as const;
    return new Intl.DateTimeFormat(this.days, format).format(new Date(instant));
  }
}
