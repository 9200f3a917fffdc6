/** What codes of a form look like and how hard they are to guess, asked once typing rests. Nothing is made. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import type { FormatOut } from "../../../api/schema";
import { formatOf, type Words, wrongOf } from "./words";

export function useCodeFormat(words: Words) {
  const isWhole = words.way === "make" && wrongOf(words) === null;
  const asked = isWhole ? JSON.stringify({ format: formatOf(words), count: words.count }) : "null";
  const [settled] = useDebouncedValue(asked, 250);
  const query = useQuery({
    queryKey: ["coupon-format", settled],
    queryFn: ({ signal }) =>
      ask<FormatOut>("/v1/coupon-formats", { method: "POST", body: JSON.parse(settled), signal }),
    enabled: settled !== "null",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  return {
    found: isWhole ? query.data : undefined,
    error: isWhole ? query.error : null,
    stale: asked !== settled || query.isFetching,
  };
}
