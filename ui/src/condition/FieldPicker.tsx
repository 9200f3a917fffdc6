/**
 * The chip that says what is read, and the list it is picked from: groups at the left, values with a line of
 * help at the right, found by typing, the last used on top. What was picked can be read in other ways
 * (the average instead of the total, days since instead of the day).
 */
import { Group, Popover, Select, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Choice, type ChoiceGroup, choicesOf, found, recentKeys, remember } from "./choices";
import classes from "./Editor.module.css";
import { useEditor } from "./EditorContext";
import { focusFollowing } from "./following";
import type { Expr, Fn } from "./model";
import { functionsOf, partsFor, type Scope, type Typed } from "./vocabulary";
import { aggregateLabel, expressionLabel, partLabel, type Speech } from "./words";

interface Props {
  expression: Expr | null;
  scope: Scope;
  onPick: (expression: Expr) => void;
  openAtOnce?: boolean;
  /** Which values are offered; all where it isn't said. */
  fits?: (typed: Typed | null) => boolean;
}

export function FieldPicker({ expression, scope, onPick, openAtOnce = false, fits }: Props) {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const [open, setOpen] = useState(openAtOnce);
  const chip = useRef<HTMLButtonElement>(null);
  const known = expression ? speech.vocabulary.typeOf(expression) !== null : true;
  const [picked, setPicked] = useState(0);
  useEffect(() => {
    if (picked > 0) focusFollowing(chip.current);
  }, [picked]);
  const turn = (next: boolean) => {
    setOpen(next);
    // Where the keyboard stood before may be gone: the list opens by itself for a new line.
    if (!next) chip.current?.focus();
  };
  return (
    <Popover opened={open} onChange={turn} position="bottom-start" trapFocus withinPortal>
      <Popover.Target>
        <UnstyledButton
          ref={chip}
          className={classes.chip}
          data-chip
          data-strong={expression ? true : undefined}
          data-unset={expression && known ? undefined : true}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span className={classes.chipText}>
            {expression ? expressionLabel(speech, expression) : t("picker.choose")}
          </span>
          <IconChevronDown size={14} stroke={1.5} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {open && (
          <PickerList
            expression={expression}
            scope={scope}
            onAdjust={onPick}
            fits={fits}
            onPick={(choice) => {
              remember(choice);
              onPick(choice.expression);
              setOpen(false);
              setPicked(picked + 1);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

interface ListProps {
  expression: Expr | null;
  scope: Scope;
  onPick: (choice: Choice) => void;
  onAdjust: (expression: Expr) => void;
  fits: Props["fits"];
}

function PickerList({ expression, scope, onPick, onAdjust, fits }: ListProps) {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const groups = useMemo(
    () => withRecent(fitting(choicesOf(speech, scope), speech, fits), t("picker.recent")),
    [speech, scope, fits, t],
  );
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(() => Math.max(0, indexOfCurrent(groups, expression)));
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const searching = typed.trim() !== "";
  const shown = searching
    ? found(groups.slice(groups[0]?.key === "recent" ? 1 : 0), typed)
    : (groups[at]?.choices ?? []);

  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const toGroup = (next: number) => {
    setAt((next + groups.length) % groups.length);
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const walk = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (walk !== undefined) setActive(Math.min(Math.max(0, active + walk), Math.max(0, shown.length - 1)));
    else if (!searching && event.key === "ArrowRight") toGroup(at + 1);
    else if (!searching && event.key === "ArrowLeft") toGroup(at - 1);
    else if (event.key === "Enter") {
      const choice = shown[active];
      if (choice) onPick(choice);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={classes.picker}>
      {expression && <HowItIsRead expression={expression} onChange={onAdjust} />}
      <div className={classes.pickerSearch}>
        <TextInput
          size="sm"
          data-autofocus
          leftSection={<IconSearch size={16} stroke={1.5} />}
          placeholder={t("picker.search")}
          aria-label={t("picker.search")}
          role="combobox"
          aria-expanded
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={classes.pickerBody}>
        {!searching && <Groups groups={groups} at={at} onChoose={toGroup} />}
        <div className={classes.entries} ref={list} role="listbox" aria-label={t("picker.search")}>
          {shown.map((choice, index) => (
            <UnstyledButton
              key={choice.key}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              data-index={index}
              data-active={index === active || undefined}
              className={classes.entry}
              onMouseMove={() => setActive(index)}
              onClick={() => onPick(choice)}
            >
              <Text size="sm" component="span" display="block">
                {choice.label}
              </Text>
              <span className={classes.entryHint}>
                {[searching || groups[at]?.key === "recent" ? choice.group : "", choice.hint]
                  .filter((word) => word)
                  .join(" · ")}
              </span>
            </UnstyledButton>
          ))}
          {shown.length === 0 && (
            <Text size="sm" c="dimmed" p="sm">
              {t("picker.nothing")}
            </Text>
          )}
        </div>
      </div>
    </div>
  );
}

interface GroupsProps {
  groups: ChoiceGroup[];
  at: number;
  onChoose: (index: number) => void;
}

function Groups({ groups, at, onChoose }: GroupsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.groups} role="tablist" aria-label={t("picker.groups")}>
      {groups.map((one, index) => (
        <UnstyledButton
          key={one.key}
          role="tab"
          tabIndex={-1}
          aria-selected={index === at}
          className={classes.groupButton}
          onClick={() => onChoose(index)}
        >
          {one.label}
        </UnstyledButton>
      ))}
    </div>
  );
}

function fitting(groups: ChoiceGroup[], { vocabulary }: Speech, fits: Props["fits"]): ChoiceGroup[] {
  if (!fits) return groups;
  return groups
    .map((one) => ({ ...one, choices: one.choices.filter((choice) => fits(vocabulary.typeOf(choice.expression))) }))
    .filter((one) => one.choices.length > 0);
}

function indexOfCurrent(groups: ChoiceGroup[], expression: Expr | null): number {
  if (!expression) return 0;
  const { base } = expression;
  const key = base.kind === "aggregate" ? `rows.${base.rows}` : base.kind === "now" ? "now" : base.path.split(".")[0];
  return groups.findIndex((one) => one.key === key);
}

function withRecent(groups: ChoiceGroup[], label: string): ChoiceGroup[] {
  const all = new Map(groups.flatMap((one) => one.choices.map((choice) => [choice.key, choice] as const)));
  const choices = recentKeys()
    .map((key) => all.get(key))
    .filter((choice): choice is Choice => choice !== undefined);
  return choices.length > 0 ? [{ key: "recent", label, choices }, ...groups] : groups;
}

/** The other ways to read what was picked. */
function HowItIsRead({ expression, onChange }: { expression: Expr; onChange: (expression: Expr) => void }) {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const { base, parts } = expression;
  const of =
    base.kind === "aggregate" && base.field ? speech.vocabulary.fields.get(`${base.rows}.${base.field}`) : null;
  const functions = base.kind === "aggregate" ? functionsOf(of ? of.type : null) : [];
  const chains = partsFor(speech.vocabulary.innerType(expression));
  const inner = expressionLabel(speech, { parts: [], base });
  if (functions.length < 2 && chains.length < 2) return null;
  const setFunction = (fn: string | null) => {
    if (fn === null || base.kind !== "aggregate") return;
    const next: Expr = { parts: [], base: { ...base, fn: fn as Fn } };
    const fits = partsFor(speech.vocabulary.innerType(next)).some((chain) => chain.join() === parts.join());
    onChange({ ...next, parts: fits ? parts : [] });
  };
  return (
    <Group className={classes.how} gap="xs">
      {base.kind === "aggregate" && functions.length > 1 && (
        <Select
          size="xs"
          flex={1}
          miw={180}
          aria-label={t("picker.function")}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={functions.map((fn) => ({ value: fn, label: aggregateLabel(speech, { ...base, fn }) }))}
          value={base.fn}
          onChange={setFunction}
        />
      )}
      {chains.length > 1 && (
        <Select
          size="xs"
          flex={1}
          miw={180}
          aria-label={t("picker.part")}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={chains.map((chain) => ({
            value: chain.join(),
            label: chain.length === 0 ? t("picker.asIs") : partLabel(t, chain, inner),
          }))}
          value={parts.join()}
          onChange={(chain) => {
            const picked = chains.find((one) => one.join() === chain);
            if (picked) onChange({ ...expression, parts: picked });
          }}
        />
      )}
    </Group>
  );
}
