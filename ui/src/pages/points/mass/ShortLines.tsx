/** Customers who have fewer points than are taken: how many, what becomes of it, and the first of them. */
import { Alert, Anchor, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { MassIn, ShortOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { customerPath, nameOf } from "../../customers/columns";

interface Props {
  short: ShortOut;
  shortage: NonNullable<MassIn["shortage"]>;
}

const SHOWN = 5;

export function ShortLines({ short, shortage }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const many = (count: number) => ({ count, number: format.number(count) });
  return (
    <Alert
      color={shortage === "forbid" ? "red" : "yellow"}
      variant="light"
      title={t("mass.shortTitle", many(short.customers))}
    >
      <Text size="sm" mb="xs">
        {t(`mass.shortThen.${shortage}`, many(short.points))}
      </Text>
      <Stack gap={4}>
        {short.sample.slice(0, SHOWN).map(({ customer, missing }) => (
          <Group key={customer.id} justify="space-between" wrap="nowrap" gap="sm">
            <Anchor component={Link} to={customerPath(customer.id)} size="sm" c="inherit" truncate>
              {nameOf(customer)}
            </Anchor>
            <Text size="sm" className="figures nowrap">
              {t("mass.missing", many(missing))}
            </Text>
          </Group>
        ))}
      </Stack>
    </Alert>
  );
}
