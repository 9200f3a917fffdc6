/** A link to a page of the app; its words alone where the page is of no use to whoever is signed in. */
import { Anchor, type AnchorProps } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useMayOpen } from "./needs";

interface Props extends AnchorProps {
  to: string;
  children?: ReactNode;
}

export function PlaceLink({ to, children, ...look }: Props) {
  const mayOpen = useMayOpen();
  if (!mayOpen(to)) return children;
  return (
    <Anchor component={Link} to={to} size="sm" {...look}>
      {children}
    </Anchor>
  );
}
