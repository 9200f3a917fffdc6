/** The form of an earning rule: how much, for whom and for how long, then what most don't need; its sentence beside it. */

import { Grid, Group, Paper, Select, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ConditionEditor } from "../../../condition/ConditionEditor";
import { oneSentence } from "../../../format/sentence";
import { Beside } from "../../../parts/Beside";
import { useFormats } from "../../../parts/Formats";
import { LeaveDialog } from "../../../parts/LeaveDialog";
import { LifetimeInput } from "../../../parts/LifetimeInput";
import { PageHead } from "../../../parts/PageHead";
import { PointsKindSelect, useOpenKinds } from "../../../parts/PointsKindSelect";
import { ReadOnly } from "../../../parts/ReadOnly";
import { SaveButton } from "../../../parts/SaveButton";
import { SchemaForm } from "../../../parts/SchemaForm";
import { faultAt } from "../../../parts/schema";
import { useMay } from "../../../shell/SessionGate";
import { EstimatePanel } from "../estimate/EstimatePanel";
import { NotSaved } from "../NotSaved";
import { RuleVersions } from "../RuleVersions";
import { TrialPanel } from "../trial/TrialPanel";
import { useTrial } from "../trial/useTrial";
import { MoreSections } from "./MoreSections";
import { useDifferences } from "./sayings";
import { groupedStyles, styleSentence } from "./sentence";
import { faultUnder } from "./words";
import { type RuleWriting, type Start, useRuleWriting } from "./writing";

const MAY = "programme:write";

/** Faults of all but these stand at their fields. */
const isShown = (pointer: string) => !["", "/version", "/active"].includes(pointer);

const GRANT_STATUSES = ["pending", "processing", "shipped", "complete"] as const;

