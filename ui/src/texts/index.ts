/** All texts of the app are in the catalogues beside this file. Only those of the reader's language are loaded. */
import i18next, { type PostProcessorModule } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../format/format";
import type en from "./en.json";
import { oneStop } from "./oneStop";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "texts";
    resources: { texts: typeof en };
  }
}

export const LANGUAGES: { value: Language; label: string }[] = [
  { value: "en", label: "English" },
  { value: "pl", label: "Polski" },
  { value: "ru", label: "Русский" },
];

const KEPT = "regulars.language";
type Catalogue = { [key: string]: string | Catalogue };

type Words = { default: Catalogue };
type Fields = { default: Record<string, string> };

/** The texts, and the names of the shop's fields, which in English are those of the vocabulary. */
const catalogues: Record<Language, () => Promise<[Words, Fields?]>> = {
  en: () => Promise.all([import("./en.json")]),
  pl: () => Promise.all([import("./pl.json"), import("./fields.pl.json")]),
  ru: () => Promise.all([import("./ru.json"), import("./fields.ru.json")]),
};

function withFields(texts: Catalogue, fields: Record<string, string>): Catalogue {
  const named = Object.entries(fields).map(([path, name]) => [path.replaceAll(".", "/"), name]);
  return { ...texts, field: Object.fromEntries(named) };
}

function known(value: string | null | undefined): Language | null {
  const short = value?.slice(0, 2).toLowerCase();
  return LANGUAGES.find((language) => language.value === short)?.value ?? null;
}

/** What the person chose here before, else what the browser asks for, else English. */
export function preferredLanguage(): Language {
  return known(localStorage.getItem(KEPT)) ?? known(navigator.language) ?? "en";
}

export async function applyLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "texts")) {
    const [texts, fields] = await catalogues[language]();
    i18next.addResourceBundle(language, "texts", fields ? withFields(texts.default, fields.default) : texts.default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await applyLanguage(language);
}

/** Brings the texts in, in the language that is preferred now. */
export async function startTexts(): Promise<void> {
  if (!i18next.isInitialized) await begin();
  await applyLanguage(preferredLanguage());
}

const stops: PostProcessorModule = {
  type: "postProcessor",
  name: "oneStop",
  process: (text) => (typeof text === "string" ? oneStop(text) : text),
};

const begin = () =>
  i18next
    .use(initReactI18next)
    .use(stops)
    .init({
      lng: "en",
      postProcess: [stops.name],
      fallbackLng: false,
      ns: ["texts"],
      defaultNS: "texts",
      resources: {},
      interpolation: { escapeValue: false },
      returnNull: false,
      nsSeparator: false,
    });
