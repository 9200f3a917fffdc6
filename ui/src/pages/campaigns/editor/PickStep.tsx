/** Which step comes here? A list to search, by keyboard too; or an end, or a step that is there already. */
import { Combobox, Group, Text, useCombobox } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KindInfo, Kinds } from "../../../api/types";
import { Modal } from "../../../parts/Modal";
import { grouped, groupOf, iconOf, labelOf } from "../kinds";
import { useSaid } from "./Cards";
import { useSeen } from "./DrawingContext";
import type { From } from "./graph";

interface Props {
  from: From | null;
  kinds: Kinds;
  onPick: (info: KindInfo) => void;
  onLead: (to: string) => void;
  onClose: () => void;
}

const NOT_AT_ALL = 4;

/** How well a step fits what was typed: it is called so, begins so, says so, or is told so. */
function rank(label: string, wanted: string, description: string): number {
  if (label === wanted) return 0;
  if (label.startsWith(wanted)) return 1;
  if (label.includes(wanted)) return 2;
  return description.includes(wanted) ? 3 : NOT_AT_ALL;
}

export function PickStep({ from, kinds, onPick, onLead, onClose }: Props) {
  const { t } = useTranslation();
  const seen = useSeen();
  const box = useCombobox({ opened: true }); // its list is always there, so that Enter chooses
  const [search, setSearch] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: each place is asked about anew
  useEffect(() => setSearch(""), [from]);
  const groups = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const infos = kinds.step ?? [];
    if (!wanted) return grouped(infos);
    const far = (info: KindInfo) =>
      rank(labelOf(info, "step", t).toLowerCase(), wanted, info.description.toLowerCase());
    const found = infos.filter((info) => far(info) < NOT_AT_ALL).sort((one, other) => far(one) - far(other));
    return found.length > 0 ? ([["", found]] as [string, KindInfo[]][]) : [];
  }, [kinds, search, t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is found first is chosen whenever something else is found
  useEffect(() => {
    if (from) requestAnimationFrame(() => box.selectFirstOption());
  }, [from, search]);
  const others = seen.draft.nodes.filter((one) => one.id !== from?.node);
  return (
    <Modal
      opened={from !== null}
      onClose={onClose}
      returnFocus={false} // to the step that was put in; without one Modal knows where from
      title={t("campaign.whichStep")}
      classNames={{ title: "panel-title" }}
    >
      <Combobox
        store={box}
        onOptionSubmit={(value) => {
          const info = kinds.step?.find((one) => `step ${one.kind}` === value);
          if (info) onPick(info);
          else onLead(value.slice("lead ".length));
        }}
      >
        <Combobox.EventsTarget>
          <Combobox.Search
            data-autofocus
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            placeholder={t("campaign.searchStep")}
            aria-label={t("campaign.searchStep")}
          />
        </Combobox.EventsTarget>
        <Combobox.Options mah={420} style={{ overflowY: "auto" }} mt="xs">
          {groups.map(([group, infos]) => (
            <Combobox.Group key={group} label={group && groupOf(group, t)}>
              {infos.map((info) => {
                const Icon = iconOf(info.group);
                return (
                  <Combobox.Option key={info.kind} value={`step ${info.kind}`}>
                    <Group gap="xs" wrap="nowrap">
                      <Icon size={18} stroke={1.5} aria-hidden />
                      <Text size="sm">{labelOf(info, "step", t)}</Text>
                    </Group>
                  </Combobox.Option>
                );
              })}
            </Combobox.Group>
          ))}
          {others.length > 0 && search === "" && (
            <Combobox.Group label={t("campaign.leadTo")}>
              {others.map((one) => (
                <Combobox.Option key={one.id} value={`lead ${one.id}`}>
                  <Said id={one.id} />
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {groups.length === 0 && <Combobox.Empty>{t("value.nothing")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox>
    </Modal>
  );
}

function Said({ id }: { id: string }) {
  const { title, sentence } = useSaid(id);
  return (
    <Text size="sm">
      {title}{" "}
      <Text span size="xs" c="dimmed">
        {sentence}
      </Text>
    </Text>
  );
}
