/** What a cart comes to with the promotions that are published, asked once typing rests. The cart stays in this browser. */
import { useDebouncedValue, useLocalStorage } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../../api/client";
import type { QuoteOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { EMPTY_CART, type SampleCart } from "../../points/estimate/cart";
import { quoteOf } from "./asked";

export const SAMPLE_CART = "regulars.sample-cart";
export const SAMPLE_CODES = "regulars.sample-codes";

export function useQuote() {
  const { i18n } = useTranslation();
  const { currency, places } = useFormats();
  const [cart, setCart] = useLocalStorage<SampleCart>({
    key: SAMPLE_CART,
    defaultValue: EMPTY_CART,
    getInitialValueInEffect: false,
  });
  const [codes, setCodes] = useLocalStorage({
    key: SAMPLE_CODES,
    defaultValue: "",
    getInitialValueInEffect: false,
  });
  const asked = JSON.stringify(quoteOf(cart, codes, { currency, places, language: i18n.language }));
  const [settled] = useDebouncedValue(asked, 350);
  const query = useQuery({
    queryKey: ["quote", settled],
    queryFn: ({ signal }) => ask<QuoteOut>("/v1/quotes", { method: "POST", body: JSON.parse(settled), signal }),
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
    quote: asked === "null" ? undefined : query.data,
    stale: asked !== settled || query.isFetching,
    error: asked === "null" ? null : query.error,
    refetch: () => void query.refetch(),
  };
}
