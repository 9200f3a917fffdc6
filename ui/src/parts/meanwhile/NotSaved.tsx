/** Why it wasn't saved; where somebody else has saved meanwhile, what they did beside what is written here. */
import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import { ErrorState } from "../states";
import { MeanwhilePanel } from "./MeanwhilePanel";
import type { Meanwhile } from "./useMeanwhile";

interface Props {
  error: unknown;
  /** Whether the form shows the fault of a pointer at its field. */
  atField: (pointer: string) => boolean;
  /** What is apart; null where it isn't told, or isn't read yet. */
  meanwhile?: Meanwhile | null;
  /** Save what was changed here on top of it. */
  onGoOn?: () => void;
  onReadAnew: () => void;
}

export function NotSaved({ error, atField, meanwhile, onGoOn, onReadAnew }: Props) {
  const { t } = useTranslation();
  if (meanwhile && onGoOn) {
    return <MeanwhilePanel meanwhile={meanwhile} busy={false} onGoOn={onGoOn} onTake={onReadAnew} />;
  }
  return (
    <div>
      <ErrorState error={error} what={t("problem.notSaved")} atField={atField} />
      {error instanceof Problem && error.status === 409 && (
        <Anchor component="button" type="button" size="sm" mt="xs" onClick={onReadAnew}>
          {t("programme.readAnew")}
        </Anchor>
      )}
    </div>
  );
}
