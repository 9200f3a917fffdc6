/** Somebody else saved the template meanwhile: what is stored and what is written here side by side, and a choice. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Content } from "../../../../api/schema";
import { Meanwhile } from "../../../../parts/meanwhile/Meanwhile";
import classes from "./ConflictPanel.module.css";
import { useLanguageName } from "./LanguageTabs";
import { type Apart, saidIn } from "./words";
import type { TemplateWriting } from "./writing";

export function ConflictPanel({ writing, by }: { writing: TemplateWriting; by: string | null }) {
  const { t } = useTranslation();
  const found = writing.conflict ?? [];
  return (
    <Meanwhile
      title={by ? t("mail.conflictBy", { name: by }) : t("mail.conflict")}
      text={t(found.length === 0 ? "conflictWith.same" : "conflictWith.text")}
      choices={{
        mine: { label: t("conflictWith.goOn"), onChoose: writing.goOn },
        theirs: { label: t("conflictWith.take"), onChoose: writing.discard },
      }}
      field="/conflict"
    >
      {found.map((part) => (
        <OnePart key={`${part.language} ${part.field}`} part={part} writing={writing} />
      ))}
    </Meanwhile>
  );
}

function OnePart({ part, writing }: { part: Apart; writing: TemplateWriting }) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const field = t(`mail.fieldOf.${part.field}`);
  const title = part.language === null ? field : `${nameOf(part.language)} · ${field}`;
  return (
    <section aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <div className={classes.both}>
        <Side label={t("conflictWith.stored")} said={saidIn(writing.stored, part)} />
        {part.touched ? (
          <Side label={t("conflictWith.yours")} said={saidIn(writing.words, part)} />
        ) : (
          <Text size="xs" c="dimmed">
            {t("conflictWith.yours")}: {t("conflictWith.untouched")}
          </Text>
        )}
      </div>
    </section>
  );
}

function Side({ label, said }: { label: string; said: Content | string | null }) {
  const { t } = useTranslation();
  const text = said === null ? "–" : typeof said === "string" ? said : said.body;
  const shown = text === "marketing" || text === "transactional" ? t(`mail.kindOf.${text}`) : text;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <pre className={classes.said}>{shown || "–"}</pre>
    </div>
  );
}
