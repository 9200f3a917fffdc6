/** Save is always there, and says why it waits. Ctrl-S does the same. */
import { Button, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import type { ReactNode } from "react";

interface Props {
  /** What is to be done first, in words, or null. */
  waitsFor: string | null;
  busy: boolean;
  onSave: () => void;
  children: ReactNode;
}

export function SaveButton({ waitsFor, busy, onSave, children }: Props) {
  const waits = waitsFor === null ? undefined : true;
  const save = () => {
    if (!waits && !busy) onSave();
  };
  useHotkeys([["mod+S", save]], []);
  return (
    <Tooltip label={waitsFor} disabled={!waits}>
      <Button onClick={save} loading={busy} data-disabled={waits} aria-disabled={waits}>
        {children}
      </Button>
    </Tooltip>
  );
}
