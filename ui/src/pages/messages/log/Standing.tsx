/** What would keep mail from a customer now, and everything that they said here to lists. */
import { Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { When } from "../../../parts/Formats";
import { StateDot } from "../../../parts/StateDot";
import { ErrorState, Lines } from "../../../parts/states";
import { useMailStanding } from "./reading";

const KINDS = ["opted_in", "marketing", "transactional"] as const;

export function Standing({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useMailStanding(customer);
  if (error && !data) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />;
  if (!data) return <Lines count={4} />;
  return (
    <Stack gap="xs">
      <Text size="sm" className="break">
        {data.address ?? t("outbox.why.no_address")}
        {" · "}
        {data.list}: {t(`outbox.subscribed.${(data.status ?? "never") as "never"}`)}
        {data.since && (
          <>
            {" "}
            (<When value={data.since} />)
          </>
        )}
      </Text>
      <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
        <Table.Tbody>
          {KINDS.map((kind) => (
            <Table.Tr key={kind}>
              <Table.Td>{t(`outbox.kind.${kind}`)}</Table.Td>
              <Table.Td>
                <StateDot
                  tone={data[kind] === null ? "good" : "off"}
                  label={data[kind] === null ? t("outbox.gets") : t(`outbox.why.${data[kind]}`)}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {data.consents.map((one) => (
        <Text size="xs" c="dimmed" key={`${one.at} ${one.list}`} className="break">
          <When value={one.at} /> · {one.list}: {t(`outbox.subscribed.${one.status as "never"}`)} · {one.wording}
        </Text>
      ))}
    </Stack>
  );
}
