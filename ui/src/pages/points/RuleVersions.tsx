/** What a rule said in each of its versions: who had it say so, when, and what that changed; an older one is restored. */

import { Anchor, Button, Group, List, Stack, Text, VisuallyHidden } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed, usePages } from "../../api/queries";
import type { RestoreVersionIn, RuleVersionOut } from "../../api/schema";
import { saidActor } from "../../parts/actor";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats, When } from "../../parts/Formats";
import { Section } from "../../parts/Section";
import { ErrorState, Lines } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";

interface Props {
  /** The path of the rule in the API. */
  path: string;
  kind: "earning" | "spending";
  version: number;
  /** Whether something is written that isn't saved. */
  changed: boolean;
  onRestored: () => void;
}

export function RuleVersions(props: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const counted = { count: props.version, number: format.number(props.version) };
  return (
    <Section title={t("versions.title")} says={t("versions.says", counted)} speaks={false}>
      <Versions {...props} />
    </Section>
  );
}

function Versions({ path, kind, version, changed, onRestored }: Props) {
  const { t } = useTranslation();
  const may = useMay("programme:write");
  const pages = usePages<RuleVersionOut>([`${kind}-rule`, path, "versions", version], `${path}/versions`);
  const [asked, setAsked] = useState<RuleVersionOut | null>(null);
  if (pages.error && !pages.rows) {
    return <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch()} />;
  }
  if (!pages.rows) return <Lines />;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t(kind === "earning" ? "versions.hint" : "versions.hintSpending")}
      </Text>
      {pages.rows.map((one) => (
        <OneVersion
          key={one.version}
          of={one}
          isNow={one.version === version}
          onRestore={may && one.differs ? () => setAsked(one) : undefined}
        />
      ))}
      {pages.hasNextPage && (
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          {t("versions.more")}
        </Button>
      )}
      {asked && (
        <Restoring
          path={path}
          kind={kind}
          version={version}
          old={asked}
          changed={changed}
          onClose={() => setAsked(null)}
          onRestored={onRestored}
        />
      )}
    </Stack>
  );
}

interface OneProps {
  of: RuleVersionOut;
  isNow: boolean;
  onRestore: (() => void) | undefined;
}

function OneVersion({ of, isNow, onRestore }: OneProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const number = format.number(of.version);
  return (
    <article aria-label={t("versions.one", { number })}>
      <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" fw={500}>
            {t("versions.one", { number })}
            {isNow && ` · ${t("versions.now")}`}
          </Text>
          <Text size="xs" c="dimmed" className="break">
            <When value={of.at} /> · {saidActor(t, of.actor, of.actor_name)}
          </Text>
        </div>
        {onRestore && (
          <Anchor component="button" type="button" size="sm" onClick={onRestore}>
            {t("versions.restore")}
          </Anchor>
        )}
      </Group>
      <Changes of={of} />
    </article>
  );
}

function Changes({ of: { version, says, added, removed, renamed_from, switched, active } }: { of: RuleVersionOut }) {
  const { t } = useTranslation();
  if (version === 1) {
    return (
      <Text size="sm" className="break">
        {t("versions.first")}: {says.join(", ")}
      </Text>
    );
  }
  const told = [
    renamed_from !== null && t("versions.renamed", { name: renamed_from }),
    switched && t(active ? "versions.on" : "versions.off"),
  ].filter((line): line is string => line !== false);
  const silent = told.length + added.length + removed.length === 0;
  return (
    <List size="sm" spacing={2} listStyleType="none">
      {told.map((line) => (
        <List.Item key={line} className="break">
          {line}
        </List.Item>
      ))}
      {removed.map((line) => (
        <List.Item key={`- ${line}`} className="break" c="dimmed">
          <span aria-hidden>− </span>
          <VisuallyHidden>{t("versions.removed")}: </VisuallyHidden>
          <s>{line}</s>
        </List.Item>
      ))}
      {added.map((line) => (
        <List.Item key={`+ ${line}`} className="break">
          <span aria-hidden>+ </span>
          <VisuallyHidden>{t("versions.added")}: </VisuallyHidden>
          {line}
        </List.Item>
      ))}
      {silent && <List.Item>{t("versions.other")}</List.Item>}
    </List>
  );
}

interface RestoringProps extends Props {
  old: RuleVersionOut;
  onClose: () => void;
}

function Restoring({ path, kind, version, old, changed, onClose, onRestored }: RestoringProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const number = format.number(old.version);
  const restore = useDeed<RestoreVersionIn, unknown>({
    path: `${path}/restore`,
    touches: [[`${kind}-rules`], ["programme"], ["search"], ["estimate"]],
  });
  const done = () => {
    notifications.show({ message: t("versions.done", { number }) });
    onClose();
    onRestored();
  };
  return (
    <ConfirmDialog
      open
      title={t("versions.restoreTitle", { number })}
      confirm={t("versions.restore")}
      busy={restore.isPending}
      error={restore.error}
      onConfirm={() => restore.mutate({ version, restored: old.version }, { onSuccess: done })}
      onCancel={onClose}
    >
      <Stack gap="xs">
        <Text size="sm" className="break">
          {old.says.join(", ")}
        </Text>
        <Text size="sm">{t("versions.restoreText")}</Text>
        {changed && (
          <Text size="sm" c="var(--bad)">
            {t("versions.lost")}
          </Text>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
