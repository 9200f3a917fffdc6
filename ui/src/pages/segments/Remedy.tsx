/** What can be done about a remark right at it: approve a jump that waits, mend what is broken. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useDeed } from "../../api/queries";
import type { HealthOut } from "../../api/schema";
import type { Segment } from "../../api/types";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";
import { useMay } from "../../shell/SessionGate";
import { doneOnEntry, doneOnLeaving, isAnything, NO_ACTIONS, saidOf } from "./acts";
import { segmentPath } from "./state";
import { WaitingPanel } from "./WaitingPanel";

export function Remedy({ kind, segment }: { kind: HealthOut["kind"]; segment: Segment }) {
  const may = useMay("segments:write");
  if (kind === "waiting") {
    return (
      <Group gap="xs">
        <SeeWho segment={segment} />
        {may && <Reject segment={segment} />}
        {may && <Approve segment={segment} />}
      </Group>
    );
  }
  return may && kind === "broken" ? <Mend segment={segment} /> : null;
}

function SeeWho({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const may = useMay("customers:read");
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("health.seeWho")}
      </Button>
      <WaitingPanel segment={segment} awaits="approval" open={open} onClose={() => setOpen(false)} />
    </>
  );
}

/** An attribute of the shop's own, as the reason names it. */
const ATTRIBUTE = /\b(customer|product)\.attributes\.|\bevent\.properties\./;

function Mend({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      {ATTRIBUTE.test(segment.broken_reason ?? "") && (
        <Button component={Link} to="/settings/attributes" variant="default">
          {t("health.toAttributes")}
        </Button>
      )}
      <Button component={Link} to={`${segmentPath(segment.id)}/edit`}>
        {t("health.mend")}
      </Button>
    </Group>
  );
}

function Approve({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [asking, setAsking] = useState(false);
  const approve = useDeed<null, void>({
    path: `/v1/segments/${encodeURIComponent(segment.id)}/approve`,
    touches: [["segment"], ["segments"]],
  });
  const held = segment.health.find((one) => one.kind === "waiting");
  const actions = segment.actions ?? NO_ACTIONS;
  const entered = held?.entered ?? 0;
  const left = held?.left ?? 0;
  const cooling = held?.cooling ?? 0;
  const confirm = async () => {
    // The remark is gone once the segment is read again, and with it this question; the word is said all the same.
    await approve.mutateAsync(null);
    setAsking(false);
    notifications.show({ message: t("health.approved", { name: segment.name }) });
  };
  const line = (whose: "came" | "went", count: number, said: ReturnType<typeof doneOnEntry>) =>
    count > 0 &&
    isAnything(said) && (
      <Text size="sm">{t(`health.${whose}`, { count, number: format.number(count), what: saidOf(said, t) })}</Text>
    );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("health.approve")}</Button>
      <ConfirmDialog
        open={asking}
        title={t("health.approveTitle", { name: segment.name })}
        confirm={t("health.approveDo", { number: format.number(entered + left) })}
        busy={approve.isPending}
        error={approve.error}
        onConfirm={() => confirm().catch(() => undefined)}
        onCancel={() => setAsking(false)}
      >
        <Stack gap={4}>
          {line("came", entered, doneOnEntry(actions))}
          {line("went", left, doneOnLeaving(actions))}
          {cooling > 0 && (
            <Text size="sm" c="dimmed">
              {t("health.cooling", { count: cooling, number: format.number(cooling) })}
            </Text>
          )}
        </Stack>
      </ConfirmDialog>
    </>
  );
}

/** Whoever came and went by the jump stays as they are: nothing is done about them, now or later. */
function Reject({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [asking, setAsking] = useState(false);
  const reject = useDeed<null, void>({
    path: `/v1/segments/${encodeURIComponent(segment.id)}/reject`,
    touches: [["segment"], ["segments"]],
  });
  const held = segment.health.find((one) => one.kind === "waiting");
  const number = format.number((held?.entered ?? 0) + (held?.left ?? 0));
  const confirm = async () => {
    await reject.mutateAsync(null);
    setAsking(false);
    notifications.show({ message: t("health.rejected", { name: segment.name }) });
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("health.reject")}
      </Button>
      <ConfirmDialog
        open={asking}
        danger
        title={t("health.rejectTitle", { name: segment.name })}
        confirm={t("health.rejectDo", { number })}
        busy={reject.isPending}
        error={reject.error}
        onConfirm={() => confirm().catch(() => undefined)}
        onCancel={() => setAsking(false)}
      >
        <Text size="sm">{t("health.rejectText")}</Text>
      </ConfirmDialog>
    </>
  );
}
