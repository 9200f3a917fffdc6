/** What an earning rule can say besides how much and for how long: each a section that is open where it says something. */
import { Checkbox, Group, NumberInput, Radio, Select, Stack, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Counting } from "../../../api/schema";
import { EntityField } from "../../../parts/EntityField";
import { SHOP, useEntityName } from "../../../parts/entity";
import { LabelsInput } from "../../../parts/LabelsInput";
import { PeriodInput } from "../../../parts/PeriodInput";
import { Section } from "../../../parts/Section";
import { ShopMultiSelect } from "../../../parts/ShopMultiSelect";
import { NumberField } from "../../../parts/TypedNumber";
import { AwaitsFields } from "./AwaitsFields";
import { ProductsSection } from "./ProductsSection";
import { useSayings } from "./sayings";
import { areOutOfOrder, faultUnder, isUsual, NO_LIMITS, USUAL_COUNTING } from "./words";
import type { RuleWriting } from "./writing";

export interface SectionProps {
  writing: RuleWriting;
}

/** Whether something in a section has to be seen to, by what it holds. */
export function wrongIn({ faults, waitsFor }: RuleWriting, ...pointers: string[]): boolean {
  const waits = (pointer: string) => waitsFor?.field?.startsWith(pointer) ?? false;
  return pointers.some((pointer) => faultUnder(faults, pointer) !== undefined || waits(pointer));
}

export function MoreSections({ writing }: SectionProps) {
  const ofOrders = writing.nature === "order";
  return (
    <>
      {ofOrders && <ProductsSection writing={writing} />}
      {ofOrders && <CountingSection writing={writing} />}
      <WhoSection writing={writing} />
      <LimitsSection writing={writing} />
      <AvailableSection writing={writing} />
      <AmongSection writing={writing} />
      <OwedSection writing={writing} />
      <TellingSection writing={writing} />
    </>
  );
}

const PARTS = ["tax", "shipping", "paid_with_points", "paid_with_gift_cards"] as const satisfies (keyof Counting)[];

function CountingSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords } = writing;
  const set = (part: Partial<Counting>) => setWords({ counting: { ...words.counting, ...part } });
  return (
    <Section
      title={t("rule.counting")}
      says={useSayings(writing).counting}
      speaks={!isUsual(words.counting, USUAL_COUNTING)}
      wrong={wrongIn(writing, "/counting")}
    >
      <Stack gap="sm">
        <Radio.Group
          label={t("rule.price")}
          value={words.counting.discounted ? "after" : "before"}
          onChange={(value) => set({ discounted: value === "after" })}
        >
          <Group gap="md" mt={4}>
            <Radio value="after" label={t("rule.afterDiscounts")} />
            <Radio value="before" label={t("rule.beforeDiscounts")} />
          </Group>
        </Radio.Group>
        {PARTS.map((part) => (
          <Checkbox
            key={part}
            label={t(`rule.part.${part}`)}
            checked={words.counting[part]}
            onChange={(event) => set({ [part]: event.currentTarget.checked })}
          />
        ))}
      </Stack>
    </Section>
  );
}

function WhoSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults, nature } = writing;
  const { stores, groups, starts_at, ends_at } = words;
  return (
    <Section
      title={t("rule.who")}
      says={useSayings(writing).who}
      speaks={stores.length > 0 || groups.length > 0 || starts_at !== null || ends_at !== null}
      wrong={wrongIn(writing, "/stores", "/groups", "/starts_at", "/ends_at")}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-start">
          <ShopMultiSelect
            format="store"
            label={t("rule.stores")}
            description={t(nature === "behaviour" ? "rule.storesOfCustomer" : "rule.storesOfOrder")}
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
        <span className="field-hint">{t(`rule.periodHint.${nature === "behaviour" ? "deed" : "order"}`)}</span>
      </Stack>
    </Section>
  );
}

const PERIODS = ["week", "month", "quarter", "year"] as const;
const MOST = { type: "integer", format: "points", minimum: 1, maximum: 1_000_000_000_000 };

function LimitsSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults, nature } = writing;
  const { limits } = words;
  const set = (part: Partial<typeof limits>) => setWords({ limits: { ...limits, ...part } });
  const most = (name: "per_order" | "per_day" | "per_period" | "per_customer", label: string) => (
    <NumberField
      schema={MOST}
      label={label}
      placeholder={t("rule.noLimit")}
      width={220}
      value={limits[name]}
      required={false}
      error={faultUnder(faults, `/limits/${name}`)}
      pointer={`/limits/${name}`}
      onChange={(value) => set({ [name]: value })}
    />
  );
  return (
    <Section
      title={t("rule.limits")}
      says={useSayings(writing).limits}
      speaks={!isUsual(limits, NO_LIMITS)}
      wrong={wrongIn(writing, "/limits")}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          {most("per_order", t(nature === "behaviour" ? "rule.perDeed" : "rule.perOrder"))}
          {most("per_day", t("rule.perDay"))}
        </Group>
        <Group gap="sm" align="flex-end">
          <Select
            w={{ base: "100%", xs: 120 }}
            label={t("rule.period")}
            allowDeselect={false}
            data={PERIODS.map((value) => ({ value, label: t(`enum.${value}`) }))}
            value={limits.period}
            onChange={(value) => value && set({ period: value as typeof limits.period })}
          />
          {most("per_period", t(`rule.perPeriod.${limits.period}`))}
          {most("per_customer", t("rule.perCustomer"))}
        </Group>
        {areOutOfOrder(limits) || faults.some((one) => one.pointer === "/limits") ? (
          <span className="field-error" role="alert">
            {t("rule.limitsOrder")}
          </span>
        ) : (
          <span className="field-hint">{t("rule.limitsHint")}</span>
        )}
      </Stack>
    </Section>
  );
}

function AvailableSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults, nature } = writing;
  const { delay, awaits } = words;
  const asks = nature !== "behaviour";
  return (
    <Section
      title={t("rule.available")}
      says={useSayings(writing).available}
      speaks={delay !== null || awaits !== null || (asks && words.as_of !== "placed")}
      wrong={wrongIn(writing, "/delay", "/awaits", "/as_of")}
    >
      <Stack gap="md">
        <Stack gap="xs">
          <Switch
            label={t("rule.delay")}
            description={t("rule.delayHint")}
            checked={delay !== null}
            onChange={(event) => setWords({ delay: event.currentTarget.checked ? { amount: 14, unit: "days" } : null })}
          />
          {delay && (
            <Group gap="xs" pl={48} align="flex-start">
              <NumberInput
                w={90}
                aria-label={t("window.amount")}
                min={1}
                max={8_760}
                allowDecimal={false}
                value={delay.amount}
                error={faultUnder(faults, "/delay")}
                data-field="/delay"
                onChange={(amount) => setWords({ delay: { ...delay, amount: Number(amount) } })}
              />
              <Select
                w={130}
                aria-label={t("window.unit")}
                allowDeselect={false}
                data={(["hours", "days"] as const).map((value) => ({ value, label: t(`enum.${value}`) }))}
                value={delay.unit}
                onChange={(unit) => unit && setWords({ delay: { ...delay, unit: unit as "hours" | "days" } })}
              />
            </Group>
          )}
        </Stack>
        <AwaitsFields
          value={awaits}
          lifetime={words.lifetime}
          onChange={(next) => setWords({ awaits: next })}
          errorOf={(pointer) => faultUnder(faults, pointer)}
        />
        {asks && (
          <Radio.Group
            label={t("rule.asOf")}
            description={t("rule.asOfHint")}
            value={words.as_of}
            onChange={(value) => setWords({ as_of: value as typeof words.as_of })}
          >
            <Group gap="md" mt={4}>
              <Radio value="placed" label={t("rule.asOfPlaced")} />
              <Radio value="granted" label={t("rule.asOfGranted")} />
            </Group>
          </Radio.Group>
        )}
      </Stack>
    </Section>
  );
}

function AmongSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults, nature } = writing;
  return (
    <Section
      title={t("rule.among")}
      says={useSayings(writing).among}
      speaks={words.priority !== 0 || words.stop}
      wrong={wrongIn(writing, "/priority", "/stop")}
    >
      <Stack gap="md">
        <NumberInput
          w={{ base: "100%", xs: 220 }}
          label={t("rule.priority")}
          description={t("rule.priorityHint")}
          min={-1000}
          max={1000}
          allowDecimal={false}
          value={words.priority}
          error={faultUnder(faults, "/priority")}
          data-field="/priority"
          onChange={(priority) => setWords({ priority: Number(priority) || 0 })}
        />
        {nature === "order" && (
          <Switch
            label={t("rule.stop")}
            description={t("rule.stopHint")}
            checked={words.stop}
            onChange={(event) => setWords({ stop: event.currentTarget.checked })}
          />
        )}
      </Stack>
    </Section>
  );
}

function TellingSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults } = writing;
  return (
    <Section
      title={t("promo.telling")}
      says={words.labels[0]?.text.trim() || t("rule.whatTheyDid")}
      speaks={words.labels.length > 0}
      wrong={wrongIn(writing, "/labels")}
    >
      <Text size="xs" c="dimmed" mb="xs">
        {t("rule.labelsHint")}
      </Text>
      <LabelsInput labels={words.labels} onChange={(labels) => setWords({ labels })} faults={faults} />
    </Section>
  );
}

function OwedSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const entityName = useEntityName();
  const { words, setWords, faults } = writing;
  return (
    <Section
      title={t("points.legalEntity")}
      says={entityName(words.legal_entity)}
      speaks={words.legal_entity !== SHOP}
      wrong={wrongIn(writing, "/legal_entity")}
    >
      <EntityField
        w={{ base: "100%", xs: 360 }}
        aria-label={t("points.legalEntity")}
        description={t("points.legalEntityHint")}
        value={words.legal_entity}
        error={faultUnder(faults, "/legal_entity")}
        onChange={(legal_entity) => setWords({ legal_entity })}
      />
    </Section>
  );
}
