/** Lanes in their order, each with its name and how the promotions in it work together. */
import { ActionIcon, Button, Group, Select, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "../../../api/types";
import { faultAt } from "../../../parts/schema";
import classes from "./LanesInput.module.css";
import { type LaneWords, MOST_LANES, moved, repeatedLane, TOGETHER } from "./words";

interface Props {
  lanes: LaneWords[];
  onChange: (lanes: LaneWords[]) => void;
  faults: Fault[];
}

export function LanesInput({ lanes, onChange, faults }: Props) {
  const { t } = useTranslation();
  const added = useRef(0);
  const twice = repeatedLane(lanes);
  const add = () => {
    added.current += 1;
    onChange([...lanes, { key: `new-${added.current}`, id: null, name: "", together: "all" }]);
  };
  return (
    <Stack gap="sm">
      {lanes.map((lane, index) => (
        <LaneRow
          key={lane.key}
          lane={lane}
          index={index}
          count={lanes.length}
          error={index === twice ? t("policy.twice") : faultAt(faults, `/lanes/${index}/name`)}
          onChange={(part) => onChange(lanes.map((one) => (one === lane ? { ...one, ...part } : one)))}
          onMove={(by) => onChange(moved(lanes, index, by))}
          onRemove={() => onChange(lanes.filter((one) => one !== lane))}
        />
      ))}
      {faultAt(faults, "/lanes") && (
        <span className="field-error" role="alert">
          {faultAt(faults, "/lanes")}
        </span>
      )}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          disabled={lanes.length >= MOST_LANES}
          onClick={add}
        >
          {t("policy.addLane")}
        </Button>
      </Group>
    </Stack>
  );
}

interface RowProps {
  lane: LaneWords;
  index: number;
  count: number;
  error: string | undefined;
  onChange: (part: Partial<LaneWords>) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

function LaneRow({ lane, index, count, error, onChange, onMove, onRemove }: RowProps) {
  const { t } = useTranslation();
  const name = lane.name.trim() || t("policy.laneNumber", { number: index + 1 });
  return (
    <fieldset className={classes.lane} aria-label={name}>
      <span className={`figures ${classes.number}`} aria-hidden>
        {index + 1}
      </span>
      <TextInput
        aria-label={t("policy.laneName", { number: index + 1 })}
        placeholder={t("policy.nameHint")}
        maxLength={200}
        autoFocus={lane.id === null && lane.name === ""}
        value={lane.name}
        error={error}
        data-field={`/lanes/${index}/name`}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Select
        aria-label={t("policy.togetherOf", { name })}
        allowDeselect={false}
        data={TOGETHER.map((value) => ({ value, label: t(`policy.together.${value}`) }))}
        value={lane.together}
        onChange={(value) => value && onChange({ together: value as LaneWords["together"] })}
      />
      <Group gap={0} wrap="nowrap">
        <Tooltip label={t("policy.earlier")}>
          <ActionIcon
            size={36}
            aria-label={t("policy.earlierOf", { name })}
            disabled={index === 0}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t("policy.later")}>
          <ActionIcon
            size={36}
            aria-label={t("policy.laterOf", { name })}
            disabled={index === count - 1}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon size={36} aria-label={t("policy.removeLane", { name })} disabled={count === 1} onClick={onRemove}>
          <IconTrash size={18} stroke={1.5} />
        </ActionIcon>
      </Group>
      <Text size="xs" c="dimmed" className={classes.hint}>
        {t(`policy.togetherHint.${lane.together}`)}
      </Text>
    </fieldset>
  );
}
