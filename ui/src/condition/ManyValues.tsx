/** Hundreds of values as text, one a line: as many small things to close would be slow to draw and of no use. */
import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEditor } from "./EditorContext";

/** More values than these are shown as text. */
export const MANY = 100;

interface Props {
  values: string[];
  onChange: (values: string[]) => void;
  error?: string;
}

export function ManyValues({ values, onChange, error }: Props) {
  const { t } = useTranslation();
  const { format } = useEditor().speech;
  const [text, setText] = useState<string | null>(null);
  return (
    <Textarea
      size="xs"
      w={280}
      maw="100%"
      rows={6}
      aria-label={t("editor.value")}
      description={t("value.manyLines", { count: values.length, number: format.number(values.length) })}
      value={text ?? values.join("\n")}
      error={error}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        if (text === null) return;
        const lines = text.split("\n").map((line) => line.trim());
        onChange([...new Set(lines.filter((line) => line !== ""))]);
        setText(null);
      }}
    />
  );
}
