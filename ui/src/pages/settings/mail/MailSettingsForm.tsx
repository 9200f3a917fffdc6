/** The form of the mail settings; only what was changed is sent. */
import { Button, Checkbox, Group, NumberInput, Radio, Select, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { MailSettingsOut } from "../../../api/schema";
import { FieldGrid, FieldPair } from "../../../parts/FieldGrid";
import { Password } from "../../../parts/Password";
import { faultAt } from "../../../parts/schema";
import { ErrorState } from "../../../parts/states";
import { type Changes, changed, type Draft, FIELDS } from "./draft";

type Text =
  | "host"
  | "username"
  | "from_name"
  | "from_address"
  | "reply_to"
  | "bounce_address"
  | "public_url"
  | "list"
  | "list_name";

interface Props {
  kept: MailSettingsOut;
  changes: Changes;
  onChanges: (changes: Changes) => void;
  may: boolean;
}

export function MailSettingsForm({ kept, changes, onChanges, may }: Props) {
  const { t } = useTranslation();
  const draft: Draft = { ...kept, ...changes };
  const change = (some: Changes) => onChanges({ ...changes, ...some });
  const save = useDeed<Record<string, unknown>, MailSettingsOut>({
    path: "/v1/mail-settings",
    method: "PATCH",
    touches: [["mail-settings"]],
  });
  const faults = save.error instanceof Problem ? save.error.errors : [];
  const toSave = changed(kept, changes);
  const isChanged = Object.keys(toSave).length > 0;
  const text = (name: Text, more: { hint?: boolean; type?: string } = {}) => (
    <TextInput
      label={t(`mailSettings.${name}`)}
      description={more.hint ? t(`mailSettings.hint.${name as "public_url"}`) : undefined}
      type={more.type}
      value={draft[name]}
      disabled={!may}
      error={faultAt(faults, `/${name}`)}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && !save.isPending)
          save.mutate(
            { version: kept.version, ...toSave },
            {
              onSuccess: () => {
                onChanges({});
                notifications.show({ message: t("mailSettings.saved") });
              },
            },
          );
      }}
    >
      <Stack>
        {save.error && (
          <ErrorState
            error={save.error}
            what={t("problem.notSaved")}
            atField={(pointer) => FIELDS.some((name) => pointer === `/${name}`)}
          />
        )}
        <Radio.Group
          label={t("mailSettings.transport")}
          value={draft.transport}
          onChange={(transport) => change({ transport: transport as Draft["transport"] })}
        >
          <Stack gap="xs" mt={8}>
            <Radio
              value="mailbox"
              disabled={!may}
              label={t("mailSettings.mailbox")}
              description={t("mailSettings.mailboxHint")}
            />
            <Radio
              value="smtp"
              disabled={!may}
              label={t("mailSettings.smtp")}
              description={t("mailSettings.smtpHint")}
            />
          </Stack>
        </Radio.Group>
        {draft.transport === "smtp" && <Server draft={draft} change={change} may={may} text={text} />}
        <FieldGrid>
          {text("from_name")}
          {text("from_address", { type: "email" })}
          {text("reply_to", { type: "email", hint: true })}
          {text("bounce_address", { type: "email", hint: true })}
        </FieldGrid>
        {text("public_url", { type: "url", hint: true })}
        <FieldGrid>
          {text("list", { hint: true })}
          {text("list_name", { hint: true })}
          <NumberInput
            label={t("mailSettings.perMinute")}
            description={t("mailSettings.perMinuteHint")}
            min={1}
            max={100000}
            disabled={!may}
            value={draft.per_minute_and_domain ?? ""}
            onChange={(value) => change({ per_minute_and_domain: value === "" ? null : Number(value) })}
          />
          <Capped draft={draft} change={change} may={may} />
        </FieldGrid>
        <Checkbox
          label={t("mailSettings.trackOpens")}
          checked={draft.track_opens}
          disabled={!may}
          onChange={(event) => change({ track_opens: event.currentTarget.checked })}
        />
        <Checkbox
          label={t("mailSettings.trackClicks")}
          checked={draft.track_clicks}
          disabled={!may}
          onChange={(event) => change({ track_clicks: event.currentTarget.checked })}
        />
        {may && (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!isChanged}>
              {t("action.save")}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

interface Part {
  draft: Draft;
  change: (some: Changes) => void;
  may: boolean;
}

function Server({ draft, change, may, text }: Part & { text: (name: Text) => React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <FieldGrid>
      {text("host")}
      <NumberInput
        label={t("mailSettings.port")}
        min={1}
        max={65535}
        disabled={!may}
        value={draft.port}
        onChange={(value) => change({ port: Number(value) || 587 })}
      />
      <Select
        label={t("mailSettings.security")}
        data={(["starttls", "tls", "none"] as const).map((value) => ({
          value,
          label: t(`mailSettings.securityOf.${value}`),
        }))}
        value={draft.security}
        disabled={!may}
        allowDeselect={false}
        onChange={(security) => security && change({ security: security as Draft["security"] })}
      />
      {text("username")}
      <Password
        label={t("mailSettings.password")}
        placeholder={draft.has_password ? t("mailSettings.passwordKept") : undefined}
        autoComplete="new-password"
        disabled={!may}
        value={draft.password ?? ""}
        onChange={(event) => change({ password: event.currentTarget.value || undefined })}
      />
    </FieldGrid>
  );
}

function Capped({ draft, change, may }: Part) {
  const { t } = useTranslation();
  const cap = draft.cap;
  return (
    <FieldPair>
      <NumberInput
        label={t("mailSettings.cap")}
        description={t("mailSettings.capHint")}
        min={1}
        max={1000}
        disabled={!may}
        value={cap?.messages ?? ""}
        onChange={(value) => change({ cap: value === "" ? null : { messages: Number(value), days: cap?.days ?? 7 } })}
      />
      <NumberInput
        label={t("mailSettings.capDays")}
        min={1}
        max={365}
        disabled={!may || cap === null}
        value={cap?.days ?? ""}
        onChange={(value) => cap && change({ cap: { ...cap, days: Number(value) || 7 } })}
      />
    </FieldPair>
  );
}
