/** The columns of a CSV with what stands in them, each beside the field that it is. */
import { Alert, Checkbox, Code, Paper, Select, Skeleton, Table, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FileSight } from "../../../api/schema";
import { choiceLabel } from "../../../condition/words";
import { useFormats } from "../../../parts/Formats";
import { ErrorState } from "../../../parts/states";
import classes from "./BySight.module.css";
import { datedBy, foreign, insteadOf, lacking, type Matching, meanings, OWN, picked } from "./matching";
import { WordMeanings } from "./WordMeanings";

/** What a person calls a field of a file. */
const fieldLabel = (sight: FileSight, name: string): string =>
  sight.fields.find((one) => one.name === name)?.label ?? name;

interface Props {
  matching: Matching | null;
  error: Error | null;
  onRetry: () => void;
  onChange: (matching: Matching) => void;
}

export function BySight({ matching, error, onRetry, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  if (error) return <ErrorState error={error} what={t("sight.notRead")} onRetry={onRetry} />;
  if (!matching) return <Skeleton height={240} radius={8} />;
  const lacks = lacking(matching).map((name) => fieldLabel(matching.sight, name));
  const names = new Intl.ListFormat(format.locale, { type: "conjunction" });
  return (
    <div>
      <Text size="sm" c="dimmed" mb="xs">
        {matching.sight.as_before ? t("sight.asBefore") : t("sight.text")}
      </Text>
      <Paper className={classes.box}>
        <Columns matching={matching} onChange={onChange} />
      </Paper>
      {lacks.length > 0 && (
        <Alert mt="xs" color="yellow" variant="light" icon={<IconAlertTriangle size={18} />}>
          {t("sight.lacks", { fields: names.format(lacks), count: lacks.length })}
        </Alert>
      )}
      <Instead matching={matching} />
      {datedBy(matching.picks) && (
        <Checkbox
          mt="xs"
          label={t("sight.corrects")}
          description={t("sight.correctsText")}
          checked={matching.corrects ?? false}
          onChange={(event) => onChange({ ...matching, corrects: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

function Columns({ matching, onChange }: { matching: Matching; onChange: (matching: Matching) => void }) {
  const { t } = useTranslation();
  const { sight, picks } = matching;
  const choices = useMemo(() => choicesOf(t, sight), [t, sight]);
  return (
    <Table aria-label={t("sight.columns")} verticalSpacing={6} className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("sight.column")}</Table.Th>
          <Table.Th>{t("sight.is")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sight.columns.map((column, at) => (
          <Table.Tr key={`${at} ${column.name}`}>
            <Table.Td>
              <Text size="sm" fw={500} className="break">
                {column.name}
              </Text>
              <Text size="xs" c="dimmed" className="break" lineClamp={2}>
                {column.samples.length > 0 ? column.samples.join(" · ") : t("sight.isEmpty")}
              </Text>
            </Table.Td>
            <Table.Td>
              <Select
                aria-label={t("sight.fieldOf", { column: column.name })}
                placeholder={t("sight.leftOut")}
                data={choices}
                value={picks[at] ?? null}
                onChange={(field) => onChange(picked(matching, at, field))}
                searchable
                selectFirstOptionOnChange
                clearable
                nothingFoundMessage={t("sight.noField")}
              />
              <Readings matching={matching} at={at} onChange={onChange} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function choicesOf(t: TFunction, sight: FileSight) {
  const option = ({ name, label, required }: FileSight["fields"][0]) => ({
    value: name,
    label: required ? t("sight.required", { label }) : label,
  });
  const needed = (one: FileSight["fields"][0]) => one.required;
  return [...sight.fields.filter(needed), ...sight.fields.filter((one) => !needed(one))]
    .map(option)
    .concat(sight.takes_own ? { value: OWN, label: t("sight.own") } : []);
}

/** How the texts of a column are read, where that isn't plain. */
function Readings({ matching, at, onChange }: { matching: Matching; at: number; onChange: (next: Matching) => void }) {
  const { t } = useTranslation();
  const { sight, picks } = matching;
  const column = sight.columns[at];
  const pick = picks[at];
  if (!column || !pick) return null;
  const kind = sight.fields.find((one) => one.name === pick)?.kind;
  if (foreign(matching, at).length > 0) return <WordMeanings matching={matching} at={at} onChange={onChange} />;
  const { words } = column;
  const values = Object.entries(meanings(matching, at)).filter(([text]) => words.length === 0 || words.includes(text));
  if (values.length > 0) {
    return (
      <Text size="xs" c="dimmed" mt={4}>
        {values.map(([text, stands]) => `${text} → ${choiceLabel(t, `${sight.type}.${pick}`, stands)}`).join(", ")}
      </Text>
    );
  }
  if ((kind !== "date" && kind !== "instant") || !column.format) return null;
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {t("sight.readAs")} <Code>{spoken(column.format, t)}</Code>
    </Text>
  );
}

/** %d.%m.%Y as day.month.year. */
function spoken(format: string, t: TFunction): string {
  const words: Record<string, string> = {
    "%d": t("sight.day"),
    "%m": t("sight.month"),
    "%Y": t("sight.year"),
    "%H": t("sight.hour"),
    "%M": t("sight.minute"),
    "%S": t("sight.second"),
  };
  return format.replace(/%[dmYHMS]/g, (one) => words[one] ?? one);
}

/** What is taken where the file doesn't tell. */
function Instead({ matching }: { matching: Matching }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { sight, picks, corrects } = matching;
  const stands = (name: string) => !picks.includes(name) || (corrects && name === "updated_at");
  const open = sight.fields.filter((one) => one.required && stands(one.name)).map((one) => one.name);
  const said = open.flatMap((name) => {
    if (name === "status" && sight.type === "order") return [t("sight.insteadComplete")];
    const instead = insteadOf(matching, name, format.currency, "");
    if (!instead) return [];
    if ("like" in instead) return [t("sight.insteadLike", { field: fieldLabel(sight, instead.like) })];
    return [name === "currency" ? t("sight.insteadCurrency", { currency: format.currency }) : t("sight.insteadNow")];
  });
  if (said.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" mt="xs">
      {said.join(" ")}
    </Text>
  );
}
