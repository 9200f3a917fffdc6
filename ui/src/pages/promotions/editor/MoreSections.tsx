/** What a promotion can say besides what it gives and to which carts: each a section that is open where it speaks. */
import { Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ConditionEditor } from "../../../condition/ConditionEditor";
import { PeriodInput } from "../../../parts/PeriodInput";
import { Section } from "../../../parts/Section";
import { ShopMultiSelect } from "../../../parts/ShopMultiSelect";
import { faultUnder } from "../../../parts/schema";
import { AmongSection } from "./AmongSection";
import { LimitsSection } from "./LimitsSection";
import { useSayings } from "./sayings";
import { TellingSection } from "./TellingSection";
import { UsesSection } from "./UsesSection";
import type { PromotionWriting } from "./writing";

export interface SectionProps {
  writing: PromotionWriting;
}

/** Whether something in a section has to be seen to, by what it holds. */
export function wrongIn({ faults, waitsFor }: PromotionWriting, ...pointers: string[]): boolean {
  const waits = (pointer: string) => waitsFor?.field?.startsWith(pointer) ?? false;
  return pointers.some((pointer) => faultUnder(faults, pointer) !== undefined || waits(pointer));
}

export function MoreSections({ writing }: SectionProps) {
  return (
    <>
      <LinesSection writing={writing} />
      <CouponSection writing={writing} />
      <WhenSection writing={writing} />
      <UsesSection writing={writing} />
      <LimitsSection writing={writing} />
      <AmongSection writing={writing} />
      <TellingSection writing={writing} />
    </>
  );
}

function LinesSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { lines, faults } = writing;
  return (
    <Section
      title={t("promo.lines")}
      says={useSayings(writing).lines}
      speaks={lines.json !== null}
      wrong={wrongIn(writing, "/lines")}
    >
      <div data-field="/lines" tabIndex={-1}>
        <Text size="sm" c="dimmed" mb="xs">
          {t("promo.linesHint")}
        </Text>
        <ConditionEditor
          state={lines.state}
          subject="line"
          speech={lines.speech}
          remarks={lines.remarks(faults)}
          label={t("rule.lineCondition")}
        />
      </div>
    </Section>
  );
}

const COUPONS = ["none", "code", "codes"] as const;

function CouponSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults, base } = writing;
  return (
    <Section
      title={t("promo.coupon")}
      says={useSayings(writing).coupon}
      speaks={words.coupon !== "none"}
      wrong={wrongIn(writing, "/coupon", "/code")}
    >
      <Stack gap="sm">
        <Radio.Group
          aria-label={t("promo.coupon")}
          value={words.coupon}
          error={faultUnder(faults, "/coupon")}
          onChange={(coupon) => setWords({ coupon: coupon as typeof words.coupon })}
        >
          <Stack gap="xs">
            {COUPONS.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`promo.coupons.${one}`)}
                description={t(`promo.couponsHint.${one}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {words.coupon === "code" && (
          <TextInput
            w={{ base: "100%", xs: 260 }}
            label={t("promo.code")}
            description={t("promo.codeHint")}
            maxLength={100}
            autoComplete="off"
            value={words.code}
            data-field="/code"
            error={faultUnder(faults, "/code")}
            onChange={(event) => setWords({ code: event.currentTarget.value })}
          />
        )}
        {words.coupon === "codes" && base?.coupon !== "codes" && (
          <Text size="sm" c="dimmed">
            {t("promo.codesAfter")}
          </Text>
        )}
      </Stack>
    </Section>
  );
}

function WhenSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults } = writing;
  const { stores, starts_at, ends_at } = words;
  return (
    <Section
      title={t("promo.when")}
      says={useSayings(writing).when}
      speaks={stores.length > 0 || starts_at !== null || ends_at !== null}
      wrong={wrongIn(writing, "/stores", "/starts_at", "/ends_at")}
    >
      <Stack gap="sm">
        <PeriodInput
          period={{ starts_at, ends_at }}
          onChange={setWords}
          errorOf={(pointer) => faultUnder(faults, pointer)}
        />
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
        </Group>
      </Stack>
    </Section>
  );
}
