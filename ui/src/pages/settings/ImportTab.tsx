/** Bringing data in from a file: drop it, try it, let it in; what was refused can be fetched. */
import {
  Alert,
  Anchor,
  Button,
  FileButton,
  Group,
  Paper,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileUpload, IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, Problem } from "../../api/client";
import { isUnderWay, usePages } from "../../api/queries";
import type { Import } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Num, useFormats, When } from "../../parts/Formats";
import { JobProgress } from "../../parts/JobProgress";
import { EmptyState, ErrorState } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import classes from "./ImportTab.module.css";

const TYPES = [
  "customer",
  "category",
  "product",
  "order",
  "refund",
  "wishlist_item",
  "cart",
  "review",
  "subscription",
  "product_view",
  "login",
  "event",
] as const;

export function Component() {
  const { t } = useTranslation();
  const may = useMay("imports:write");
  const pages = usePages<Import>(
    ["imports"],
    "/v1/imports",
    {},
    {
      refetchInterval: (jobs) => (jobs.some(isUnderWay) ? 1_500 : false),
    },
  );
  const columns = useMemo<Column<Import>[]>(
    () => [
      { id: "job", header: t("imports.file"), cell: (job) => <JobProgress job={job} compact /> },
      {
        id: "at",
        header: t("imports.startedAt"),
        cell: (job) => <When value={job.started_at} />,
        wide: true,
        width: 200,
      },
      {
        id: "accepted",
        header: t("imports.accepted"),
        cell: (job) => <Num value={job.accepted} />,
        numeric: true,
        wide: true,
        width: 110,
      },
      {
        id: "repeated",
        header: t("imports.repeated"),
        cell: (job) => <Num value={job.repeated} />,
        numeric: true,
        wide: true,
        width: 110,
      },
      { id: "refused", header: t("imports.refused"), cell: (job) => <Rejects job={job} />, numeric: true, width: 120 },
    ],
    [t],
  );
  return (
    <Stack gap="lg">
      <Text c="dimmed" maw={720}>
        {t("imports.text")}
      </Text>
      {may && <NewImport />}
      <div>
        <Title order={2} mb="xs">
          {t("imports.list")}
        </Title>
        <DataTable
          label={t("imports.list")}
          pages={pages}
          columns={columns}
          rowKey={(job) => job.id}
          empty={<EmptyState icon={<IconFileUpload size={32} stroke={1.2} />} title={t("imports.none")} />}
        />
      </div>
    </Stack>
  );
}

function Rejects({ job }: { job: Import }) {
  const { t } = useTranslation();
  const format = useFormats();
  const count = job.refused ?? job.rejected ?? job.rejects ?? 0;
  if (!count) return <Num value={0} />;
  return (
    <Anchor
      href={`/v1/imports/${encodeURIComponent(job.id)}/rejects`}
      download
      size="sm"
      aria-label={t("imports.fetchRefused")}
    >
      {format.number(count)}
    </Anchor>
  );
}

function NewImport() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [type, setType] = useState<string | null>(null);
  const [mapping, setMapping] = useState("");
  const [dryRun, setDryRun] = useState(true);
  const [over, setOver] = useState(false);
  const [job, setJob] = useState<Import | null>(null);
  const plain = file !== null && /\.(jsonl|ndjson)$/i.test(file.name);
  const start = useMutation({
    mutationFn: (dry: boolean) => {
      const form = new FormData();
      if (file) form.set("file", file);
      if (type) form.set("type", type);
      if (mapping.trim()) form.set("mapping", mapping);
      form.set("dry_run", String(dry));
      return ask<Import>("/v1/imports", { method: "POST", form, idempotencyKey: crypto.randomUUID() });
    },
    onSuccess: (started) => {
      setJob(started);
      client.invalidateQueries({ queryKey: ["imports"] });
      client.invalidateQueries({ queryKey: ["jobs"] });
      notifications.show({ message: t("imports.started", { file: file?.name }) });
    },
  });
  const faults = start.error instanceof Problem ? start.error.errors : [];
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) choose(dropped);
  };
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setJob(null);
    start.reset();
  };
  const mappingWrong = mapping.trim() !== "" && !isJson(mapping);
  const waitsFor = !file
    ? t("imports.needsFile")
    : !plain && !type && !mapping.trim()
      ? t("imports.needsType")
      : mappingWrong
        ? t("imports.mappingWrong")
        : null;
  return (
    <Paper p="md">
      <Stack gap="md">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside */}
        <div
          className={classes.drop}
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          role="presentation"
        >
          <IconUpload size={28} stroke={1.2} />
          <Text fw={500}>{file ? file.name : t("imports.drop")}</Text>
          <Text size="xs" c="dimmed">
            {file ? t("imports.size", { size: (file.size / 1_048_576).toFixed(1) }) : t("imports.formats")}
          </Text>
          <FileButton onChange={choose} accept=".jsonl,.ndjson,.csv,.parquet">
            {(props) => (
              <Button {...props} variant="default" size="compact-sm" mt={4}>
                {file ? t("imports.otherFile") : t("imports.choose")}
              </Button>
            )}
          </FileButton>
        </div>
        {file && !plain && (
          <Group align="flex-start" gap="sm">
            <Select
              label={t("imports.type")}
              description={t("imports.typeHint")}
              w={{ base: "100%", xs: 260 }}
              data={TYPES.map((value) => ({ value, label: t(`recordType.${value}`) }))}
              value={type}
              onChange={setType}
              error={faults.find((fault) => fault.pointer === "/type")?.detail}
            />
            <Textarea
              flex={1}
              miw={260}
              label={t("imports.mapping")}
              description={t("imports.mappingHint")}
              placeholder={'{"external_id": "customer_no", "email": "mail"}'}
              autosize
              minRows={3}
              maxRows={12}
              value={mapping}
              onChange={(event) => setMapping(event.currentTarget.value)}
              error={
                mappingWrong ? t("imports.mappingWrong") : faults.find((fault) => fault.pointer === "/mapping")?.detail
              }
              styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
            />
          </Group>
        )}
        {start.error && <ErrorState error={start.error} what={t("imports.notStarted")} />}
        {job && (
          <Alert variant="light" color="gray">
            <JobProgress job={job} />
          </Alert>
        )}
        <Group justify="space-between">
          <Switch
            label={t("imports.dryRun")}
            description={t("imports.dryRunHint")}
            checked={dryRun}
            onChange={(event) => setDryRun(event.currentTarget.checked)}
          />
          <Group gap="sm">
            <Text size="xs" c="dimmed">
              {waitsFor}
            </Text>
            <Button disabled={waitsFor !== null} loading={start.isPending} onClick={() => start.mutate(dryRun)}>
              {dryRun ? t("imports.tryIt") : t("imports.doIt")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
