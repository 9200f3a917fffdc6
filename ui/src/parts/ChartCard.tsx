/** A chart with the question as its title, and the table and CSV behind it. */
import { ActionIcon, Menu, Paper, Skeleton, Table, Text, Title } from "@mantine/core";
import { IconChartBar, IconDots, IconDownload, IconTable } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cell } from "./csv";
import { Secondary } from "./Formats";
import { QuestionContext } from "./question";
import { ErrorState } from "./states";
import { useCsv } from "./useCsv";

export const BarsOverTime = lazy(() => import("./charts").then((module) => ({ default: module.BarsOverTime })));
export const BarsBothWays = lazy(() => import("./charts").then((module) => ({ default: module.BarsBothWays })));
export const AreasOverTime = lazy(() => import("./charts").then((module) => ({ default: module.AreasOverTime })));
export const TwoLines = lazy(() => import("./charts").then((module) => ({ default: module.TwoLines })));
export const PartsBothWays = lazy(() => import("./charts").then((module) => ({ default: module.PartsBothWays })));
export const LineOverTime = lazy(() => import("./charts").then((module) => ({ default: module.LineOverTime })));

interface Props {
  question: string;
  /** What the figures are counted in, where that is not plain from the question. */
  unit?: ReactNode;
  /** The table behind: what the columns are, each row as shown and as exported. */
  header: string[];
  /** How many columns at the beginning are words, which stand at the left. */
  words?: number;
  rows: { shown: ReactNode[]; exported: Cell[] }[] | undefined;
  file: string;
  height?: number;
  error?: unknown;
  onRetry?: () => void;
  empty?: string;
  children: ReactNode;
  aside?: ReactNode;
}

export function ChartCard(props: Props) {
  const { t } = useTranslation();
  const save = useCsv();
  const [asTable, setAsTable] = useState(false);
  const height = props.height ?? 220;
  return (
    <Paper p="md">
      <div className="chart-head">
        <div>
          <Title order={2}>{props.question}</Title>
          {props.unit && <Secondary>{props.unit}</Secondary>}
        </div>
        {props.aside && <div className="chart-aside">{props.aside}</div>}
        <div>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={`${t("chart.options")}: ${props.question}`}>
                <IconDots size={18} stroke={1.5} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={asTable ? <IconChartBar size={16} stroke={1.5} /> : <IconTable size={16} stroke={1.5} />}
                onClick={() => setAsTable(!asTable)}
              >
                {asTable ? t("chart.asChart") : t("chart.asTable")}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconDownload size={16} stroke={1.5} />}
                disabled={!props.rows?.length}
                onClick={() =>
                  save(
                    props.file,
                    props.header,
                    (props.rows ?? []).map((row) => row.exported),
                  )
                }
              >
                {t("chart.csv")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      {props.error ? (
        <ErrorState error={props.error} what={t("problem.notLoaded")} onRetry={props.onRetry} />
      ) : props.rows === undefined ? (
        <Skeleton height={height} radius={4} />
      ) : props.rows.length === 0 ? (
        <Text c="dimmed" h={height} ta="center" pt={height / 2 - 20}>
          {props.empty ?? t("chart.empty")}
        </Text>
      ) : asTable ? (
        <ValuesBehind
          header={props.header}
          words={props.words ?? 1}
          rows={props.rows}
          height={height}
          label={props.question}
        />
      ) : (
        <QuestionContext value={props.question}>
          <Suspense fallback={<Skeleton height={height} radius={4} />}>{props.children}</Suspense>
        </QuestionContext>
      )}
    </Paper>
  );
}

interface BehindProps {
  header: string[];
  words: number;
  rows: { shown: ReactNode[] }[];
  height: number;
  label: string;
}

function ValuesBehind({ header, words, rows, height, label }: BehindProps) {
  return (
    // What is scrolled has to be reached by keyboard.
    <Table.ScrollContainer
      type="native"
      minWidth={240}
      mah={height}
      style={{ overflowY: "auto" }}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <Table verticalSpacing={4} aria-label={label} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {header.map((name, index) => (
              <Table.Th key={index} className={index >= words ? "numeric" : undefined}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={index}>
              {row.shown.map((value, column) => (
                <Table.Td key={column} className={column >= words ? "numeric" : undefined}>
                  {value}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
