/** A part of a form that most don't need: its name and what it says now, open where it says something. */
import { Paper, Text, Title, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useReadOnly } from "./readonly";
import classes from "./Section.module.css";

interface Props {
  title: string;
  /** What it says now, in a few words. */
  says: string;
  /** Whether it says something else than usual, so that it is open from the beginning. */
  speaks: boolean;
  /** Something in it has to be seen to. */
  wrong?: boolean;
  children: ReactNode;
}

export function Section({ title, says, speaks, wrong = false, children }: Props) {
  const [open, setOpen] = useState(speaks);
  // Where it can only be looked at, nothing can be pressed, opening it neither.
  const shown = useReadOnly() || open || wrong;
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={`${id}-title`}>
      <UnstyledButton className={classes.head} aria-expanded={shown} aria-controls={id} onClick={() => setOpen(!shown)}>
        {shown ? <IconChevronDown size={18} stroke={1.5} /> : <IconChevronRight size={18} stroke={1.5} />}
        <Title order={2} id={`${id}-title`}>
          {title}
        </Title>
        {!shown && (
          <Text size="sm" c="dimmed" className={classes.says}>
            {says}
          </Text>
        )}
      </UnstyledButton>
      {shown && (
        <div id={id} className={classes.body}>
          {children}
        </div>
      )}
    </Paper>
  );
}
