/** A template as it is written here, and both put together when somebody else has saved meanwhile. */
import type { Content, MailTemplate } from "../../../../api/schema";

export type Languages = Record<string, Content>;

export interface Words {
  name: string;
  kind: MailTemplate["kind"];
  languages: Languages;
}

export const EMPTY_BODY = `<mjml>
  <mj-body background-color="#f4f6f5">
    <mj-section background-color="#ffffff">
      <mj-column>
        <mj-text font-size="16px" line-height="26px">{{ customer.first_name }}</mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="footer" for="marketing" />
  </mj-body>
</mjml>
`;

export function emptyContent(): Content {
  return { subject: "", preview: "", sender_name: "", sender_address: "", reply_to: "", body: "", text: null };
}

export const wordsOf = ({ name, kind, languages }: MailTemplate): Words => ({ name, kind, languages });

/** A part of a template that can be changed by itself: the name, the kind, a field of a language, or a whole language. */
export interface Part {
  /** Of a language, or null for what holds for all. */
  language: string | null;
  field: "name" | "kind" | "language" | keyof Content;
}

const FIELDS: (keyof Content)[] = ["subject", "preview", "sender_name", "sender_address", "reply_to", "body", "text"];

/** The parts of all languages that any of these templates have. */
function partsOf(...all: Words[]): Part[] {
  const codes = [...new Set(all.flatMap((words) => Object.keys(words.languages)))];
  const whole = (code: string) => all.some((words) => !words.languages[code]);
  return [
    { language: null, field: "name" },
    { language: null, field: "kind" },
    ...codes.flatMap((language): Part[] =>
      whole(language) ? [{ language, field: "language" }] : FIELDS.map((field) => ({ language, field })),
    ),
  ];
}

/** What a template says in a part; of a whole language its content. */
export function saidIn(words: Words, { language, field }: Part): Content | string | null {
  if (language === null) return words[field as "name" | "kind"];
  const content = words.languages[language];
  if (!content || field === "language") return content ?? null;
  return content[field as keyof Content];
}

export interface Apart extends Part {
  /** Whether it was changed here; else what is stored is taken over. */
  touched: boolean;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The parts in which what is written here is not what is stored. `begun` is what was stored when writing began. */
export function apart(mine: Words, begun: Words, stored: Words): Apart[] {
  return partsOf(mine, begun, stored)
    .filter((part) => !same(saidIn(mine, part), saidIn(stored, part)))
    .map((part) => ({ ...part, touched: !same(saidIn(mine, part), saidIn(begun, part)) }));
}

/** What is written here on top of what is stored: whatever was not touched here is as it is stored now. */
export function onTop(mine: Words, begun: Words, stored: Words): Words {
  const made: Words = { ...mine, languages: { ...mine.languages } };
  for (const part of apart(mine, begun, stored)) {
    if (part.touched) continue;
    const taken = saidIn(stored, part);
    if (part.language === null) Object.assign(made, { [part.field]: taken });
    else if (part.field !== "language") {
      made.languages[part.language] = { ...(made.languages[part.language] as Content), [part.field]: taken };
    } else if (taken) made.languages[part.language] = taken as Content;
    else delete made.languages[part.language];
  }
  return made;
}
