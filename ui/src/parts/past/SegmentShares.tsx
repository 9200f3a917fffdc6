/** Which segments get something, the one that gets most first. */
import { Anchor, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../Formats";

const FIRST = 6;

interface Props {
  /** What the numbers are. */
  header: string;
  segments: { id: string; name: string; customers: number; shown: string; shownBefore: string }[];
  compared: boolean;
}

export function SegmentShares({ header, segments, compared }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const [all, setAll] = useState(false);
  if (segments.length === 0) return null;
  const shown = all ? segments : segments.slice(0, FIRST);
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {t("trial.bySegment")}
      </Text>
      <Table verticalSpacing={4} horizontalSpacing={4} aria-label={t("trial.bySegment")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("trial.segment")}</Table.Th>
            <Table.Th ta="right">{t("trial.customersShort")}</Table.Th>
            <Table.Th ta="right">{header}</Table.Th>
            {compared && <Table.Th ta="right">{t("trial.before")}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td className="break">
                <Anchor component={Link} to={`/segments/${encodeURIComponent(one.id)}`} size="sm">
                  {one.name}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right" className="figures">
                {format.number(one.customers)}
              </Table.Td>
              <Table.Td ta="right" className="figures">
                {one.shown}
              </Table.Td>
              {compared && (
                <Table.Td ta="right" c="dimmed" className="figures">
                  {one.shownBefore}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {segments.length > FIRST && (
        <Anchor component="button" type="button" size="xs" mt={4} onClick={() => setAll(!all)}>
          {all ? t("action.showLess") : t("trial.allSegments", { count: segments.length })}
        </Anchor>
      )}
    </div>
  );
}
