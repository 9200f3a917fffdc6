/** The form of a rewards workflow: to whom it sends, which orders count, and the rules with their mails. */
import { Box, Grid, Paper, SegmentedControl, Select, Stack, Tabs, Text, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { Workflow, WorkflowOut } from "../../../api/schema";
import { LeaveDialog } from "../../../parts/LeaveDialog";
import { useLeaving } from "../../../parts/leaving";
import { Meanwhile } from "../../../parts/meanwhile/Meanwhile";
import { PageHead } from "../../../parts/PageHead";
import { ReadOnly } from "../../../parts/ReadOnly";
import { SaveButton, type Waiting } from "../../../parts/SaveButton";
import { SkuMultiSelect } from "../../../parts/SkuMultiSelect";
import { faultAt } from "../../../parts/schema";
import { ErrorState } from "../../../parts/states";
import { useTab } from "../../../parts/useTab";
import { useMay } from "../../../shell/SessionGate";
import { CampaignState } from "../state";
import { ofWorkflow, touchedByWorkflow, useWorkflowNow, workflowPath } from "./queries";
import { RulesInput } from "./RulesInput";
import { WorkflowActions } from "./WorkflowActions";
import { WorkflowResults } from "./WorkflowResults";

const BEGINS: Workflow = {
  sends_to: "opted_in",
  list: "newsletter",
  skus: [],
  status: "complete",
  counts_from: "beginning",
  rules: [{ id: "rule-1", kind: "nth_order", value: "3", template: "" }],
};
const SENDS_TO = ["all", "opted_in", "registered", "both"] as const;

interface Body {
  name: string;
  form: Workflow;
  revision?: number;
}

interface Props {
  workflow: WorkflowOut | null;
  back: { to: string; label: string };
}

export function WorkflowForm({ workflow, back }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay("campaigns:write");
  const [tab, open] = useTab(workflow ? ["form", "results"] : ["form"], "form");
  const [name, setName] = useState(workflow?.name ?? "");
  const [form, setForm] = useState<Workflow>(workflow?.form ?? BEGINS);
  const [stored, setStored] = useState(workflow);
  const isChanged = name !== (stored?.name ?? "") || JSON.stringify(form) !== JSON.stringify(stored?.form ?? BEGINS);
  const leaving = useLeaving(isChanged);
  const save = useDeed<Body, WorkflowOut>({
    path: workflow ? ofWorkflow(workflow.id) : "/v1/workflows",
    method: workflow ? "PATCH" : "POST",
    touches: touchedByWorkflow,
  });
  const refused = save.error instanceof Problem ? save.error.errors : [];
  // What was wrong as it was stored is said until that rule is changed.
  const known = refused.length > 0 ? refused : (stored?.errors ?? []);
  const faults = known
    .map((one) => ({ ...one, pointer: one.pointer.replace(/^\/form/, "") }))
    .filter(({ pointer }) => {
      const rule = /^\/rules\/(\d+)\/template$/.exec(pointer)?.[1];
      return !rule || form.rules[Number(rule)]?.template === stored?.form.rules[Number(rule)]?.template;
    });
  const set = (change: Partial<Workflow>) => setForm({ ...form, ...change });
  const unfinished = form.rules.findIndex((rule) => !rule.template || !(Number(rule.value) > 0));
  const waitsFor: Waiting | null =
    name.trim() === ""
      ? { says: t("campaign.needsName"), field: "/name" }
      : unfinished >= 0
        ? { says: t("workflow.needsRule", { number: unfinished + 1 }), field: `/rules/${unfinished}/value` }
        : stored && !isChanged
          ? { says: t("save.unchanged") }
          : null;
  const send = (revision = stored?.revision) =>
    save.mutate(
      { name, form, ...(workflow ? { revision } : {}) },
      {
        onSuccess: (now) => {
          notifications.show({ message: t("workflow.saved") });
          setStored(now);
          if (!workflow) {
            leaving.release();
            navigate(workflowPath(now.id));
          }
        },
      },
    );
  return (
    <>
      <PageHead
        title={workflow ? name || t("workflow.one") : t("workflow.new")}
        back={back}
        state={stored ? <CampaignState campaign={stored} /> : undefined}
        actions={
          may && (
            <>
              <SaveButton waitsFor={waitsFor} busy={save.isPending} onSave={() => send()}>
                {t(workflow ? "action.save" : "workflow.create")}
              </SaveButton>
              {stored && workflow && <WorkflowActions workflow={stored} isChanged={isChanged} onDone={setStored} />}
            </>
          )
        }
      >
        {t("workflow.text")}
      </PageHead>
      {save.error instanceof Problem && save.error.status === 409 && workflow ? (
        <SavedMeanwhile
          id={workflow.id}
          onKeepMine={send}
          onTakeTheirs={(now) => {
            setStored(now);
            setName(now.name);
            setForm(now.form);
            save.reset();
          }}
        />
      ) : save.error ? (
        <ErrorState
          error={save.error}
          what={t("problem.notSaved")}
          atField={(pointer) => pointer.startsWith("/form/") || pointer === "/name"}
        />
      ) : null}
      {stored && workflow && (
        <Tabs value={tab} onChange={open} mb="md">
          <Tabs.List className="tabs-line">
            <Tabs.Tab value="form">{t("workflow.rules")}</Tabs.Tab>
            <Tabs.Tab value="results">{t("results.tab")}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      )}
      {tab === "results" && stored ? <WorkflowResults workflow={stored} /> : null}
      <ReadOnly unless="campaigns:write">
        <Grid gap="lg" display={tab === "results" ? "none" : undefined}>
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Stack gap="lg">
              <TextInput
                label={t("campaign.name")}
                maxLength={200}
                data-field="/name"
                value={name}
                error={faultAt(refused, "/name")}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <div>
                <Title order={2} size="h3">
                  {t("workflow.rules")}
                </Title>
                <Text size="sm" c="dimmed" mb="xs">
                  {t("workflow.rulesText")}
                </Text>
                <RulesInput rules={form.rules} onChange={(rules) => set({ rules })} faults={faults} />
              </div>
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Paper p="md">
              <Stack gap="md">
                <Select
                  label={t("workflow.sendsTo")}
                  allowDeselect={false}
                  data={SENDS_TO.map((one) => ({ value: one, label: t(`workflow.to.${one}`) }))}
                  value={form.sends_to}
                  onChange={(next) => next && set({ sends_to: next as Workflow["sends_to"] })}
                />
                {(form.sends_to === "opted_in" || form.sends_to === "both") && (
                  <TextInput
                    label={t("workflow.listName")}
                    description={t("workflow.listHint")}
                    value={form.list}
                    error={faultAt(faults, "/list")}
                    onChange={(event) => set({ list: event.currentTarget.value })}
                  />
                )}
                <SkuMultiSelect
                  label={t("workflow.skus")}
                  values={form.skus}
                  onChange={(skus) => set({ skus })}
                  field="/skus"
                />
                <Chosen
                  label={t("workflow.status")}
                  value={form.status}
                  options={["complete", "shipped"]}
                  text="workflow.statuses"
                  onChange={(status) => set({ status: status as Workflow["status"] })}
                />
                <Chosen
                  label={t("workflow.countsFrom")}
                  value={form.counts_from}
                  options={["beginning", "activation"]}
                  text="workflow.counts"
                  onChange={(counts_from) => set({ counts_from: counts_from as Workflow["counts_from"] })}
                />
              </Stack>
            </Paper>
          </Grid.Col>
        </Grid>
      </ReadOnly>
      <LeaveDialog leaving={leaving} />
    </>
  );
}

interface ChosenProps {
  label: string;
  value: string;
  options: string[];
  text: "workflow.statuses" | "workflow.counts";
  onChange: (value: string) => void;
}

/** Words longer than these together stand one below the other: in a column, on a phone. */
const MOST_SIDE_BY_SIDE = 30;

function Chosen({ label, value, options, text, onChange }: ChosenProps) {
  const { t } = useTranslation();
  const data = options.map((one) => ({ value: one, label: t(`${text}.${one}` as "workflow.statuses.complete") }));
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <SegmentedControl
        aria-label={label}
        data={data}
        orientation={data.map((one) => one.label).join("").length > MOST_SIDE_BY_SIDE ? "vertical" : "horizontal"}
        value={value}
        onChange={onChange}
      />
    </Stack>
  );
}

interface MeanwhileProps {
  id: string;
  onKeepMine: (revision: number) => void;
  onTakeTheirs: (stored: WorkflowOut) => void;
}

/** Somebody else has saved it: nothing of what is written here is lost. */
function SavedMeanwhile({ id, onKeepMine, onTakeTheirs }: MeanwhileProps) {
  const { t } = useTranslation();
  const { data: now } = useWorkflowNow(id);
  return (
    <Box mb="md">
      <Meanwhile
        title={t("workflow.meanwhile")}
        text={now && t("workflow.meanwhileText", { name: now.name, rules: now.form.rules.length })}
        choices={
          now
            ? {
                mine: { label: t("campaign.keepMine"), onChoose: () => onKeepMine(now.revision) },
                theirs: { label: t("campaign.takeTheirs"), onChoose: () => onTakeTheirs(now) },
              }
            : null
        }
      />
    </Box>
  );
}
