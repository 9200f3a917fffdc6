/** The parts of what is sent that are apart, in the words of the API's values. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Money } from "../../api/schema";
import type { Formats } from "../../format/format";
import { useFormats } from "../Formats";
import { Meanwhile } from "./Meanwhile";
import type { Meanwhile as Met } from "./useMeanwhile";

interface Props {
  meanwhile: Met;
  busy: boolean;
  /** Save what was changed here on top of what is stored. */
  onGoOn: () => void;
  /** Begin anew from what is stored. */
  onTake: () => void;
}

/** Parts whose sentence says more than their values. */
const SPOKEN = new Set(["benefit", "condition", "lines", "style", "products", "exchange"]);

export function MeanwhilePanel({ meanwhile, busy, onGoOn, onTake }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const { stored, mine, apart, became } = meanwhile;
  const theirs = (part: string) =>
    SPOKEN.has(part) && typeof stored.sentence === "string" ? stored.sentence : said(stored[part], format, t);
  const own = (part: string) =>
    meanwhile.own[part] ?? (SPOKEN.has(part) ? t("conflictWith.inTheEditor") : said(mine[part], format, t));
  const state = became && {
    part: "state",
    name: t("meanwhile.part.state"),
    stored: t(`promo.state.${became}` as "promo.state.active", { defaultValue: became }),
    yours: null,
  };
  return (
    <Meanwhile
      title={t("meanwhile.title")}
      text={t(apart.length === 0 && !became ? "conflictWith.same" : "meanwhile.text")}
      parts={[
        ...(state ? [state] : []),
        ...apart.map(({ part, touched }) => ({
          part,
          name: t(`meanwhile.part.${part}` as "meanwhile.part.name", { defaultValue: part }),
          stored: theirs(part),
          yours: touched ? own(part) : null,
        })),
      ]}
      choices={{
        mine: { label: t("meanwhile.save"), onChoose: onGoOn },
        theirs: { label: t("conflictWith.take"), onChoose: onTake },
      }}
      busy={busy}
    />
  );
}

const NOTHING = "–";
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

const isMoney = (value: object): value is Money => "amount" in value && "currency" in value;

/** A value of a part, as a person reads it. */
function said(value: unknown, format: Formats, t: TFunction): string {
  if (value === null || value === undefined || value === "") return NOTHING;
  if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
  if (typeof value === "number") return format.number(value);
  if (typeof value === "string") {
    return INSTANT.test(value) ? format.instant(value) : t(`enum.${value}` as "enum.days", { defaultValue: value });
  }
  if (typeof value !== "object") return String(value);
  if (isMoney(value) && typeof value.amount === "string") return format.money(value);
  const parts = Object.values(value).filter((one) => one !== null && one !== false);
  return parts.map((one) => said(one, format, t)).join(" · ") || NOTHING;
}
