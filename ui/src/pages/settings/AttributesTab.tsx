/** What the shop says of its customers, products and events besides what all have: declared here, then askable. */
import { Anchor, Button, Code, Group, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus, IconTags } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { Attribute, AttributeBody, Json, ValueType } from "../../api/types";
import { capital } from "../../condition/words";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { type Column, DataTable } from "../../parts/DataTable";
import { FieldGrid } from "../../parts/FieldGrid";
import { Modal } from "../../parts/Modal";
import { faultAt } from "../../parts/schema";
import { EmptyState, ErrorState } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { TabHead } from "./TabHead";
import { UsedBy, usesIn } from "./UsedBy";

const SUBJECTS = ["customer", "product", "event"] as const;
const TYPES: ValueType[] = ["text", "number", "money", "date", "instant", "boolean", "set"];
const path = (attribute: Pick<Attribute, "subject" | "name">) =>
  `${attribute.subject}.${attribute.subject === "event" ? "properties" : "attributes"}.${attribute.name}`;

export function Component() {
  const { t } = useTranslation();
  const may = useMay("segments:write");
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["attributes"],
    queryFn: () => ask<{ data: Attribute[] }>("/v1/attributes"),
  });
  const [open, setOpen] = useState<Attribute | "new" | null>(null);
  const [removing, setRemoving] = useState<Attribute | null>(null);
  const columns = useMemo<Column<Attribute>[]>(
    () => [
      {
        id: "label",
        header: t("attributes.label"),
        cell: (one) => (
          <>
            <Text size="sm" fw={500} className="break">
              {one.label}
            </Text>
            <Code className="break">{path(one)}</Code>
          </>
        ),
      },
      {
        id: "type",
        header: t("attributes.type"),
        cell: (one) => t(`valueType.${one.type}`),
        below: "label",
        width: 140,
      },
      {
        id: "default",
        header: t("attributes.default"),
        cell: (one) => <Default value={one.default} />,
        wide: true,
        width: 160,
      },
      {
        id: "change",
        header: "",
        cell: (one) =>
          may ? (
            <Group gap="sm" wrap="nowrap" justify="flex-end">
              <Anchor component="button" type="button" size="sm" onClick={() => setOpen(one)}>
                {t("action.change")}
              </Anchor>
              <Anchor component="button" type="button" size="sm" c="dimmed" onClick={() => setRemoving(one)}>
                {t("attributes.remove")}
              </Anchor>
            </Group>
          ) : null,
        numeric: true,
        width: 160,
      },
    ],
    [t, may],
  );
  const declare = (
    <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setOpen("new")}>
      {t("attributes.new")}
    </Button>
  );
  return (
    <Stack>
      <TabHead action={may ? declare : null}>{t("attributes.text")}</TabHead>
      <DataTable
        label={t("settings.attributes")}
        pages={{ rows: data?.data, error, isPending, refetch }}
        columns={columns}
        rowKey={path}
        empty={
          <EmptyState icon={<IconTags size={32} stroke={1.2} />} title={t("attributes.none")}>
            {t("attributes.noneText")}
          </EmptyState>
        }
      />
      {open !== null && <AttributeForm known={open === "new" ? null : open} onClose={() => setOpen(null)} />}
      {removing && <RemoveDialog attribute={removing} onClose={() => setRemoving(null)} />}
    </Stack>
  );
}

/** Asks first; while conditions ask for it they are named, and it is done all the same when that is said. */
function RemoveDialog({ attribute, onClose }: { attribute: Attribute; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useDeed<{ anyway: boolean }, null>({
    path: ({ anyway }) =>
      `/v1/attributes/${attribute.subject}/${encodeURIComponent(attribute.name)}${anyway ? "?anyway=true" : ""}`,
    method: "DELETE",
    touches: [["attributes"], ["vocabulary"], ["segments"], ["segment"]],
  });
  const usedBy = usesIn(remove.error);
  const done = () => {
    notifications.show({ message: t("attributes.removed", { label: attribute.label }) });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t("attributes.removeTitle", { label: attribute.label })}
      confirm={t(usedBy.length > 0 ? "attributes.removeAnyway" : "attributes.remove")}
      danger
      busy={remove.isPending}
      error={usedBy.length > 0 ? undefined : remove.error}
      onConfirm={() => remove.mutate({ anyway: usedBy.length > 0 }, { onSuccess: done })}
      onCancel={onClose}
    >
      {usedBy.length > 0 ? <UsedBy uses={usedBy} removing /> : <Text size="sm">{t("attributes.removeText")}</Text>}
    </ConfirmDialog>
  );
}

