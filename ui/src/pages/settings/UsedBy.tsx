/** What asks for an attribute as it is declared, and what of it would break were it changed. */
import { Alert, Anchor, List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import { asSentence } from "../../format/sentence";
import { pathOfUse } from "../segments/uses";

interface Use {
  kind: string;
  id: string;
  name: string;
  where: string;
  breaks: string | null;
}

/** What asks for the attribute as it is, when that is why it was not changed. */
export function usesIn(error: unknown): Use[] {
  return error instanceof Problem && error.code === "attribute.in_use" ? (error.document.used_by as Use[]) : [];
}

export function UsedBy({ uses, removing = false }: { uses: Use[]; removing?: boolean }) {
  const { t } = useTranslation();
  const count = uses.length;
  const breaking = uses.filter((use) => use.breaks !== null).length;
  const follows = breaking > 0 ? t("attributes.breaks", { count: breaking }) : t("attributes.fits");
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      title={t(removing ? "attributes.removeInUse" : "attributes.inUse", { count })}
    >
      <Text size="sm">{removing ? t("attributes.removeBreaks", { count }) : follows}</Text>
      <List size="sm" mt="xs" spacing={4}>
        {uses.map((use) => (
          <List.Item key={`${use.kind} ${use.id} ${use.where}`} className="break">
            {t(`uses.kinds.${use.kind}` as "uses.kinds.segment", { defaultValue: use.kind })}{" "}
            <Anchor href={pathOfUse(use)} target="_blank" rel="noopener">
              {use.name}
            </Anchor>
            {use.breaks && (
              <Text size="xs" c="dimmed">
                {asSentence(use.breaks)}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
