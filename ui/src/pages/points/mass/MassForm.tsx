/** The form of a mass transaction: whom it is for and how much, and beside it who that is just now. */

import { Grid, Group, Paper, Radio, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { VocabularyDocument } from "../../../api/types";
import { Beside } from "../../../parts/Beside";
import { EntityField } from "../../../parts/EntityField";
import { useFormats } from "../../../parts/Formats";
import { LeaveDialog } from "../../../parts/LeaveDialog";
import { LifetimeInput } from "../../../parts/LifetimeInput";
import { PageHead } from "../../../parts/PageHead";
import { PointsKindSelect } from "../../../parts/PointsKindSelect";
import { SaveButton } from "../../../parts/SaveButton";
import { ErrorState } from "../../../parts/states";
import { NumberField } from "../../../parts/TypedNumber";
import { faultUnder } from "../earning/words";
import { AudienceInputs } from "./AudienceInputs";
import { MassPreview } from "./MassPreview";
import { type Direction, MOST } from "./words";
import { type MassWriting, useMassWriting } from "./writing";

const POINTS = { type: "integer", format: "points", minimum: 1, maximum: MOST };
const isShown = (pointer: string) => pointer !== "" && pointer !== "/audience";

export function MassForm({ document, segment }: { document: VocabularyDocument; segment: string | null }) {
  const { t } = useTranslation();
  const writing = useMassWriting(document, segment);
  const { make } = writing;
  return (
    <>
      <PageHead
        title={t("mass.new")}
        back={{ to: "/points?tab=mass", label: t("place.points") }}
        actions={
          <SaveButton waitsFor={writing.waitsFor} busy={make.isPending} onSave={writing.doIt}>
            <Deed writing={writing} />
          </SaveButton>
        }
      >
        {t("mass.newText")}
      </PageHead>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            {make.error && <ErrorState error={make.error} what={t("problem.notDone")} atField={isShown} />}
            <AudienceInputs writing={writing} />
            <HowMuch writing={writing} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Beside>
            <MassPreview writing={writing} />
          </Beside>
        </Grid.Col>
      </Grid>
      <LeaveDialog leaving={writing.leaving} />
    </>
  );
}

/** What the button will do: "Give 50 points to 1,204 customers". */
function Deed({ writing: { words, points, previewed } }: { writing: MassWriting }) {
  const { t } = useTranslation();
  const format = useFormats();
  const customers = previewed.preview?.customers;
  if (points === null || customers === undefined) return <>{t(`mass.verb.${words.direction}`)}</>;
  const count = Math.abs(points);
  const amount = t("mass.points", { count, number: format.number(count) });
  return <>{t(`mass.do.${words.direction}`, { count: customers, number: format.number(customers), amount })}</>;
}

function HowMuch({ writing }: { writing: MassWriting }) {
  const { t } = useTranslation();
  const { words, setWords, faults } = writing;
  const gives = words.direction === "give";
  return (
    <Paper p="md" component="section" aria-labelledby="mass-how-much">
      <Title order={2} id="mass-how-much" mb="sm">
        {t("mass.howMuch")}
      </Title>
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            aria-label={t("mass.direction")}
            value={words.direction}
            onChange={(direction) => setWords({ direction: direction as Direction })}
            data={(["give", "take"] as const).map((value) => ({ value, label: t(`mass.verb.${value}`) }))}
          />
          <NumberField
            schema={POINTS}
            label={t("mass.each")}
            width={180}
            value={words.points}
            required
            error={faultUnder(faults, "/points")}
            pointer="/points"
            onChange={(points) => setWords({ points })}
          />
        </Group>
        <TextInput
          label={t("mass.reason")}
          description={t("mass.reasonHint")}
          maxLength={200}
          value={words.reason}
          data-field="/reason"
          error={faultUnder(faults, "/reason")}
          onChange={(event) => setWords({ reason: event.currentTarget.value })}
        />
        {gives ? (
          <LifetimeInput
            label={t("points.lifetime")}
            value={words.lifetime}
            error={faultUnder(faults, "/lifetime")}
            onChange={(lifetime) => setWords({ lifetime })}
          />
        ) : (
          <Radio.Group
            label={t("mass.shortage")}
            value={words.shortage}
            error={faultUnder(faults, "/shortage")}
            onChange={(shortage) => setWords({ shortage: shortage as typeof words.shortage })}
          >
            <Stack gap="xs" mt={4} data-field="/shortage" tabIndex={-1}>
              {(["forgive", "owe", "forbid"] as const).map((value) => (
                <Radio key={value} value={value} label={t(`mass.short.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <PointsKindSelect value={words.points_kind} onChange={(points_kind) => setWords({ points_kind })} />
        <EntityField
          w={{ base: "100%", xs: 360 }}
          label={t("points.legalEntity")}
          description={t("points.legalEntityHint")}
          value={words.legal_entity}
          error={faultUnder(faults, "/legal_entity")}
          onChange={(legal_entity) => setWords({ legal_entity })}
        />
        <Text size="xs" c="dimmed">
          {t("mass.oneDeed")}
        </Text>
      </Stack>
    </Paper>
  );
}
