/** An endpoint to make or to change: where it is, what it is for, and what it is told of. */
import { Button, Checkbox, Group, Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { Webhook, WebhookType } from "../../../api/types";
import { Modal } from "../../../parts/Modal";
import { faultAt } from "../../../parts/schema";
import { ErrorState } from "../../../parts/states";
import { useTypeName, useWebhookTypes } from "./reading";

interface Props {
  known: Webhook | null;
  onClose: () => void;
  onMade: (fresh: Webhook) => void;
}

export function WebhookForm({ known, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const [url, setUrl] = useState(known?.url ?? "");
  const [description, setDescription] = useState(known?.description ?? "");
  const [types, setTypes] = useState<string[] | null>(known?.types ?? null);
  const save = useDeed<Record<string, unknown>, Webhook>({
    path: known ? `/v1/webhooks/${encodeURIComponent(known.id)}` : "/v1/webhooks",
    method: known ? "PATCH" : "POST",
    touches: [["webhooks"]],
  });
  const faults = save.error instanceof Problem ? save.error.errors : [];
  const ready = url.trim() !== "" && (types === null || types.length > 0);
  const submit = () =>
    save.mutate(
      { url: url.trim(), description: description.trim(), types, ...(known ? { version: known.version } : {}) },
      {
        onSuccess: (saved) => {
          onClose();
          if (!known) onMade(saved);
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={known ? t("webhooks.changeTitle") : t("webhooks.new")}
      classNames={{ title: "panel-title" }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !save.isPending) submit();
        }}
      >
        <Stack>
          {save.error && (
            <ErrorState error={save.error} what={t("problem.notSaved")} atField={(pointer) => pointer === "/url"} />
          )}
          <TextInput
            label={t("webhooks.url")}
            description={t("webhooks.urlHint")}
            type="url"
            value={url}
            error={faultAt(faults, "/url")}
            onChange={(event) => setUrl(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label={t("webhooks.description")}
            description={t("webhooks.descriptionHint")}
            value={description}
            maxLength={500}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Told types={types} onChange={setTypes} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!ready}>
              {known ? t("action.save") : t("webhooks.create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Everything, or some types; what was ticked stays so while "everything" is tried. */
function Told({ types, onChange }: { types: string[] | null; onChange: (types: string[] | null) => void }) {
  const { t } = useTranslation();
  const { data } = useWebhookTypes();
  const [ticked, setTicked] = useState(types ?? []);
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t("webhooks.what")}
        value={types === null ? "all" : "some"}
        onChange={(value) => onChange(value === "all" ? null : ticked)}
      >
        <Stack gap="xs" mt={8}>
          <Radio value="all" label={t("webhooks.everything")} description={t("webhooks.everythingHint")} />
          <Radio value="some" label={t("webhooks.only")} />
        </Stack>
      </Radio.Group>
      {types !== null && (
        <Checkbox.Group
          pl="lg"
          aria-label={t("webhooks.only")}
          value={types}
          onChange={(next) => {
            setTicked(next);
            onChange(next);
          }}
        >
          <Stack gap="sm">
            {(data?.data ?? []).map((one) => (
              <TypeChoice key={one.type} of={one} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </Stack>
  );
}

/** By its words; programs know it by its code, which is pointed at. */
function TypeChoice({ of: one }: { of: WebhookType }) {
  const nameOf = useTypeName();
  return <Checkbox size="xs" value={one.type} label={nameOf(one.type)} title={one.type} />;
}
