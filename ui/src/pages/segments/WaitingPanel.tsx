/** Who came in and went out without anything being done about them yet, and what that waits for. */
import { Button, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../api/queries";
import type { WaitingCounts, WaitingOut, WaitingPage } from "../../api/schema";
import { useFormats } from "../../parts/Formats";
import { SidePanel } from "../../parts/SidePanel";
import { ErrorState, Lines } from "../../parts/states";
import { CustomerCell } from "../customers/columns";

type Kind = WaitingOut["kind"];
export type Awaits = WaitingOut["awaits"];

export function useWaiting(id: string, query: { kind?: Kind; awaits?: Awaits } = {}, enabled = true) {
  const path = `/v1/segments/${encodeURIComponent(id)}/waiting`;
  const pages = usePages<WaitingOut>(["segment", id, "waiting"], path, query, { enabled });
  const first = pages.data?.pages[0] as WaitingPage | undefined;
  return { ...pages, counts: first?.counts };
}

interface Props {
  segment: { id: string; name: string };
  awaits: Awaits;
  open: boolean;
  onClose: () => void;
}

export function WaitingPanel({ segment, awaits, open, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <SidePanel open={open} onClose={onClose} title={t(`waiting.title.${awaits}`, { name: segment.name })}>
      {open && <Who id={segment.id} awaits={awaits} />}
    </SidePanel>
  );
}

const howMany = (counts: WaitingCounts | undefined, awaits: Awaits, kind: Kind): number | undefined =>
  counts && (awaits === "approval" ? counts[kind] : counts[`${kind}_cooling`]);

function Who({ id, awaits }: { id: string; awaits: Awaits }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [chosen, setChosen] = useState<Kind | null>(null);
  const { counts } = useWaiting(id, { awaits });
  const kind = chosen ?? (howMany(counts, awaits, "entered") === 0 ? "left" : "entered");
  const pages = useWaiting(id, { kind, awaits });
  const label = (one: Kind) => {
    const count = howMany(counts, awaits, one);
    return count === undefined ? t(`waiting.${one}`) : t(`waiting.${one}Count`, { number: format.number(count) });
  };
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t(`waiting.text.${awaits}`)}
      </Text>
      <SegmentedControl
        aria-label={t("waiting.which")}
        value={kind}
        onChange={(next) => setChosen(next as Kind)}
        data={(["entered", "left"] as const).map((value) => ({ value, label: label(value) }))}
      />
      {pages.error && !pages.rows ? (
        <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch()} />
      ) : !pages.rows ? (
        <Lines count={6} height={32} />
      ) : pages.rows.length === 0 ? (
        <Text size="sm">{t(`waiting.nobody.${kind}`)}</Text>
      ) : (
        pages.rows.map((customer) => (
          <div key={customer.id}>
            <CustomerCell customer={customer} t={t} />
            {customer.until && (
              <Text size="xs" c="dimmed">
                {t("waiting.until", { at: format.instant(customer.until) })}
              </Text>
            )}
          </div>
        ))
      )}
      {pages.hasNextPage && (
        <Button variant="subtle" color="gray" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          {t("action.loadMore")}
        </Button>
      )}
    </Stack>
  );
}
