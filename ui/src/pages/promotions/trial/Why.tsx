/** Which promotions a cart gets and why, which it doesn't and why not, and what its codes are good for. */
import { Alert, Text, Title } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { CodeOut, NotAppliedOut, QuoteOut } from "../../../api/schema";
import { capital } from "../../../condition/words";
import { useFormats } from "../../../parts/Formats";
import { useProductNames } from "../../../parts/useProductNames";
import classes from "./Receipt.module.css";

interface Props {
  quote: QuoteOut;
  /** The promotion that is looked at, which stands out. */
  promotion: string | null;
}

/** Reasons that have no facts are told in the reader's language, the others in the server's words. */
const told = (reason: string, words: string | null, t: TFunction) =>
  t(`quote.why.${reason}` as "quote.why.no_code", { defaultValue: "" }) || capital(words ?? reason);

export function Why({ quote, promotion }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const nameOf = useProductNames(quote.gifts.map((gift) => gift.sku));
  const passed = quote.not_applied ?? [];
  const useless = quote.codes.filter((code) => !code.applied);
  const ofThis = (id: string) => (id === promotion ? 600 : 400);
  return (
    <div>
      {useless.map((code) => (
        <UselessCode key={code.code} code={code} />
      ))}
      {quote.gifts.map((gift) => (
        <Text key={gift.promotion + gift.sku} size="sm" mb="xs" className="break">
          {t("quote.gift", {
            pieces: format.number(gift.pieces),
            sku: nameOf(gift.sku) ?? gift.sku,
            label: gift.label,
          })}
        </Text>
      ))}
      <Title order={3}>{t("quote.applied")}</Title>
      {quote.applied.length === 0 && (
        <Text size="sm" c="dimmed" py={4}>
          {t("quote.noneApplied")}
        </Text>
      )}
      {quote.applied.map((one) => (
        <div key={one.promotion} className={classes.promotion} data-testid="applied">
          <Text size="sm" fw={ofThis(one.promotion)} className="break">
            {one.name}
          </Text>
          <Text size="sm" fw={ofThis(one.promotion)} className="figures">
            {format.money({ ...one.amount, amount: `-${one.amount.amount}` })}
          </Text>
          <Text size="xs" c="dimmed" className="break">
            {[one.coupon && t("quote.byCode", { code: one.coupon }), capital(one.told)].filter(Boolean).join(" · ")}
          </Text>
        </div>
      ))}
      {passed.length > 0 && (
        <>
          <Title order={3} mt="sm">
            {t("quote.notApplied")}
          </Title>
          {passed
            .toSorted((a, b) => Number(b.promotion === promotion) - Number(a.promotion === promotion))
            .map((one) => (
              <Passed key={one.promotion} one={one} weight={ofThis(one.promotion)} />
            ))}
        </>
      )}
    </div>
  );
}

/** What is written as an amount of money, such as "12.50 USD". */
const amountOf = (short: string | null) => {
  const [, amount, currency] = short?.match(/^([\d.]+) ([A-Z]{3})$/) ?? [];
  return amount && currency ? { amount, currency } : null;
};

function Passed({ one, weight }: { one: NotAppliedOut; weight: number }) {
  const { t } = useTranslation();
  const format = useFormats();
  const lack = one.missing;
  const pieces = lack?.pieces != null && t("quote.pieces", { count: lack.pieces, number: format.number(lack.pieces) });
  const amount = lack?.amount ?? amountOf(one.short);
  const short = pieces || (amount ? format.money(amount) : one.reason === "condition" && one.short);
  return (
    <div className={classes.promotion} data-testid="not-applied">
      <Text size="sm" fw={weight} className={`break ${classes.nothing}`}>
        {one.name}
      </Text>
      {short ? <Text className={`figures ${classes.short}`}>{t("quote.toGo", { short })}</Text> : <span />}
      <Text size="xs" c="dimmed" className="break">
        {told(lack ? `${one.reason}_${lack.what}` : one.reason, one.told, t)}
      </Text>
    </div>
  );
}

function UselessCode({ code }: { code: CodeOut }) {
  const { t } = useTranslation();
  const reason = code.reason === "too_many" ? "tried" : code.reason; // a name that ends like a plural would be read as one
  return (
    <Alert color="yellow" variant="light" p="xs" mb="xs">
      <Text size="sm" className="break">
        {t("quote.codeNot", { code: code.code, why: told(`code_${reason}`, code.told, t) })}
      </Text>
    </Alert>
  );
}
