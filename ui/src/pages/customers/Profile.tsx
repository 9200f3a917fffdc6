/** Who the customer is, and the segments they are in, each with its "why". */
import { Anchor, Badge, Group, Paper, Spoiler, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useVocabulary } from "../../api/queries";
import type { Address, Customer, Json } from "../../api/types";
import { capital } from "../../condition/words";
import { Day, Secondary, useFormats } from "../../parts/Formats";

/** A name of more letters stands shortened at the top, and whole in the profile. */
const SHORT = 60;
const LONG = 160;

interface Props {
  customer: Customer;
  onWhy: (segment: { id: string; name: string }) => void;
}

export function Profile({ customer, onWhy }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const { data: vocabulary } = useVocabulary();
  const labels = new Map(vocabulary?.fields.map((field) => [field.path, field.label]));
  const gender = customer.gender?.toLowerCase();
  const facts: [string, ReactNode][] = [
    [t("customers.fullName"), customer.name && customer.name.length > SHORT ? customer.name : null],
    [t("customers.email"), emailOf(customer)],
    [t("customers.id"), customer.external_id],
    [t("customers.phone"), customer.phone],
    [t("customers.country"), customer.country ? format.country(customer.country) : null],
    [t("customers.language"), customer.language ? capital(format.languageOf(customer.language)) : null],
    [t("customers.group"), customer.group],
    [t("customers.gender"), gender === "female" || gender === "male" ? t(`gender.${gender}`) : customer.gender],
    [t("customers.bornOn"), customer.born_on ? format.day(customer.born_on) : null],
    [t("customers.registered"), customer.registered_at ? format.instant(customer.registered_at) : null],
    [t("customers.store"), customer.store],
    ...Object.entries(customer.attributes ?? {}).map(([name, value]): [string, ReactNode] => [
      labels.get(`customer.attributes.${name}`) ?? capital(name.replaceAll("_", " ")),
      shown(value),
    ]),
  ];
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return (
    <Stack gap="md">
      <Paper p="md">
        <Title order={2} mb="sm">
          {t("customers.inSegments")}
        </Title>
        {customer.segments.length === 0 ? (
          <Text c="dimmed">{t("customers.inNone")}</Text>
        ) : (
          <Stack gap="xs">
            {customer.segments.map((segment) => (
              <Group key={segment.id} justify="space-between" wrap="nowrap" gap="xs">
                <div style={{ minWidth: 0 }}>
                  <Link to={`/segments/${encodeURIComponent(segment.id)}`} className="plain-link break">
                    {segment.name}
                  </Link>
                  {segment.entered_at && (
                    <Text size="xs" c="dimmed">
                      {t("customers.since")} <Day value={segment.entered_at} />
                    </Text>
                  )}
                </div>
                <Anchor component="button" type="button" size="sm" onClick={() => onWhy(segment)}>
                  {t("why.button")}
                </Anchor>
              </Group>
            ))}
          </Stack>
        )}
      </Paper>
      <Paper p="md">
        <Title order={2} mb="sm">
          {t("customers.profile")}
        </Title>
        <Stack gap={8}>
          {known.map(([label, value]) => (
            <Group key={label} justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
              <Text size="sm" c="dimmed" style={{ flex: "none", maxWidth: "50%" }} className="words">
                {label}
              </Text>
              <Text size="sm" ta="right" component="div" className="break" style={{ flex: "0 1 auto" }}>
                {typeof value === "string" ? <Whole text={value} /> : value}
              </Text>
            </Group>
          ))}
          <Chips label={t("customers.tags")} values={customer.tags} />
          <Chips label={t("customers.lists")} values={customer.lists} />
        </Stack>
      </Paper>
      {customer.addresses.length > 0 && (
        <Paper p="md">
          <Title order={2} mb="sm">
            {t("customers.addresses")}
          </Title>
          <Stack gap="sm">
            {customer.addresses.map((address, index) => (
              <AddressLines key={index} address={address} />
            ))}
          </Stack>
        </Paper>
      )}
    </Stack>
  );
}

const emailOf = ({ email, mailable }: Customer) => (email && !mailable ? <Unmailable email={email} /> : email);

/** An address that nothing is sent to, because nothing can be. */
function Unmailable({ email }: { email: string }) {
  const { t } = useTranslation();
  return (
    <>
      {email}
      <Text size="xs" c="var(--mantine-color-error)">
        {t("customers.unmailable")}
      </Text>
    </>
  );
}

/** A text of the shop's, folded where it is very long. */
function Whole({ text }: { text: string }) {
  const { t } = useTranslation();
  if (text.length <= LONG) return text;
  return (
    <Spoiler maxHeight={80} showLabel={t("action.showAll")} hideLabel={t("action.showLess")}>
      {text}
    </Spoiler>
  );
}

function shown(value: Json): ReactNode {
  if (value === null) return null;
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  return typeof value === "boolean" ? <YesNo value={value} /> : String(value);
}

function YesNo({ value }: { value: boolean }) {
  const { t } = useTranslation();
  return <>{capital(value ? t("value.yes") : t("value.no"))}</>;
}

function Chips({ label, values }: { label: string; values: string[] | undefined }) {
  if (!values?.length) return null;
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Group gap={4} justify="flex-end" style={{ minWidth: 0 }}>
        {values.map((value) => (
          <Badge key={value} variant="default" tt="none" fw={400}>
            {value}
          </Badge>
        ))}
      </Group>
    </Group>
  );
}

function AddressLines({ address }: { address: Address }) {
  const { t } = useTranslation();
  const format = useFormats();
  const kind = address.kind === "billing" || address.kind === "shipping" ? t(`address.${address.kind}`) : address.kind;
  const place = [address.postcode, address.city, address.region].filter(Boolean).join(" ");
  return (
    <div>
      <Secondary>
        {kind}
        {address.default ? ` · ${t("address.default")}` : ""}
      </Secondary>
      {[address.name, address.street, place, address.country ? format.country(address.country) : null]
        .filter(Boolean)
        .map((line) => (
          <Text size="sm" key={line} className="break">
            {line}
          </Text>
        ))}
    </div>
  );
}
