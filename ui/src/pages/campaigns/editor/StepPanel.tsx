/** The form of what is chosen: of the trigger with its kinds to choose from, or of a step, drawn from its schema. */
import { Alert, Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Kinds } from "../../../api/types";
import { capital } from "../../../condition/words";
import { SchemaForm } from "../../../parts/SchemaForm";
import { startOf, type Values } from "../../../parts/schema";
import { grouped, groupOf, kindOf, labelOf } from "../kinds";
import { faultsOf } from "./DrawingContext";
import { changeStep, nodeOf, TRIGGER } from "./graph";
import { CAMPAIGN_INPUTS, USUAL_RECURRENCE, WORD_INPUTS } from "./inputs";
import type { Drawing } from "./useDrawing";

/** Where `Palette` has room: see Canvas.module.css. */
const WITH_PALETTE = "(min-width: 1100.02px)";

function NothingChosen() {
  const { t } = useTranslation();
  const withPalette = useMediaQuery(WITH_PALETTE, true, { getInitialValueInEffect: false });
  return (
    <Text size="sm" c="dimmed">
      {t(withPalette ? "campaign.nothingChosen" : "campaign.nothingChosenHere")}
    </Text>
  );
}

interface Props {
  drawing: Drawing;
  kinds: Kinds;
  onRemove: (id: string) => void;
  onCopy: (id: string) => void;
}

export function StepPanel({ drawing, kinds, onRemove, onCopy }: Props) {
  const { t } = useTranslation();
  const { chosen, draft } = drawing;
  const textOf = useArgumentText("step", String(nodeOf(draft, chosen)?.step.kind));
  if (chosen === TRIGGER) return <TriggerPanel drawing={drawing} kinds={kinds} />;
  const node = nodeOf(draft, chosen);
  const info = kindOf(kinds, "step", node?.step.kind);
  if (!node || !info) return <NothingChosen />;
  const index = draft.nodes.indexOf(node);
  const pointer = `/nodes/${index}/step`;
  const faults = drawing.isFresh ? [] : faultsOf({ draft, reading: drawing.reading.data }, node.id);
  const atFields = faults.filter((one) => one.pointer.startsWith(`${pointer}/`));
  const others = faults.filter((one) => !atFields.includes(one));
  return (
    <Stack gap="sm" key={node.id}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h3">
          {labelOf(info, "step", t)}
        </Title>
        <Group gap={4} wrap="nowrap">
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconCopy size={16} stroke={1.5} />}
            onClick={() => onCopy(node.id)}
          >
            {t("action.copy")}
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            leftSection={<IconTrash size={16} stroke={1.5} />}
            onClick={() => onRemove(node.id)}
          >
            {t("campaign.removeStep")}
          </Button>
        </Group>
      </Group>
      <Hint kind={info.kind} family="step" described={info.description} />
      {others.map((one) => (
        <Alert key={one.pointer + one.code} color="red" variant="light" py="xs">
          {capital(one.detail)}
        </Alert>
      ))}
      <Doubts drawing={drawing} id={node.id} />
      <SchemaForm
        schema={info.schema}
        values={node.step as Values}
        onChange={(step) => drawing.apply(changeStep(draft, node.id, step, drawing.branchesOf), `step ${node.id}`)}
        faults={atFields}
        pointer={pointer}
        formats={CAMPAIGN_INPUTS}
        inputs={WORD_INPUTS[info.kind]}
        textOf={textOf}
      />
    </Stack>
  );
}

/** Not at midnight, when what lasts to the end of a day ends. */
const MORNING = "09:00";

/** What a trigger's form begins with beside what is usual: what it shows is what it says from the first. */
function begins(kind: string): Values {
  if (kind === "schedule") return { recurs: USUAL_RECURRENCE, since: new Date().toISOString().slice(0, 10) };
  return kind === "points_ending" || kind === "coupon_ending" ? { at: MORNING } : {};
}

function TriggerPanel({ drawing, kinds }: { drawing: Drawing; kinds: Kinds }) {
  const { t } = useTranslation();
  const { draft } = drawing;
  const textOf = useArgumentText("trigger", String(draft.trigger?.kind));
  const info = kindOf(kinds, "trigger", draft.trigger?.kind);
  const faults = drawing.isFresh ? [] : faultsOf({ draft, reading: drawing.reading.data }, null);
  const choose = (kind: string | null) => {
    const next = kindOf(kinds, "trigger", kind);
    if (next) drawing.apply({ ...draft, trigger: { ...startOf(next.schema), ...begins(next.kind) } as Values });
  };
  return (
    <Stack gap="sm">
      <Title order={2} size="h3">
        {t("campaign.triggerTitle")}
      </Title>
      <Select
        label={t("campaign.triggerKind")}
        placeholder={t("value.choose")}
        searchable
        allowDeselect={false}
        data-field="/trigger"
        data={grouped(kinds.trigger ?? []).map(([group, infos]) => ({
          group: groupOf(group, t),
          items: infos.map((one) => ({ value: one.kind, label: labelOf(one, "trigger", t) })),
        }))}
        value={info?.kind ?? null}
        onChange={choose}
        error={faults.find((one) => one.pointer === "/trigger")?.detail}
      />
      {info && (
        <>
          <Hint kind={info.kind} family="trigger" described={info.description} />
          <Doubts drawing={drawing} id={null} />
          <SchemaForm
            key={info.kind}
            schema={info.schema}
            values={(draft.trigger ?? {}) as Values}
            onChange={(trigger) => drawing.apply({ ...draft, trigger }, "trigger")}
            faults={faults}
            pointer="/trigger"
            formats={CAMPAIGN_INPUTS}
            inputs={WORD_INPUTS[info.kind]}
            textOf={textOf}
          />
        </>
      )}
    </Stack>
  );
}

/** What is said there and probably not meant. */
function Doubts({ drawing, id }: { drawing: Drawing; id: string | null }) {
  const found = faultsOf({ draft: drawing.draft, reading: drawing.reading.data }, id, "warnings");
  return found.map((one) => (
    <Alert key={one.pointer + one.code} color="yellow" variant="light" py="xs">
      {capital(one.detail)}
    </Alert>
  ));
}

/** What a kind is for; where the catalogues say nothing, in the server's words, which are English. */
function Hint({ kind, family, described }: { kind: string; family: "trigger" | "step"; described: string }) {
  const { t, i18n } = useTranslation();
  const own = t(`campaign.${family}Hint.${kind}` as "campaign.step.wait", { defaultValue: "" });
  const said = own || (i18n.language === "en" ? described.split("\n\n")[0] : "");
  return said ? (
    <Text size="sm" c="dimmed">
      {said}
    </Text>
  ) : null;
}

/** What an argument of a kind is called, and what it takes; in a campaign that is not what it means in a rule. */
function useArgumentText(family: "trigger" | "step", kind: string) {
  const { t } = useTranslation();
  return (name: string, what: "label" | "hint") =>
    what === "label"
      ? t(`campaign.argument.${name}` as "campaign.argument.points", { defaultValue: "" })
      : t(`campaign.argumentHint.${family}.${kind}.${name}` as "campaign.argument.points", { defaultValue: "" });
}
