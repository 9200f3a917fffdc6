/** A state as a small coloured dot with a word; colour never stands alone. */
import { Group, Text, Tooltip } from "@mantine/core";

export type Tone = "good" | "busy" | "warning" | "bad" | "off";

interface Props {
  tone: Tone;
  label: string;
  hint?: string | null;
}

export function StateDot({ tone, label, hint }: Props) {
  const dot = (
    <Group gap={8} wrap="nowrap" component="span" display="inline-flex">
      <span className={`dot dot-${tone}`} aria-hidden />
      <Text component="span" size="sm" className="nowrap">
        {label}
      </Text>
    </Group>
  );
  return hint ? <Tooltip label={hint}>{dot}</Tooltip> : dot;
}
