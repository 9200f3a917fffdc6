/** What the shop is called and counts in. Currency and time zone stand once the first record is in. */
import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import type { ShopIn, ShopStanding } from "../../../api/schema";
import { FieldGrid } from "../../../parts/FieldGrid";
import { faultAt } from "../../../parts/schema";
import { ErrorState } from "../../../parts/states";
import { LANGUAGES } from "../../../texts";
import { whole } from "./address";
import { CurrencySelect, ZoneSelect } from "./Choices";
import { useSavingShop } from "./useShop";

const FIELDS = ["name", "currency", "time_zone", "language", "url"] as const;

interface Props {
  kept: ShopStanding;
  /** What the form begins with, where it isn't what is kept. */
  proposed?: Partial<ShopIn>;
  may: boolean;
  /** It may be sent as it is. */
  first?: boolean;
  onSaved: (said: ShopIn) => void;
  children: string;
}

export function ShopForm({ kept, proposed = {}, may, first = false, onSaved, children }: Props) {
  const { t } = useTranslation();
  const { name, currency, time_zone, language, url } = kept;
  const [said, setSaid] = useState<ShopIn>({ name, currency, time_zone, language, url, ...proposed });
  const saving = useSavingShop(onSaved);
  const faults = saving.error instanceof Problem ? saving.error.errors : [];
  const put = (some: Partial<ShopIn>) => setSaid((before) => ({ ...before, ...some }));
  const changed = first || FIELDS.some((field) => said[field] !== kept[field]);
  const outside = (field: string) => kept.set_outside.includes(field);
  const fixed = (field: "currency" | "time_zone" | "language") =>
    outside(field)
      ? t("shop.outside", { variable: `REGULARS_${field.toUpperCase()}` })
      : field === "language"
        ? t(first ? "shop.languageHintFirst" : "shop.languageHint")
        : kept.may_change
          ? t("shop.once")
          : t("shop.stands");
  const lacks = !said.name.trim() ? "save.needsName" : said.currency && said.time_zone ? null : "shop.needsChoice";
  const closed = (field: "currency" | "time_zone") => !may || outside(field) || !kept.may_change;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!may || !changed || lacks || saving.isBusy) return;
        const url = whole(said.url ?? "");
        put({ url });
        saving.save({ ...said, name: said.name.trim(), url });
      }}
    >
      <Stack maw={720}>
        {saving.error && (
          <ErrorState
            error={saving.error}
            what={t("problem.notSaved")}
            atField={(pointer) => FIELDS.some((field) => pointer === `/${field}`)}
          />
        )}
        <TextInput
          label={t("shop.name")}
          description={t("shop.nameHint")}
          value={said.name}
          maxLength={200}
          disabled={!may}
          error={faultAt(faults, "/name")}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t("shop.url")}
          description={outside("url") ? t("shop.outside", { variable: "REGULARS_SHOP_URL" }) : t("shop.urlHint")}
          placeholder="https://shop.example"
          type="url"
          inputMode="url"
          value={said.url ?? ""}
          maxLength={500}
          disabled={!may || outside("url")}
          error={faultAt(faults, "/url")}
          onChange={(event) => put({ url: event.currentTarget.value })}
          onBlur={(event) => put({ url: whole(event.currentTarget.value) })}
        />
        <FieldGrid>
          <CurrencySelect
            value={said.currency}
            codes={kept.currencies}
            disabled={closed("currency")}
            description={fixed("currency")}
            error={faultAt(faults, "/currency")}
            onChange={(next) => put({ currency: next })}
          />
          <ZoneSelect
            value={said.time_zone}
            disabled={closed("time_zone")}
            description={fixed("time_zone")}
            error={faultAt(faults, "/time_zone")}
            onChange={(next) => put({ time_zone: next })}
          />
        </FieldGrid>
        <Select
          label={t("shop.language")}
          description={fixed("language")}
          data={LANGUAGES}
          allowDeselect={false}
          value={said.language}
          disabled={!may || outside("language")}
          error={faultAt(faults, "/language")}
          onChange={(next) => next && put({ language: next as ShopIn["language"] })}
        />
        {may && (
          <Group gap="sm">
            <Button type="submit" disabled={!changed || lacks !== null} loading={saving.isBusy}>
              {children}
            </Button>
            {lacks && (
              <Text size="xs" c="dimmed">
                {t(lacks)}
              </Text>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );
}
