/** The form of the programme's settings: whether it is on, what points are called, notices, debts, and stores. */
import { Anchor, Group, List, Paper, Radio, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Programme } from "../../../api/types";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { useFormats } from "../../../parts/Formats";
import { LeaveDialog } from "../../../parts/LeaveDialog";
import { PageHead } from "../../../parts/PageHead";
import { ReadOnly } from "../../../parts/ReadOnly";
import { SaveButton } from "../../../parts/SaveButton";
import { StateDot } from "../../../parts/StateDot";
import { faultAt } from "../../../parts/schema";
import { NumberField } from "../../../parts/TypedNumber";
import { PlaceLink } from "../../../shell/PlaceLink";
import { useMay, useSignedIn } from "../../../shell/SessionGate";
import { NotSaved } from "../NotSaved";
import { NamesInput } from "./NamesInput";
import { StoresInput } from "./StoresInput";
import { MOST_GRACE_DAYS, MOST_NOTICE_DAYS, type Words } from "./words";
import { type ProgrammeWriting, useProgrammeWriting } from "./writing";

const DAYS = { type: "integer", minimum: 1, maximum: MOST_NOTICE_DAYS };
const GRACE = { type: "integer", minimum: 1, maximum: MOST_GRACE_DAYS };
const isShown = (pointer: string) =>
  /^\/(singular|plural|notice_days|grace_days|names\/.+|stores\/\d+\/.+)$/.test(pointer);

interface Props {
  programme: Programme;
  /** Read again what is stored, and begin anew from it. */
  onReadAnew: () => void;
}

export function ProgrammeForm({ programme, onReadAnew }: Props) {
  const { t } = useTranslation();
  const may = useMay("programme:write");
  const writing = useProgrammeWriting(programme);
  const { base, save } = writing;
  return (
    <>
      <PageHead
        title={t("programme.settings")}
        back={{ to: "/points", label: t("place.points") }}
        state={
          <StateDot tone={base.active ? "good" : "off"} label={t(base.active ? "programme.isOn" : "programme.isOff")} />
        }
        actions={
          may && (
            <SaveButton waitsFor={writing.waitsFor} busy={save.isPending} onSave={writing.doSave}>
              {t("action.save")}
            </SaveButton>
          )
        }
      >
        {t("programme.text")}
      </PageHead>
      <ReadOnly unless="programme:write">
        <Stack gap="md" maw={820}>
          {save.error && (
            <NotSaved error={save.error} atField={isShown} onReadAnew={onReadAnew} beside={writing.beside} />
          )}
          <OnOrOff writing={writing} />
          <Names writing={writing} />
          <Ending writing={writing} />
          <Grace writing={writing} />
          <Shortage writing={writing} />
          <Part title={t("programme.stores")} text={t("programme.storesText")}>
            <StoresInput
              stores={writing.words.stores}
              everywhere={writing.words}
              onChange={(stores) => writing.setWords({ stores })}
              faults={writing.faults}
            />
          </Part>
          <Part title={t("kinds.title")} text={t("kinds.partText")}>
            <div>
              <Anchor component={Link} to="/points/kinds">
                {t("kinds.open")}
              </Anchor>
            </div>
          </Part>
          <Elsewhere programme={base} />
        </Stack>
      </ReadOnly>
      <SwitchingOff writing={writing} />
      <LeaveDialog leaving={writing.leaving} />
    </>
  );
}

function Part({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <Paper p="md" component="section" aria-labelledby={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      {text && (
        <Text size="sm" c="dimmed" component="div">
          {text}
        </Text>
      )}
      <Stack gap="md" mt="sm">
        {children}
      </Stack>
    </Paper>
  );
}

interface PartProps {
  writing: ProgrammeWriting;
}

/** The switch, and what becomes of everything there is while it is off. */
function OnOrOff({ writing: { words, setWords, base } }: PartProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const count = base.available + base.pending + base.held;
  return (
    <Part title={t("programme.onOff")}>
      <Switch
        label={t("programme.active")}
        checked={words.active}
        onChange={(event) => setWords({ active: event.currentTarget.checked })}
      />
      <Switch
        label={t("programme.spending")}
        description={t("programme.spendingHint")}
        checked={words.active && words.spending}
        disabled={!words.active}
        onChange={(event) => setWords({ spending: event.currentTarget.checked })}
      />
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t(words.active ? "programme.ifOff" : "programme.whileOff")}
        </Text>
        <List size="sm" spacing={4}>
          <List.Item>{t("programme.whenOff.earning")}</List.Item>
          <List.Item>{t("programme.whenOff.spending")}</List.Item>
          <List.Item>{t("programme.whenOff.balances", { count, number: format.number(count) })}</List.Item>
          <List.Item>{t("programme.whenOff.goesOn")}</List.Item>
        </List>
      </div>
    </Part>
  );
}

