/** How a drawing stands: whether it can be published, and what keeps it from that. */
import { Anchor, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { saidOf } from "./faults";
import { TRIGGER } from "./graph";
import type { Drawing } from "./useDrawing";

/** Whether it can be published; of what nothing was done to yet, what comes first. */
export function Standing({ drawing }: { drawing: Drawing }) {
  const { t } = useTranslation();
  const { errors = [], warnings = [] } = drawing.reading.data ?? {};
  const said = !drawing.reading.data
    ? ""
    : errors.length === 0
      ? warnings.length > 0
        ? t("campaign.lookAgain", { count: warnings.length })
        : t("campaign.canBePublished")
      : !drawing.isFresh
        ? t("campaign.toMend", { count: errors.length })
        : drawing.draft.trigger
          ? t("campaign.toDo", { count: errors.length })
          : t("campaign.beginWith");
  // On a phone a line of its own, which is kept while the server reads.
  return (
    <Text
      size="sm"
      c={errors.length > 0 && !drawing.isFresh ? "red" : "dimmed"}
      role="status"
      pb={8}
      flex="1 1 160px"
      mih={28}
    >
      {said}
    </Text>
  );
}

/** Everything that keeps it from being published; a press leads there. */
export function Faults({
  drawing,
  onChoose,
  onSettings,
}: {
  drawing: Drawing;
  onChoose: (id: string) => void;
  onSettings: () => void;
}) {
  const { t } = useTranslation();
  const { errors = [], warnings = [] } = drawing.reading.data ?? {};
  const lead = (pointer: string) => {
    const [, where, index] = pointer.split("/");
    if (where === "settings") return onSettings();
    const node = where === "nodes" ? drawing.draft.nodes[Number(index)] : undefined;
    onChoose(node ? node.id : TRIGGER);
  };
  return (
    <Stack gap="xs" align="flex-start">
      {[...errors, ...warnings].map((one) => (
        <Anchor
          key={one.pointer + one.code}
          component="button"
          type="button"
          size="sm"
          ta="start"
          c={warnings.includes(one) ? "var(--warning)" : undefined}
          onClick={() => lead(one.pointer)}
        >
          {saidOf(one, t)}
        </Anchor>
      ))}
    </Stack>
  );
}
