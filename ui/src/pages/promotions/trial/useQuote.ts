/** What a cart comes to with the promotions that are published, and with one as it stands in its form, asked once typing
 * rests. The cart stays in this browser. */
import { useDebouncedValue, useLocalStorage } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../../api/client";
import type { ComesToOut, PromotionTriedOut, QuoteOut } from "../../../api/schema";
import type { Fault } from "../../../api/types";
import { faultsOfDraft } from "../../../parts/draft";
import { useFormats } from "../../../parts/Formats";
import { EMPTY_CART, type SampleCart } from "../../points/estimate/cart";
import { type Trial, triedOf } from "./asked";

export const SAMPLE_CART = "regulars.sample-cart";
export const SAMPLE_CODES = "regulars.sample-codes";

const NO_FAULTS: Fault[] = [];

interface Answer {
  quote: QuoteOut;
  /** What the cart comes to without what is tried, and how that is named in the quote. */
  asItIs: ComesToOut | null;
  promotion: string | null;
}

async function answered(asked: string, signal: AbortSignal): Promise<Answer> {
  const { path, body } = JSON.parse(asked);
  if (path === "/v1/quotes") {
    return { quote: await ask<QuoteOut>(path, { method: "POST", body, signal }), asItIs: null, promotion: null };
  }
  const told = await ask<PromotionTriedOut>(path, { method: "POST", body, signal });
  return { quote: told.quote, asItIs: told.as_it_is, promotion: told.promotion };
}

/** `trial`: the promotion as it would be, null while its form isn't whole. `of`: whose the cart is, where that isn't chosen. */
export function useQuote(trial: Trial | null, of: SampleCart["customer"] = null) {
  const { i18n } = useTranslation();
  const { currency, places } = useFormats();
  const [kept, keep] = useLocalStorage<SampleCart>({
    key: SAMPLE_CART,
    defaultValue: EMPTY_CART,
    getInitialValueInEffect: false,
  });
  const cart = of ? { ...kept, customer: of } : kept;
  // On other pages the cart stays whose it was.
  const setCart = (next: SampleCart) => keep(of ? { ...next, customer: kept.customer } : next);
  const [codes, setCodes] = useLocalStorage({
    // A code that somebody was given is no one else's.
    key: of ? `${SAMPLE_CODES}.${of.id}` : SAMPLE_CODES,
    defaultValue: "",
    getInitialValueInEffect: false,
  });
  const asked = JSON.stringify(triedOf(trial, cart, codes, { currency, places, language: i18n.language }));
  const [settled] = useDebouncedValue(asked, 350);
  const query = useQuery({
    queryKey: ["quote", settled],
    queryFn: ({ signal }) => answered(settled, signal),
    enabled: settled !== "null",
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
  });
  return {
    cart,
    setCart,
    codes,
    setCodes,
    answer: asked === "null" ? undefined : query.data,
    /** A whole cart was given, and what it comes to isn't known yet. */
    isAwaited: asked !== "null" && query.data === undefined && !query.error,
    stale: asked !== settled || query.isFetching,
    error: asked === "null" ? null : query.error,
    /** What is wrong in the promotion that is tried, until it is changed. */
    faults: asked === settled ? faultsOfDraft(query.error, "/promotion") : NO_FAULTS,
    refetch: () => void query.refetch(),
  };
}
