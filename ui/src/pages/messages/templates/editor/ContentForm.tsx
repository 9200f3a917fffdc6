/** What a mail says in one language: its head, its body, and the text part where it isn't made of the body. */
import { Checkbox, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Content, MailFinding, MailWords } from "../../../../api/schema";
import { Section } from "../../../../parts/Section";
import { CodeArea } from "./CodeArea";
import { useFindingText } from "./Findings";
import { InsertMenu } from "./InsertMenu";
import type { TemplateWriting } from "./writing";

interface Props {
  writing: TemplateWriting;
  language: string;
  tools: MailWords;
  findings: MailFinding[];
}

export function ContentForm({ writing, language, tools, findings }: Props) {
  const { t } = useTranslation();
  const say = useFindingText();
  const last = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const content = writing.words.languages[language];
  if (!content) return null;
  const change = (part: Partial<Content>) => writing.setContent(language, part);
  const place = (field: keyof Content) => `/languages/${language}/${field}`;
  const wrongAt = (field: keyof Content) => {
    const found = findings.find((one) => one.level === "error" && one.pointer === place(field));
    return found ? say(found) : undefined;
  };
  const lines = findings.filter((one) => one.pointer === place("body") && one.line !== null);
  const sender = [content.sender_name, content.sender_address && `<${content.sender_address}>`]
    .filter(Boolean)
    .join(" ");
  const insert = (text: string, intoBody: boolean) => {
    const body = document.querySelector<HTMLTextAreaElement>(`[data-field="${place("body")}"]`);
    const into = intoBody || !last.current?.isConnected ? body : last.current;
    if (into) insertInto(into, text);
  };
  return (
    <Stack
      gap="md"
      onFocusCapture={({ target }) => {
        if (isWritten(target)) last.current = target;
      }}
    >
      <TextInput
        label={t("mail.subject")}
        value={content.subject}
        maxLength={1000}
        data-field={place("subject")}
        error={wrongAt("subject")}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
      <TextInput
        label={t("mail.preview")}
        description={t("mail.previewHint")}
        value={content.preview}
        maxLength={1000}
        data-field={place("preview")}
        error={wrongAt("preview")}
        onChange={(event) => change({ preview: event.currentTarget.value })}
      />
      <Section
        title={t("mail.sender")}
        says={sender || t("mail.senderUsual")}
        speaks={Boolean(content.sender_name || content.sender_address || content.reply_to)}
        wrong={Boolean(wrongAt("sender_name") || wrongAt("sender_address") || wrongAt("reply_to"))}
      >
        <Group gap="md" align="flex-start" grow>
          <TextInput
            label={t("mail.senderName")}
            value={content.sender_name}
            data-field={place("sender_name")}
            error={wrongAt("sender_name")}
            onChange={(event) => change({ sender_name: event.currentTarget.value })}
          />
          <TextInput
            label={t("mail.senderAddress")}
            type="email"
            value={content.sender_address}
            data-field={place("sender_address")}
            error={wrongAt("sender_address")}
            onChange={(event) => change({ sender_address: event.currentTarget.value })}
          />
          <TextInput
            label={t("mail.replyTo")}
            type="email"
            value={content.reply_to}
            data-field={place("reply_to")}
            error={wrongAt("reply_to")}
            onChange={(event) => change({ reply_to: event.currentTarget.value })}
          />
        </Group>
      </Section>
      <CodeArea
        key={language}
        label={t("mail.body")}
        description={t("mail.bodyHint")}
        value={content.body}
        field={place("body")}
        error={wrongAt("body")}
        marks={lines}
        tools={<InsertMenu tools={tools} onInsert={insert} />}
        onChange={(text) => change({ body: text })}
      />
      <Checkbox
        label={t("mail.ownText")}
        description={t("mail.ownTextHint")}
        checked={content.text !== null}
        onChange={(event) => change({ text: event.currentTarget.checked ? "" : null })}
      />
      {content.text !== null && (
        <Textarea
          label={t("mail.text")}
          autosize
          minRows={6}
          maxRows={20}
          value={content.text}
          data-field={place("text")}
          error={wrongAt("text")}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 13 } }}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}

const LIQUID = /\/(subject|preview|body|text)$/;

/** Whether Liquid may stand in it. */
function isWritten(target: EventTarget): target is HTMLInputElement | HTMLTextAreaElement {
  const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isText && LIQUID.test(target.dataset.field ?? "");
}

/** Puts a text where one was writing last; what the browser itself puts in can be undone by Ctrl-Z. */
function insertInto(field: HTMLInputElement | HTMLTextAreaElement, text: string) {
  field.focus();
  const said = field instanceof HTMLInputElement ? text.trim().replaceAll("\n", " ") : text;
  if (document.execCommand("insertText", false, said)) return;
  field.setRangeText(said, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
