/** A trigger or step on the canvas: what it is, what it does in a sentence, what is wrong with it, and who is there. */
import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconPlus } from "@tabler/icons-react";
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { capital } from "../../../condition/words";
import { useFormats } from "../../../parts/Formats";
import { branchLabel, iconOf, kindOf, labelOf } from "../kinds";
import classes from "./Canvas.module.css";
import { faultsOf, useSeen } from "./DrawingContext";
import { saidOf } from "./faults";
import { type From, nodeOf, TRIGGER } from "./graph";

/** What a card says, on the canvas and in the outline. */
export function useSaid(id: string) {
  const seen = useSeen();
  const { t } = useTranslation();
  const isTrigger = id === TRIGGER;
  const family = isTrigger ? "trigger" : "step";
  const kind = isTrigger ? seen.draft.trigger?.kind : nodeOf(seen.draft, id)?.step.kind;
  const info = kindOf(seen.kinds, family, kind);
  const faults = faultsOf(seen, isTrigger ? null : id);
  const doubts = faultsOf(seen, isTrigger ? null : id, "warnings");
  const sentence = isTrigger ? seen.reading?.trigger_sentence : seen.reading?.sentences[id];
  const said = faults[0] ? saidOf(faults[0], t) : null;
  const title = info ? labelOf(info, family, t) : t(isTrigger ? "campaign.noTrigger" : "campaign.unknownStep");
  const does = sentence ? capital(sentence) : info ? "" : t("campaign.noTriggerText");
  return {
    Icon: iconOf(info?.group ?? ""),
    title,
    // "End", and below it once more, says nothing.
    sentence: does === title ? "" : does,
    wrong: seen.isFresh ? null : said,
    // Of what isn't chosen at all the sentence says it.
    toDo: seen.isFresh && info ? said : null,
    doubt: !faults[0] && doubts[0] ? saidOf(doubts[0], t) : null,
    here: seen.counts?.nodes.find((one) => one.node === id)?.waiting ?? null,
  };
}

export function Card({ id }: NodeProps) {
  const seen = useSeen();
  const { t } = useTranslation();
  const format = useFormats();
  const { Icon, title, sentence, wrong, toDo, doubt, here } = useSaid(id);
  const isDrawn = seen.add !== undefined;
  const branches = id === TRIGGER ? [""] : seen.branchesOf(nodeOf(seen.draft, id)?.step ?? {});
  return (
    <>
      {id !== TRIGGER && (
        <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={isDrawn} />
      )}
      <UnstyledButton
        className={classes.card}
        data-chosen={seen.chosen === id || undefined}
        data-wrong={wrong !== null || undefined}
        data-dark={(seen.lit !== null && !seen.lit.has(id)) || undefined}
        aria-pressed={seen.chosen === id}
        onClick={() => seen.choose(id)}
      >
        <span className={classes.head}>
          <Icon size={18} stroke={1.5} aria-hidden />
          <span>{title}</span>
          {wrong && <IconAlertTriangle size={16} color="var(--mantine-color-error)" aria-hidden />}
          {doubt && <IconAlertTriangle size={16} color="var(--warning)" aria-hidden />}
          {here !== null && here > 0 && (
            <Tooltip label={t("campaign.hereNow")}>
              <span className={classes.here}>{format.number(here)}</span>
            </Tooltip>
          )}
        </span>
        <span className={classes.sentence} data-short={(wrong ?? toDo ?? doubt) !== null || undefined}>
          {sentence}
        </span>
        {wrong && <span className={classes.wrong}>{wrong}</span>}
        {toDo && <span className={classes.sentence}>{toDo}</span>}
        {doubt && <span className={classes.doubt}>{doubt}</span>}
      </UnstyledButton>
      {branches.map((branch, index) => (
        <Handle
          key={branch}
          id={branch}
          type="source"
          position={Position.Bottom}
          className={classes.handle}
          isConnectable={isDrawn}
          style={{ left: `${((index + 1) / (branches.length + 1)) * 100}%` }}
        />
      ))}
    </>
  );
}

/** Where a branch leads nowhere yet: the "+" that says what comes there. */
export function Open({ data }: NodeProps) {
  const seen = useSeen();
  const { t } = useTranslation();
  const from = data.from as From;
  const { title } = useSaid(from.node ?? TRIGGER);
  const branch = branchLabel(from.branch, t);
  const step = branch ? `${title}: ${branch}` : title;
  return (
    <>
      <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={false} />
      {seen.add && (
        <ActionIcon
          variant="default"
          radius="xl"
          size={32}
          aria-label={t("campaign.addAfter", { step })}
          onClick={() => seen.add?.(from)}
        >
          <IconPlus size={18} stroke={1.5} />
        </ActionIcon>
      )}
    </>
  );
}
