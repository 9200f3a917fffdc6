/** What became of a list: how many are pinned, and by name who was not found. */
import { Button, Code, CopyButton, Group, ScrollArea, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ListOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";

interface Props {
  outcome: ListOut;
  onAgain: () => void;
  onShopIds: (names: string[]) => void;
}

export function PinOutcome({ outcome, onAgain, onShopIds }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const many = (count: number) => ({ count, number: format.number(count) });
  return (
    <Stack gap="md">
      <div role="status">
        <Text>{t("pins.done", many(outcome.pinned))}</Text>
        {outcome.already > 0 && (
          <Text size="sm" c="dimmed">
            {t("pins.already", many(outcome.already))}
          </Text>
        )}
      </div>
      <Names
        title={t("pins.notFound", many(outcome.not_found_count))}
        names={outcome.not_found}
        of={outcome.not_found_count}
      />
      <Names
        title={t("pins.several", many(outcome.several_count))}
        names={outcome.several}
        of={outcome.several_count}
      />
      {outcome.several.some((name) => !name.includes("@")) && (
        <Button variant="default" size="xs" style={{ alignSelf: "start" }} onClick={() => onShopIds(outcome.several)}>
          {t("pins.asShopIds")}
        </Button>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onAgain}>
          {t("pins.again")}
        </Button>
      </Group>
    </Stack>
  );
}

function Names({ title, names, of }: { title: string; names: string[]; of: number }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (names.length === 0) return null;
  return (
    <div>
      <Group justify="space-between" mb={4} wrap="nowrap" align="flex-start">
        <Text size="sm">{title}</Text>
        <CopyButton value={names.join("\n")}>
          {({ copied, copy }) => (
            <Button variant="subtle" size="compact-sm" flex="none" onClick={copy}>
              {copied ? t("action.copied") : t("pins.copyThem")}
            </Button>
          )}
        </CopyButton>
      </Group>
      <ScrollArea.Autosize mah={240}>
        <Code block>{names.join("\n")}</Code>
      </ScrollArea.Autosize>
      {of > names.length && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("difference.others", { count: of - names.length, number: format.number(of - names.length) })}
        </Text>
      )}
    </div>
  );
}