function Names({ writing: { words, setWords, faults } }: PartProps) {
  const { t, i18n } = useTranslation();
  const language = useSignedIn().shop.language;
  const called = new Intl.DisplayNames([i18n.language], { type: "language" }).of(language) ?? language;
  const one = (form: "singular" | "plural") => (
    <TextInput
      flex="1 1 160px"
      maw={280}
      label={t(`programme.${form}`)}
      maxLength={50}
      value={words[form]}
      data-field={`/${form}`}
      error={faultAt(faults, `/${form}`)}
      onChange={(event) => setWords({ [form]: event.currentTarget.value })}
    />
  );
  return (
    <Part title={t("programme.called")} text={t("programme.calledText", { language: called })}>
      <Group gap="sm" align="flex-start">
        {one("singular")}
        {one("plural")}
      </Group>
      <div>
        <Text size="sm" fw={500}>
          {t("programme.languages")}
        </Text>
        <Text size="xs" c="dimmed" mb="xs">
          {t("programme.languagesText")}
        </Text>
        <NamesInput names={words.names} onChange={(names) => setWords({ names })} faults={faults} pointer="/names" />
      </div>
    </Part>
  );
}

function Ending({ writing: { words, setWords, faults } }: PartProps) {
  const { t } = useTranslation();
  const hooks = <PlaceLink to="/settings/webhooks" />;
  return (
    <Part
      title={t("programme.notices")}
      text={<Trans i18nKey="programme.noticesText" components={{ hooks, code: <code /> }} />}
    >
      <Switch
        label={t("programme.notify")}
        checked={words.notices}
        onChange={(event) => setWords({ notices: event.currentTarget.checked })}
      />
      {words.notices && (
        <NumberField
          schema={DAYS}
          label={t("programme.noticeDays")}
          width={180}
          value={words.noticeDays}
          required
          pointer="/notice_days"
          error={faultAt(faults, "/notice_days")}
          onChange={(days) =>
            setWords({ noticeDays: typeof days === "number" ? days : days === null ? null : String(days) })
          }
        />
      )}
    </Part>
  );
}

/** For how long points come back that had ended when their order gave them back. */
function Grace({ writing: { words, setWords, faults } }: PartProps) {
  const { t } = useTranslation();
  return (
    <Part title={t("programme.grace")} text={t("programme.graceText")}>
      <Switch
        label={t("programme.giveGrace")}
        checked={words.grace}
        onChange={(event) => setWords({ grace: event.currentTarget.checked })}
      />
      {words.grace && (
        <NumberField
          schema={GRACE}
          label={t("programme.graceDays")}
          width={260}
          required
          value={words.graceDays}
          pointer="/grace_days"
          error={faultAt(faults, "/grace_days")}
          onChange={(days) =>
            setWords({ graceDays: typeof days === "number" ? days : days === null ? null : String(days) })
          }
        />
      )}
    </Part>
  );
}

function Shortage({ writing: { words, setWords } }: PartProps) {
  const { t } = useTranslation();
  return (
    <Part title={t("programme.shortage")} text={t("programme.shortageText")}>
      <Radio.Group
        aria-label={t("programme.shortage")}
        value={words.shortage}
        onChange={(value) => setWords({ shortage: value as Words["shortage"] })}
      >
        <Stack gap="xs">
          <Radio value="owe" label={t("programme.owe")} />
          <Radio value="forgive" label={t("programme.forgive")} />
        </Stack>
      </Radio.Group>
    </Part>
  );
}

/** What somebody may look for here, and each rule says for itself. */
function Elsewhere({ programme }: { programme: Programme }) {
  const { t } = useTranslation();
  const to = (tab: string) => <Anchor component={Link} to={`/points?tab=${tab}`} size="sm" />;
  const entities = programme.legal_entities.join(", ");
  return (
    <Part title={t("programme.elsewhere")}>
      <List size="sm" spacing={4}>
        <List.Item>
          <Trans i18nKey="programme.inEarning" components={{ rules: to("earning") }} />
        </List.Item>
        <List.Item>
          <Trans i18nKey="programme.inSpending" components={{ rules: to("spending") }} />
        </List.Item>
        <List.Item>{t("programme.owedBy", { entities })}</List.Item>
      </List>
    </Part>
  );
}

/** Asked before something stops earning, for what comes due meanwhile never earns. */
function SwitchingOff({ writing: { question, save, base } }: PartProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const { everywhere, stores } = question.off;
  const count = base.available + base.pending + base.held;
  return (
    <ConfirmDialog
      open={question.open}
      title={everywhere ? t("programme.offTitle") : t("programme.offIn", { stores: stores.join(", ") })}
      confirm={t("programme.offConfirm")}
      danger
      busy={save.isPending}
      onConfirm={question.confirm}
      onCancel={question.cancel}
    >
      {t("programme.whenOff.earning")}{" "}
      {everywhere && t("programme.whenOff.balances", { count, number: format.number(count) })}
    </ConfirmDialog>
  );
}
