/** Beside the editor: how many it finds, what each condition lets through, some customers, who had no value. */
import { Alert, Anchor, Group, Loader, Paper, Progress, Stack, Text, Title, Tooltip } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useOverview } from "../api/queries";
import type { CustomerBrief, Preview } from "../api/types";
import { customerPath, nameOf } from "../pages/customers/columns";
import { Money, useFormats } from "../parts/Formats";
import { ErrorState } from "../parts/states";
import type { Previewed } from "./usePreview";

/** How many of the sample are shown at first. */
const FIRST = 10;

interface Props {
  previewed: Previewed;
  unfinished: number;
  /** Nothing that is whole is asked yet, so that a number would be that of everybody. */
  empty: boolean;
  onWhy: (customer: CustomerBrief) => void;
  /** What the number doesn't tell. */
  besides?: ReactNode;
}

export function PreviewPanel({ previewed, unfinished, empty, onWhy, besides }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const { preview, stale, error, faults } = previewed;
  const dim = stale || faults.length > 0;
  if (empty) {
    return (
      <Paper p="md" aria-live="polite">
        <Text size="xs" c="dimmed">
          {t("preview.count")}
        </Text>
        <Text mt={4}>{unfinished > 0 ? t("preview.finish", { count: unfinished }) : t("preview.begin")}</Text>
      </Paper>
    );
  }
  return (
    <Paper p="md" aria-live="polite" aria-busy={stale}>
      <Stack gap="md">
        <div>
          <Group gap="xs" justify="space-between">
            <Text size="xs" c="dimmed">
              {t("preview.count")}
            </Text>
            {stale && <Loader size={14} role="img" aria-label={t("state.loading")} />}
          </Group>
          <Text
            fz={32}
            lh="40px"
            fw={600}
            className="figures"
            c={dim ? "dimmed" : undefined}
            data-testid="preview-count"
          >
            {preview ? format.number(preview.count) : "–"}
          </Text>
          {preview && (
            <Text size="xs" c="dimmed">
              {t("preview.of", {
                candidates: format.number(preview.candidates),
                share: format.percent(preview.candidates > 0 ? preview.count / preview.candidates : 0),
              })}
            </Text>
          )}
          {faults.length > 0 && (
            <Text size="xs" c="var(--bad)" mt={4}>
              {t("preview.faulty")} {[...new Set(faults.map((fault) => fault.detail))].join("; ")}
            </Text>
          )}
        </div>
        {besides}
        <Behind />
        {unfinished > 0 && (
          <Alert
            color="yellow"
            variant="light"
            icon={<IconAlertTriangle size={18} stroke={1.5} />}
            title={t("preview.unfinished", { count: unfinished })}
            styles={{ title: { color: "var(--mantine-color-text)" } }}
          />
        )}
        {preview && preview.unknown_stores.length > 0 && (
          <Alert
            color="yellow"
            variant="light"
            icon={<IconAlertTriangle size={18} stroke={1.5} />}
            title={t("preview.unknownStores", {
              count: preview.unknown_stores.length,
              stores: preview.unknown_stores.join(", "),
            })}
            styles={{ title: { color: "var(--mantine-color-text)" } }}
          />
        )}
        {error && <ErrorState error={error} what={t("preview.failed")} onRetry={previewed.refetch} />}
        {preview && (
          <Stack gap="md" opacity={dim ? 0.5 : 1}>
            <Text size="sm" lineClamp={8} className="break">
              {preview.sentence}
            </Text>
            <Funnel preview={preview} />
            <Missing preview={preview} />
            <Sample preview={preview} onWhy={onWhy} />
          </Stack>
        )}
      </Stack>
    </Paper>
  );
}

/** While an import runs, what has come in is not counted yet. */
function Behind() {
  const { t } = useTranslation();
  const format = useFormats();
  const waiting = useOverview().data?.lag.entries ?? 0;
  if (waiting === 0) return null;
  return (
    <Text size="xs" c="dimmed" role="status">
      {t("preview.behind", { count: waiting, number: format.number(waiting) })}
    </Text>
  );
}

/** Where the condition begins, and where what the second leaves out does. */
const CONDITION = "/condition";
const EXCLUDE = "/exclude";

/** How deep a stage lies in its condition; the parts of the outermost group stand at the edge. */
const depthOf = (pointer: string) => Math.max(0, pointer.split("/").length - 4);

function Funnel({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const format = useFormats();
  const stages = preview.funnel.filter((stage) => stage.pointer !== CONDITION);
  if (stages.length < 2) return null;
  return (
    <div>
      <Title order={3} mb={4}>
        {t("preview.funnel")}
      </Title>
      <Stack gap={8}>
        {stages.slice(0, 16).map((stage) => (
          <div key={stage.pointer} style={{ paddingLeft: depthOf(stage.pointer) * 6 }}>
            {stage.pointer === EXCLUDE && (
              <Text size="xs" c="dimmed">
                {t("segments.excludeTitle")}
              </Text>
            )}
            <Group justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
              <Text size="xs" lineClamp={2} className="break">
                {stage.sentence}
              </Text>
              <Text size="xs" className="figures nowrap">
                {format.number(stage.count)}
              </Text>
            </Group>
            <Progress
              value={preview.candidates > 0 ? (stage.count / preview.candidates) * 100 : 0}
              size={4}
              mt={2}
              aria-label={stage.sentence}
              transitionDuration={120}
            />
          </div>
        ))}
      </Stack>
    </div>
  );
}

function Missing({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const format = useFormats();
  const missing = preview.missing.filter((one) => one.count > 0);
  if (missing.length === 0) return null;
  return (
    <div>
      <Title order={3} mb={4}>
        {t("preview.missing")}
      </Title>
      {missing.map((one) => (
        <Group key={one.pointer} justify="space-between" wrap="nowrap" gap="sm">
          <Text size="xs" className="break">
            {one.label}
          </Text>
          <Tooltip label={t("preview.missingHint")}>
            <Text size="xs" className="figures nowrap">
              {format.number(one.count)}
            </Text>
          </Tooltip>
        </Group>
      ))}
    </div>
  );
}

function Sample({ preview, onWhy }: { preview: Preview; onWhy: (customer: CustomerBrief) => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [all, setAll] = useState(false);
  const { sample } = preview;
  if (sample.length === 0) return null;
  return (
    <div>
      <Title order={3} mb={4}>
        {t("preview.sample")}
      </Title>
      <Stack gap={8}>
        {(all ? sample : sample.slice(0, FIRST)).map((customer) => (
          <Group key={customer.id} justify="space-between" wrap="nowrap" gap="sm">
            <div style={{ minWidth: 0 }}>
              <Link to={customerPath(customer.id)} className="plain-link" target="_blank" rel="noopener">
                <Text component="span" size="sm" truncate display="block">
                  {nameOf(customer)}
                </Text>
              </Link>
              <Text size="xs" c="dimmed">
                {[
                  customer.country ? format.country(customer.country) : null,
                  t("preview.orders", { count: customer.orders, number: format.number(customer.orders) }),
                ]
                  .filter(Boolean)
                  .join(" · ")}{" "}
                · <Money value={customer.net_total} />
              </Text>
            </div>
            <Anchor component="button" type="button" size="xs" onClick={() => onWhy(customer)}>
              {t("why.button")}
            </Anchor>
          </Group>
        ))}
        {sample.length > FIRST && !all && (
          <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setAll(true)}>
            {t(preview.count > sample.length ? "preview.showMore" : "preview.showAll", { count: sample.length })}
          </Anchor>
        )}
      </Stack>
    </div>
  );
}
