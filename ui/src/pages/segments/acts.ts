/** What a segment does about those who come and go: in words, and what of it a change brings about. */
import type { TFunction } from "i18next";
import type { Actions, DeedOut, DifferenceOut } from "../../api/schema";

export const NO_ACTIONS: Actions = {
  group: null,
  priority: 0,
  on_entry: { add: [], take: [] },
  on_leaving: { add: [], take: [] },
  cool_down: null,
};

/** What is done to one customer at once. */
export interface Done {
  group?: string | null;
  /** The group that they are in no longer. */
  ungroup?: string | null;
  add: readonly string[];
  take: readonly string[];
}

export const doneOnEntry = (actions: Actions): Done => ({ group: actions.group, ...actions.on_entry });
export const doneOnLeaving = (actions: Actions): Done => ({ ungroup: actions.group, ...actions.on_leaving });

/** What a deed did to each of its customers. */
export const doneIn = ({ kind, actions }: Pick<DeedOut, "kind" | "actions">): Done =>
  kind === "entered" ? doneOnEntry(actions) : doneOnLeaving(actions);

/** As one line with what it means that a segment was archived. */
export const saidOfDeed = (deed: Pick<DeedOut, "kind" | "actions" | "archived">, t: TFunction): string =>
  deed.archived ? t("acts.does.archived", { what: saidOf(doneIn(deed), t) }) : saidOf(doneIn(deed), t);

export const isAnything = (done: Done): boolean =>
  Boolean(done.group || done.ungroup) || done.add.length > 0 || done.take.length > 0;

export const actsAtAll = (actions: Actions): boolean =>
  isAnything(doneOnEntry(actions)) || isAnything(doneOnLeaving(actions));

/** As one line: group VIP, tag “regular” given. */
export function saidOf(done: Done, t: TFunction): string {
  const quoted = (tags: readonly string[]) => tags.map((name) => t("acts.quoted", { name })).join(", ");
  const parts = [
    done.group && t("acts.does.group", { group: done.group }),
    done.ungroup && t("acts.does.ungroup", { group: done.ungroup }),
    done.add.length > 0 && t("acts.does.add", { count: done.add.length, tags: quoted(done.add) }),
    done.take.length > 0 && t("acts.does.take", { count: done.take.length, tags: quoted(done.take) }),
  ];
  return parts.filter(Boolean).join("; ") || t("acts.does.nothing");
}

export interface Consequence {
  whose: "entering" | "everybody" | "leaving" | "letGo";
  count: number;
  /** Of these, for how many only once their cool-down is over. */
  cooling: number;
  /** Of these, how many came or went before and wait since. */
  waiting: number;
  done: Done;
}

type Moved = Exclude<keyof DifferenceOut, "entering_sample" | "leaving_sample" | "as_of">;

interface Change {
  difference: Pick<DifferenceOut, Moved>;
  size: number;
  before: Actions;
  after: Actions;
}

export const entryIsNew = (before: Actions, after: Actions): boolean =>
  JSON.stringify(doneOnEntry(before)) !== JSON.stringify(doneOnEntry(after));

/**
 * What follows for how many once a change is saved, as the server does it: what is newly done on entry is done for
 * everybody who is in then, and those who go out at the same time are treated as never having come. Who is in a
 * cool-down waits for it, but for a group that is let go of. Else it is about those who are not treated so yet: who came
 * before and waits is among them, and of who goes without anything having been done there is nothing to take back.
 */
export function consequencesOf({ difference, size, before, after }: Change): Consequence[] {
  const { entering, leaving, due_entering, due_leaving } = difference;
  const found: Consequence[] = [];
  if (entryIsNew(before, after)) {
    const cooling = difference.entering_cooling + difference.staying_cooling;
    const atOnce = { cooling: 0, waiting: 0, done: { ungroup: before.group, add: [], take: [] } };
    found.push({
      whose: "everybody",
      count: size - leaving + entering,
      cooling,
      waiting: 0,
      done: doneOnEntry(after),
    });
    if (after.group === null) found.push({ whose: "letGo", count: size, ...atOnce });
    else found.push({ whose: "leaving", count: leaving, ...atOnce });
  } else {
    found.push({
      whose: "entering",
      count: due_entering,
      cooling: difference.due_entering_cooling,
      waiting: difference.waiting_entering,
      done: doneOnEntry(after),
    });
    found.push({
      whose: "leaving",
      count: due_leaving,
      cooling: difference.due_leaving_cooling,
      waiting: difference.waiting_leaving,
      done: doneOnLeaving(after),
    });
  }
  return found.filter((one) => one.count > 0 && isAnything(one.done));
}

/** Percent of its size by which a segment moves when it is said to jump, and how many customers at least. */
const JUMP = 30;
const LEAST = 10;

export function isJump(size: number, moved: number): boolean {
  return moved >= LEAST && moved * 100 > size * JUMP;
}
