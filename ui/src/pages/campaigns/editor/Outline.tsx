/**
 * The campaign as a list, wholly by keyboard: arrows move, Enter opens a step's form, Insert or "+" puts one after it, Del
 * takes it out, Alt with the arrows changes its place.
 */
import { ActionIcon, Text, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCornerDownRight, IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../parts/Formats";
import { branchLabel } from "../kinds";
import classes from "./Canvas.module.css";
import { useSaid } from "./Cards";
import { useSeen } from "./DrawingContext";
import { type From, nodeOf, type OutlineLine, outlineOf, passedAlong, START, TRIGGER } from "./graph";

const INDENT_PX = 20;

interface Props {
  /** The step that has just been put in: whoever put it there goes on from it. */
  added?: string | null;
  onRemove?: (id: string) => void;
  onMove?: (id: string, down: boolean) => void;
  onOpen?: () => void;
}

export function Outline({ added, onRemove, onMove, onOpen }: Props) {
  const { t } = useTranslation();
  const seen = useSeen();
  const list = useRef<HTMLUListElement>(null);
  const lines = outlineOf(seen.draft, seen.branchesOf);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (!wanted.current) return;
    list.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(wanted.current)}"]`)?.focus();
    wanted.current = null;
  });
  useEffect(() => {
    if (!added) return;
    const timer = setTimeout(() =>
      list.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(added)}"]`)?.focus(),
    );
    return () => clearTimeout(timer);
  }, [added]);

  const after = (id: string): From => {
    if (id === TRIGGER) return START;
    return { node: id, branch: seen.branchesOf(nodeOf(seen.draft, id)?.step ?? {})[0] ?? "" };
  };
  const keys = (event: KeyboardEvent, id: string) => {
    const stops = [...(list.current?.querySelectorAll<HTMLElement>("[data-line]") ?? [])];
    const at = stops.indexOf(event.currentTarget as HTMLElement);
    const isStep = id !== TRIGGER;
    if (event.key === "ArrowDown" && event.altKey && isStep) onMove?.(id, true);
    else if (event.key === "ArrowUp" && event.altKey && isStep) onMove?.(id, false);
    else if (event.key === "ArrowDown") stops[at + 1]?.focus();
    else if (event.key === "ArrowUp") stops[at - 1]?.focus();
    else if (event.key === "Insert" || event.key === "+") seen.add?.(after(id));
    else if (event.key === "Delete" && isStep) {
      wanted.current = stops[at - 1]?.dataset.line ?? TRIGGER;
      onRemove?.(id);
    } else return;
    if (event.altKey) wanted.current = id;
    event.preventDefault();
  };
  return (
    <ul className={classes.outline} ref={list} aria-label={t("campaign.outline")}>
      {lines.map((line) => (
        <li
          key={keyOf(line)}
          className={classes.line}
          style={{ paddingInlineStart: 8 + line.depth * INDENT_PX }}
          data-chosen={isChosen(line, seen.chosen) || undefined}
        >
          <Line line={line} onKeys={keys} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

const keyOf = (line: OutlineLine): string => {
  if (line.what === "trigger") return TRIGGER;
  if (line.what === "node" || line.what === "loose") return line.id;
  return `${line.what} ${line.from.node ?? ""} ${line.from.branch}`;
};

const isChosen = (line: OutlineLine, chosen: string | null): boolean =>
  (line.what === "trigger" && chosen === TRIGGER) || ("id" in line && line.id === chosen);

interface LineProps {
  line: OutlineLine;
  onKeys: (event: KeyboardEvent, id: string) => void;
  onOpen?: () => void;
}

function Line({ line, onKeys, onOpen }: LineProps) {
  const { t } = useTranslation();
  const seen = useSeen();
  if (line.what === "branch") {
    return (
      <Text size="sm" fw={600}>
        {branchLabel(line.from.branch, t)} <Counts passed={line.from} />
      </Text>
    );
  }
  if (line.what === "open") {
    return seen.add ? (
      <UnstyledButton className={classes.step} data-line={keyOf(line)} onClick={() => seen.add?.(line.from)}>
        <Text size="sm" c="dimmed">
          <IconPlus size={14} stroke={1.5} aria-hidden /> {t("campaign.addHere")}
        </Text>
      </UnstyledButton>
    ) : (
      <Text size="sm" c="dimmed">
        {t("campaign.leadsNowhere")}
      </Text>
    );
  }
  if (line.what === "jump") return <Jump to={line.to} />;
  const id = line.what === "trigger" ? TRIGGER : line.id;
  return <StepLine id={id} isLoose={line.what === "loose"} onKeys={onKeys} onOpen={onOpen} />;
}

interface CountsProps {
  /** The step at which customers may be just now. */
  at?: string;
  /** The line along which they went; of a step whose branches have lines of their own it is told there. */
  passed?: From;
}

/** What the canvas has on its cards and lines, in words: here is room for them, and no tooltip on a phone. */
function Counts({ at, passed }: CountsProps) {
  const { t } = useTranslation();
  const { counts } = useSeen();
  const format = useFormats();
  if (!counts) return null;
  const here = counts.nodes.find((one) => one.node === at)?.waiting ?? 0;
  const told = [
    here > 0 && t("campaign.areHere", { number: format.number(here) }),
    passed && t("campaign.passedBy", { number: format.number(passedAlong(counts, passed)) }),
  ].filter(Boolean);
  return <span className={`${classes.counts} figures`}>{told.join(" · ")}</span>;
}

function Jump({ to }: { to: string }) {
  const { t } = useTranslation();
  const { title } = useSaid(to);
  return (
    <Text size="sm" c="dimmed">
      <IconCornerDownRight size={14} stroke={1.5} aria-hidden /> {t("campaign.goesOnAt", { step: title })}
    </Text>
  );
}

interface StepProps {
  id: string;
  isLoose: boolean;
  onKeys: (event: KeyboardEvent, id: string) => void;
  onOpen?: () => void;
}

function StepLine({ id, isLoose, onKeys, onOpen }: StepProps) {
  const { t } = useTranslation();
  const seen = useSeen();
  const { Icon, title, sentence, wrong, toDo, doubt } = useSaid(id);
  const branches = id === TRIGGER ? [""] : seen.branchesOf(nodeOf(seen.draft, id)?.step ?? {});
  const [first, ...others] = branches;
  const onward =
    first === undefined || others.length > 0 ? undefined : id === TRIGGER ? START : { node: id, branch: first };
  return (
    <>
      <UnstyledButton
        className={classes.step}
        data-line={id}
        aria-current={seen.chosen === id || undefined}
        onKeyDown={(event) => onKeys(event, id)}
        onClick={() => {
          seen.choose(id);
          onOpen?.();
        }}
      >
        <span className={classes.head}>
          <Icon size={18} stroke={1.5} aria-hidden />
          <span>{title}</span>
          {wrong && <IconAlertTriangle size={16} color="var(--mantine-color-error)" aria-hidden />}
          {doubt && <IconAlertTriangle size={16} color="var(--warning)" aria-hidden />}
        </span>
        <span className={classes.sentence}>{isLoose ? t("campaign.loose") : sentence}</span>
        {wrong && <span className={classes.wrong}>{wrong}</span>}
        {toDo && <span className={classes.sentence}>{toDo}</span>}
        {doubt && <span className={classes.doubt}>{doubt}</span>}
        <Counts at={id} passed={onward} />
      </UnstyledButton>
      {seen.add && onward && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t("campaign.addAfter", { step: title })}
          onClick={() => seen.add?.(onward)}
        >
          <IconPlus size={18} stroke={1.5} />
        </ActionIcon>
      )}
    </>
  );
}
