/** Branches of a step with a name each, and what else is said of them. */
import { ActionIcon, Button, Fieldset, Group, Input, Stack, Switch, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { HINT_BELOW, type InputProps } from "../../../../parts/TypedNumber";
import { ConditionField } from "./condition";
import { textOf, type Values } from "./props";

interface BranchesProps extends InputProps {
  fresh: (count: number) => Values;
  least: number;
  children: (branch: Values, set: (change: Values) => void, at: string) => ReactNode;
}

function Branches({ label, description, value, onChange, error, pointer, fresh, least, children }: BranchesProps) {
  const { t } = useTranslation();
  const branches = Array.isArray(value) ? (value as Values[]) : [];
  const put = (index: number, branch: Values) => onChange(branches.map((one, at) => (at === index ? branch : one)));
  return (
    <Input.Wrapper label={label} description={description} error={error} inputWrapperOrder={HINT_BELOW}>
      <Stack gap="xs" data-field={pointer} tabIndex={-1}>
        {branches.map((branch, index) => (
          <Fieldset key={index} p="xs">
            <Stack gap="xs">
              <Group gap="xs" wrap="nowrap" align="flex-end">
                <TextInput
                  flex={1}
                  label={t("campaign.branchName")}
                  maxLength={40}
                  data-field={`${pointer}/${index}/name`}
                  value={textOf(branch.name)}
                  onChange={(event) => put(index, { ...branch, name: event.currentTarget.value })}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={36}
                  disabled={branches.length <= least}
                  aria-label={t("campaign.removeBranch", { name: textOf(branch.name) })}
                  onClick={() => onChange(branches.filter((_, at) => at !== index))}
                >
                  <IconTrash size={18} stroke={1.5} />
                </ActionIcon>
              </Group>
              {children(branch, (change) => put(index, { ...branch, ...change }), `${pointer}/${index}`)}
            </Stack>
          </Fieldset>
        ))}
        <Button
          variant="default"
          size="compact-sm"
          w="fit-content"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => onChange([...branches, fresh(branches.length + 1)])}
        >
          {t("campaign.addBranch")}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

export function FittingField(props: InputProps) {
  const { t } = useTranslation();
  return (
    <Branches {...props} least={1} fresh={(count) => ({ name: t("campaign.branchOf", { count }) })}>
      {(branch, set, at) => (
        <ConditionField
          schema={{}}
          label={t("campaign.branchFor")}
          value={branch.condition}
          onChange={(condition) => set({ condition })}
          required
          pointer={`${at}/condition`}
        />
      )}
    </Branches>
  );
}

export function SharesField(props: InputProps) {
  const { t } = useTranslation();
  return (
    <Branches {...props} least={2} fresh={(count) => ({ name: t("campaign.branchOf", { count }), percent: "10" })}>
      {(branch, set, at) => (
        <Group gap="md" align="flex-end">
          <TextInput
            w={110}
            inputMode="decimal"
            label={t("campaign.share")}
            data-field={`${at}/percent`}
            value={String(branch.percent ?? "")}
            onChange={(event) => set({ percent: event.currentTarget.value.replace(",", ".") })}
          />
          <Switch
            mb={8}
            label={t("campaign.holdOut")}
            checked={branch.hold_out === true}
            onChange={(event) => set({ hold_out: event.currentTarget.checked })}
          />
        </Group>
      )}
    </Branches>
  );
}
