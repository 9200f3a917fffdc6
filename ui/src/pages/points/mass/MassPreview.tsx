/** Beside the form: how many customers, how many points in all, who was not found, who has too few, and some by name. */
import { Anchor, Group, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { CustomerBrief } from "../../../api/types";
import { useFormats } from "../../../parts/Formats";
import { ErrorState } from "../../../parts/states";
import { customerPath, nameOf } from "../../customers/columns";
import { NameList } from "./NameList";
import { ShortLines } from "./ShortLines";
import type { MassWriting } from "./writing";

const SHOWN = 10;

export function MassPreview({ writing }: { writing: MassWriting }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { previewed, points, words } = writing;
  const { preview, stale, error, refetch } = previewed;
  const many = (count: number) => ({ count, number: format.number(count) });
  if (error) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />;
  if (!preview) {
    return (
      <Paper p="md" aria-live="polite">
        <Text size="xs" c="dimmed">
          {t("mass.now")}
        </Text>
        <Text mt={4}>{t("mass.begin")}</Text>
      </Paper>
    );
  }
  return (
    <Paper p="md" aria-live="polite" aria-busy={stale}>
      <Stack gap="md">
        <div>
          <Group justify="space-between" gap="xs">
            <Text size="xs" c="dimmed">
              {t("mass.now")}
            </Text>
            {stale && <Loader size={14} role="img" aria-label={t("state.loading")} />}
          </Group>
          <Text
            fz={32}
            lh="40px"
            fw={600}
            className="figures"
            c={stale ? "dimmed" : undefined}
            data-testid="mass-count"
          >
            {format.number(preview.customers)}
          </Text>
          <Text size="sm">{t("mass.customers", many(preview.customers))}</Text>
          {points !== null && preview.customers > 0 && (
            <Text size="sm" className="figures">
              {t(`mass.total.${words.direction}`, many(Math.abs(preview.total)))}
            </Text>
          )}
          {points !== null && points > 0 && (
            <Text size="xs" c="dimmed">
              {preview.ends_at
                ? t(preview.inactivity ? "mass.endInactive" : "mass.end", { at: format.end(preview.ends_at) })
                : t("mass.endNever")}
            </Text>
          )}
          {preview.guests > 0 && (
            <Text size="xs" c="dimmed">
              {t("mass.guests", many(preview.guests))}
            </Text>
          )}
        </div>
        <NameList title={t("pins.notFound", many(preview.unknown.length))} names={preview.unknown} />
        <NameList title={t("pins.several", many(preview.several.length))} names={preview.several} />
        {points !== null && points < 0 && preview.short.customers > 0 && (
          <ShortLines short={preview.short} shortage={words.shortage} />
        )}
        <Sample customers={preview.sample} of={preview.customers} />
      </Stack>
    </Paper>
  );
}

function Sample({ customers, of }: { customers: CustomerBrief[]; of: number }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (customers.length === 0) return null;
  const shown = customers.slice(0, SHOWN);
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Title order={3}>{t("mass.some")}</Title>
        <Text size="xs" c="dimmed">
          {t("mass.have")}
        </Text>
      </Group>
      <Stack gap={4}>
        {shown.map((customer) => (
          <Group key={customer.id} justify="space-between" wrap="nowrap" gap="sm">
            <Anchor component={Link} to={customerPath(customer.id)} size="sm" c="inherit" truncate>
              {nameOf(customer)}
            </Anchor>
            <Text size="sm" className="figures">
              {format.number(customer.points)}
            </Text>
          </Group>
        ))}
      </Stack>
      {of > shown.length && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("difference.others", { count: of - shown.length, number: format.number(of - shown.length) })}
        </Text>
      )}
    </div>
  );
}
