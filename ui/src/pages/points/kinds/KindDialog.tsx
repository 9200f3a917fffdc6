/** The form of a kind of points: made with a word that stays, then renamed, switched and given a lifetime. */
import { Button, Group, NumberInput, Radio, Stack, Switch, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { PointsKindChange, PointsKindIn, PointsKindOut } from "../../../api/schema";
import { useKindName } from "../../../parts/kindName";
import { LifetimeInput } from "../../../parts/LifetimeInput";
import { Modal } from "../../../parts/Modal";
import { faultAt } from "../../../parts/schema";
import { ErrorState } from "../../../parts/states";
import { useSignedIn } from "../../../shell/SessionGate";
import { NamesInput } from "../programme/NamesInput";
import { changeOf, isWhole, madeOf, type Words, wordsOf } from "./words";

const isShown = (pointer: string) => /^\/(id|singular|plural|names\/.+)$/.test(pointer);

interface Props {
  /** None: a new one. */
  kind: PointsKindOut | null;
  onClose: () => void;
}

export function KindDialog({ kind, onClose }: Props) {
  const { t } = useTranslation();
  const kindName = useKindName();
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={kind ? kindName(kind) : t("kinds.new")}
      classNames={{ title: "panel-title" }}
    >
      <KindForm kind={kind} onClose={onClose} />
    </Modal>
  );
}

function KindForm({ kind, onClose }: Props) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const language = useSignedIn().shop.language;
  const [words, keepWords] = useState<Words>(() => wordsOf(kind, language));
  const save = useDeed<PointsKindIn | PointsKindChange, PointsKindOut>({
    path: kind ? `/v1/points/kinds/${encodeURIComponent(kind.id)}` : "/v1/points/kinds",
    method: kind ? "PATCH" : "POST",
    touches: [["points-kinds"], ["programme"], ["vocabulary"], ["customer"]],
  });
  const set = (part: Partial<Words>) => {
    keepWords({ ...words, ...part });
    if (save.error) save.reset();
  };
  const faults = save.error instanceof Problem ? save.error.errors : [];
  const store = () =>
    save.mutate(kind ? changeOf(words, kind, language) : madeOf(words), {
      onSuccess: (stored) => {
        notifications.show({ message: t(kind ? "kinds.saved" : "kinds.made", { name: kindName(stored) }) });
        onClose();
      },
    });
  const text = (name: "id" | "singular" | "plural", label: string, description?: string) => (
    <TextInput
      flex="1 1 160px"
      label={label}
      description={description}
      maxLength={name === "id" ? 31 : 50}
      value={words[name]}
      data-field={`/${name}`}
      error={faultAt(faults, `/${name}`)}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole(words) && !save.isPending) store();
      }}
    >
      <Stack gap="md">
        <Group gap="sm" align="flex-start">
          {text("singular", t("programme.singular"))}
          {text("plural", t("programme.plural"))}
        </Group>
        {!kind && text("id", t("kinds.id"), t("kinds.idHint"))}
        {kind ? (
          <Text size="sm" c="dimmed">
            {t(kind.spendable ? "kinds.isSpent" : "kinds.isCollected")}
          </Text>
        ) : (
          <Radio.Group
            label={t("kinds.what")}
            description={t("kinds.whatHint")}
            value={words.spendable ? "spent" : "collected"}
            onChange={(value) => set({ spendable: value === "spent" })}
          >
            <Stack gap="xs" mt={4}>
              <Radio value="collected" label={t("kinds.isCollected")} />
              <Radio value="spent" label={t("kinds.isSpent")} />
            </Stack>
          </Radio.Group>
        )}
        <LifetimeInput
          label={t("points.lifetime")}
          description={t("kinds.lifetimeHint")}
          value={words.lifetime}
          onChange={(lifetime) => set({ lifetime })}
        />
        <NumberInput
          w={{ base: "100%", xs: 260 }}
          label={t("kinds.noticeDays")}
          placeholder={t("kinds.noNotice")}
          min={1}
          max={365}
          allowDecimal={false}
          value={words.notice_days ?? ""}
          onChange={(days) => set({ notice_days: days === "" ? null : Number(days) })}
        />
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t("programme.languages")}
          </Text>
          <NamesInput names={words.names} onChange={(names) => set({ names })} faults={faults} pointer="/names" />
        </div>
        {kind && (
          <Switch
            label={t("programme.active")}
            checked={words.active}
            onChange={(event) => set({ active: event.currentTarget.checked })}
          />
        )}
        {save.error && <ErrorState error={save.error} what={t("problem.notSaved")} atField={isShown} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!isWhole(words)}>
            {t(kind ? "action.save" : "kinds.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
