/** On a phone the preview stands below the whole form: how many are found is told by the condition too, while it is written. */
import { Group, Loader, Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../parts/Formats";
import classes from "./Editor.module.css";
import type { Previewed } from "./usePreview";

interface Props {
  previewed: Previewed;
  unfinished: number;
  empty: boolean;
}

export function PreviewBar({ previewed, unfinished, empty }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const { preview, stale, faults } = previewed;
  const notes = [
    unfinished > 0 && t("preview.unfinished", { count: unfinished }),
    faults.length > 0 && t("preview.faultyShort"),
  ].filter(Boolean);
  if (empty) return null;
  return (
    <Paper className={classes.countBar} px="sm" py={8} mt="xs" hiddenFrom="md" data-testid="preview-bar">
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="xs" c="dimmed">
          {[t("preview.count"), ...notes].join(" · ")}
        </Text>
        <Group gap="xs" wrap="nowrap">
          {stale && <Loader size={14} role="img" aria-label={t("state.loading")} />}
          <Text fw={600} className="figures nowrap" c={stale || faults.length > 0 ? "dimmed" : undefined}>
            {preview ? format.number(preview.count) : "–"}
          </Text>
        </Group>
      </Group>
    </Paper>
  );
}
