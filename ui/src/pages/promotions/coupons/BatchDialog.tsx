/** Codes for a promotion: made here in a form that can't be guessed, or brought in from elsewhere. */
import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { BatchIn, BatchOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { Modal } from "../../../parts/Modal";
import { PeriodInput } from "../../../parts/PeriodInput";
import { faultAt, faultUnder } from "../../../parts/schema";
import { ErrorState } from "../../../parts/states";
import { NumberField } from "../../../parts/TypedNumber";
import { touchedByCodes } from "../queries";
import { FormatInputs } from "./FormatInputs";
import { useCodeFormat } from "./useCodeFormat";
import { BEGUN, bodyOf, MOST_PASTED, pastedCodes, SCHEMAS, type Words, wrongOf } from "./words";

interface Props {
  promotion: string;
  onClose: () => void;
}

const isShown = (pointer: string) => /^\/(name|codes|uses|starts_at|ends_at|format|count)/.test(pointer);

export function BatchDialog({ promotion, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const id = useId();
  const [words, keepWords] = useState<Words>(BEGUN);
  const { found, stale } = useCodeFormat(words);
  const make = useDeed<BatchIn, BatchOut>({
    path: `/v1/promotions/${encodeURIComponent(promotion)}/coupon-batches`,
    touches: touchedByCodes,
  });
  const setWords = (part: Partial<Words>) => {
    keepWords((now) => ({ ...now, ...part }));
    if (make.error) make.reset();
  };
  const faults = make.error instanceof Problem ? make.error.errors : [];
  const pasted = words.way === "paste" ? pastedCodes(words.pasted) : [];
  const count = words.way === "paste" ? pasted.length : Number(words.count) || 0;
  const waitsFor = waiting();
  function waiting(): string | null {
    if (!words.name.trim()) return t("save.needsName");
    const wrong = wrongOf(words);
    if (wrong) return wrong[1].what === "empty" ? t("save.needsFields") : t("save.faulty");
    if (words.way === "paste") {
      if (pasted.length === 0) return t("coupon.needsCodes");
      return pasted.length > MOST_PASTED ? t("coupon.tooMany", { number: format.number(MOST_PASTED) }) : null;
    }
    return found?.refused ? t("coupon.guessable") : null;
  }
  const doMake = () => {
    if (waitsFor || make.isPending) return;
    make.mutate(bodyOf(words), {
      onSuccess: (batch) => {
        const told = { count: batch.size, number: format.number(batch.size), name: batch.name };
        notifications.show({ message: t("coupon.made", told) });
        onClose();
      },
    });
  };
  const numbered = { count, number: format.number(count) };
  return (
    <Modal opened onClose={onClose} title={t("coupon.new")} size={640} classNames={{ title: "panel-title" }}>
      <Stack gap="md">
        <TextInput
          label={t("coupon.name")}
          description={t("coupon.nameHint")}
          maxLength={200}
          data-autofocus
          value={words.name}
          error={faultAt(faults, "/name")}
          onChange={(event) => setWords({ name: event.currentTarget.value })}
        />
        <Group>
          <SegmentedControl
            aria-label={t("coupon.way")}
            value={words.way}
            onChange={(way) => setWords({ way: way as Words["way"] })}
            data={[
              { value: "make", label: t("coupon.make") },
              { value: "paste", label: t("coupon.paste") },
            ]}
          />
        </Group>
        {words.way === "make" ? (
          <FormatInputs words={words} setWords={setWords} faults={faults} found={found} stale={stale} />
        ) : (
          <Textarea
            label={t("coupon.pasted")}
            description={t("coupon.pastedHint")}
            autosize
            minRows={6}
            maxRows={12}
            value={words.pasted}
            error={faultUnder(faults, "/codes")}
            onChange={(event) => setWords({ pasted: event.currentTarget.value })}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          />
        )}
        <Group gap="sm" align="flex-start">
          {(["uses", "uses_per_customer"] as const).map((name) => (
            <NumberField
              key={name}
              schema={SCHEMAS[name]}
              label={t(`coupon.${name}`)}
              placeholder={t("rule.noLimit")}
              width={200}
              value={words[name]}
              required={false}
              error={faultAt(faults, `/${name}`)}
              pointer={`/${name}`}
              onChange={(value) => setWords({ [name]: value })}
            />
          ))}
        </Group>
        <PeriodInput
          period={{ starts_at: words.starts_at, ends_at: words.ends_at }}
          onChange={setWords}
          errorOf={(pointer) => faultAt(faults, pointer)}
        />
        {make.error && <ErrorState error={make.error} what={t("problem.notDone")} atField={isShown} />}
        <Group justify="flex-end" gap="sm">
          {waitsFor && (
            <Text size="xs" c="dimmed" id={id} role="status">
              {waitsFor}
            </Text>
          )}
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button
            loading={make.isPending}
            data-disabled={waitsFor ? true : undefined}
            aria-disabled={waitsFor ? true : undefined}
            aria-describedby={waitsFor ? id : undefined}
            onClick={doMake}
          >
            {t(words.way === "make" ? "coupon.doMake" : "coupon.doPaste", numbered)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
