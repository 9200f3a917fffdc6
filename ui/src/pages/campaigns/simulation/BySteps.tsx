/** Each step: how many came by, which way they went, and what was done. */
import { ActionIcon, Paper, Table, Text, Title, Tooltip } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SimulatedNodeOut, SimulationOut, SimulationResult } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { useCsv } from "../../../parts/useCsv";
import { stepsInOrder } from "../editor/graph";
import { branchLabel } from "../kinds";
import { useDone } from "./words";

interface Props {
  simulation: SimulationOut;
  result: SimulationResult;
  titleOf: (node: string) => string;
}

const came = (node: SimulatedNodeOut): number =>
  Object.values(node.left).reduce((sum, one) => sum + one, 0) + ("" in node.left ? 0 : node.ended) + node.waiting;

export function BySteps({ simulation, result, titleOf }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const save = useCsv();
  const said = useDone();
  const rows = stepsInOrder(simulation.draft).flatMap((drawn) => result.nodes.filter((one) => one.node === drawn.id));
  const titles = rows.map((one) => titleOf(one.node));
  const isOneOf = (title: string) => titles.indexOf(title) !== titles.lastIndexOf(title);
  const ways = (node: SimulatedNodeOut) => {
    const branches = Object.entries(node.left).filter(([branch]) => branch !== "");
    const named = branches.length > 1 ? branches : [];
    const told = named.map(([branch, many]) => `${branchLabel(branch, t) || branch} ${format.number(many)}`);
    const early = "" in node.left ? 0 : node.ended;
    return [
      ...told,
      ...(early > 0 ? [t("simulation.endedHere", { number: format.number(early) })] : []),
      ...(node.waiting > 0 ? [t("simulation.stillHere", { number: format.number(node.waiting) })] : []),
    ].join(" · ");
  };
  const done = (node: SimulatedNodeOut) =>
    Object.entries(node.done)
      .map(([what, amount]) => said(what, amount))
      .join(" · ");
  return (
    <Paper p="md" component="section" aria-label={t("simulation.bySteps")}>
      <div className="chart-head">
        <Title order={2}>{t("simulation.bySteps")}</Title>
        <Tooltip label={t("chart.csv")}>
          <ActionIcon
            aria-label={t("chart.csv")}
            onClick={() =>
              save(
                "simulation-steps.csv",
                [
                  t("simulation.step"),
                  t("results.id"),
                  t("simulation.came"),
                  t("simulation.ways"),
                  t("simulation.done"),
                ],
                rows.map((one) => [titleOf(one.node), one.node, came(one), ways(one), done(one)]),
              )
            }
          >
            <IconDownload size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
      <Table.ScrollContainer minWidth={480} type="native">
        <Table verticalSpacing={6} aria-label={t("simulation.bySteps")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("simulation.step")}</Table.Th>
              <Table.Th className="numeric">{t("simulation.came")}</Table.Th>
              <Table.Th>{t("simulation.ways")}</Table.Th>
              <Table.Th>{t("simulation.done")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((one) => (
              <Table.Tr key={one.node} data-node={one.node}>
                <Table.Td>
                  {titleOf(one.node)}
                  {isOneOf(titleOf(one.node)) && (
                    <Text span size="xs" c="dimmed" ml={6}>
                      {one.node}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className="numeric">{format.number(came(one))}</Table.Td>
                <Table.Td className="figures">{ways(one)}</Table.Td>
                <Table.Td className="figures">{done(one)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
