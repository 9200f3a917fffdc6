/** Why it wasn't saved; where somebody else has changed it meanwhile, with what is stored now a press away. */
import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import { ErrorState } from "../../parts/states";

interface Props {
  error: unknown;
  /** Whether the form shows the fault of a pointer at its field. */
  atField: (pointer: string) => boolean;
  onReadAnew: () => void;
}

export function NotSaved({ error, atField, onReadAnew }: Props) {
  const { t } = useTranslation();
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
