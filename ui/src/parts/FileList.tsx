/** A long list that is typed, pasted or read from a file, one a line; the server reads files, and columns of a spreadsheet
 * that are pasted. */
import { Button, FileButton, Group, Stack, Text, Textarea } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/client";
import { ErrorState } from "./states";

interface Props {
  label: string;
  description: string;
  value: string;
  onChange: (value: string) => void;
  error: ReactNode;
  field: string;
  /** Where a file is read, and what of the answer is the list. */
  readBy: string;
  listOf: (answer: Record<string, string[]>) => string[];
  /** How many there are, in words. */
  told: string;
  code?: boolean;
}

export function FileList({ label, description, value, onChange, error, field, readBy, listOf, told, code }: Props) {
  const { t } = useTranslation();
  const read = useMutation({
    mutationFn: (file: Blob) => ask<Record<string, string[]>>(readBy, { method: "POST", file }),
    onSuccess: (answer) => onChange(listOf(answer).join("\n")),
  });
  return (
    <Stack gap="xs">
      <Textarea
        label={label}
        description={description}
        autosize
        minRows={5}
        maxRows={12}
        value={value}
        data-field={field}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text");
          if (!pasted.includes("\t")) return;
          event.preventDefault();
          read.mutate(new Blob([pasted]));
        }}
        styles={code ? { input: { fontFamily: "var(--mantine-font-family-monospace)" } } : undefined}
      />
      <Group gap="sm" justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {told}
        </Text>
        <FileButton onChange={(file) => file && read.mutate(file)} accept=".csv,.txt,text/csv">
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="compact-sm"
              loading={read.isPending}
              leftSection={<IconUpload size={16} stroke={1.5} />}
            >
              {t("mass.file")}
            </Button>
          )}
        </FileButton>
      </Group>
      {read.error && <ErrorState error={read.error} what={t("mass.fileUnread")} />}
    </Stack>
  );
}
