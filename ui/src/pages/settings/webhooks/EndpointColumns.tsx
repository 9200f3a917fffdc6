/** The columns of the endpoints: where, of what, in which state, how it goes, and what can be done. */
import { Anchor, Badge, Group, Menu, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import type { Webhook, WebhookDelivery } from "../../../api/types";
import type { Column } from "../../../parts/DataTable";
import { useFormats, When } from "../../../parts/Formats";
import { MoreMenu } from "../../../parts/MoreMenu";
import { StateDot } from "../../../parts/StateDot";
import { useProblemText } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import type { Asked } from "./EndpointDialogs";
import { stateOf, TONES, useTypeName } from "./reading";

interface Doing {
  onChange: (one: Webhook) => void;
  onAsk: (asked: Asked) => void;
  onTested: (delivery: string) => void;
  onNarrow: (one: Webhook) => void;
}

export function useEndpointColumns({ onChange, onAsk, onTested, onNarrow }: Doing): Column<Webhook>[] {
  const { t } = useTranslation();
  const may = useMay("webhooks:write");
  return useMemo<Column<Webhook>[]>(
    () => [
      {
        id: "url",
        header: t("webhooks.url"),
        cell: (one) => (
          <>
            <Anchor component="button" type="button" size="sm" ta="left" fw={500} onClick={() => onNarrow(one)}>
              <span className="break">{one.url}</span>
            </Anchor>
            {one.description && (
              <Text size="xs" c="dimmed" className="break">
                {one.description}
              </Text>
            )}
          </>
        ),
      },
      { id: "types", header: t("webhooks.what"), cell: (one) => <Types of={one} />, below: "url" },
      {
        id: "state",
        header: t("webhooks.state"),
        cell: (one) => <StateDot tone={TONES[stateOf(one)]} label={t(`webhooks.states.${stateOf(one)}`)} />,
        below: "url",
        width: 130,
      },
      { id: "goes", header: t("webhooks.goes"), cell: (one) => <Going of={one} />, below: "url", width: 260 },
      {
        id: "more",
        header: "",
        cell: (one) => (may ? <Deeds of={one} onChange={onChange} onAsk={onAsk} onTested={onTested} /> : null),
        numeric: true,
        width: 70,
      },
    ],
    [t, may, onChange, onAsk, onTested, onNarrow],
  );
}

function Types({ of: one }: { of: Webhook }) {
  const { t } = useTranslation();
  const nameOf = useTypeName();
  if (one.types === null) return <Text size="sm">{t("webhooks.everything")}</Text>;
  return (
    <Group gap={4}>
      {one.types.map((type) => (
        <Badge key={type} variant="default" tt="none" fw={400} title={type}>
          {nameOf(type)}
        </Badge>
      ))}
    </Group>
  );
}

function Going({ of: one }: { of: Webhook }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <>
      <Text size="sm" component="div" className="break">
        {one.state === "disabled" ? (
          one.disabled_reason
        ) : one.failing_since ? (
          <>
            {t("webhooks.failingSince")} <When value={one.failing_since} />
          </>
        ) : one.last_delivered_at ? (
          <>
            {t("webhooks.deliveredAt")} <When value={one.last_delivered_at} relative />
          </>
        ) : (
          t("webhooks.nothingYet")
        )}
      </Text>
      {one.waiting > 0 && (
        <Text size="xs" c="dimmed">
          {t("webhooks.waiting", { count: one.waiting, number: format.number(one.waiting) })}
        </Text>
      )}
    </>
  );
}

type DeedsProps = Omit<Doing, "onNarrow"> & { of: Webhook };

function Deeds({ of: one, onChange, onAsk, onTested }: DeedsProps) {
  const { t } = useTranslation();
  const path = `/v1/webhooks/${encodeURIComponent(one.id)}`;
  const touches = [["webhooks"]];
  const test = useDeed<null, WebhookDelivery>({ path: `${path}/test`, touches });
  const pause = useDeed<null, Webhook>({ path: `${path}/pause`, touches });
  const resume = useDeed<null, Webhook>({ path: `${path}/resume`, touches });
  const textOf = useProblemText();
  const onError = (error: Error) =>
    notifications.show({ color: "red", title: t("problem.notDone"), message: textOf(error) });
  const active = one.state === "active";
  return (
    <MoreMenu>
      <Menu.Item
        disabled={!active}
        onClick={() => test.mutate(null, { onSuccess: (delivery) => onTested(delivery.id), onError })}
      >
        {t("webhooks.test")}
      </Menu.Item>
      <Menu.Item onClick={() => onChange(one)}>{t("action.change")}</Menu.Item>
      {active ? (
        <Menu.Item onClick={() => pause.mutate(null, { onError })}>{t("webhooks.pause")}</Menu.Item>
      ) : (
        <Menu.Item onClick={() => resume.mutate(null, { onError })}>{t("webhooks.resume")}</Menu.Item>
      )}
      <Menu.Item disabled={!active} onClick={() => onAsk({ what: "replay", of: one })}>
        {t("webhooks.replayFailed")}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item onClick={() => onAsk({ what: "rotate", of: one })}>{t("webhooks.rotate")}</Menu.Item>
      <Menu.Item color="red" onClick={() => onAsk({ what: "delete", of: one })}>
        {t("webhooks.delete")}
      </Menu.Item>
    </MoreMenu>
  );
}
