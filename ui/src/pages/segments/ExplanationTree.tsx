/** The answered tree: each condition with whether it held, the value found, how far it is, and the rows that counted. */
import { Anchor, Collapse, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExplainedRow, Explanation, Json } from "../../api/types";
import { useFormats, When } from "../../parts/Formats";
import classes from "./Explanation.module.css";

export function ExplanationTree({ node }: { node: Explanation }) {
  const { t } = useTranslation();
  return (
    <div className={classes.node} data-held={node.held}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <span className={classes.sign}>
          {node.held ? <IconCheck size={16} stroke={2} /> : <IconX size={16} stroke={2} />}
          <span className={classes.hidden}>{node.held ? t("why.held") : t("why.notHeld")}</span>
        </span>
        <div style={{ minWidth: 0, flex: 1 }}>
          <Text size="sm" className="break">
            {node.sentence}
          </Text>
          <Values node={node} />
          <Rows counted={node.counted} notCounted={node.not_counted} />
        </div>
      </Group>
      {node.children && node.children.length > 0 && (
        <div className={classes.children}>
          {node.children.map((child) => (
            <ExplanationTree key={child.pointer} node={child} />
          ))}
        </div>
      )}
    </div>
  );
}

function useValueText(): (value: Json | undefined, unit: string | null | undefined) => string {
  const { t } = useTranslation();
  const format = useFormats();
  const text = (value: Json | undefined, unit: string | null | undefined): string => {
    if (value === null || value === undefined) return t("why.noValue");
    if (typeof value === "boolean") return value ? t("value.yes") : t("value.no");
    if (Array.isArray(value))
      return value.length === 0 ? t("why.noValue") : value.map((one) => text(one, unit)).join(", ");
    if (typeof value === "object") {
      return "amount" in value && "currency" in value
        ? format.money({ amount: String(value.amount), currency: String(value.currency) })
        : JSON.stringify(value);
    }
    const plain = String(value);
    if (unit === "text" || unit === "set") return plain;
    if (/^\d{4}-\d{2}-\d{2}T/.test(plain)) return format.instant(plain);
    if (/^\d{4}-\d{2}-\d{2}$/.test(plain)) return format.day(plain);
    if (!/^-?\d+(\.\d+)?$/.test(plain)) return plain;
    return format.number(plain);
  };
  return text;
}

function Values({ node }: { node: Explanation }) {
  const { t } = useTranslation();
  const text = useValueText();
  if (node.value === undefined) return null;
  const words = [
    node.threshold === undefined || node.threshold === null
      ? t("why.value", { value: text(node.value, node.unit) })
      : t("why.valueOf", { value: text(node.value, node.unit), threshold: text(node.threshold, node.unit) }),
  ];
  if (!node.held && node.distance !== undefined && node.distance !== null) {
    words.push(t("why.toGo", { distance: text(node.distance, node.unit) }));
  }
  return (
    <Text size="xs" c="dimmed" className="figures break">
      {words.join(", ")}
    </Text>
  );
}

function Rows({ counted = [], notCounted = [] }: { counted?: ExplainedRow[]; notCounted?: ExplainedRow[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (counted.length + notCounted.length === 0) return null;
  return (
    <>
      <Anchor component="button" type="button" size="xs" onClick={() => setOpen(!open)} aria-expanded={open}>
        {t("why.counted", { count: counted.length })}
        {notCounted.length > 0 && ` · ${t("why.notCounted", { count: notCounted.length })}`}
      </Anchor>
      <Collapse expanded={open} transitionDuration={120}>
        <Stack gap={2} mt={4}>
          {counted.map((row, index) => (
            <Row key={index} row={row} />
          ))}
          {notCounted.map((row, index) => (
            <Row key={index} row={row} off />
          ))}
        </Stack>
      </Collapse>
    </>
  );
}

function Row({ row, off = false }: { row: ExplainedRow; off?: boolean }) {
  const text = useValueText();
  return (
    <Group gap={8} wrap="nowrap" justify="space-between" className={off ? classes.off : undefined}>
      <Text size="xs" className="break">
        {row.label ?? row.key}
        {row.at && (
          <>
            {" · "}
            <When value={row.at} />
          </>
        )}
        {row.reason && ` · ${row.reason}`}
      </Text>
      {row.value !== undefined && (
        <Text size="xs" className="figures nowrap">
          {text(row.value, null)}
        </Text>
      )}
    </Group>
  );
}
