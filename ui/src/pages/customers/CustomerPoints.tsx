/** A customer's points: what can be spent, in which lots it lies, and everything that was ever posted. */
import { Anchor, Button, Group, Paper, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { IconArrowsExchange, IconCoins, IconPlusMinus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCustomerPoints } from "../../api/queries";
import type { Customer, CustomerPoints, Hold, Lot, PointsEntry } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Figure, Figures } from "../../parts/Figure";
import { Num, useFormats, When } from "../../parts/Formats";
import { useKindName } from "../../parts/kindName";
import { FIRST_KIND } from "../../parts/PointsKindSelect";
import { EmptyState, ErrorState, Lines } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { AdjustDialog } from "./AdjustDialog";
import { Beside } from "./Beside";
import { shortNameOf } from "./columns";
import { Holds, Lots } from "./Lots";
import { ReleaseHold } from "./ReleaseHold";
import { ReleaseLot } from "./ReleaseLot";
import { TransferDialog } from "./TransferDialog";
import { UndoCorrection } from "./UndoCorrection";

export function CustomerPointsTab({ id, customer }: { id: string; customer: Customer | undefined }) {
  const { t } = useTranslation();
  const mayWrite = useMay("points:write");
  const may = mayWrite && customer?.guest === false;
  const [adjusting, setAdjusting] = useState(false);
  const [transferring, setTransferring] = useState(false);
  const [releasing, setReleasing] = useState<Lot | null>(null);
  const [lettingGo, setLettingGo] = useState<Hold | null>(null);
  const [undoing, setUndoing] = useState<PointsEntry | null>(null);
  const [kind, setKind] = useState(FIRST_KIND);
  const pages = useCustomerPoints(id, kind === FIRST_KIND ? "" : kind);
  const now = pages.data?.pages[0];
  const entries = useMemo(
    () => pages.data?.pages.flatMap((page) => page.entries).map((entry, index) => ({ ...entry, index })),
    [pages.data],
  );
  if (pages.error && !now) {
    return <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch()} />;
  }
  if (!now) return <Lines />;
  const isSpent = now.kinds.find((one) => one.points_kind === kind)?.spendable !== false;
  return (
    <>
      <KindsLine kinds={now.kinds} value={kind} onChange={setKind} />
      {may && (
        <Group justify="flex-end" mb="sm" gap="xs">
          {now.available > 0 && isSpent && (
            <Button
              variant="default"
              leftSection={<IconArrowsExchange size={18} stroke={1.5} />}
              onClick={() => setTransferring(true)}
            >
              {t("transfer.new")}
            </Button>
          )}
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
              <Holds holds={now.holds} onRelease={mayWrite ? setLettingGo : undefined} />
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
        <AdjustDialog id={id} kind={kind} name={shortNameOf(customer)} onClose={() => setAdjusting(false)} />
      )}
      {transferring && customer && (
        <TransferDialog customer={customer} kind={kind} onClose={() => setTransferring(false)} />
      )}
      {releasing && <ReleaseLot customer={id} lot={releasing} onClose={() => setReleasing(null)} />}
      {lettingGo && <ReleaseHold customer={id} hold={lettingGo} onClose={() => setLettingGo(null)} />}
      {undoing?.undo && (
        <UndoCorrection
          customer={id}
          correction={{ key: undoing.undo, points: undoing.points, beside: undoing.beside }}
          onClose={() => setUndoing(null)}
        />
      )}
    </>
  );
}

interface KindsProps {
  kinds: CustomerPoints["kinds"];
  value: string;
  onChange: (kind: string) => void;
}

/** What there is of every kind, to look at one of them; nothing while there is one. */
function KindsLine({ kinds, value, onChange }: KindsProps) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const format = useFormats();
  if (kinds.length < 2) return null;
  return (
    <SegmentedControl
      mb="sm"
      aria-label={t("kinds.kind")}
      value={value}
      onChange={onChange}
      data={kinds.map((one) => ({
        value: one.points_kind,
        label: `${kindName({ ...one.unit, names: {} })}: ${format.number(one.balance)}`,
      }))}
    />
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
        entry.rule && entry.rule_version !== null && t("versions.ofPosting", { number: entry.rule_version }),
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
              {reason(entry) && entry.beside && " · "}
              {entry.beside && <Beside of={entry.beside} />}
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
