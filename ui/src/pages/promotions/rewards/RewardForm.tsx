/** The form of a reward: whose coupon it is, what it costs in points, for whom, and how long it can be used. */

import { Anchor, Grid, Group, Paper, Select, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../../api/queries";
import type { MailTemplateOut } from "../../../api/schema";
import { ConditionEditor } from "../../../condition/ConditionEditor";
import { capital } from "../../../condition/words";
import { Beside } from "../../../parts/Beside";
import { useFormats } from "../../../parts/Formats";
import { LabelsInput } from "../../../parts/LabelsInput";
import { LeaveDialog } from "../../../parts/LeaveDialog";
import { LifetimeInput } from "../../../parts/LifetimeInput";
import { NotSaved } from "../../../parts/meanwhile/NotSaved";
import { PageHead } from "../../../parts/PageHead";
import { PointsKindSelect } from "../../../parts/PointsKindSelect";
import { ReadOnly } from "../../../parts/ReadOnly";
import { SaveButton } from "../../../parts/SaveButton";
import { Section } from "../../../parts/Section";
import { faultAt, faultUnder } from "../../../parts/schema";
import { NumberField } from "../../../parts/TypedNumber";
import { useMay } from "../../../shell/SessionGate";
import { PROMOTION_NEW } from "../queries";
import { lastsFor } from "./sayings";
import { COUNT } from "./words";
import { type RewardWriting, type Start, useRewardWriting } from "./writing";

const isShown = (pointer: string) => !["", "/version", "/active"].includes(pointer);

export function RewardForm({ onReadAnew, ...start }: Start & { onReadAnew: () => void }) {
  const { t } = useTranslation();
  const { reward } = start;
  const may = useMay("promotions:write");
  const writing = useRewardWriting(start);
  const { words, setWords, save, faults, customers } = writing;
  return (
    <>
      <PageHead
        title={reward ? reward.name : t("reward.new")}
        back={{ to: "/promotions?tab=rewards", label: t("place.promotions") }}
        actions={
          may && (
            <SaveButton waitsFor={writing.waitsFor} busy={save.isPending} onSave={writing.doSave}>
              {reward ? t("action.save") : t("reward.create")}
            </SaveButton>
          )
        }
      >
        {t("reward.text")}
      </PageHead>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            {save.error && (
              <NotSaved
                error={save.error}
                atField={isShown}
                meanwhile={writing.meanwhile}
                onGoOn={writing.saveOnTop}
                onReadAnew={onReadAnew}
              />
            )}
            <ReadOnly unless="promotions:write">
              <Stack gap="md">
                <TextInput
                  label={t("points.ruleName")}
                  value={words.name}
                  maxLength={200}
                  data-field="/name"
                  error={faultAt(faults, "/name")}
                  onChange={(event) => setWords({ name: event.currentTarget.value })}
                />
                <Exchange writing={writing} />
                <div data-field="/condition" tabIndex={-1}>
                  <Title order={2} mb={4}>
                    {t("reward.whom")}
                  </Title>
                  <Text size="sm" c="dimmed" mb="xs">
                    {t("reward.whomHint")}
                  </Text>
                  <ConditionEditor
                    state={customers.state}
                    subject="customer"
                    speech={customers.speech}
                    remarks={customers.remarks(faults)}
                  />
                </div>
                <Section
                  title={t("promo.telling")}
                  says={words.labels[0]?.text.trim() || t("reward.itsName")}
                  speaks={words.labels.length > 0}
                  wrong={faultUnder(faults, "/labels") !== undefined}
                >
                  <Text size="xs" c="dimmed" mb="xs">
                    {t("reward.labelsHint")}
                  </Text>
                  <LabelsInput labels={words.labels} onChange={(labels) => setWords({ labels })} faults={faults} />
                </Section>
              </Stack>
            </ReadOnly>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Beside>
            <ReadOnly unless="promotions:write" quiet>
              <InWords writing={writing} />
            </ReadOnly>
          </Beside>
        </Grid.Col>
      </Grid>
      <LeaveDialog leaving={writing.leaving} />
    </>
  );
}

function Exchange({ writing }: { writing: RewardWriting }) {
  const { t } = useTranslation();
  const { words, setWords, faults, choices, promotion } = writing;
  const listed = promotion && !choices.includes(promotion) ? [promotion, ...choices] : choices;
  const count = (name: "points" | "least_points" | "uses", placeholder?: string) => (
    <NumberField
      schema={COUNT}
      label={t(`reward.${name}`)}
      description={t(`reward.hint.${name}`)}
      placeholder={placeholder}
      width={200}
      value={words[name]}
      required={name !== "least_points"}
      error={faultUnder(faults, `/${name}`)}
      pointer={`/${name}`}
      onChange={(value) => setWords({ [name]: value })}
    />
  );
  return (
    <Paper p="md" component="section" aria-labelledby="reward-exchange">
      <Title order={2} id="reward-exchange" mb="sm">
        {t("reward.exchange")}
      </Title>
      <Stack gap="md">
        {listed.length === 0 ? (
          <Text size="sm" data-field="/promotion" tabIndex={-1}>
            <Trans
              i18nKey="reward.needsPromotion"
              components={{ promotion: <Anchor component={Link} to={PROMOTION_NEW} size="sm" /> }}
            />
          </Text>
        ) : (
          <Select
            w={{ base: "100%", xs: 412 }}
            label={t("reward.promotion")}
            description={t("reward.hint.promotion")}
            placeholder={t("value.choose")}
            searchable
            data={listed.map((one) => ({ value: one.id, label: one.name }))}
            value={words.promotion}
            error={faultUnder(faults, "/promotion")}
            data-field="/promotion"
            onChange={(next) => setWords({ promotion: next })}
          />
        )}
        <Group gap="sm" align="flex-start">
          {count("points")}
          <PointsKindSelect spendable value={words.points_kind} onChange={(points_kind) => setWords({ points_kind })} />
          {count("least_points", t("reward.noLeast"))}
          {count("uses")}
        </Group>
        <LifetimeInput
          of="coupon"
          label={t("reward.lifetime")}
          value={words.lifetime}
          error={faultUnder(faults, "/lifetime")}
          onChange={(lifetime) => setWords({ lifetime })}
        />
        <MailedBy writing={writing} />
      </Stack>
    </Paper>
  );
}

/** The mail that brings the coupon, if one does. */
function MailedBy({ writing }: { writing: RewardWriting }) {
  const { t } = useTranslation();
  const { words, setWords, faults } = writing;
  const { rows } = usePages<MailTemplateOut>(["mail-templates", "choices"], "/v1/mail-templates", { limit: 200 });
  const published = (rows ?? []).filter((one) => one.version > 0 || one.id === words.template);
  return (
    <Select
      w={{ base: "100%", xs: 412 }}
      label={t("reward.template")}
      description={t("reward.hint.template")}
      placeholder={t("reward.noMail")}
      searchable
      clearable
      data={published.map((one) => ({ value: one.id, label: one.name }))}
      value={words.template}
      error={faultUnder(faults, "/template")}
      data-field="/template"
      nothingFoundMessage={t("value.nothing")}
      onChange={(template) => setWords({ template })}
    />
  );
}

function InWords({ writing }: { writing: RewardWriting }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { words, setWords, customers, promotion } = writing;
  const points = Number.isInteger(words.points) ? Number(words.points) : null;
  const numbered = { count: points ?? 2, number: points === null ? "…" : format.number(points) };
  const isOff = promotion !== null && promotion.state !== "active";
  return (
    <Paper p="md">
      <Text size="xs" c="dimmed">
        {t("points.inWords")}
      </Text>
      <Text fw={500} className="break">
        {t("reward.says", { ...numbered, promotion: promotion?.name ?? "…" })}
      </Text>
      {promotion && (
        <Text size="sm" className="break">
          {promotion.sentence}
        </Text>
      )}
      <Text size="sm">{capital(lastsFor(words.lifetime, t))}</Text>
      {customers.checked.sentence && customers.json !== null && (
        <Text size="sm" className="break">
          {customers.checked.sentence}
        </Text>
      )}
      {isOff && (
        <Text size="sm" c="var(--warning)" mt="xs">
          {t("reward.notPublished")}
        </Text>
      )}
      <Switch
        mt="md"
        label={t("reward.active")}
        description={t("reward.activeHint")}
        checked={words.active}
        onChange={(event) => setWords({ active: event.currentTarget.checked })}
      />
    </Paper>
  );
}
