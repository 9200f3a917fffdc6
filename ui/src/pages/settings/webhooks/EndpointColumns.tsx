/** The columns of the endpoints: where, of what, in which state, how it goes, and what can be done. */
import { Anchor, Badge, Group, Menu, Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Webhook } from "../../../api/types";
import type { Column } from "../../../parts/DataTable";
import { useFormats, When } from "../../../parts/Formats";
import { MoreMenu } from "../../../parts/MoreMenu";
import { StateDot } from "../../../parts/StateDot";
import { useMay } from "../../../shell/SessionGate";
import type { EndpointDeeds } from "./deeds";
import type { Asked } from "./EndpointDialogs";
import { stateOf, TONES, useTypeName } from "./reading";

interface Doing {
  onChange: (one: Webhook) => void;
  onAsk: (asked: Asked) => void;
  deeds: EndpointDeeds;
  onNarrow: (one: Webhook) => void;
}

export function useEndpointColumns({ onChange, onAsk, deeds, onNarrow }: Doing): Column<Webhook>[] {
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
        cell: (one) => (may ? <Deeds of={one} onChange={onChange} onAsk={onAsk} deeds={deeds} /> : null),
        numeric: true,
        width: 70,
      },
    ],
    [t, may, onChange, onAsk, deeds, onNarrow],
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

/** Why something can't be asked of it just now, and what to do first. */
function Why({ state }: { state: Webhook["state"] }) {
  const { t } = useTranslation();
  return (
    <Text size="xs" c="var(--mantine-color-text)" component="span" display="block">
      {t(state === "paused" ? "webhooks.firstResumePaused" : "webhooks.firstResumeDisabled")}
    </Text>
  );
}

type MenuProps = Omit<Doing, "onNarrow"> & { of: Webhook };

function Deeds({ of: one, onChange, onAsk, deeds }: MenuProps) {
  const { t } = useTranslation();
  const active = one.state === "active";
  return (
    <MoreMenu>
      <Menu.Item disabled={!active} onClick={() => deeds.test(one)}>
        {t("webhooks.test")}
        {!active && <Why state={one.state} />}
      </Menu.Item>
      <Menu.Item onClick={() => onChange(one)}>{t("action.change")}</Menu.Item>
      {active ? (
        <Menu.Item onClick={() => deeds.pause(one)}>{t("webhooks.pause")}</Menu.Item>
      ) : (
        <Menu.Item onClick={() => deeds.resume(one)}>{t("webhooks.resume")}</Menu.Item>
      )}
      <Menu.Item disabled={!active} onClick={() => onAsk({ what: "replay", of: one })}>
        {t("webhooks.replayFailed")}
        {!active && <Why state={one.state} />}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item onClick={() => onAsk({ what: "rotate", of: one })}>{t("webhooks.rotate")}</Menu.Item>
      <Menu.Item color="red" onClick={() => onAsk({ what: "delete", of: one })}>
        {t("webhooks.delete")}
      </Menu.Item>
    </MoreMenu>
  );
}
