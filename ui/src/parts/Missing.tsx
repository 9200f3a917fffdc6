/** A page of something that isn't there: says so, and leads back to the list. Trying again would not help. */
import { Button } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Problem } from "../api/client";
import { EmptyState } from "./states";

export const isMissing = (error: unknown): boolean => error instanceof Problem && error.status === 404;

interface Props {
  title: string;
  children: ReactNode;
  list: { to: string; label: string };
}

export function Missing({ title, children, list }: Props) {
  return (
    <EmptyState
      icon={<IconMapQuestion size={40} stroke={1.2} />}
      title={title}
      action={
        <Button component={Link} to={list.to}>
          {list.label}
        </Button>
      }
    >
      {children}
    </EmptyState>
  );
}
