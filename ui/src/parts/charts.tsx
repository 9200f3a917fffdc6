/** The drawn part of charts, loaded only by pages that have one. Bars compare from zero, lines run over time. */
import "@mantine/charts/styles.css";
import { BarChart, LineChart } from "@mantine/charts";

interface Series {
  data: Record<string, string | number>[];
  /** The key of the point in time, already in words. */
  x: string;
  y: string;
  label: string;
  write: (value: number) => string;
  writeShort?: (value: number) => string;
  height?: number;
}

const quiet = {
  gridAxis: "x",
  gridColor: "var(--line)",
  tickLine: "none",
  withLegend: false,
  strokeDasharray: "0",
} as const;

/** So that the highest label stands at its line. */
const roomAtTop = { margin: { top: 8, right: 0, bottom: 0, left: 0 } };

export function BarsOverTime({ data, x, y, label, write, writeShort, height = 220 }: Series) {
  return (
    <BarChart
      h={height}
      data={data}
      dataKey={x}
      series={[{ name: y, label, color: "accent.6" }]}
      valueFormatter={write}
      yAxisProps={{ width: 72, tickFormatter: writeShort ?? write, domain: [0, "auto"] }}
      xAxisProps={{ minTickGap: 24 }}
      barChartProps={roomAtTop}
      barProps={{ radius: [3, 3, 0, 0], isAnimationActive: false }}
      tooltipAnimationDuration={0}
      maxBarWidth={28}
      {...quiet}
    />
  );
}

export function LineOverTime({ data, x, y, label, write, writeShort, height = 220 }: Series) {
  return (
    <LineChart
      h={height}
      data={data}
      dataKey={x}
      series={[{ name: y, label, color: "accent.6" }]}
      valueFormatter={write}
      curveType="stepAfter"
      withDots={data.length < 3}
      yAxisProps={{ width: 72, tickFormatter: writeShort ?? write, domain: [0, "auto"], allowDecimals: false }}
      xAxisProps={{ minTickGap: 24 }}
      lineChartProps={roomAtTop}
      lineProps={{ isAnimationActive: false }}
      tooltipAnimationDuration={0}
      strokeWidth={2}
      {...quiet}
    />
  );
}

interface BothWays extends Omit<Series, "y" | "label"> {
  up: { name: string; label: string };
  /** Its values are below zero. */
  down: { name: string; label: string };
}

/** What came above the line and what went below it. */
export function BarsBothWays({ data, x, up, down, write, writeShort, height = 220 }: BothWays) {
  return (
    <BarChart
      h={height}
      data={data}
      dataKey={x}
      type="stacked"
      series={[
        { ...up, color: "accent.6" },
        { ...down, color: "gray.5" },
      ]}
      valueFormatter={write}
      yAxisProps={{ width: 72, tickFormatter: writeShort ?? write, allowDecimals: false }}
      xAxisProps={{ minTickGap: 24 }}
      barChartProps={{ ...roomAtTop, stackOffset: "sign" }}
      barProps={{ isAnimationActive: false }}
      tooltipAnimationDuration={0}
      maxBarWidth={28}
      referenceLines={[{ y: 0, color: "var(--line)" }]}
      {...quiet}
    />
  );
}
