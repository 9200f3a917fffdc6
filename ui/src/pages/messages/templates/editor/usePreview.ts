/** The mail as it would be sent, asked for as one writes; what was shown before stays until the new one is there. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../../../../api/client";
import type { MailPreview, MailPreviewIn } from "../../../../api/schema";
import type { Words } from "./words";

const PAUSE_MS = 400;

/** `newsletter`: as one would be sent, which gives nothing that only a campaign can. */
export function usePreview(
  { kind, languages }: Words,
  language: string | null,
  customer: string | null,
  newsletter = false,
) {
  const asked: MailPreviewIn = { kind, languages, language, customer, newsletter };
  const text = JSON.stringify(asked);
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const query = useQuery({
    queryKey: ["mail-preview", settled],
    queryFn: ({ signal }) =>
      ask<MailPreview>("/v1/mail-templates/preview", { method: "POST", body: JSON.parse(settled), signal }),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    retry: false,
  });
  return { ...query, stale: settled !== text || query.isFetching };
}

export type Previewed = ReturnType<typeof usePreview>;
