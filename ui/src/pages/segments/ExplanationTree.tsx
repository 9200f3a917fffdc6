/** The answered tree: each condition with whether it held, the value found, how far it is, and the rows that counted. */
import { Anchor, Collapse, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExplainedRow, Explanation, Json, ValueType } from "../../api/types";
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
          <Rows node={node} />
        </div>
      </Group>
      {node.children.length > 0 && (
        <div className={classes.children}>
          {node.children.map((child) => (
            <ExplanationTree key={child.pointer} node={child} />
          ))}
        </div>
      )}
    </div>
  );
}

function useValueText(): (value: Json, unit: ValueType | null) => string {
  const { t } = useTranslation();
  const format = useFormats();
  const text = (value: Json, unit: ValueType | null): string => {
    if (value === null) return t("why.noValue");
    if (typeof value === "boolean") return value ? t("value.yes") : t("value.no");
    if (Array.isArray(value)) {
      return value.length === 0 ? t("why.noValue") : value.map((one) => text(one, unit)).join(", ");
    }
    if (typeof value === "object") {
      return format.money({ amount: String(value.amount), currency: String(value.currency) });
    }
    const plain = String(value);
    if (unit === "number" && /^-?\d+(\.\d+)?$/.test(plain)) return format.number(plain);
    if (/^\d{4}-\d{2}-\d{2}T/.test(plain)) return format.instant(plain);
    return /^\d{4}-\d{2}-\d{2}$/.test(plain) ? format.day(plain) : plain;
  };
  return text;
}

function Values({ node }: { node: Explanation }) {
  const { t } = useTranslation();
  const text = useValueText();
  const unit = node.unit as ValueType | null;
  if (unit === null) return null;
  const value = text(node.value, unit);
  const words = [value];
  if (!node.held && node.distance !== null) {
    words[0] = t("why.valueOf", { value, threshold: text(node.threshold, unit) });
    words.push(t("why.toGo", { distance: text(node.distance, unit === "money" ? "money" : "number") }));
  }
  return (
    <Text size="xs" c="dimmed" className="figures break">
      {words.join(", ")}
    </Text>
  );
}

function Rows({ node }: { node: Explanation }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [open, setOpen] = useState(false);
  if (node.counted_total + node.not_counted_total === 0) return null;
  const hidden = node.counted_total + node.not_counted_total - node.counted.length - node.not_counted.length;
  return (
    <>
      <Anchor component="button" type="button" size="xs" onClick={() => setOpen(!open)} aria-expanded={open}>
        {t("why.counted", { count: node.counted_total, number: format.number(node.counted_total) })}
        {node.not_counted_total > 0 &&
          ` · ${t("why.notCounted", { count: node.not_counted_total, number: format.number(node.not_counted_total) })}`}
      </Anchor>
      <Collapse expanded={open} transitionDuration={120}>
        <Stack gap={2} mt={4}>
          {node.counted.map((row, index) => (
            <Row key={index} row={row} />
          ))}
          {node.not_counted.map((row, index) => (
            <Row key={index} row={row} off />
          ))}
          {hidden > 0 && (
            <Text size="xs" c="dimmed">
              {t("why.hidden", { count: hidden, number: format.number(hidden) })}
            </Text>
          )}
        </Stack>
      </Collapse>
    </>
  );
}

function Row({ row, off = false }: { row: ExplainedRow; off?: boolean }) {
  const text = useValueText();
  return (
    <Group gap={8} wrap="nowrap" justify="space-between" className={off ? classes.off : undefined}>
      <Text size="xs" className="break" component="div">
        {row.key}
        {row.at && (
          <>
            {" · "}
            <When value={row.at} />
          </>
        )}
        {row.reason && ` · ${row.reason}`}
      </Text>
      {row.value !== null && (
        <Text size="xs" className="figures nowrap">
          {text(row.value, "number")}
        </Text>
      )}
    </Group>
  );
}
