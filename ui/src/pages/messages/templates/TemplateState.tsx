/** Where a template is in its life, as a dot and a word. */
import { useTranslation } from "react-i18next";
import type { MailTemplateOut } from "../../../api/schema";
import { StateDot, type Tone } from "../../../parts/StateDot";

const TONES: Record<MailTemplateOut["state"], Tone> = {
  draft: "off",
  published: "good",
  changed: "warning",
  archived: "off",
};

export function TemplateState({ state }: { state: MailTemplateOut["state"] }) {
  const { t } = useTranslation();
  return <StateDot tone={TONES[state]} label={t(`mail.state.${state}`)} hint={t(`mail.stateHint.${state}`)} />;
}
