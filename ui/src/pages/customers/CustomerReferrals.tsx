/** A customer's referral code, and who came with it. */
import { Button, Code, CopyButton, Group, Paper, Stack, Text } from "@mantine/core";
import { IconCopy, IconUserHeart } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDeed, usePages } from "../../api/queries";
import type { ReferralCodeOut, ReferralOut } from "../../api/schema";
import { DataTable } from "../../parts/DataTable";
import { EmptyState, ErrorState } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { useReferralColumns } from "../points/referrals/columns";

export function CustomerReferrals({ id }: { id: string }) {
  const { t } = useTranslation();
  const pages = usePages<ReferralOut>(["customer", id, "referrals"], "/v1/referrals", { customer: `id:${id}` });
  const columns = useReferralColumns();
  return (
    <Stack gap="md">
      <CodeLine id={id} />
      <DataTable
        label={t("referrals.title")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.referred.id}
        empty={
          <EmptyState icon={<IconUserHeart size={32} stroke={1.2} />} title={t("referrals.noneHere")}>
            {t("referrals.noneHereText")}
          </EmptyState>
        }
      />
    </Stack>
  );
}

/** The code is made when it is first asked for, so it is asked for by a click. */
function CodeLine({ id }: { id: string }) {
  const { t } = useTranslation();
  const may = useMay("points:write");
  const code = useDeed<null, ReferralCodeOut>({ path: `/v1/customers/${encodeURIComponent(id)}/referral-code` });
  if (!may) return null;
  return (
    <Paper p="md">
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={600}>{t("referrals.code")}</Text>
          <Text size="xs" c="dimmed">
            {t("referrals.codeHint")}
          </Text>
        </div>
        {code.data ? (
          <Stack gap={6} align="flex-end" maw="100%">
            <Copied text={code.data.code} large />
            {code.data.url && <Copied text={code.data.url} />}
          </Stack>
        ) : (
          <Button variant="default" size="compact-sm" loading={code.isPending} onClick={() => code.mutate(null)}>
            {t("referrals.showCode")}
          </Button>
        )}
      </Group>
      {code.error && <ErrorState error={code.error} what={t("problem.notDone")} />}
    </Paper>
  );
}

function Copied({ text, large = false }: { text: string; large?: boolean }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" wrap="nowrap" maw="100%">
      <Code fz={large ? "md" : undefined} className="break">
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="compact-sm"
            style={{ flexShrink: 0 }}
            leftSection={<IconCopy size={16} stroke={1.5} />}
            onClick={copy}
          >
            {copied ? t("action.copied") : t("action.copy")}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
