/** The newsletter as a customer would get it, under each of its subjects, and a test of it to somebody of the team. */
import { SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailTemplateVersion } from "../../../api/schema";
import { ErrorState, Lines } from "../../../parts/states";
import { PreviewPane } from "../templates/editor/PreviewPane";
import { usePreview } from "../templates/editor/usePreview";
import type { Languages } from "../templates/editor/words";
import { useVersions } from "../templates/queries";

interface Props {
  template: string;
  subjects: string[];
}

/** By what was published last, for that is what is sent. */
export function NewsletterPreview({ template, subjects }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useVersions(template, template !== "");
  const [at, setAt] = useState(0);
  const published = data?.[0];
  const written = subjects.filter((one) => one.trim());
  if (template === "") return null;
  if (error) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />;
  if (!data) return <Lines count={6} />;
  if (!published) return null;
  const subject = written[Math.min(at, written.length - 1)];
  return (
    <Stack gap="xs">
      {written.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t("newsletter.subject")}
          value={String(Math.min(at, written.length - 1))}
          onChange={(next) => setAt(Number(next))}
          data={written.map((_, n) => ({ value: String(n), label: t("newsletter.subjectOf", { name: "ABCD"[n] }) }))}
        />
      )}
      <Pane published={published} subject={subject} />
    </Stack>
  );
}

function Pane({ published, subject }: { published: MailTemplateVersion; subject: string | undefined }) {
  const [customer, setCustomer] = useState<{ id: string; label: string } | null>(null);
  const { kind, name } = published;
  const words = { name, kind, languages: subject ? under(subject, published.languages) : published.languages };
  const previewed = usePreview(words, null, customer?.id ?? null, true);
  return (
    <PreviewPane
      previewed={previewed}
      customer={customer}
      onCustomer={setCustomer}
      words={words}
      language={null}
      newsletter
    />
  );
}

const under = (subject: string, languages: Languages): Languages =>
  Object.fromEntries(Object.entries(languages).map(([code, content]) => [code, { ...content, subject }]));
