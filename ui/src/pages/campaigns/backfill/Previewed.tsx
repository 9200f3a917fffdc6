/** Who would enter by a back-fill, or how many have; and the button that lets them. */
import { Anchor, Button, Group, Paper, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { BackfillOut, BackfillPreviewOut, CampaignOut } from "../../../api/schema";
import { BarsOverTime, ChartCard } from "../../../parts/ChartCard";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { Figure } from "../../../parts/Figure";
import { Num, useFormats, When } from "../../../parts/Formats";
import { customerPath, nameOf } from "../../customers/columns";

interface Props {
  campaign: CampaignOut;
  backfill: BackfillOut;
  start?: () => void;
  starting: boolean;
}

export function Previewed({ campaign, backfill, start, starting }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const [asks, setAsks] = useState(false);
  const { preview, state } = backfill;
  const broken = state === "failed" || state === "cancelled";
  const mayStart = start && (state === "previewed" ? (preview?.entered ?? 0) > 0 : broken && backfill.started);
  const go = () => {
    setAsks(false);
    start?.();
  };
  const runs = preview ? format.number(preview.entered) : "";
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="center">
        <Text size="sm" data-testid="backfill-said">
          {said()}
        </Text>
        {mayStart && preview && (
          <Button onClick={() => setAsks(true)} loading={starting}>
            {state === "previewed"
              ? t("backfill.start", { count: preview.customers, number: format.number(preview.customers) })
              : t("backfill.again")}
          </Button>
        )}
      </Group>
      {preview && <Numbers preview={preview} />}
      {asks && preview && (
        <ConfirmDialog
          open
          title={t("backfill.ask2", { name: campaign.name })}
          confirm={t("backfill.start", { count: preview.customers, number: format.number(preview.customers) })}
          busy={starting}
          error={null}
          onConfirm={go}
          onCancel={() => setAsks(false)}
        >
          {t(campaign.state === "test" ? "backfill.askTest" : "backfill.askText", { number: runs })}
        </ConfirmDialog>
      )}
    </Stack>
  );

  function said(): string {
    const span = t("simulation.span", { since: format.day(backfill.since), until: format.day(backfill.until) });
    const done = t("backfill.done", { count: backfill.entered, number: format.number(backfill.entered) });
    if (broken) {
      const why = state === "cancelled" ? t("backfill.cancelled") : (backfill.error ?? t("backfill.failed"));
      return [span, why, ...(backfill.started ? [done] : [])].join(" ");
    }
    if (state === "done") return `${span} ${done}`;
    return preview?.entered === 0 ? `${span} ${t("backfill.nobody")}` : span;
  }
}

function Numbers({ preview }: { preview: BackfillPreviewOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const named = (day: string) => format.day(`${day}T12:00:00Z`);
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Figure label={t("backfill.customers")} value={<Num value={preview.customers} />} />
        <Figure label={t("backfill.runs")} value={<Num value={preview.entered} />} />
        <Figure
          label={t("backfill.before")}
          value={<Num value={preview.before} />}
          hint={preview.before > 0 && t("backfill.beforeHint")}
        />
        <Figure
          label={t("backfill.over")}
          value={<Num value={preview.over} />}
          hint={preview.over > 0 && t("backfill.overHint")}
        />
      </SimpleGrid>
      {preview.by_day && <Text size="sm">{t("simulation.byDay")}</Text>}
      {preview.days.length > 1 && (
        <ChartCard
          question={t("backfill.byDayQuestion")}
          unit={t("backfill.entries")}
          header={[t("backfill.day"), t("backfill.entries")]}
          rows={preview.days.map((one) => ({
            shown: [named(one.day), format.number(one.entered)],
            exported: [one.day, one.entered],
          }))}
          file="backfill-days.csv"
        >
          <BarsOverTime
            data={preview.days.map((one) => ({ day: named(one.day), value: one.entered }))}
            x="day"
            y="value"
            label={t("backfill.entries")}
            write={format.number}
            writeShort={format.compact}
          />
        </ChartCard>
      )}
      {preview.shown.length > 0 && (
        <Paper p="md" component="section">
          <Title order={3} fz={14} mb={2}>
            {t("backfill.who")}
          </Title>
          <Text size="xs" c="dimmed" mb="sm">
            {t("backfill.whoText")}
          </Text>
          <Table verticalSpacing={6} aria-label={t("backfill.who")} data-testid="backfill-customers">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("campaign.customer")}</Table.Th>
                <Table.Th>{t("backfill.when")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {preview.shown.map((one) => (
                <Table.Tr key={`${one.customer.id} ${one.key}`}>
                  <Table.Td className="break">
                    <Anchor component={Link} to={customerPath(one.customer.id)} size="sm">
                      {nameOf(one.customer)}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>
                    <When value={one.at} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
    </>
  );
}
