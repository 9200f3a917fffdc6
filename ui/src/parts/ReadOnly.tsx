/** A form, or a part of one, that whoever lacks a right may look at: a word why, and nothing in it can be changed. */
import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Scope } from "../api/types";
import { useMay } from "../shell/SessionGate";
import classes from "./ReadOnly.module.css";
import { ReadOnlyContext } from "./readonly";

interface Props {
  unless: Scope;
  /** Another part of the same form has said it. */
  quiet?: boolean;
  children: ReactNode;
}

export function ReadOnly({ unless, quiet = false, children }: Props) {
  const may = useMay(unless);
  if (may) return children;
  return (
    <ReadOnlyContext value={true}>
      <Stack gap="md">
        {!quiet && <OnlyLooked unless={unless} />}
        <fieldset className={classes.form} disabled>
          {children}
        </fieldset>
      </Stack>
    </ReadOnlyContext>
  );
}

/** Why nothing can be changed, to whom that is so. */
export function OnlyLooked({ unless }: { unless: Scope }) {
  const { t } = useTranslation();
  if (useMay(unless)) return null;
  return <Text c="dimmed">{t("role.readOnly")}</Text>;
}
