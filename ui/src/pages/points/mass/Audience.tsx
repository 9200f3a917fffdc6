/** Whom a mass transaction was for, as it was said: a segment, a list, a condition; and who of a list was not found. */
import { Anchor, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useValues } from "../../../api/queries";
import type { MassDetailOut } from "../../../api/schema";
import type { Json } from "../../../api/types";
import { useCheck } from "../../../condition/useCheck";
import { useFormats } from "../../../parts/Formats";
import { segmentPath } from "../../segments/state";
import { NameList } from "./NameList";

const textsOf = (value: Json | undefined) => (Array.isArray(value) ? value.map(String) : []);

export function Audience({ mass: { audience } }: { mass: MassDetailOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const many = (count: number) => ({ count, number: format.number(count) });
  const guests = Number(audience.guests ?? 0);
  const [unknown, several] = [textsOf(audience.unknown), textsOf(audience.several)];
  return (
    <Paper p="md" component="section" aria-labelledby="mass-audience">
      <Title order={2} id="mass-audience" mb={4}>
        {t("mass.whom")}
      </Title>
      <Stack gap="sm">
        {audience.kind === "segment" && <OfSegment id={String(audience.segment)} />}
        {audience.kind === "condition" && <OfCondition condition={audience.condition ?? null} />}
        {audience.kind === "customers" && <Text size="sm">{t("mass.ofList", many(Number(audience.named ?? 0)))}</Text>}
        {guests > 0 && (
          <Text size="sm" c="dimmed">
            {t("mass.guests", many(guests))}
          </Text>
        )}
        <NameList title={t("pins.notFound", many(unknown.length))} names={unknown} />
        <NameList title={t("pins.several", many(several.length))} names={several} />
      </Stack>
    </Paper>
  );
}

function OfSegment({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useValues("segment", "");
  const name = data?.data.find((one) => one.value === id)?.label ?? id;
  return (
    <Group gap={4}>
      <Text size="sm">{t("mass.ofSegment")}</Text>
      <Anchor component={Link} to={segmentPath(id)} size="sm">
        {name}
      </Anchor>
    </Group>
  );
}

function OfCondition({ condition }: { condition: Json }) {
  const { t } = useTranslation();
  const { sentence } = useCheck(condition, "customer");
  return (
    <Text size="sm" className="break">
      {sentence ?? t("mass.ofCondition")}
    </Text>
  );
}
