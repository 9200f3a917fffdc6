/** The drawn part of charts, loaded only by pages that have one. Bars compare from zero, lines run over time. */
import "@mantine/charts/styles.css";
import { AreaChart, BarChart, LineChart } from "@mantine/charts";
import { useElementSize } from "@mantine/hooks";
import { useQuestion } from "./question";
import { evenly, single, stacked, ticksOf } from "./ticks";

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

/** With room so that the highest label stands at its line, and called by what its card asks. */
const useDrawing = () => ({ margin: { top: 8, right: 0, bottom: 0, left: 0 }, "aria-label": useQuestion() });

const AXIS_PX = 72;

function widthsOf(labels: string[]): number[] {
  const brush = document.createElement("canvas").getContext("2d");
  if (!brush) return labels.map(() => 0);
  brush.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return labels.map((one) => brush.measureText(one).width);
}

/** The days that are named below a drawing, by its width. */
function useDays({ data, x }: Pick<Series, "data" | "x">) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const labels = data.map((row) => String(row[x]));
  const room = width - AXIS_PX;
  // Two that are called the same can't be told apart by their names.
  const ticks =
    room > 0 && new Set(labels).size === labels.length
      ? evenly(widthsOf(labels), room).map((index) => labels[index] ?? "")
      : undefined;
  return { ref, xAxisProps: { ticks, minTickGap: 4 } };
}

function axis(values: number[], write: (value: number) => string) {
  const ticks = ticksOf(values);
  return { width: AXIS_PX, tickFormatter: write, ticks, domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1], interval: 0 };
}

export function BarsOverTime({ data, x, y, label, write, writeShort, height = 220 }: Series) {
  return (
    <BarChart
      h={height}
      data={data}
      dataKey={x}
      series={[{ name: y, label, color: "accent.6" }]}
      valueFormatter={write}
      yAxisProps={axis(single(data, [y]), writeShort ?? write)}
      {...useDays({ data, x })}
      barChartProps={useDrawing()}
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
      yAxisProps={axis(single(data, [y]), writeShort ?? write)}
      {...useDays({ data, x })}
      lineChartProps={useDrawing()}
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
  /** What is neither, on either side, in a grey of its own; nothing is said of it where there is none. */
  aside?: NamedSeries[];
}

/** What came above the line and what went below it. */
export function BarsBothWays({ up, down, aside = [], ...rest }: BothWays) {
  const drawn = [
    { ...up, color: "accent.6" },
    { ...down, color: "var(--grey-strong)" },
    ...aside.map((one) => ({ ...one, color: "var(--grey-pale)" })),
  ];
  return <BothSides {...rest} drawn={drawn} named={aside.length > 0} />;
}

interface BothSidesOf extends Omit<Series, "y" | "label"> {
  drawn: Drawn[];
  named: boolean;
}

/** Stacks of bars on both sides of zero. */
function BothSides({ data, x, drawn, named, write, writeShort, height = 220 }: BothSidesOf) {
  const names = drawn.map((one) => one.name);
  return (
    <>
      <BarChart
        h={height}
        data={data}
        dataKey={x}
        type="stacked"
        series={drawn}
        valueFormatter={write}
        yAxisProps={axis(stacked(data, names), writeShort ?? write)}
        {...useDays({ data, x })}
        barChartProps={{ ...useDrawing(), stackOffset: "sign" }}
        barProps={{ isAnimationActive: false }}
        tooltipAnimationDuration={0}
        maxBarWidth={28}
        referenceLines={[{ y: 0, color: "var(--line)" }]}
        {...quiet}
      />
      {named && <Legend series={drawn} />}
    </>
  );
}

export interface NamedSeries {
  name: string;
  label: string;
}

interface Drawn extends NamedSeries {
  color: string;
}

interface Several extends Omit<Series, "y" | "label"> {
  series: NamedSeries[];
}

/** What is what, in the order in which it is given, however long the words are. */
function Legend({ series, dashed = [] }: { series: Drawn[]; dashed?: string[] }) {
  return (
    <ul className="chart-legend">
      {series.map((one) => (
        <li key={one.name}>
          <span
            data-dashed={dashed.includes(one.name) || undefined}
            style={{
              color: one.color.startsWith("var(") ? one.color : `var(--mantine-color-${one.color.replace(".", "-")})`,
            }}
          />
          {one.label}
        </li>
      ))}
    </ul>
  );
}

const shaded = (series: NamedSeries[], shades: string[]): Drawn[] =>
  series.map((one, index) => ({ ...one, color: shades[index % shades.length] ?? "var(--grey)" }));

/** What several parts come to together, over time; the first stands at the bottom. */
export function AreasOverTime({ data, x, series, write, writeShort, height = 220 }: Several) {
  const drawn = shaded(series, [
    "accent.7",
    "var(--grey)",
    "accent.4",
    "var(--grey-pale)",
    "accent.2",
    "var(--grey-faint)",
  ]);
  const names = series.map((one) => one.name);
  return (
    <>
      <AreaChart
        h={height}
        data={data}
        dataKey={x}
        type="stacked"
        series={drawn}
        valueFormatter={write}
        curveType="linear"
        withDots={data.length < 3}
        fillOpacity={0.5}
        yAxisProps={axis(stacked(data, names), writeShort ?? write)}
        {...useDays({ data, x })}
        areaChartProps={useDrawing()}
        areaProps={{ isAnimationActive: false }}
        tooltipAnimationDuration={0}
        strokeWidth={1}
        {...quiet}
      />
      {series.length > 1 && <Legend series={drawn} />}
    </>
  );
}

interface SolidAndDashed extends Omit<Several, "series"> {
  solid: NamedSeries;
  dashed: NamedSeries;
}

/** What is, and what it stands beside: what is expected from then on, or what was before. */
export function TwoLines({ data, x, solid, dashed, write, writeShort, height = 220 }: SolidAndDashed) {
  const drawn = shaded([solid, dashed], ["accent.6", "var(--grey)"]);
  const names = [solid.name, dashed.name];
  return (
    <>
      <LineChart
        h={height}
        data={data}
        dataKey={x}
        series={drawn.map((one) => (one.name === dashed.name ? { ...one, strokeDasharray: "5 5" } : one))}
        valueFormatter={write}
        curveType="linear"
        withDots={false}
        yAxisProps={axis(single(data, names), writeShort ?? write)}
        {...useDays({ data, x })}
        lineChartProps={useDrawing()}
        lineProps={{ isAnimationActive: false }}
        tooltipAnimationDuration={0}
        strokeWidth={2}
        {...quiet}
      />
      <Legend series={drawn} dashed={[dashed.name]} />
    </>
  );
}

interface PartsOf extends Omit<Several, "series"> {
  up: NamedSeries[];
  down: NamedSeries[];
}

/** What made it more above the line, what made it less below, each part in a shade of its own. */
export function PartsBothWays({ up, down, ...rest }: PartsOf) {
  const drawn = [
    ...shaded(up, ["accent.6", "accent.4", "accent.2"]),
    ...shaded(down, ["var(--grey-strong)", "var(--grey)", "var(--grey-faint)"]),
  ];
  return <BothSides {...rest} drawn={drawn} named />;
}
