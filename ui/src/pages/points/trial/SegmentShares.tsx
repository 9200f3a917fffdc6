/** Which segments the points of a tried rule go to, the one that gets most first. */
import { Anchor, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { TriedSegmentOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";

const FIRST = 6;

export function SegmentShares({ segments, compared }: { segments: TriedSegmentOut[]; compared: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [all, setAll] = useState(false);
  const got = segments.filter((one) => one.points > 0 || one.in_force > 0);
  if (got.length === 0) return null;
  const shown = all ? got : got.slice(0, FIRST);
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
            <Table.Th ta="right">{t("trial.pointsShort")}</Table.Th>
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
                {format.number(one.points)}
              </Table.Td>
              {compared && (
                <Table.Td ta="right" c="dimmed" className="figures">
                  {format.number(one.in_force)}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {got.length > FIRST && (
        <Anchor component="button" type="button" size="xs" mt={4} onClick={() => setAll(!all)}>
          {all ? t("action.showLess") : t("trial.allSegments", { count: got.length })}
        </Anchor>
      )}
    </div>
  );
}
