/** A customer's points: what can be spent, in which lots it lies, and everything that was ever posted. */
import { Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCoins, IconPlusMinus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCustomerPoints } from "../../api/queries";
import type { Customer, Lot, PointsEntry } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Figure, Figures } from "../../parts/Figure";
import { Num, useFormats, When } from "../../parts/Formats";
import { EmptyState, ErrorState, Lines } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { AdjustDialog } from "./AdjustDialog";
import { shortNameOf } from "./columns";
import { Holds, Lots } from "./Lots";
import { ReleaseLot } from "./ReleaseLot";
import { UndoCorrection } from "./UndoCorrection";

export function CustomerPointsTab({ id, customer }: { id: string; customer: Customer | undefined }) {
  const { t } = useTranslation();
  const may = useMay("points:write") && customer?.guest === false;
  const [adjusting, setAdjusting] = useState(false);
  const [releasing, setReleasing] = useState<Lot | null>(null);
  const [undoing, setUndoing] = useState<PointsEntry | null>(null);
  const pages = useCustomerPoints(id);
  const now = pages.data?.pages[0];
  const entries = useMemo(
    () => pages.data?.pages.flatMap((page) => page.entries).map((entry, index) => ({ ...entry, index })),
    [pages.data],
  );
  if (pages.error && !now) {
    return <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch()} />;
  }
  if (!now) return <Lines />;
  return (
    <>
      {may && (
        <Group justify="flex-end" mb="sm">
          <Button
            variant="default"
            leftSection={<IconPlusMinus size={18} stroke={1.5} />}
            onClick={() => setAdjusting(true)}
          >
            {t("mass.new")}
          </Button>
        </Group>
      )}
      <Figures>
        <Figure label={t("points.balance")} value={<Num value={now.available} />} hint={t("points.balanceHint")} />
        <Figure label={t("points.pending")} value={<Num value={now.pending} />} hint={t("points.pendingHint")} />
        <Figure label={t("points.held")} value={<Num value={now.held} />} hint={t("points.heldHint")} />
        <Figure label={t("points.debt")} value={<Num value={now.debt} />} hint={t("points.debtHint")} />
      </Figures>
      {entries?.length === 0 ? (
        <Paper>
          <EmptyState icon={<IconCoins size={32} stroke={1.2} />} title={t("points.noLots")}>
            {t("points.noLotsText")}
          </EmptyState>
        </Paper>
      ) : (
        <Stack gap="lg">
          {now.lots.length > 0 && (
            <div>
              <Title order={2} mb="xs">
                {t("points.lots")}
              </Title>
              <Lots lots={now.lots} onRelease={may ? setReleasing : undefined} />
            </div>
          )}
          {now.holds.length > 0 && (
            <div>
              <Title order={2}>{t("points.holds")}</Title>
              <Text size="xs" c="dimmed" mb="xs">
                {t("points.holdsHint")}
              </Text>
              <Holds holds={now.holds} />
            </div>
          )}
          <div>
            <Title order={2} mb="xs">
              {t("points.history")}
            </Title>
            <Entries pages={{ ...pages, rows: entries }} onUndo={may ? setUndoing : undefined} />
          </div>
        </Stack>
      )}
      {adjusting && customer && (
        <AdjustDialog id={id} name={shortNameOf(customer)} onClose={() => setAdjusting(false)} />
      )}
      {releasing && <ReleaseLot customer={id} lot={releasing} onClose={() => setReleasing(null)} />}
      {undoing?.undo && (
        <UndoCorrection
          customer={id}
          correction={{ key: undoing.undo, points: undoing.points }}
          onClose={() => setUndoing(null)}
        />
      )}
    </>
  );
}

type Numbered = PointsEntry & { index: number };
type EntryPages = Parameters<typeof DataTable<Numbered>>[0]["pages"];

interface EntriesProps {
  pages: EntryPages;
  onUndo: ((entry: PointsEntry) => void) | undefined;
}

function Entries({ pages, onUndo }: EntriesProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const columns = useMemo<Column<Numbered>[]>(() => {
    const reason = (entry: PointsEntry) =>
      [
        entry.reason,
        entry.order ? t("orders.one", { id: entry.order }) : null,
        entry.rule,
        entry.moved_from ? t("history.movedFrom", { id: entry.moved_from }) : null,
      ]
        .filter(Boolean)
        .join(" · ");
    return [
      {
        id: "what",
        header: t("points.what"),
        cell: (entry) => (
          <>
            {t(`pointsKind.${entry.kind}` as "pointsKind.earned", { defaultValue: entry.kind })}
            <Text size="xs" c="dimmed" className="break">
              {reason(entry)}
            </Text>
          </>
        ),
      },
      { id: "at", header: t("points.when"), cell: (entry) => <When value={entry.at} />, below: "what", width: 190 },
      {
        id: "points",
        header: t("points.points"),
        cell: (entry) => {
          return (
            <>
              <Text component="span" fw={600}>
                {entry.moved === null ? format.signed(entry.points) : format.number(entry.moved)}
              </Text>
              {onUndo && entry.undo && (
                <div>
                  <Anchor component="button" type="button" size="xs" onClick={() => onUndo(entry)}>
                    {t("mass.undo")}
                  </Anchor>
                </div>
              )}
            </>
          );
        },
        numeric: true,
        width: 110,
      },
    ];
  }, [t, format, onUndo]);
  return (
    <DataTable
      label={t("points.history")}
      pages={pages}
      columns={columns}
      rowKey={(entry) => String(entry.index)}
      empty={null}
    />
  );
}
