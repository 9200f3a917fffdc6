/** The form of a promotion: what it gives and to which carts, then what most don't need; beside it its live effect. */
import { Box, Button, Grid, Stack, Tabs, Text, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ConditionEditor } from "../../../condition/ConditionEditor";
import { Beside } from "../../../parts/Beside";
import { LeaveDialog } from "../../../parts/LeaveDialog";
import { MoreMenu } from "../../../parts/MoreMenu";
import { NotSaved } from "../../../parts/meanwhile/NotSaved";
import { PageHead } from "../../../parts/PageHead";
import { ReadOnly } from "../../../parts/ReadOnly";
import { SaveButton } from "../../../parts/SaveButton";
import { faultAt } from "../../../parts/schema";
import { useTab } from "../../../parts/useTab";
import { useMay } from "../../../shell/SessionGate";
import { ConflictsPanel } from "../conflicts/ConflictsPanel";
import { useConflicts } from "../conflicts/useConflicts";
import { CouponsTab } from "../coupons/CouponsTab";
import { LifeItems, useLife } from "../life";
import { PromotionState } from "../PromotionState";
import { ReplayPanel } from "../replay/ReplayPanel";
import { useReplay } from "../replay/useReplay";
import { TryPanel } from "../trial/TryPanel";
import { useQuote } from "../trial/useQuote";
import { BenefitPaper } from "./BenefitPaper";
import { InWords } from "./InWords";
import { MoreSections } from "./MoreSections";
import { type PromotionWriting, type Start, usePromotionWriting } from "./writing";

/** Faults of all but these stand at their fields. */
const isShown = (pointer: string) => !["", "/version", "/state", "/benefit/kind"].includes(pointer);

export function PromotionForm(start: Start) {
  const { t } = useTranslation();
  const writing = usePromotionWriting(start);
  const { base, save } = writing;
  const stored = writing.meanwhile?.stored as unknown as typeof base | undefined;
  const withCodes = base?.coupon === "codes";
  const [tab, open] = useTab(withCodes ? ["form", "coupons"] : ["form"], "form", ["search", "batch"]);
  return (
    <>
      <PageHead
        title={base ? base.name : t("promo.new")}
        back={{ to: "/promotions", label: t("place.promotions") }}
        state={base && <PromotionState promotion={stored ?? base} />}
        actions={<Actions writing={writing} />}
      >
        {(stored ?? base)?.sentence ?? t("promo.newText")}
      </PageHead>
      {save.error && (
        <Box mb="md">
          <NotSaved
            error={save.error}
            atField={isShown}
            meanwhile={writing.meanwhile}
            onGoOn={writing.saveOnTop}
            onReadAnew={start.onReadAnew}
          />
        </Box>
      )}
      {withCodes && (
        <Tabs value={tab} onChange={open}>
          <Tabs.List mb="md">
            <Tabs.Tab value="form">{t("promo.tab.form")}</Tabs.Tab>
            <Tabs.Tab value="coupons">{t("promo.tab.coupons")}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      )}
      {base && tab === "coupons" ? <CouponsTab promotion={base} /> : <Fields writing={writing} />}
      <LeaveDialog leaving={writing.leaving} />
    </>
  );
}

/** Saving keeps it as it is in its life; publishing saves too. */
function Actions({ writing }: { writing: PromotionWriting }) {
  const { t } = useTranslation();
  const may = useMay("promotions:write");
  const { base, save, store, lacks } = writing;
  if (!may) return null;
  const isPublished = base?.state === "active" || base?.state === "scheduled";
  return (
    <>
      {base && <Life writing={writing} />}
      {!isPublished && (
        <Button variant="default" disabled={lacks !== null || save.isPending} onClick={() => store("published")}>
          {t(writing.changed || !base ? "promo.saveAndPublish" : "promo.become.published")}
        </Button>
      )}
      <SaveButton waitsFor={writing.waitsFor} busy={save.isPending} onSave={() => store()}>
        {base ? t("action.save") : t("promo.create")}
      </SaveButton>
    </>
  );
}

function Life({ writing }: { writing: PromotionWriting }) {
  const base = writing.base as NonNullable<PromotionWriting["base"]>;
  const life = useLife(base, writing.setBase);
  // Publishing has a button of its own, which saves what was written.
  const next = life.next.filter((state) => state !== "published");
  if (next.length === 0) return null;
  return (
    <>
      <MoreMenu>
        <LifeItems life={{ ...life, next }} />
      </MoreMenu>
      {life.question}
    </>
  );
}

/** What is wrong in it is marked at its fields, whether saving it or trying it has told. */
function Fields({ writing: written }: { writing: PromotionWriting }) {
  const { t } = useTranslation();
  const { base, body, isWhole } = written;
  const id = base?.id ?? null;
  const quote = useQuote(isWhole ? { id, body } : null);
  const replay = useReplay(id, body);
  const conflicts = useConflicts(id, body);
  const tried = [quote, replay, conflicts].map((one) => one.faults).find((found) => found.length > 0);
  const writing = written.faults.length > 0 || !tried ? written : { ...written, faults: tried };
  const { words, setWords, faults, carts } = writing;
  const waits = writing.isWhole ? null : t("replay.afterMending");
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="md">
          <ReadOnly unless="promotions:write">
            <Stack gap="md">
              <TextInput
                label={t("points.ruleName")}
                description={t("promo.nameHint")}
                value={words.name}
                maxLength={200}
                data-field="/name"
                error={faultAt(faults, "/name")}
                onChange={(event) => setWords({ name: event.currentTarget.value })}
              />
              <BenefitPaper writing={writing} />
              <div data-field="/condition" tabIndex={-1}>
                <Title order={2} mb={4}>
                  {t("promo.which")}
                </Title>
                <Text size="sm" c="dimmed" mb="xs">
                  {t("promo.whichHint")}
                </Text>
                <ConditionEditor
                  state={carts.state}
                  subject="cart"
                  speech={carts.speech}
                  remarks={carts.remarks(faults)}
                  label={t("promo.which")}
                />
              </div>
              <MoreSections writing={writing} />
            </Stack>
          </ReadOnly>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Beside>
          <InWords writing={writing} />
          <TryPanel promotion={base} quote={quote} isWhole={isWhole} isWrong={writing.isWrong} />
          <ReplayPanel job={replay} withCodes={body.coupon !== "none"} waits={waits} />
          <ConflictsPanel promotion={id} name={body.name} job={conflicts} waits={waits} />
        </Beside>
      </Grid.Col>
    </Grid>
  );
}
