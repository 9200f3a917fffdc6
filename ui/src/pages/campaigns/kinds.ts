/** Kinds of triggers and steps as pages tell them: icons by group, words in the reader's language, branches. */
import {
  type Icon,
  IconArrowsSplit2,
  IconBell,
  IconBolt,
  IconCalendarEvent,
  IconClock,
  IconFlag,
  IconGift,
  IconHandClick,
  IconMail,
  IconUserCog,
  IconUsersGroup,
  IconWorldUpload,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { KindInfo, Kinds } from "../../api/types";
import type { BranchesOf, Step } from "./editor/graph";

/** The part of a step's description that tells where it leads; null when its arguments say so. */
interface Leads {
  branches?: string[] | null;
}

const ICONS: Record<string, Icon> = {
  Choices: IconArrowsSplit2,
  Waits: IconClock,
  Gifts: IconGift,
  Mails: IconMail,
  People: IconUserCog,
  Outside: IconWorldUpload,
  Campaigns: IconFlag,
  Time: IconCalendarEvent,
  Segments: IconUsersGroup,
  "What customers do": IconBolt,
  "Points and coupons": IconBell,
  "By hand": IconHandClick,
};

export const iconOf = (group: string): Icon => ICONS[group] ?? IconFlag;

export const kindOf = (kinds: Kinds, family: "trigger" | "step", kind: unknown): KindInfo | undefined =>
  kinds[family]?.find((one) => one.kind === kind);

export const labelOf = (info: KindInfo, family: "trigger" | "step", t: TFunction): string =>
  t(`campaign.${family}.${info.kind}` as "campaign.step.wait", { defaultValue: info.label });

export const groupOf = (group: string, t: TFunction): string =>
  t(`campaign.group.${group.toLowerCase().replaceAll(" ", "_")}` as "campaign.group.waits", { defaultValue: group });

/** Kinds by their group, in the order in which they are told. */
export function grouped(infos: readonly KindInfo[]): [string, KindInfo[]][] {
  const groups = new Map<string, KindInfo[]>();
  for (const info of infos) groups.set(info.group, [...(groups.get(info.group) ?? []), info]);
  return [...groups];
}

const named = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((one) => String((one as { name?: unknown }).name ?? "")) : [];

/** The branches of each step. What a step's arguments say of them is read as the server reads it. */
export function branchesIn(kinds: Kinds): BranchesOf {
  const known = new Map((kinds.step ?? []).map((info) => [info.kind, (info as KindInfo & Leads).branches]));
  return (step: Step) => {
    const told = known.get(String(step.kind));
    if (told) return told;
    if (step.kind === "first_fit") return [...named(step.fits), "otherwise"];
    return step.kind === "split" ? named(step.shares) : ["next"];
  };
}

/** What a branch is called beside its line; the only branch of a step needs no name. */
export const branchLabel = (branch: string, t: TFunction): string =>
  ["", "next"].includes(branch)
    ? ""
    : t(`campaign.branch.${branch}` as "campaign.branch.yes", { defaultValue: branch });
