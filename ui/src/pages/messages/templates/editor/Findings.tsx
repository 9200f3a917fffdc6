/** Everything that the checks say of a template: what keeps it from being published first; each leads to its place. */
import { Group, Paper, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { MailFinding } from "../../../../api/schema";
import classes from "./Findings.module.css";
import { useLanguageName } from "./LanguageTabs";

interface Props {
  findings: MailFinding[];
  language: string;
  onLanguage: (language: string) => void;
  /** The checks have been asked for. */
  known: boolean;
}

/** These say all there is to say by their code; of the others the server says what was found. */
const PLAIN = ["subject", "preview", "unsubscribe", "text", "alt", "address", "plain", "size"] as const;

export function useFindingText() {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  return ({ code, detail, pointer }: MailFinding): string => {
    if (code === "language") return t("mail.finding.language", { language: nameOf(pointer.split("/")[2] ?? "") });
    const plain = PLAIN.find((one) => one === code);
    return plain ? t(`mail.finding.${plain}`) : detail;
  };
}

const languageOf = ({ pointer }: MailFinding) => pointer.split("/")[2] ?? null;

export function Findings({ findings, language, onLanguage, known }: Props) {
  const { t } = useTranslation();
  const errors = findings.filter(({ level }) => level === "error").length;
  const ordered = [...findings].sort(
    (one, other) =>
      Number(one.level === "warning") - Number(other.level === "warning") ||
      Number(languageOf(one) !== language) - Number(languageOf(other) !== language),
  );
  const lead = (finding: MailFinding) => {
    const of = languageOf(finding);
    if (of && of !== language) onLanguage(of);
    setTimeout(() => goTo(finding), of === language ? 0 : 50);
  };
  return (
    <Paper p="md" component="section" aria-labelledby="mail-findings">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} id="mail-findings">
            {t("mail.checks")}
          </Title>
          {errors > 0 && (
            <Text size="sm" c="var(--bad)" fw={500}>
              {t("mail.errors", { count: errors })}
            </Text>
          )}
        </Group>
        <div aria-live="polite">
          {known && findings.length === 0 && (
            <Group gap="xs" wrap="nowrap">
              <IconCircleCheck size={18} stroke={1.5} color="var(--good)" />
              <Text size="sm">{t("mail.nothingWrong")}</Text>
            </Group>
          )}
          {ordered.map((finding) => (
            <One
              key={finding.pointer + finding.code + finding.line + finding.detail}
              finding={finding}
              onLead={() => lead(finding)}
            />
          ))}
        </div>
      </Stack>
    </Paper>
  );
}

function goTo({ pointer, line }: MailFinding) {
  const found = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(pointer)}"]`);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
  if (!(found instanceof HTMLTextAreaElement) || line === null) return;
  const lines = found.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  found.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  found.scrollTop = Math.max(0, (line - 8) * 20);
}

function One({ finding, onLead }: { finding: MailFinding; onLead: () => void }) {
  const { t } = useTranslation();
  const say = useFindingText();
  const [, , code, field] = finding.pointer.split("/");
  const where = [
    code,
    field && t(`mail.fieldOf.${field}` as "mail.fieldOf.body"),
    finding.line !== null && t("mail.line", { number: finding.line }),
  ].filter(Boolean);
  const bad = finding.level === "error";
  const Icon = bad ? IconAlertCircle : IconAlertTriangle;
  return (
    <UnstyledButton className={classes.one} onClick={onLead}>
      <Icon
        size={18}
        stroke={1.5}
        color={bad ? "var(--bad)" : "var(--warning)"}
        aria-label={t(`mail.level.${finding.level}`)}
      />
      <span>
        <Text size="sm" className="break" component="span" display="block">
          {say(finding)}
        </Text>
        {where.length > 0 && (
          <Text size="xs" c="dimmed" component="span" display="block">
            {where.join(" · ")}
          </Text>
        )}
      </span>
    </UnstyledButton>
  );
}