/** What a missing value reads as, in words where the record would say true or false. */
function Default({ value }: { value: Json }) {
  const { t } = useTranslation();
  if (value === null) return <>–</>;
  const written = typeof value === "boolean" ? capital(value ? t("value.yes") : t("value.no")) : String(value);
  return <span className="break">{written}</span>;
}

const EMPTY: Attribute = {
  subject: "product",
  name: "",
  type: "text",
  label: "",
  description: "",
  default: null,
  history: false,
};

function AttributeForm({ known, onClose }: { known: Attribute | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState<Attribute>(known ?? EMPTY);
  const { subject, name, ...rest } = words;
  const save = useDeed<AttributeBody, Attribute>({
    path: `/v1/attributes/${subject}/${encodeURIComponent(name.trim())}`,
    method: "PUT",
    touches: [["attributes"], ["vocabulary"]],
  });
  const faults = save.error instanceof Problem ? save.error.errors : [];
  const usedBy = usesIn(save.error);
  const ready = name.trim() && words.label.trim();
  const submit = () =>
    save.mutate(
      { ...rest, label: rest.label.trim(), history: subject === "customer" && rest.history, anyway: usedBy.length > 0 },
      { onSuccess: onClose },
    );
  // What was told is of the type chosen then.
  const rewrite = (next: Attribute) => {
    setWords(next);
    if (usedBy.length > 0) save.reset();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={known ? known.label : t("attributes.new")}
      classNames={{ title: "panel-title" }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !save.isPending) submit();
        }}
      >
        <Stack>
          {usedBy.length > 0 ? (
            <UsedBy uses={usedBy} />
          ) : (
            save.error && <ErrorState error={save.error} what={t("problem.notSaved")} />
          )}
          <FieldGrid>
            <Select
              label={t("attributes.subject")}
              allowDeselect={false}
              disabled={known !== null}
              data={SUBJECTS.map((value) => ({ value, label: t(`attributes.of.${value}`) }))}
              value={subject}
              onChange={(value) => value && setWords({ ...words, subject: value as Attribute["subject"] })}
            />
            <TextInput
              label={t("attributes.name")}
              disabled={known !== null}
              value={name}
              error={faultAt(faults, "/name")}
              onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
            />
          </FieldGrid>
          <TextInput
            label={t("attributes.label")}
            description={t("attributes.labelHint")}
            value={words.label}
            maxLength={200}
            error={faultAt(faults, "/label")}
            onChange={(event) => setWords({ ...words, label: event.currentTarget.value })}
          />
          <TextInput
            label={t("attributes.description")}
            value={words.description}
            maxLength={2000}
            onChange={(event) => setWords({ ...words, description: event.currentTarget.value })}
          />
          <Select
            label={t("attributes.type")}
            allowDeselect={false}
            data={TYPES.map((value) => ({ value, label: t(`valueType.${value}`) }))}
            value={words.type}
            onChange={(value) => value && rewrite({ ...words, type: value as ValueType, default: null })}
          />
          <DefaultInput
            type={words.type}
            value={words.default}
            error={faultAt(faults, "/default")}
            onChange={(value) => setWords({ ...words, default: value })}
          />
          {subject === "customer" && (
            <Switch
              label={t("attributes.history")}
              checked={words.history}
              onChange={(event) => rewrite({ ...words, history: event.currentTarget.checked })}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button
              type="submit"
              color={usedBy.length > 0 ? "red.8" : undefined}
              loading={save.isPending}
              disabled={!ready}
            >
              {t(usedBy.length > 0 ? "attributes.anyway" : known ? "action.save" : "attributes.declare")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface DefaultProps {
  type: ValueType;
  value: Json;
  error?: string;
  onChange: (value: Json) => void;
}

function DefaultInput({ type, value, error, onChange }: DefaultProps) {
  const { t } = useTranslation();
  if (type === "set") return null;
  if (type === "boolean") {
    return (
      <Select
        label={t("attributes.default")}
        description={t("attributes.defaultHint")}
        clearable
        data={[
          { value: "true", label: t("value.yes") },
          { value: "false", label: t("value.no") },
        ]}
        value={value === null ? null : String(value)}
        error={error}
        onChange={(next) => onChange(next === null ? null : next === "true")}
      />
    );
  }
  return (
    <TextInput
      label={t("attributes.default")}
      description={t("attributes.defaultHint")}
      value={value === null ? "" : String(value)}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
