/** The form of an earning rule: how much (drawn from the kind's schema), for which orders, when, for how long. */
import { Grid, Paper, Select, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ConditionEditor } from "../../condition/ConditionEditor";
import { useFormats } from "../../parts/Formats";
import { LeaveDialog } from "../../parts/LeaveDialog";
import { LifetimeInput } from "../../parts/LifetimeInput";
import { PageHead } from "../../parts/PageHead";
import { SaveButton } from "../../parts/SaveButton";
import { SchemaForm } from "../../parts/SchemaForm";
import { faultAt, startOf } from "../../parts/schema";
import { ErrorState } from "../../parts/states";
import { styleSentence } from "./sentence";
import { type RuleWriting, type Start, useRuleWriting } from "./writing";

/** Faults of these stand at their fields. */
const isShown = (pointer: string) => /^\/(name|legal_entity|style|condition)(\/|$)/.test(pointer);

const GRANT_STATUSES = ["pending", "processing", "shipped", "complete"] as const;

export function EarningRuleForm(start: Start) {
  const { t } = useTranslation();
  const { rule } = start;
  const writing = useRuleWriting(start);
  const { words, setWords, save, faults } = writing;
  return (
    <>
      <PageHead
        title={rule ? rule.name : t("points.newRule")}
        back={{ to: "/points", label: t("place.points") }}
        actions={
          <SaveButton waitsFor={writing.waitsFor} busy={save.isPending} onSave={writing.doSave}>
            {rule ? t("action.save") : t("points.createRule")}
          </SaveButton>
        }
      >
        {t("points.ruleText")}
      </PageHead>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            {save.error && <ErrorState error={save.error} what={t("problem.notSaved")} atField={isShown} />}
            <TextInput
              label={t("points.ruleName")}
              value={words.name}
              maxLength={200}
              data-field="/name"
              error={faultAt(faults, "/name")}
              onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
            />
            <HowMuch writing={writing} />
            <div data-field="/condition" tabIndex={-1}>
              <Title order={2} mb={4}>
                {t("points.whichOrders")}
              </Title>
              <Text size="sm" c="dimmed" mb="xs">
                {t("points.whichOrdersHint")}
              </Text>
              <ConditionEditor
                state={writing.state}
                subject="order"
                speech={writing.speech}
                remarks={writing.remarks}
              />
            </div>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md" className="beside">
            <InWords writing={writing} />
            <Terms writing={writing} />
          </Stack>
        </Grid.Col>
      </Grid>
      <LeaveDialog leaving={writing.leaving} />
    </>
  );
}

function HowMuch({ writing: { words, setWords, styles, kind, faults } }: { writing: RuleWriting }) {
  const { t } = useTranslation();
  const choose = (next: string | null) => {
    const picked = styles.find((one) => one.kind === next);
    if (picked) setWords({ ...words, style: { kind: picked.kind, ...startOf(picked.schema) } });
  };
  return (
    <Paper p="md">
      <Title order={2} mb="sm">
        {t("points.howMuch")}
      </Title>
      <Stack gap="sm">
        {styles.length > 1 && (
          <Select
            label={t("points.style")}
            allowDeselect={false}
            data={styles.map((one) => ({ value: one.kind, label: one.label }))}
            value={kind?.kind ?? null}
            onChange={choose}
          />
        )}
        {kind && (
          <SchemaForm
            schema={kind.schema}
            values={words.style}
            onChange={(style) => setWords({ ...words, style })}
            faults={faults}
            pointer="/style"
            inline
          />
        )}
      </Stack>
    </Paper>
  );
}

function InWords({ writing: { words, kind, wrongs, checked, condition } }: { writing: RuleWriting }) {
  const { t } = useTranslation();
  const format = useFormats();
  const status = t(`orderStatus.${words.grant_status}` as "orderStatus.complete", { defaultValue: words.grant_status });
  return (
    <Paper p="md">
      <Text size="xs" c="dimmed">
        {t("points.inWords")}
      </Text>
      <Text fw={500}>{kind ? styleSentence(kind, words.style, wrongs, format, t) : "…"}</Text>
      <Text size="sm">{t("points.whenStatus", { status })}</Text>
      {checked.sentence && condition !== null && <Text size="sm">{checked.sentence}</Text>}
    </Paper>
  );
}

function Terms({ writing: { words, setWords, faults } }: { writing: RuleWriting }) {
  const { t } = useTranslation();
  return (
    <Paper p="md">
      <Stack gap="md">
        <Switch
          label={t("points.activeLabel")}
          description={t("points.activeHint")}
          checked={words.active}
          onChange={(event) => setWords({ ...words, active: event.currentTarget.checked })}
        />
        <Select
          label={t("points.grantedAt")}
          description={t("points.grantedAtHint")}
          allowDeselect={false}
          data={GRANT_STATUSES.map((value) => ({ value, label: t(`orderStatus.${value}`) }))}
          value={words.grant_status}
          onChange={(value) => value && setWords({ ...words, grant_status: value })}
        />
        <LifetimeInput
          label={t("points.lifetime")}
          value={words.lifetime}
          onChange={(lifetime) => setWords({ ...words, lifetime })}
        />
        <TextInput
          label={t("points.legalEntity")}
          description={t("points.legalEntityHint")}
          maxLength={200}
          value={words.legal_entity}
          data-field="/legal_entity"
          error={faultAt(faults, "/legal_entity")}
          onChange={(event) => setWords({ ...words, legal_entity: event.currentTarget.value })}
        />
      </Stack>
    </Paper>
  );
}
