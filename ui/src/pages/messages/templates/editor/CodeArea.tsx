/** Code with its line numbers: lines with something to be said of them are marked. */
import { Input, Text } from "@mantine/core";
import { type ReactNode, useId, useRef } from "react";
import type { MailFinding } from "../../../../api/schema";
import classes from "./CodeArea.module.css";

interface Props {
  label: string;
  description: string;
  value: string;
  field: string;
  error?: string;
  /** What is said of lines. */
  marks: MailFinding[];
  tools: ReactNode;
  onChange: (value: string) => void;
}

export function CodeArea({ label, description, value, field, error, marks, tools, onChange }: Props) {
  const id = useId();
  const gutter = useRef<HTMLDivElement>(null);
  const lines = value.split("\n").length;
  const levelOf = (line: number) => {
    const said = marks.filter((mark) => mark.line === line);
    if (said.some((mark) => mark.level === "error")) return classes.bad;
    return said.length > 0 ? classes.warning : undefined;
  };
  return (
    <div>
      <div className={classes.head}>
        <div>
          <Input.Label htmlFor={id}>{label}</Input.Label>
          <Text size="xs" c="dimmed" id={`${id}-hint`}>
            {description}
          </Text>
        </div>
        {tools}
      </div>
      <div className={classes.area} data-wrong={error ? true : undefined}>
        <div className={classes.gutter} ref={gutter} aria-hidden>
          {Array.from({ length: lines }, (_, index) => (
            <div key={index} className={levelOf(index + 1)}>
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          id={id}
          className={classes.code}
          value={value}
          spellCheck={false}
          wrap="off"
          autoCapitalize="off"
          autoComplete="off"
          data-field={field}
          aria-describedby={`${id}-hint`}
          aria-invalid={error ? true : undefined}
          aria-errormessage={error ? `${id}-error` : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      {error && (
        <Input.Error id={`${id}-error`} mt={4}>
          {error}
        </Input.Error>
      )}
    </div>
  );
}
