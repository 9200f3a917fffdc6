/** Segments that are as good as one, or of which one lies in another, in words. */
import { Anchor, List, Paper, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../parts/Formats";
import type { Remark } from "./overlap";

/** Of many only the clearest are said at first. */
const FIRST = 5;

export function Remarks({ remarks }: { remarks: Remark[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (remarks.length === 0) return null;
  return (
    <Paper p="md" component="section" aria-label={t("overlap.remarks")}>
      <Title order={2} mb="xs">
        {t("overlap.remarks")}
      </Title>
      <List size="sm" spacing={4}>
        {remarks.slice(0, all ? undefined : FIRST).map((remark) => (
          <List.Item key={`${remark.kind} ${remark.one.id} ${remark.other.id}`} className="break">
            <Said remark={remark} />
          </List.Item>
        ))}
      </List>
      {remarks.length > FIRST && (
        <Anchor component="button" type="button" size="sm" mt="xs" onClick={() => setAll(!all)}>
          {all ? t("action.showLess") : t("overlap.moreRemarks", { count: remarks.length - FIRST })}
        </Anchor>
      )}
      <Text size="xs" c="dimmed" mt="xs">
        {t("overlap.remarksHint")}
      </Text>
    </Paper>
  );
}

function Said({ remark }: { remark: Remark }) {
  const { t } = useTranslation();
  const format = useFormats();
  const values = { one: remark.one.name, other: remark.other.name, share: format.percent(remark.share) };
  if (remark.kind === "equal") return <>{t("overlap.equal", values)}</>;
  return <>{t(remark.share >= 1 ? "overlap.within" : "overlap.contained", values)}</>;
}
