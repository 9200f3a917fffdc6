/** The settings of the programme: what points are called, whether they are earned, what happens when they are short. */
import { Button, Group, Radio, Stack, Switch, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { Programme } from "../../api/types";
import { SidePanel } from "../../parts/SidePanel";
import { faultAt } from "../../parts/schema";
import { ErrorState } from "../../parts/states";

type Words = Pick<Programme, "singular" | "plural" | "active" | "shortage">;

interface Props {
  programme: Programme;
  open: boolean;
  onClose: () => void;
}

export function ProgrammePanel({ programme, open, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <SidePanel open={open} onClose={onClose} title={t("programme.settings")}>
      {open && <ProgrammeForm programme={programme} onClose={onClose} />}
    </SidePanel>
  );
}

function ProgrammeForm({ programme, onClose }: Omit<Props, "open">) {
  const { t } = useTranslation();
  const { singular, plural, active, shortage } = programme;
  const [words, setWords] = useState<Words>({ singular, plural, active, shortage });
  const save = useDeed<Words & { version: number }, Programme>({
    path: "/v1/points/programme",
    method: "PATCH",
    touches: [["programme"], ["customer"]],
  });
  const faults = save.error instanceof Problem ? save.error.errors : [];
  const ready = words.singular.trim() && words.plural.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready || save.isPending) return;
        save.mutate(
          { ...words, version: programme.version },
          {
            onSuccess: () => {
              notifications.show({ message: t("programme.saved") });
              onClose();
            },
          },
        );
      }}
    >
      <Stack>
        {save.error && <ErrorState error={save.error} what={t("problem.notSaved")} />}
        <Switch
          label={t("programme.active")}
          description={t("programme.activeHint")}
          checked={words.active}
          onChange={(event) => setWords({ ...words, active: event.currentTarget.checked })}
        />
        <TextInput
          label={t("programme.singular")}
          maxLength={50}
          value={words.singular}
          error={faultAt(faults, "/singular")}
          onChange={(event) => setWords({ ...words, singular: event.currentTarget.value })}
        />
        <TextInput
          label={t("programme.plural")}
          maxLength={50}
          value={words.plural}
          error={faultAt(faults, "/plural")}
          onChange={(event) => setWords({ ...words, plural: event.currentTarget.value })}
        />
        <Radio.Group
          label={t("programme.shortage")}
          value={words.shortage}
          onChange={(value) => setWords({ ...words, shortage: value as Words["shortage"] })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="owe" label={t("programme.owe")} />
            <Radio value="forgive" label={t("programme.forgive")} />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!ready}>
            {t("action.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
