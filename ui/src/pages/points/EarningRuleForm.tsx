/** The form of an earning rule: how much (drawn from the kind's schema), for which orders, when, for how long. */
import { Button, Grid, Paper, Select, Stack, Switch, Text, TextInput, Title, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { EarningRule, Json, Kinds, VocabularyDocument } from "../../api/types";
import { ConditionEditor } from "../../condition/ConditionEditor";
import { useLabels } from "../../condition/labels";
import { remarksOf } from "../../condition/remarks";
import { useCheck } from "../../condition/useCheck";
import { useCondition } from "../../condition/useCondition";
import { Vocabulary } from "../../condition/vocabulary";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";
import { type Lifetime, LifetimeInput } from "../../parts/LifetimeInput";
import { useLeaving } from "../../parts/leaving";
import { PageHead } from "../../parts/PageHead";
import { SchemaForm } from "../../parts/SchemaForm";
import { startOf, unfilled, type Values } from "../../parts/schema";
import { ErrorState } from "../../parts/states";
import { styleSentence, stylesOf } from "./sentence";

interface Props {
  document: VocabularyDocument;
  kinds: Kinds;
  rule: EarningRule | null;
}

interface Words {
  name: string;
  style: Values;
  grant_status: string;
  lifetime: Lifetime;
  legal_entity: string;
  active: boolean;
}

type Body = Words & { condition: Json; version?: number };

const GRANT_STATUSES = ["pending", "processing", "shipped", "complete"] as const;

export function EarningRuleForm({ document, kinds, rule }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const vocabulary = useMemo(() => new Vocabulary(document), [document]);
  const styles = stylesOf(kinds);
  const [words, setWords] = useState<Words>(() => ({
    name: rule?.name ?? "",
    style: rule?.style ?? (styles[0] ? { kind: styles[0].kind, ...startOf(styles[0].schema) } : {}),
    grant_status: rule?.grant_status ?? "complete",
    lifetime: (rule?.lifetime as Lifetime) ?? null,
    legal_entity: rule?.legal_entity ?? "Shop",
    active: rule?.active ?? true,
  }));
  const kind = styles.find((one) => one.kind === words.style.kind);
  const state = useCondition(rule?.condition ?? null, vocabulary);
  const labels = useLabels(state.root, vocabulary);
  const speech = useMemo(() => ({ t, vocabulary, format, labels }), [t, vocabulary, format, labels]);
  const condition = state.written.json;
  const body: Body = { ...words, name: words.name.trim(), condition };
  const [pristine] = useState(() => JSON.stringify(body));
  const changed = pristine !== JSON.stringify(body);
  const leaving = useLeaving(changed);
  const checked = useCheck(condition, "order");

  const save = useDeed<Body, EarningRule>({
    path: rule ? `/v1/earning-rules/${encodeURIComponent(rule.id)}` : "/v1/earning-rules",
    method: rule ? "PATCH" : "POST",
    touches: [["earning-rules"], ["earning-rule"], ["programme"], ["search"]],
  });
  const faults = save.error instanceof Problem ? save.error.errors : [];
  const conditionFaults =
    checked.faults.length > 0 ? checked.faults : faults.filter((one) => one.pointer.startsWith("/condition"));
  const remarks = remarksOf(state.written.pointers, conditionFaults, [], String);
  const missing = kind ? unfilled(kind.schema, words.style) : [];
  const waitsFor = !body.name
    ? t("save.needsName")
    : missing.length > 0 || !words.legal_entity.trim()
      ? t("save.needsFields")
      : state.written.unfinished.length > 0
        ? t("save.unfinished", { count: state.written.unfinished.length })
        : checked.faults.length > 0
          ? t("save.faulty")
          : words.lifetime && !(words.lifetime.amount > 0)
            ? t("save.needsFields")
            : rule && !changed
              ? t("save.unchanged")
              : null;
  const doSave = () => {
    if (waitsFor || save.isPending) return;
    save.mutate(rule ? { ...body, version: rule.version } : body, {
      onSuccess: (stored) => {
        leaving.release();
        notifications.show({ message: t("points.ruleSaved", { name: stored.name }) });
        navigate("/points");
      },
    });
  };
  useHotkeys([["mod+S", doSave]], []);

  return (
    <>
      <PageHead
        title={rule ? rule.name : t("points.newRule")}
        back={{ to: "/points", label: t("place.points") }}
        actions={
          <Tooltip label={waitsFor} disabled={!waitsFor}>
            <Button
              onClick={doSave}
              loading={save.isPending}
              data-disabled={waitsFor ? true : undefined}
              aria-disabled={waitsFor ? true : undefined}
            >
              {rule ? t("action.save") : t("points.createRule")}
            </Button>
          </Tooltip>
        }
      >
        {t("points.ruleText")}
      </PageHead>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            {save.error && <ErrorState error={save.error} what={t("problem.notSaved")} />}
            <TextInput
              label={t("points.ruleName")}
              value={words.name}
              maxLength={200}
              error={faults.find((fault) => fault.pointer === "/name")?.detail}
              onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
            />
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
                    onChange={(next) => {
                      const picked = styles.find((one) => one.kind === next);
                      if (picked) setWords({ ...words, style: { kind: picked.kind, ...startOf(picked.schema) } });
                    }}
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
            <div>
              <Title order={2} mb={4}>
                {t("points.whichOrders")}
              </Title>
              <Text size="sm" c="dimmed" mb="xs">
                {t("points.whichOrdersHint")}
              </Text>
              <ConditionEditor state={state} subject="order" speech={speech} remarks={remarks} />
            </div>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md" className="beside">
            <Paper p="md">
              <Text size="xs" c="dimmed">
                {t("points.inWords")}
              </Text>
              <Text fw={500}>{kind ? styleSentence(kind, words.style, format) : "…"}</Text>
              <Text size="sm">
                {t("points.whenStatus", {
                  status: t(`orderStatus.${words.grant_status}` as "orderStatus.complete", {
                    defaultValue: words.grant_status,
                  }),
                })}
              </Text>
              {checked.sentence && condition !== null && <Text size="sm">{checked.sentence}</Text>}
            </Paper>
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
                  error={faults.find((fault) => fault.pointer === "/legal_entity")?.detail}
                  onChange={(event) => setWords({ ...words, legal_entity: event.currentTarget.value })}
                />
              </Stack>
            </Paper>
            <Text size="xs" c="dimmed">
              {waitsFor}
            </Text>
          </Stack>
        </Grid.Col>
      </Grid>
      <ConfirmDialog
        open={leaving.asking}
        title={t("leave.title")}
        confirm={t("leave.leave")}
        cancel={t("leave.stay")}
        danger
        onConfirm={leaving.leave}
        onCancel={leaving.stay}
      >
        {t("leave.text")}
      </ConfirmDialog>
    </>
  );
}
