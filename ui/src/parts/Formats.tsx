/** Gives every component the shop's way of writing numbers and times, and the values drawn with it. */
import { Text, Tooltip } from "@mantine/core";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Money as MoneyValue, Shop } from "../api/types";
import { type Formats, formats, type Language } from "../format/format";

const FormatsContext = createContext<Formats | null>(null);

export function FormatsProvider({ shop, children }: { shop: Shop; children: ReactNode }) {
  const { i18n } = useTranslation();
  const language = i18n.language as Language;
  const value = useMemo(() => formats(language, shop, navigator.languages), [language, shop]);
  return <FormatsContext value={value}>{children}</FormatsContext>;
}

export function useFormats(): Formats {
  const found = useContext(FormatsContext);
  if (!found) throw new Error("FormatsProvider is missing");
  return found;
}

export function Money({ value, places }: { value: MoneyValue | string | null | undefined; places?: number }) {
  return <span className="figures">{useFormats().money(value, places)}</span>;
}

export function Num({ value }: { value: number | string | null | undefined }) {
  const format = useFormats();
  return <span className="figures">{value === null || value === undefined ? "–" : format.number(value)}</span>;
}

/** An instant: the exact time, with how long ago in a tooltip; or `relative`, the other way round. */
export function When({ value, relative = false }: { value: string | null | undefined; relative?: boolean }) {
  const format = useFormats();
  if (!value) return <>–</>;
  const exact = format.instant(value);
  const ago = format.ago(value, new Date());
  return (
    <Tooltip label={relative ? exact : ago}>
      <time dateTime={value} className="nowrap">
        {relative ? ago : exact}
      </time>
    </Tooltip>
  );
}

export function Day({ value }: { value: string | null | undefined }) {
  const format = useFormats();
  if (!value) return <>–</>;
  return (
    <Tooltip label={format.instant(value)}>
      <time dateTime={value} className="nowrap">
        {format.day(value)}
      </time>
    </Tooltip>
  );
}

/** When something ends: the last day on which it is there, with the instant in a tooltip. */
export function LastDay({ value }: { value: string }) {
  const format = useFormats();
  return (
    <Tooltip label={format.instant(value)}>
      <time dateTime={value} className="nowrap">
        {format.lastDay(value)}
      </time>
    </Tooltip>
  );
}

export function Country({ code }: { code: string | null | undefined }) {
  const format = useFormats();
  return <>{code ? format.country(code) : "–"}</>;
}

export function Secondary({ children }: { children: ReactNode }) {
  return (
    <Text component="span" size="xs" c="dimmed">
      {children}
    </Text>
  );
}
