/** What stands where data would be: nothing there yet, something went wrong, still loading. */
import { Alert, Button, Center, Code, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconAlertCircle, IconCloudOff, IconFilterOff, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Problem } from "../api/client";
import { capital } from "../condition/words";

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Whether it is all that there is on the page, so that its title is the page's. */
  isPage?: boolean;
}

/** What a thing is for, and the button that starts it. */
export function EmptyState({ icon, title, children, action, isPage = false }: EmptyProps) {
  return (
    <Center py={48} px="md">
      <Stack align="center" gap="sm" maw={460}>
        {icon && <div className="empty-icon">{icon}</div>}
        <Title order={isPage ? 1 : 2} size="h2" ta="center">
          {title}
        </Title>
        {children && (
          <Text c="dimmed" ta="center" component="div">
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
}

/** What part of an address something is about is for programs; a person has named none. */
const PARAMETER = /^(query parameter|parametr|параметр) [\w.]+: /;

/** The words for a refusal: the server's own where it said something, else what is known of the status. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof Problem)) return t("problem.unknown");
    if (error.status === 0) return t("problem.offline");
    // The server's words for it are for programs, and name keys.
    if (error.status === 401) return t("problem.signedOut");
    if (error.document.detail) return capital(error.document.detail.replace(PARAMETER, ""));
    if (error.status === 403) return t("problem.forbidden");
    if (error.status === 404) return t("problem.notFound");
    if (error.status === 409) return t("problem.conflict");
    if (error.status === 429) return t("problem.tooMany");
    if (error.status >= 500) return t("problem.server");
    return error.document.title ?? t("problem.unknown");
  };
}

interface ErrorProps {
  error: unknown;
  /** What was not done, in a few words. */
  what?: string;
  onRetry?: () => void;
  /** Whether a form shows the fault of a pointer at its field, so that none is told twice. */
  atField?: (pointer: string) => boolean;
}

/** A pointer as a person reads it: /fields/email is fields › email. */
const placeOf = (pointer: string) => pointer.split("/").filter(Boolean).join(" › ");

export function ErrorState({ error, what, onRetry, atField = () => false }: ErrorProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const problem = error instanceof Problem ? error : null;
  const faults = problem?.errors ?? [];
  const placed = faults.length > 0 && faults.every((fault) => atField(fault.pointer));
  const general = placed
    ? []
    : faults.filter((fault) => fault.detail && !problem?.document.detail?.includes(fault.detail));
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={problem?.status === 0 ? <IconCloudOff size={18} /> : <IconAlertCircle size={18} />}
      title={what ?? t("problem.title")}
    >
      <Stack gap={8}>
        <Text size="sm">{placed ? t("problem.atFields") : textOf(error)}</Text>
        {general.slice(0, 5).map((fault) => (
          <Text size="sm" key={fault.pointer + fault.code}>
            {placeOf(fault.pointer) && <Code>{placeOf(fault.pointer)}</Code>}{" "}
            {capital(fault.detail.replace(PARAMETER, ""))}
          </Text>
        ))}
        {onRetry && (
          <Group>
            <WayOn error={problem} onRetry={onRetry} />
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

/** Trying again, or leaving out what the address asks for where that is what there is none of. */
function WayOn({ error, onRetry }: { error: Problem | null; onRetry: () => void }) {
  const { t } = useTranslation();
  const [asked] = useSearchParams();
  const tab = asked.get("tab");
  const narrowed = [...asked.keys()].some((name) => name !== "tab");
  if (narrowed && (error?.status === 404 || error?.status === 422)) {
    return (
      <Button
        component={Link}
        to={{ search: tab ? `tab=${encodeURIComponent(tab)}` : "" }}
        variant="default"
        size="compact-sm"
        leftSection={<IconFilterOff size={16} stroke={1.5} />}
      >
        {t("action.noFilters")}
      </Button>
    );
  }
  return (
    <Button variant="default" size="compact-sm" leftSection={<IconRefresh size={16} stroke={1.5} />} onClick={onRetry}>
      {t("action.retry")}
    </Button>
  );
}

/** Instead of an answer about what stands in a form: something in it is wrong, and marked there. */
export function MendFirst() {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="var(--bad)" role="alert">
      {t("problem.mendFirst")}
    </Text>
  );
}

export function Lines({ count = 6, height = 20 }: { count?: number; height?: number }) {
  return (
    <Stack gap="sm" aria-busy>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={height} radius={4} />
      ))}
    </Stack>
  );
}
