/** How far a newsletter has come, and what came of it. */
import { Progress as Bar, Button, Group, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { useFormats } from "../../../parts/Formats";
import { ErrorState } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { Results } from "../../results/Results";
import type { Measured } from "../../results/reading";
import { sum } from "./NewslettersTab";
import { type Newsletter, newsletterRoute, touched } from "./reading";

export function Progress({ of: one }: { of: Newsletter }) {
  const { t } = useTranslation();
  const format = useFormats();
  const total = one.total ?? 0;
  // With batches all are queued at once, and each has its turn when it is sent.
  const done = one.state === "sent" ? total : Math.min(total, sum(one, "sent") + sum(one, "blocked") + one.held_out);
  const of = useMemo<Measured>(() => ({ source: "newsletter", id: one.id, nameOf: () => null }), [one.id]);
  return (
    <Stack>
      <Deeds of={one} />
      <div>
        <Bar
          value={total ? (100 * done) / total : 100}
          aria-label={t("newsletter.progress")}
          animated={one.state === "sending"}
        />
        <Text size="sm" c="dimmed" mt={4}>
          {t("newsletter.progressText", { done: format.number(done), number: format.number(total) })}
          {one.batches &&
            ` · ${t("newsletter.pace", { size: format.number(one.batches.size), count: one.batches.minutes, minutes: format.number(one.batches.minutes) })}`}
          {one.held_out > 0 && ` · ${t("newsletter.heldOut")}: ${format.number(one.held_out)}`}
        </Text>
      </div>
      <Results of={of} />
    </Stack>
  );
}

function Deeds({ of: one }: { of: Newsletter }) {
  const { t } = useTranslation();
  const format = useFormats();
  const may = useMay("messages:write");
  const [asking, setAsking] = useState(false);
  const deed = useDeed<{ do: "pause" | "resume" | "cancel" }, Newsletter>({
    path: (body) => `${newsletterRoute(one.id)}/${body.do}`,
    send: () => ({}),
    touches: touched,
  });
  if (!may || !["sending", "paused"].includes(one.state)) return null;
  const left = (one.total ?? 0) - sum(one, "sent");
  return (
    <>
      {deed.error && !asking && <ErrorState error={deed.error} what={t("problem.notDone")} />}
      <Group>
        <Button
          variant="default"
          loading={deed.isPending}
          onClick={() => deed.mutate({ do: one.state === "sending" ? "pause" : "resume" })}
        >
          {t(one.state === "sending" ? "newsletter.pause" : "newsletter.resume")}
        </Button>
        <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
          {t("newsletter.cancel")}
        </Button>
      </Group>
      <ConfirmDialog
        open={asking}
        danger
        title={t("newsletter.cancelTitle")}
        confirm={t("newsletter.cancel")}
        cancel={t("newsletter.goOn")}
        busy={deed.isPending}
        error={deed.error}
        onConfirm={() => deed.mutate({ do: "cancel" }, { onSuccess: () => setAsking(false) })}
        onCancel={() => setAsking(false)}
      >
        {t("newsletter.cancelText", { count: left, number: format.number(left) })}
      </ConfirmDialog>
    </>
  );
}
