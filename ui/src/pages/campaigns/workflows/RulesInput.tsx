/** The rules of a workflow: when, how many or how much, and the mail that it brings. */
import { ActionIcon, Anchor, Button, Group, Paper, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../../api/queries";
import type { MailTemplateOut, Workflow } from "../../../api/schema";
import type { Fault } from "../../../api/types";
import { useFormats } from "../../../parts/Formats";
import { faultAt } from "../../../parts/schema";

type Rule = Workflow["rules"][number];
const KINDS = ["nth_order", "order_count", "spent_all", "spent_average", "spent_one", "product_count"] as const;
/** What each is called in the catalogues, where a name that ends in "one" would be a plural form. */
export const SAID = {
  nth_order: "nth_order",
  order_count: "order_count",
  spent_all: "spent_all",
  spent_average: "spent_average",
  spent_one: "in_single",
  product_count: "product_count",
} as const;
export const COUNTED: readonly string[] = ["nth_order", "order_count", "product_count"];

/** What a workflow gives to its mails: they are about an order. */
const GIVEN = "order";

interface Props {
  rules: Rule[];
  onChange: (rules: Rule[]) => void;
  faults: readonly Pick<Fault, "pointer" | "detail">[];
}

export function RulesInput({ rules, onChange, faults }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const { rows } = usePages<MailTemplateOut>(["mail-templates", "choices"], "/v1/mail-templates", { limit: 200 });
  const templates = (rows ?? []).map((one) => {
    const lacking = one.needs.filter((need) => need !== GIVEN);
    const label =
      one.version === 0
        ? t("campaign.unpublished", { name: one.name })
        : lacking.length > 0
          ? t("workflow.templateNeeds", {
              name: one.name,
              needs: lacking.map((need) => t(`mail.source.${need}` as "mail.source.order")).join(", "),
            })
          : one.name;
    return { value: one.id, label, disabled: label !== one.name };
  });
  const put = (index: number, change: Partial<Rule>) =>
    onChange(rules.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <Stack gap="sm">
      {rules.map((rule, index) => {
        const pointer = `/rules/${index}`;
        const unit = COUNTED.includes(rule.kind)
          ? t(`workflow.unit.${rule.kind === "product_count" ? "pieces" : "orders"}`)
          : format.currency;
        return (
          <Paper key={rule.id} p="md" role="group" aria-label={t("workflow.ruleN", { number: index + 1 })}>
            <Group gap="sm" align="flex-start">
              <Select
                flex={1}
                miw={220}
                label={t("workflow.when")}
                allowDeselect={false}
                data={KINDS.map((kind) => ({ value: kind, label: t(`workflow.kind.${SAID[kind]}`) }))}
                value={rule.kind}
                onChange={(kind) => kind && put(index, { kind: kind as Rule["kind"] })}
              />
              <TextInput
                w={140}
                inputMode="decimal"
                label={unit}
                data-field={`${pointer}/value`}
                value={String(rule.value)}
                error={faultAt(faults as Fault[], `${pointer}/value`)}
                onChange={(event) => put(index, { value: event.currentTarget.value.replace(",", ".") })}
              />
              <Select
                flex={1}
                miw={220}
                label={t("workflow.mail")}
                placeholder={t("value.choose")}
                searchable
                data={templates}
                value={rule.template || null}
                data-field={`${pointer}/template`}
                error={faultAt(faults as Fault[], `${pointer}/template`)}
                nothingFoundMessage={t("value.nothing")}
                onChange={(template) => put(index, { template: template ?? "" })}
              />
              <ActionIcon
                mt={26}
                size={36}
                variant="subtle"
                color="gray"
                disabled={rules.length === 1}
                aria-label={t("workflow.removeRule", { number: index + 1 })}
                onClick={() => onChange(rules.filter((_, at) => at !== index))}
              >
                <IconTrash size={18} stroke={1.5} />
              </ActionIcon>
            </Group>
          </Paper>
        );
      })}
      <Group gap="md">
        <Button
          variant="default"
          leftSection={<IconPlus size={18} stroke={1.5} />}
          onClick={() =>
            onChange([
              ...rules,
              { id: freshId(rules), kind: "spent_all", value: "500", template: rules.at(-1)?.template ?? "" },
            ])
          }
        >
          {t("workflow.addRule")}
        </Button>
        {rows?.length === 0 && (
          <Anchor component={Link} to="/messages" size="sm">
            {t("workflow.noTemplates")}
          </Anchor>
        )}
      </Group>
    </Stack>
  );
}

function freshId(rules: Rule[]): string {
  const taken = new Set(rules.map((one) => one.id));
  let n = rules.length + 1;
  while (taken.has(`rule-${n}`)) n += 1;
  return `rule-${n}`;
}
