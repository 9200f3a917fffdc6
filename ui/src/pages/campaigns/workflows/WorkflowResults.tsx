/** What the mails of a rewards workflow brought about; a rule is called what the form says. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { WorkflowOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { Results } from "../../results/Results";
import type { Measured } from "../../results/reading";
import { COUNTED, SAID } from "./RulesInput";

export function WorkflowResults({ workflow }: { workflow: WorkflowOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const of = useMemo<Measured>(
    () => ({
      source: "workflow",
      id: workflow.id,
      nameOf: (node) => {
        const rule = workflow.form.rules.find((one) => one.id === node);
        if (!rule) return null;
        const value = COUNTED.includes(rule.kind)
          ? format.number(String(rule.value))
          : format.money(String(rule.value));
        return `${t(`workflow.kind.${SAID[rule.kind]}`)}: ${value}`;
      },
    }),
    [workflow.id, workflow.form, format, t],
  );
  return <Results of={of} />;
}
