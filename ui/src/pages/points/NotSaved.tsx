/** Why it wasn't saved; where somebody else has changed it meanwhile, what both have changed, and a choice. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, Problem } from "../../api/client";
import type { Json } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { apart } from "../../parts/meanwhile/apart";
import { Meanwhile, Untouched } from "../../parts/meanwhile/Meanwhile";
import { ErrorState, Lines } from "../../parts/states";
import type { Document } from "./documents";

/** What is written, beside what it was when writing began. */
export interface Beside {
  /** Where what is stored is read. */
  path: string;
  /** What was stored when writing began. */
  before: Document;
  begun: Document;
  mine: Document;
  /** Save what was changed here on top of that version. */
  onTop: (version: number) => void;
  busy: boolean;
}

interface Props {
  error: unknown;
  /** Whether the form shows the fault of a pointer at its field. */
  atField: (pointer: string) => boolean;
  onReadAnew: () => void;
  /** Null where there is nothing stored yet. */
  beside: Beside | null;
}

export function NotSaved({ error, atField, onReadAnew, beside }: Props) {
  const { t } = useTranslation();
  const met = error instanceof Problem && error.code === "changed";
  if (met && beside) return <BothSaved beside={beside} onReadAnew={onReadAnew} />;
  return <ErrorState error={error} what={t("problem.notSaved")} atField={atField} />;
}

type Stored = Document & { version: number };

function BothSaved({ beside, onReadAnew }: { beside: Beside; onReadAnew: () => void }) {
  const { t } = useTranslation();
  const { path, before, begun, mine } = beside;
  const stored = useQuery({
    queryKey: ["stored", path, before.version],
    queryFn: () => ask<Stored>(path),
    staleTime: 0,
    gcTime: 0,
  });
  if (stored.error) {
    return <ErrorState error={stored.error} what={t("problem.notLoaded")} onRetry={() => stored.refetch()} />;
  }
  if (!stored.data) return <Lines count={3} />;
  const { data } = stored;
  return (
    <Meanwhile
      title={t("bothSaved.title")}
      text={t("bothSaved.text")}
      heads={{ what: t("bothSaved.what"), stored: t("bothSaved.stored"), yours: t("bothSaved.yours") }}
      parts={apart(mine, begun, data, before).map(({ part, touched, theirs }) => ({
        part,
        name: t(`bothSaved.part.${part}` as "bothSaved.part.name", { defaultValue: part }),
        stored: <Said value={data[part]} changed={theirs} />,
        yours: <Said value={mine[part]} changed={touched} />,
      }))}
      choices={{
        mine: { label: t("bothSaved.onTop"), onChoose: () => beside.onTop(data.version) },
        theirs: { label: t("bothSaved.readAnew"), onChoose: onReadAnew },
      }}
      busy={beside.busy}
    />
  );
}

/** A value in few words; what is larger than a word is said to be another. */
function Said({ value, changed }: { value: Json | undefined; changed: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (!changed) return <Untouched>{t("bothSaved.asBefore")}</Untouched>;
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
  if (typeof value === "number") return format.number(value);
  if (typeof value === "string") return value;
  const isList = Array.isArray(value) && value.every((one) => typeof one === "string");
  return isList ? value.join(", ") || "–" : t("bothSaved.otherwise");
}
