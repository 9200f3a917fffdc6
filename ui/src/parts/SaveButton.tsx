/** Save is always there, says beside it why it waits, and leads to what it waits for. Ctrl-S does the same. */
import { Button, Group, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type ReactNode, useEffect, useId, useRef } from "react";

/** What is to be done before something can be saved, in words, and the `data-field` where it is done. */
export interface Waiting {
  says: string;
  field?: string;
}

interface Props {
  waitsFor: Waiting | null;
  busy: boolean;
  onSave: () => void;
  children: ReactNode;
}

/** The second press of a double click may come before the page knows that something is under way. */
const SECOND_PRESS_MS = 500;
const NEVER = Number.NEGATIVE_INFINITY;

function leadTo(field: string | undefined) {
  const found = field ? document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`) : null;
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
}

export function SaveButton({ waitsFor, busy, onSave, children }: Props) {
  const id = useId();
  const pressedAt = useRef(NEVER);
  // Once it is done or refused, the next press is meant, however soon it comes.
  useEffect(() => {
    if (busy)
      return () => {
        pressedAt.current = NEVER;
      };
  }, [busy]);
  const waits = waitsFor === null ? undefined : true;
  const save = () => {
    if (waitsFor) return leadTo(waitsFor.field);
    const now = performance.now();
    if (busy || now - pressedAt.current < SECOND_PRESS_MS) return;
    pressedAt.current = now;
    onSave();
  };
  useHotkeys([["mod+S", save]], []);
  return (
    <Group gap="sm">
      {waitsFor && (
        <Text size="xs" c="dimmed" id={id} role="status">
          {waitsFor.says}
        </Text>
      )}
      <Button
        onClick={save}
        loading={busy}
        data-disabled={waits}
        aria-disabled={waits}
        aria-describedby={waits && id}
        className={waits && "waiting-button"}
      >
        {children}
      </Button>
    </Group>
  );
}
