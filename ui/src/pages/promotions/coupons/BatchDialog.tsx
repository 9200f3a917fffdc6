/** Codes for a promotion: made here in a form that can't be guessed, or brought in from elsewhere. */
import { Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { BatchIn, BatchOut } from "../../../api/schema";
import type { Fault } from "../../../api/types";
import { FileList } from "../../../parts/FileList";
import { useFormats } from "../../../parts/Formats";
import { Modal } from "../../../parts/Modal";
import { PeriodInput } from "../../../parts/PeriodInput";
import { faultAt } from "../../../parts/schema";
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
  const bad = faults.filter((fault) => /^\/codes(\/|$)/.test(fault.pointer));
  const pasted = words.way === "paste" ? pastedCodes(words.pasted) : [];
  const count = words.way === "paste" ? pasted.length : Number(words.count) || 0;
  const numbered = { count, number: format.number(count) };
  const taken = make.error instanceof Problem && make.error.code === "coupon.taken" ? make.error.document.count : null;
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
  const doMake = (known: BatchIn["known"] = "refuse") => {
    if (waitsFor || make.isPending) return;
    make.mutate(words.way === "paste" ? { ...bodyOf(words), known } : bodyOf(words), {
      onSuccess: (batch) => {
        const told = { count: batch.size, number: format.number(batch.size), name: batch.name };
        notifications.show({ message: t("coupon.made", told) });
        onClose();
      },
    });
  };
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
          <FileList
            label={t("coupon.pasted")}
            description={t("coupon.pastedHint")}
            value={words.pasted}
            onChange={(pasted) => setWords({ pasted })}
            error={bad.length > 0 && <BadCodes bad={bad} codes={pasted} />}
            field="/codes"
            readBy="/v1/coupon-batches/codes"
            listOf={(answer) => answer.codes ?? []}
            told={t("coupon.counted", numbered)}
            code
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
        {typeof taken === "number" && taken > 0 && (
          <Group>
            <Button variant="default" loading={make.isPending} onClick={() => doMake("skip")}>
              {t("coupon.skipKnown", { count: taken, number: format.number(taken) })}
            </Button>
          </Group>
        )}
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
            onClick={() => doMake()}
          >
            {t(words.way === "make" ? "coupon.doMake" : "coupon.doPaste", numbered)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const MOST_SHOWN = 5;

/** What is wrong with which codes. */
function BadCodes({ bad, codes }: { bad: Fault[]; codes: string[] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const more = bad.length - MOST_SHOWN;
  return (
    <>
      {bad.slice(0, MOST_SHOWN).map(({ pointer, detail }) => {
        const line = /^\/codes\/(\d+)/.exec(pointer)?.[1];
        return (
          <span key={pointer} style={{ display: "block" }} className="break">
            {line === undefined
              ? detail
              : t("coupon.badLine", { line: format.number(Number(line) + 1), code: codes[Number(line)] ?? "", detail })}
          </span>
        );
      })}
      {more > 0 && <span>{t("coupon.moreBad", { count: more, number: format.number(more) })}</span>}
    </>
  );
}
