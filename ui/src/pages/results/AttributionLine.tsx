/** Which orders count as brought about, in a sentence, and how to have it otherwise. */
import { Anchor, Button, Group, NumberInput, SegmentedControl, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { AttributionIn, AttributionOut } from "../../api/schema";
import { Modal } from "../../parts/Modal";
import { ErrorState } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { type Measured, resultsKey, resultsRoute } from "./reading";

const BY = ["click", "open", "delivery"] as const;
const MOST_DAYS = 90;

export function AttributionLine({ of, now }: { of: Measured; now: AttributionOut | undefined }) {
  const { t } = useTranslation();
  const may = useMay("messages:write");
  const [open, setOpen] = useState(false);
  return (
    <Text size="sm" c="dimmed" mb="md" mih={20}>
      {now && (
        <>
          {t(`results.counts.${now.by}`, { count: now.days })} {t("results.countsOnce")}{" "}
          {may && (
            <Anchor component="button" type="button" size="sm" className="not-printed" onClick={() => setOpen(true)}>
              {t("results.changeCounts")}
            </Anchor>
          )}
          {open && <Dialog of={of} now={now} onClose={() => setOpen(false)} />}
        </>
      )}
    </Text>
  );
}

function Dialog({ of, now, onClose }: { of: Measured; now: AttributionOut; onClose: () => void }) {
  const { t } = useTranslation();
  const [by, setBy] = useState(now.by);
  const [days, setDays] = useState<number | string>(now.days);
  const save = useDeed<AttributionIn, AttributionOut>({
    path: resultsRoute(of, "attribution"),
    method: "PUT",
    touches: [resultsKey(of), ["reports"]],
  });
  const right = typeof days === "number" && days >= 1 && days <= MOST_DAYS;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("results.changeTitle")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Stack>
        {save.error && <ErrorState error={save.error} what={t("problem.notSaved")} />}
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t("results.countsAfter")}
          </Text>
          <SegmentedControl
            fullWidth
            aria-label={t("results.countsAfter")}
            data={BY.map((one) => ({ value: one, label: t(`results.after.${one}`) }))}
            value={by}
            onChange={(next) => setBy(next as typeof by)}
          />
        </div>
        <NumberInput
          label={t("results.countsDays")}
          min={1}
          max={MOST_DAYS}
          allowDecimal={false}
          value={days}
          onChange={setDays}
          error={right ? undefined : t("results.daysBetween", { most: MOST_DAYS })}
        />
        <Text size="sm" c="dimmed">
          {t("results.changeText")}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button
            disabled={!right || (by === now.by && days === now.days)}
            loading={save.isPending}
            onClick={() =>
              save.mutate(
                { by, days: Number(days), version: now.version },
                {
                  onSuccess: () => {
                    notifications.show({ message: t("results.changedCounts") });
                    onClose();
                  },
                },
              )
            }
          >
            {t("action.save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
