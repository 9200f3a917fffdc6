/** Where a customer's points lie: the lots that they came in, and what is held of them. */
import { Anchor, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Hold, Lot } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { useEntityName } from "../../parts/entity";
import { Day, LastDay, Num, useFormats, When } from "../../parts/Formats";
import { StateDot, type Tone } from "../../parts/StateDot";

const TONES: Record<string, Tone> = { open: "good", pending: "busy", held: "warning", reversed: "bad" };

/** What brought a lot: an order by its number, or in words what else. */
function useSource(): (source: string) => string {
  const { t } = useTranslation();
  return (source) => t(`lotSource.${source}` as "lotSource.adjust", { defaultValue: source });
}

/** What a lot waits for, and what lets whoever may release it. */
function WaitsFor({ lot, onRelease }: { lot: Lot; onRelease: ((lot: Lot) => void) | undefined }) {
  const { t } = useTranslation();
  if (!lot.waits_for) return null;
  return (
    <Text size="xs" c="dimmed" className="break">
      {t(`awaits.until.${lot.waits_for.action}`, { name: lot.waits_for.name ?? "" })}{" "}
      {onRelease && (
        <Anchor component="button" type="button" size="xs" onClick={() => onRelease(lot)}>
          {t("release.do")}
        </Anchor>
      )}
    </Text>
  );
}

interface LotsProps {
  lots: Lot[];
  onRelease: ((lot: Lot) => void) | undefined;
}

export function Lots({ lots, onRelease }: LotsProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const sourceOf = useSource();
  const called = useEntityName();
  const columns: Column<Lot>[] = [
    {
      id: "remaining",
      header: t("points.remaining"),
      cell: (lot) => (
        <Stack gap={2} maw={160}>
          <Text size="sm" className="figures nowrap">
            <Num value={lot.remaining} />{" "}
            <Text component="span" size="xs" c="dimmed">
              {t("points.of")} <Num value={lot.points} />
            </Text>
          </Text>
          <Progress value={lot.points ? (lot.remaining / lot.points) * 100 : 0} size={4} aria-hidden />
          {lot.held > 0 && (
            <Text size="xs" c="dimmed">
              {t("points.lotHeld", { count: lot.held, number: format.number(lot.held) })}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      id: "state",
      header: t("points.state"),
      cell: (lot) => (
        <>
          <StateDot tone={TONES[lot.state] ?? "off"} label={t(`lotState.${lot.state}` as "lotState.open")} />
          <WaitsFor lot={lot} onRelease={onRelease} />
        </>
      ),
      below: "ends",
    },
    {
      id: "starts",
      header: t("points.starts"),
      cell: (lot) =>
        lot.starts_at && (
          <>
            <span className="narrow-only">{t("points.starts")}: </span>
            <Day value={lot.starts_at} />
          </>
        ),
      below: "ends",
    },
    {
      id: "ends",
      header: t("points.ends"),
      cell: (lot) => (lot.ends_at ? <LastDay value={lot.ends_at} /> : lot.waits_for ? "–" : t("points.never")),
    },
    {
      id: "source",
      header: t("points.source"),
      cell: (lot) => (
        <span className="break">
          {sourceOf(lot.source)}
          <Text size="xs" c="dimmed">
            {[lot.rule, called(lot.legal_entity)].filter(Boolean).join(" · ")}
          </Text>
        </span>
      ),
      below: "ends",
    },
  ];
  return (
    <DataTable
      label={t("points.lots")}
      pages={{ rows: lots, error: null, isPending: false }}
      columns={columns}
      rowKey={(lot) => lot.id}
      empty={null}
    />
  );
}

interface HoldsProps {
  holds: Hold[];
  onRelease: ((hold: Hold) => void) | undefined;
}

/** What a hold is called: what its reference says, else its key. */
function useHoldNames(): (hold: Hold) => string {
  const { t } = useTranslation();
  return (hold) => (hold.reason === "checkout" && !hold.of_shop ? t("points.ofCheckout") : (hold.reason ?? hold.key));
}

export function Holds({ holds, onRelease }: HoldsProps) {
  const { t } = useTranslation();
  const nameOf = useHoldNames();
  const called = useEntityName();
  const columns: Column<Hold>[] = [
    {
      id: "for",
      header: t("points.hold"),
      cell: (hold) => (
        <span className="break">
          {nameOf(hold)}
          <Text size="xs" c="dimmed">
            {[hold.reason && hold.key, called(hold.legal_entity)].filter(Boolean).join(" · ")}
            <span className="narrow-only">
              {" · "}
              {t("points.lapsesAt")} <When value={hold.lapses_at} />
            </span>
          </Text>
        </span>
      ),
    },
    { id: "lapses", header: t("points.lapses"), cell: (hold) => <When value={hold.lapses_at} />, wide: true },
    {
      id: "points",
      header: t("points.points"),
      cell: (hold) => (
        <>
          <Num value={hold.points} />
          {onRelease && hold.of_shop && (
            <div>
              <Anchor component="button" type="button" size="xs" onClick={() => onRelease(hold)}>
                {t("letGo.do")}
              </Anchor>
            </div>
          )}
        </>
      ),
      numeric: true,
      width: 110,
    },
  ];
  return (
    <DataTable
      label={t("points.holds")}
      pages={{ rows: holds, error: null, isPending: false }}
      columns={columns}
      rowKey={(hold) => `${hold.legal_entity} ${hold.key}`}
      empty={null}
    />
  );
}
