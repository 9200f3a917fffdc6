/** All conflicts that were found, or that there are none. */
import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConflictOut, ConflictsResult } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import classes from "../../../parts/past/Past.module.css";
import { Finding } from "./Finding";

interface Props {
  result: ConflictsResult;
  outdated: boolean;
  /** Only what is about one promotion: by its id, or its name while it has none. */
  about?: { id: string | null; name: string };
}

export function Findings({ result, outdated, about }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const isAbout = (one: ConflictOut) =>
    !about || [one.promotion, one.by].some((named) => named && (named.id ?? "") === (about.id ?? ""));
  const found = result.conflicts.filter(isAbout);
  return (
    <Stack gap="sm" className={outdated ? classes.outdated : undefined}>
      {outdated && (
        <Text size="xs" c="dimmed">
          {t("replay.outdated")}
        </Text>
      )}
      <Text size="sm" data-testid="conflicts-told">
        {found.length === 0
          ? t("conflict.none", { count: result.promotions, number: format.number(result.promotions) })
          : t("conflict.found", { count: found.length, number: format.number(found.length) })}
      </Text>
      {result.pairs < result.all_pairs && (
        <Text size="xs" c="dimmed">
          {t("conflict.notAll", { number: format.number(result.pairs), all: format.number(result.all_pairs) })}
        </Text>
      )}
      <Stack gap="sm" component="ul" m={0} p={0}>
        {found.map((one) => (
          <Finding
            key={[one.what, one.promotion.id, one.by?.id].join("-")}
            conflict={one}
            here={about ? about.id : null}
          />
        ))}
      </Stack>
    </Stack>
  );
}
