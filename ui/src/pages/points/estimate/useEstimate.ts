/** What the saved rules make of the sample cart, asked once typing rests. The cart stays in this browser. */
import { useDebouncedValue, useLocalStorage } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import type { EstimateOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { askedOf, EMPTY_CART, type SampleCart } from "./cart";

export function useEstimate() {
  const { currency, places } = useFormats();
  const [cart, setCart] = useLocalStorage<SampleCart>({
    key: "regulars.sample-cart",
    defaultValue: EMPTY_CART,
    getInitialValueInEffect: false,
  });
  const asked = JSON.stringify(askedOf(cart, currency, places));
  const [settled] = useDebouncedValue(asked, 350);
  const query = useQuery({
    queryKey: ["estimate", settled],
    queryFn: ({ signal }) =>
      ask<EstimateOut>("/v1/points/estimate", { method: "POST", body: JSON.parse(settled), signal }),
    enabled: settled !== "null",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  return {
    cart,
    setCart,
    estimate: asked === "null" ? undefined : query.data,
    stale: asked !== settled || query.isFetching,
    error: asked === "null" ? null : query.error,
    refetch: () => void query.refetch(),
  };
}

export type Estimated = ReturnType<typeof useEstimate>;