export function EarningRuleForm({ onReadAnew, ...start }: Start & { onReadAnew: () => void }) {
  const { t } = useTranslation();
  const { rule } = start;
  const may = useMay(MAY);
  const written = useRuleWriting(start);
  const trial = useTrial(rule?.id ?? null, written.body);
  // What is wrong in it is marked at its fields, whether saving it or trying it has told.
  const writing = written.faults.length > 0 ? written : { ...written, faults: trial.faults };
  const { words, setWords, save, faults, orders } = writing;
  const kinds = useOpenKinds();
  const lifetimeOf = (id: string) => kinds.find((one) => one.id === id)?.lifetime ?? null;
  return (
    <>
      <PageHead
        title={rule ? rule.name : t("points.newRule")}
        back={{ to: "/points", label: t("place.points") }}
        actions={
          may && (
            <SaveButton waitsFor={writing.waitsFor} busy={save.isPending} onSave={writing.doSave}>
              {rule ? t("action.save") : t("points.createRule")}
            </SaveButton>
          )
        }
      >
        {t("points.ruleText")}
      </PageHead>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            {save.error && (
              <NotSaved error={save.error} atField={isShown} onReadAnew={onReadAnew} beside={writing.beside} />
            )}
            <ReadOnly unless={MAY}>
              <Stack gap="md">
                <TextInput
                  label={t("points.ruleName")}
                  value={words.name}
                  maxLength={200}
                  data-field="/name"
                  error={faultAt(faults, "/name")}
                  onChange={(event) => setWords({ name: event.currentTarget.value })}
                />
                <PointsKindSelect
                  disabled={rule !== null}
                  description={rule ? t("kinds.ruleKeeps") : undefined}
                  value={words.points_kind}
                  error={faultAt(faults, "/points_kind")}
                  onChange={(points_kind) => setWords({ points_kind, lifetime: lifetimeOf(points_kind) })}
                />
                <HowMuch writing={writing} />
                <div data-field="/condition" tabIndex={-1}>
                  <Title order={2} mb={4}>
                    {t(`points.which.${writing.nature}`)}
                  </Title>
                  <Text size="sm" c="dimmed" mb="xs">
                    {t(`points.whichHint.${writing.nature}`)}
                  </Text>
                  <ConditionEditor
                    key={orders.subject}
                    state={orders.state}
                    subject={orders.subject}
                    speech={orders.speech}
                    remarks={orders.remarks(faults)}
                  />
                </div>
                <HowLong writing={writing} />
                <MoreSections writing={writing} />
              </Stack>
            </ReadOnly>
            {rule && (
              <RuleVersions
                path={`/v1/earning-rules/${encodeURIComponent(rule.id)}`}
                kind="earning"
                version={rule.version}
                changed={writing.changed}
                onRestored={onReadAnew}
              />
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Beside>
            <ReadOnly unless={MAY} quiet>
              <InWords writing={writing} />
            </ReadOnly>
            {writing.nature !== "behaviour" && <EstimatePanel rule={rule?.id ?? null} changed={writing.changed} />}
            {writing.nature === "order" && (
              <TrialPanel trial={trial} waits={writing.isWhole ? null : t("trial.afterMending")} />
            )}
          </Beside>
        </Grid.Col>
      </Grid>
      <LeaveDialog leaving={writing.leaving} />
    </>
  );
}

function HowMuch({ writing: { words, setWords, styles, chooseStyle, kind, faults } }: { writing: RuleWriting }) {
  const { t, i18n } = useTranslation();
  const help = kind && t(`earnHint.${kind.kind}` as "earnHint.per_amount", { defaultValue: "" });
  return (
    <Paper p="md">
      <Title order={2} mb="sm">
        {t("points.howMuch")}
      </Title>
      <Stack gap="sm">
        {styles.length > 1 && (
          <Select
            w={{ base: "100%", xs: 360 }}
            label={t("points.style")}
            description={help || (i18n.language === "en" ? kind?.description.split("\n")[0] : undefined)}
            allowDeselect={false}
            searchable
            data={groupedStyles(styles, t)}
            value={kind?.kind ?? null}
            onChange={chooseStyle}
            error={faultAt(faults, "/style") ?? faultAt(faults, "/style/kind")}
          />
        )}
        {kind && (
          <SchemaForm
            key={kind.kind}
            schema={kind.schema}
            values={words.style}
            onChange={(style) => setWords({ style })}
            faults={faults}
            pointer="/style"
            inline
          />
        )}
      </Stack>
    </Paper>
  );
}

function HowLong({ writing: { words, setWords, nature, faults } }: { writing: RuleWriting }) {
  const { t } = useTranslation();
  return (
    <Paper p="md">
      <Title order={2} mb="sm">
        {t("points.whenAndHowLong")}
      </Title>
      <Group gap="lg" align="flex-start">
        {nature !== "behaviour" && (
          <Select
            w={{ base: "100%", xs: 220 }}
            label={t("points.grantedAt")}
            description={t("points.grantedAtHint")}
            allowDeselect={false}
            data={GRANT_STATUSES.map((value) => ({ value, label: t(`orderStatus.${value}`) }))}
            value={words.grant_status}
            error={faultUnder(faults, "/grant_status")}
            data-field="/grant_status"
            onChange={(value) => value && setWords({ grant_status: value as typeof words.grant_status })}
          />
        )}
        <LifetimeInput
          label={t("points.lifetime")}
          description={t("points.lifetimeHint")}
          value={words.lifetime}
          error={faultUnder(faults, "/lifetime")}
          onChange={(lifetime) => setWords({ lifetime })}
        />
      </Group>
    </Paper>
  );
}

function InWords({ writing }: { writing: RuleWriting }) {
  const { words, setWords, kind, wrongs, orders, nature, rule } = writing;
  const { t } = useTranslation();
  const format = useFormats();
  const status = t(`orderStatus.${words.grant_status}`);
  const differences = useDifferences(writing);
  return (
    <Paper p="md">
      <Text size="xs" c="dimmed">
        {t("points.inWords")}
      </Text>
      <Text fw={500} className="break">
        {oneSentence(
          [
            kind ? styleSentence(kind, words.style, wrongs, format, t) : "…",
            nature !== "behaviour" && t("points.whenStatus", { status: status.toLowerCase() }),
            ...differences,
          ],
          orders.json !== null && orders.checked.sentence,
        )}
      </Text>
      {rule?.broken_reason && (
        <Text size="sm" c="var(--bad)" mt="xs" className="break">
          {rule.broken_reason}
        </Text>
      )}
      <Switch
        mt="md"
        label={t("points.activeLabel")}
        description={t("points.activeHint")}
        checked={words.active}
        onChange={(event) => setWords({ active: event.currentTarget.checked })}
      />
    </Paper>
  );
}
