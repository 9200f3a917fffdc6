/** Every figure of every step, rule or subject; of those that are gone too. */
import { Button, Group, Paper, Table, Text, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { NodeResultOut, ResultsOut } from "../../api/schema";
import { useFormats } from "../../parts/Formats";
import { Lines } from "../../parts/states";
import { useCsv } from "../../parts/useCsv";
import type { Measured } from "./reading";

const COUNTS = [
  "pending",
  "sent",
  "delivered",
  "unknown",
  "opened",
  "machine_opened",
  "clicked",
  "conversions",
  "left",
  "complained",
  "bounced",
  "blocked",
] as const;

export function ByNode({ of, found }: { of: Measured; found: ResultsOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const save = useCsv();
  const question = t(`results.byNode.${of.source}`);
  if (!found) return <Lines count={3} />;
  const columns = COUNTS.filter((name) => name !== "unknown" || found.unknown > 0);
  const header = columns.map((name) => t(`results.column.${name}`));
  const called = (one: NodeResultOut) => one.name ?? t("results.unnamed");
  const beside = (one: NodeResultOut) =>
    of.nameOf(one.node) ?? (of.source === "newsletter" ? one.node : t("results.gone"));
  const figures = (one: ResultsOut | NodeResultOut) => (
    <>
      {columns.map((name) => (
        <Table.Td key={name} className="numeric">
          {format.number(one[name])}
        </Table.Td>
      ))}
      <Table.Td className="numeric">{format.money(one.revenue)}</Table.Td>
    </>
  );
  return (
    <Paper className="table-paper">
      <Group justify="space-between" p="sm" wrap="nowrap">
        <Title order={2}>{question}</Title>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          className="not-printed"
          leftSection={<IconDownload size={16} stroke={1.5} />}
          onClick={() =>
            save(
              "results.csv",
              [t(`results.node.${of.source}`), t("results.id"), ...header, t("results.revenue")],
              found.nodes.map((one) => [
                called(one),
                one.node,
                ...columns.map((name) => one[name]),
                one.revenue.amount,
              ]),
            )
          }
        >
          {t("chart.csv")}
        </Button>
      </Group>
      <Table.ScrollContainer minWidth={1000} type="native">
        <Table aria-label={question}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t(`results.node.${of.source}`)}</Table.Th>
              {header.map((name) => (
                <Table.Th key={name} className="numeric">
                  {name}
                </Table.Th>
              ))}
              <Table.Th className="numeric">{t("results.revenue")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.nodes.map((one) => (
              <Table.Tr key={one.node}>
                <Table.Td miw={180}>
                  <span className="name-line" title={called(one)}>
                    {called(one)}
                  </span>
                  <Text size="xs" c="dimmed">
                    {beside(one)}
                  </Text>
                </Table.Td>
                {figures(one)}
              </Table.Tr>
            ))}
            {found.nodes.length > 1 && (
              <Table.Tr fw={600}>
                <Table.Td>{t("results.all")}</Table.Td>
                {figures(found)}
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" p="sm">
        {t("results.columnsText")}
      </Text>
    </Paper>
  );
}
