/** An amount in the shop's currency, and where wanted in others: a cart in another currency gets that, not the rate's. */
import { ActionIcon, Button, Group, Input, Select, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { holds } from "../format/plain";
import { amountsFrom, amountsOf, type MoneyValue } from "./compound";
import { useFormats } from "./Formats";
import { type InputProps, MoneyField } from "./TypedNumber";

const AMOUNT = { type: "object", format: "money", exclusiveMinimum: 0 };

export function AmountsField(props: InputProps) {
  const { label, description, value, onChange, error, required, pointer, ariaLabel, placeholder, width } = props;
  const { t } = useTranslation();
  const { currency } = useFormats();
  const listed = amountsOf(value);
  const base = listed.find((one) => one.currency === currency) ?? { amount: "", currency };
  const others = listed.filter((one) => one !== base && one.currency !== currency);
  const put = (first: MoneyValue, rest: MoneyValue[]) => onChange(amountsFrom([first, ...rest]));
  const name = ariaLabel ?? label;
  return (
    <Stack gap={4} w={{ base: "100%", xs: width ?? 220 }}>
      <MoneyField
        schema={AMOUNT}
        label={label}
        ariaLabel={ariaLabel}
        description={description}
        placeholder={placeholder}
        value={base.amount === "" ? null : (base as unknown as InputProps["value"])}
        onChange={(next) =>
          put({ amount: next === null ? "" : String((next as { amount: string }).amount), currency }, others)
        }
        error={error}
        required={required}
        pointer={pointer}
        width="100%"
      />
      {others.map((one, index) => (
        <OtherAmount
          key={one.currency || index}
          one={one}
          name={name}
          taken={[currency, ...others.map((other) => other.currency)]}
          onChange={(next) =>
            put(
              base,
              others.map((other) => (other === one ? next : other)),
            )
          }
          onRemove={() =>
            put(
              base,
              others.filter((other) => other !== one),
            )
          }
        />
      ))}
      {base.amount !== "" && (
        <Group>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            disabled={others.some((one) => one.currency === "")}
            onClick={() => put(base, [...others, { amount: "", currency: "" }])}
          >
            {t("amounts.add")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface OtherProps {
  one: MoneyValue;
  name: string;
  taken: string[];
  onChange: (next: MoneyValue) => void;
  onRemove: () => void;
}

function OtherAmount({ one, name, taken, onChange, onRemove }: OtherProps) {
  const { t, i18n } = useTranslation();
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames([i18n.language], { type: "currency" });
    return Intl.supportedValuesOf("currency").map((code) => ({ value: code, label: `${code} · ${names.of(code)}` }));
  }, [i18n.language]);
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      {one.currency === "" ? (
        <Input.Wrapper flex={1}>
          <Select
            searchable
            autoFocus
            aria-label={t("amounts.currency")}
            placeholder={t("amounts.currency")}
            limit={50}
            filter={({ options, search }) => options.filter((one) => "label" in one && holds(one.label, search))}
            data={currencies.filter((each) => !taken.includes(each.value))}
            value={null}
            nothingFoundMessage={t("value.nothing")}
            onChange={(code) => code && onChange({ ...one, currency: code })}
          />
        </Input.Wrapper>
      ) : (
        <MoneyField
          schema={AMOUNT}
          label=""
          ariaLabel={t("amounts.in", { name, currency: one.currency })}
          currency={one.currency}
          value={one.amount === "" ? null : { amount: one.amount, currency: one.currency }}
          onChange={(next) =>
            onChange({ ...one, amount: next === null ? "" : String((next as { amount: string }).amount) })
          }
          required
          pointer=""
          width="100%"
        />
      )}
      <ActionIcon size={36} aria-label={t("amounts.remove", { currency: one.currency })} onClick={onRemove}>
        <IconTrash size={16} stroke={1.5} />
      </ActionIcon>
    </Group>
  );
}
