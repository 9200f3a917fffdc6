/** What holds for all promotions: their lanes, what percentages are taken from, and how much all take off at most. */
import { Anchor, Group, Radio, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useVocabulary } from "../../../api/queries";
import type { PolicyOut } from "../../../api/schema";
import { fieldLabel } from "../../../condition/words";
import { LeaveDialog } from "../../../parts/LeaveDialog";
import { ReadOnly } from "../../../parts/ReadOnly";
import { SaveButton } from "../../../parts/SaveButton";
import { faultUnder } from "../../../parts/schema";
import { ErrorState, Lines } from "../../../parts/states";
import { ExactField, MoneyField } from "../../../parts/TypedNumber";
import { useMay } from "../../../shell/SessionGate";
import { usePolicy } from "../queries";
import { LanesInput } from "./LanesInput";
import { SettingsPart } from "./SettingsPart";
import { AMOUNT, PERCENT, type Words } from "./words";
import { type PolicyWriting, usePolicyWriting } from "./writing";

export function SettingsTab() {
  const { t } = useTranslation();
  const policy = usePolicy();
  const [round, setRound] = useState(0);
  const readAnew = async () => {
    await policy.refetch();
    setRound((before) => before + 1);
  };
  // What was fetched before somebody else's change could not be saved over it.
  if (policy.data) return <PolicyForm key={round} policy={policy.data} onReadAnew={readAnew} />;
  if (policy.error) {
    return <ErrorState error={policy.error} what={t("problem.notLoaded")} onRetry={() => policy.refetch()} />;
  }
  return <Lines count={8} height={32} />;
}

interface Props {
  policy: PolicyOut;
  onReadAnew: () => void;
}

const isShown = (pointer: string) => /^\/(lanes|percent_of|most_percent|most|floor)/.test(pointer);

function PolicyForm({ policy, onReadAnew }: Props) {
  const { t } = useTranslation();
  const may = useMay("promotions:write");
  const writing = usePolicyWriting(policy);
  const { words, setWords, save, faults } = writing;
  return (
    <ReadOnly unless="promotions:write">
      <Stack gap="md" maw={860}>
        {save.error && (
          <div>
            <ErrorState error={save.error} what={t("problem.notSaved")} atField={isShown} />
            {writing.isConflict && (
              <Anchor component="button" type="button" size="sm" mt="xs" onClick={onReadAnew}>
                {t("programme.readAnew")}
              </Anchor>
            )}
          </div>
        )}
        <SettingsPart title={t("policy.lanes")} text={t("policy.lanesText")}>
          <LanesInput lanes={words.lanes} onChange={(lanes) => setWords({ lanes })} faults={faults} />
        </SettingsPart>
        <SettingsPart title={t("policy.percentOf")} text={t("policy.percentOfText")}>
          <Radio.Group
            aria-label={t("policy.percentOf")}
            value={words.percent_of}
            onChange={(value) => setWords({ percent_of: value as Words["percent_of"] })}
          >
            <Stack gap="xs">
              {(["left", "original"] as const).map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`policy.percent.${one}`)}
                  description={t(`policy.percentHint.${one}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
        </SettingsPart>
        <Caps writing={writing} />
        <Floor writing={writing} />
        {may && (
          <Group justify="flex-end">
            <SaveButton waitsFor={writing.waitsFor} busy={save.isPending} onSave={writing.doSave}>
              {t("action.save")}
            </SaveButton>
          </Group>
        )}
        <LeaveDialog leaving={writing.leaving} />
      </Stack>
    </ReadOnly>
  );
}

function Caps({ writing: { words, setWords, faults } }: { writing: PolicyWriting }) {
  const { t } = useTranslation();
  return (
    <SettingsPart title={t("policy.caps")} text={t("policy.capsText")}>
      <Group gap="sm" align="flex-start">
        <ExactField
          schema={PERCENT}
          label={t("policy.mostPercent")}
          description={t("policy.mostPercentHint")}
          placeholder={t("rule.noLimit")}
          width={260}
          value={words.most_percent}
          required={false}
          error={faultUnder(faults, "/most_percent")}
          pointer="/most_percent"
          onChange={(most_percent) => setWords({ most_percent })}
        />
        <MoneyField
          schema={AMOUNT}
          label={t("policy.most")}
          description={t("policy.mostHint")}
          placeholder={t("rule.noLimit")}
          width={260}
          value={words.most}
          required={false}
          error={faultUnder(
            faults.filter((one) => !one.pointer.startsWith("/most_percent")),
            "/most",
          )}
          pointer="/most"
          onChange={(most) => setWords({ most })}
        />
      </Group>
    </SettingsPart>
  );
}

/** An amount that the shop keeps of its products: no promotion makes a piece cheaper. */
function Floor({ writing: { words, setWords, faults } }: { writing: PolicyWriting }) {
  const { t } = useTranslation();
  const { data: vocabulary } = useVocabulary();
  const amounts = (vocabulary?.fields ?? [])
    .filter((field) => field.type === "money" && field.path.startsWith("product."))
    .map((field) => ({ value: field.path, label: fieldLabel(t, field) }));
  const gone =
    words.floor !== null && !amounts.some((one) => one.value === words.floor)
      ? [{ value: words.floor, label: words.floor }]
      : [];
  return (
    <SettingsPart title={t("policy.floor")} text={t("policy.floorText")}>
      <Select
        w={{ base: "100%", xs: 320 }}
        label={t("policy.floorField")}
        description={t(words.floor ? "policy.floorHint" : "policy.noFloorHint")}
        inputWrapperOrder={["label", "input", "error", "description"]}
        placeholder={t("policy.noFloor")}
        clearable
        data={[...amounts, ...gone]}
        value={words.floor}
        error={faultUnder(faults, "/floor")}
        data-field="/floor"
        onChange={(floor) => setWords({ floor })}
      />
    </SettingsPart>
  );
}
