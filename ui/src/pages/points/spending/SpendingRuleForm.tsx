/** The form of a spending rule: what points are worth, in which carts and for whom; beside it its sentence and a cart. */

import {
  Grid,
  Group,
  NumberInput,
  Paper,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ConditionEditor } from "../../../condition/ConditionEditor";
import { oneSentence } from "../../../format/sentence";
import { Beside } from "../../../parts/Beside";
import { EntityField } from "../../../parts/EntityField";
import { SHOP, useEntityName } from "../../../parts/entity";
import { useFormats } from "../../../parts/Formats";
import { LeaveDialog } from "../../../parts/LeaveDialog";
import { PageHead } from "../../../parts/PageHead";
import { PeriodInput } from "../../../parts/PeriodInput";
import { PointsKindSelect } from "../../../parts/PointsKindSelect";
import { ReadOnly } from "../../../parts/ReadOnly";
import { SaveButton } from "../../../parts/SaveButton";
import { Section } from "../../../parts/Section";
import { ShopMultiSelect } from "../../../parts/ShopMultiSelect";
import { faultAt } from "../../../parts/schema";
import { ExactField, MoneyField, NumberField } from "../../../parts/TypedNumber";
import { useMay } from "../../../shell/SessionGate";
import { saidOfWho } from "../earning/sayings";
import { faultUnder } from "../earning/words";
import { EstimatePanel } from "../estimate/EstimatePanel";
import { NotSaved } from "../NotSaved";
import { RuleVersions } from "../RuleVersions";
import { exchangeSentence } from "./sentence";
import { type Numeric, SCHEMAS } from "./words";
import { type SpendingWriting, type Start, useSpendingWriting } from "./writing";

const MAY = "programme:write";
const isShown = (pointer: string) => !["", "/version", "/active", "/exchange"].includes(pointer);

export function SpendingRuleForm({ onReadAnew, ...start }: Start & { onReadAnew: () => void }) {
  const { t } = useTranslation();
  const { rule } = start;
  const may = useMay(MAY);
  const writing = useSpendingWriting(start);
  const { words, setWords, save, faults } = writing;
  return (
    <>
      <PageHead
        title={rule ? rule.name : t("spending.new")}
        back={{ to: "/points?tab=spending", label: t("place.points") }}
        actions={
          may && (
            <SaveButton waitsFor={writing.waitsFor} busy={save.isPending} onSave={writing.doSave}>
              {rule ? t("action.save") : t("spending.create")}
            </SaveButton>
          )
        }
      >
        {t("spending.text")}
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
                  spendable
                  value={words.points_kind}
                  error={faultAt(faults, "/points_kind")}
                  onChange={(points_kind) => setWords({ points_kind })}
                />
                <Exchange writing={writing} />
                <div data-field="/condition" tabIndex={-1}>
                  <Title order={2} mb={4}>
                    {t("spending.which")}
                  </Title>
                  <Text size="sm" c="dimmed" mb="xs">
                    {t("spending.whichHint")}
                  </Text>
                  <ConditionEditor
                    state={writing.state}
                    subject="order"
                    speech={writing.speech}
                    remarks={writing.remarks}
                  />
                </div>
                <Who writing={writing} />
                <Among writing={writing} />
              </Stack>
            </ReadOnly>
            {rule && (
              <RuleVersions
                path={`/v1/spending-rules/${encodeURIComponent(rule.id)}`}
                kind="spending"
                version={rule.version}
                changed={writing.changed}
                onRestored={onReadAnew}
              />
            )}
            <ReadOnly unless={MAY} quiet>
              <Owed writing={writing} />
            </ReadOnly>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Beside>
            <ReadOnly unless={MAY} quiet>
              <InWords writing={writing} />
            </ReadOnly>
            <EstimatePanel rule={rule?.id ?? null} changed={writing.changed} about="spending" />
          </Beside>
        </Grid.Col>
      </Grid>
      <LeaveDialog leaving={writing.leaving} />
    </>
  );
}

const INPUTS = {
  points: NumberField,
  amount: MoneyField,
  percent: ExactField,
  least: NumberField,
  most: NumberField,
  share: ExactField,
} as const satisfies Record<Numeric, unknown>;

