/** Somebody else saved meanwhile: what is told of it, what is apart part by part, and a choice. Whatever two people save at
 * once is told by this; the pages say what it is about. */
import { Alert, Button, Group, Stack, Table, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A part in which both are apart, as it is stored and as it is written here. */
export interface PartSaid {
  part: string;
  name: string;
  stored: ReactNode;
  /** Null where it was not changed here. */
  yours: ReactNode | null;
}

export interface Choice {
  label: string;
  onChoose: () => void;
}

interface Props {
  title: string;
  text?: string;
  parts?: PartSaid[];
  /** What the parts are called above them, where that isn't the usual. */
  heads?: { what: string; stored: string; yours: string };
  /** What is apart, where it needs more room than a table has. */
  children?: ReactNode;
  /** What was changed here on top of what is stored, or what is stored instead; null while that isn't read yet. */
  choices: { mine: Choice; theirs: Choice } | null;
  busy?: boolean;
  /** Beside the choices: where what is stored can be looked at. */
  aside?: ReactNode;
  /** By what saving leads here. */
  field?: string;
}

export function Meanwhile({ title, text, parts, heads, children, choices, busy, aside, field }: Props) {
  const { t } = useTranslation();
  const named = heads ?? {
    what: t("conflictWith.what"),
    stored: t("conflictWith.stored"),
    yours: t("conflictWith.yours"),
  };
  return (
    <Alert
      color="yellow"
      variant="light"
      role="alert"
      icon={<IconUsers size={18} stroke={1.5} />}
      title={title}
      data-field={field}
      tabIndex={-1}
    >
      <Stack gap="sm">
        {text && <Text size="sm">{text}</Text>}
        {parts && parts.length > 0 && (
          <Table verticalSpacing={6} horizontalSpacing="xs" layout="fixed" aria-label={title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="34%">{named.what}</Table.Th>
                <Table.Th>{named.stored}</Table.Th>
                <Table.Th>{named.yours}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {parts.map((one) => (
                <Table.Tr key={one.part} style={{ verticalAlign: "top" }}>
                  <Table.Th scope="row" className="break">
                    {one.name}
                  </Table.Th>
                  <Table.Td className="break">{one.stored}</Table.Td>
                  <Table.Td className="break">
                    {one.yours ?? <Untouched>{t("conflictWith.untouched")}</Untouched>}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {children}
        {choices && (
          <Group gap="xs">
            <Button loading={busy} onClick={choices.mine.onChoose}>
              {choices.mine.label}
            </Button>
            <Button variant="default" disabled={busy} onClick={choices.theirs.onChoose}>
              {choices.theirs.label}
            </Button>
            {aside}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

/** What one of both has left as it was. */
export function Untouched({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}