function Exchange({ writing }: { writing: SpendingWriting }) {
  const { t } = useTranslation();
  const { words, setWords, faults } = writing;
  const field = (name: Numeric, label: string, options: { placeholder?: string; description?: string } = {}) => {
    const Input = INPUTS[name];
    return (
      <Input
        key={name}
        schema={SCHEMAS[name]}
        label={label}
        width={170}
        value={words[name]}
        required={name === "points" || name === words.off}
        error={faultUnder(faults, `/exchange/${name}`)}
        pointer={`/exchange/${name}`}
        onChange={(value) => setWords({ [name]: value })}
        {...options}
      />
    );
  };
  return (
    <Paper p="md" component="section" aria-labelledby="spending-worth">
      <Title order={2} id="spending-worth" mb="sm">
        {t("spending.worth")}
      </Title>
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          {field("points", t("spending.points"))}
          <SegmentedControl
            aria-label={t("spending.off")}
            value={words.off}
            onChange={(off) => setWords({ off: off as typeof words.off })}
            data={[
              { value: "amount", label: t("spending.byAmount") },
              { value: "percent", label: t("spending.byPercent") },
            ]}
          />
          {field(words.off, t(words.off === "amount" ? "spending.amount" : "spending.percent"))}
        </Group>
        <Group gap="sm" align="flex-end">
          {field("least", t("spending.least"), { placeholder: t("spending.any") })}
          {field("most", t("spending.most"), { placeholder: t("rule.noLimit") })}
          {field("share", t("spending.share"), { placeholder: "100" })}
        </Group>
        {writing.wrong?.[0] === "most" && writing.wrong[1].what === "least" && words.most !== null && (
          <span className="field-error" role="alert">
            {t("spending.mostLeast")}
          </span>
        )}
        {faultAt(faults, "/exchange") && <span className="field-error">{faultAt(faults, "/exchange")}</span>}
        <Switch
          label={t("spending.shipping")}
          checked={words.shipping}
          onChange={(event) => setWords({ shipping: event.currentTarget.checked })}
        />
      </Stack>
    </Paper>
  );
}

/** Whether something in a section has to be seen to. */
const isWrong = ({ faults }: SpendingWriting, ...pointers: string[]) =>
  pointers.some((pointer) => faultUnder(faults, pointer) !== undefined);

function Who({ writing }: { writing: SpendingWriting }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { words, setWords, faults } = writing;
  const { stores, groups, starts_at, ends_at } = words;
  return (
    <Section
      title={t("rule.who")}
      says={saidOfWho(words, format, t)}
      speaks={stores.length > 0 || groups.length > 0 || starts_at !== null || ends_at !== null}
      wrong={isWrong(writing, "/stores", "/groups", "/starts_at", "/ends_at")}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-start">
          <ShopMultiSelect
            format="store"
            label={t("rule.stores")}
            description={t("spending.storesHint")}
            placeholder={t("rule.allStores")}
            values={stores}
            onChange={(next) => setWords({ stores: next })}
            error={faultUnder(faults, "/stores")}
            field="/stores"
          />
          <ShopMultiSelect
            format="group"
            label={t("rule.groups")}
            description={t("rule.groupsHint")}
            placeholder={t("rule.allGroups")}
            values={groups}
            onChange={(next) => setWords({ groups: next })}
            error={faultUnder(faults, "/groups")}
            field="/groups"
          />
        </Group>
        <PeriodInput
          period={{ starts_at, ends_at }}
          onChange={setWords}
          errorOf={(pointer) => faultUnder(faults, pointer)}
        />
      </Stack>
    </Section>
  );
}

function Owed({ writing }: { writing: SpendingWriting }) {
  const { t } = useTranslation();
  const entityName = useEntityName();
  const { words, setWords, faults } = writing;
  return (
    <Section
      title={t("spending.legalEntity")}
      says={entityName(words.legal_entity)}
      speaks={words.legal_entity !== SHOP}
      wrong={isWrong(writing, "/legal_entity")}
    >
      <EntityField
        w={{ base: "100%", xs: 360 }}
        aria-label={t("spending.legalEntity")}
        description={t("spending.legalEntityHint")}
        value={words.legal_entity}
        error={faultUnder(faults, "/legal_entity")}
        onChange={(legal_entity) => setWords({ legal_entity })}
      />
    </Section>
  );
}

function Among({ writing }: { writing: SpendingWriting }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { words, setWords, faults } = writing;
  return (
    <Section
      title={t("rule.among")}
      says={t("rule.saysPriority", { number: format.number(words.priority) })}
      speaks={words.priority !== 0}
      wrong={isWrong(writing, "/priority")}
    >
      <NumberInput
        w={{ base: "100%", xs: 320 }}
        label={t("rule.priority")}
        description={t("spending.priorityHint")}
        min={-1000}
        max={1000}
        allowDecimal={false}
        value={words.priority}
        error={faultUnder(faults, "/priority")}
        data-field="/priority"
        onChange={(priority) => setWords({ priority: Number(priority) || 0 })}
      />
    </Section>
  );
}

function InWords({ writing }: { writing: SpendingWriting }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { words, setWords, checked, condition, rule } = writing;
  return (
    <Paper p="md">
      <Text size="xs" c="dimmed">
        {t("points.inWords")}
      </Text>
      <Text fw={500} className="break">
        {oneSentence(exchangeSentence(words, format, t), condition !== null && checked.sentence)}
      </Text>
      {rule?.broken_reason && (
        <Text size="sm" c="var(--bad)" mt="xs" className="break">
          {rule.broken_reason}
        </Text>
      )}
      <Switch
        mt="md"
        label={t("spending.activeLabel")}
        description={t("spending.activeHint")}
        checked={words.active}
        onChange={(event) => setWords({ active: event.currentTarget.checked })}
      />
    </Paper>
  );
}
