/** What is picked of what the shop has: dates, segments, promotions, campaigns, templates, kinds of points. */
import { Anchor, MultiSelect, Select, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { usePages, useVocabulary } from "../../../../api/queries";
import type { CampaignOut, MailTemplateOut } from "../../../../api/schema";
import { choiceLabel } from "../../../../condition/words";
import { FIRST_KIND, PointsKindSelect } from "../../../../parts/PointsKindSelect";
import { SegmentSelect } from "../../../../parts/SegmentSelect";
import type { InputProps } from "../../../../parts/TypedNumber";
import { usePromotionChoices } from "../../../promotions/queries";
import { textOf, wrapped } from "./props";

export function DateFieldField(props: InputProps) {
  const { value, onChange } = props;
  const { t } = useTranslation();
  const { data } = useVocabulary();
  const own = (data?.fields ?? []).filter((one) => one.type === "date" && one.path.startsWith("customer.attributes."));
  const options = [
    { value: "customer.born_on", label: t("campaign.date.born_on") },
    { value: "customer.registered_at", label: t("campaign.date.registered_at") },
    ...own.map((one) => ({ value: one.path, label: one.label })),
  ];
  return (
    <Select
      {...wrapped(props)}
      allowDeselect={false}
      data={options}
      value={textOf(value) || null}
      onChange={(next) => next && onChange(next)}
    />
  );
}

const STATUSES = ["pending", "processing", "shipped", "complete", "cancelled", "closed"];

/** Statuses of orders, in the reader's words. */
export function StatusesField(props: InputProps) {
  const { value, onChange } = props;
  const { t } = useTranslation();
  return (
    <MultiSelect
      {...wrapped(props)}
      data={STATUSES.map((one) => ({ value: one, label: choiceLabel(t, "order.status", one) }))}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={onChange}
    />
  );
}

export function SegmentField({ label, value, onChange, error, pointer }: InputProps) {
  return (
    <SegmentSelect label={label} value={textOf(value) || null} onChange={onChange} error={error} field={pointer} />
  );
}

export function PromotionField(props: InputProps) {
  const { description, value, onChange } = props;
  const { t } = useTranslation();
  const { data } = usePromotionChoices();
  return (
    <Select
      {...wrapped(props)}
      description={description ?? t("campaign.promotionHint")}
      searchable
      data={(data ?? [])
        .filter((one) => one.id === value || (one.coupon === "codes" && one.state !== "ended"))
        .map((one) => ({ value: one.id, label: one.name }))}
      value={textOf(value) || null}
      onChange={onChange}
      nothingFoundMessage={t("campaign.noPromotion")}
    />
  );
}

const UNDER_WAY = ["running", "test", "paused"];

/** Another campaign, of those that customers can be in; one that was chosen and has ended since is still called by its name. */
export function CampaignField(props: InputProps) {
  const { value, onChange } = props;
  const { t } = useTranslation();
  const { id } = useParams();
  const { rows } = usePages<CampaignOut>(["campaigns", "choices"], "/v1/campaigns", { limit: 200 });
  const choices = (rows ?? []).filter((one) => one.id === value || (UNDER_WAY.includes(one.state) && one.id !== id));
  return (
    <Select
      {...wrapped(props)}
      searchable
      data={choices.map((one) => ({ value: one.id, label: one.name }))}
      value={textOf(value) || null}
      onChange={onChange}
      nothingFoundMessage={t("campaign.noOtherCampaign")}
    />
  );
}

/** A mail template; one that isn't published yet can be chosen, and the server says what is to be done. */
export function TemplateField(props: InputProps) {
  const { value, onChange } = props;
  const { t } = useTranslation();
  const { rows } = usePages<MailTemplateOut>(["mail-templates", "choices"], "/v1/mail-templates", { limit: 200 });
  const nameOf = ({ name, version }: MailTemplateOut) => (version ? name : t("campaign.unpublished", { name }));
  return (
    <Stack gap={4}>
      <Select
        {...wrapped(props)}
        searchable
        data={(rows ?? []).map((one) => ({ value: one.id, label: nameOf(one) }))}
        value={textOf(value) || null}
        onChange={onChange}
        nothingFoundMessage={t("value.nothing")}
      />
      <Anchor component={Link} to="/messages/templates/new" target="_blank" size="xs" w="fit-content">
        {t("campaign.writeTemplate")}
      </Anchor>
    </Stack>
  );
}

export function KindOfPointsField({ label, value, onChange, error }: InputProps) {
  return <PointsKindSelect label={label} value={textOf(value) || FIRST_KIND} onChange={onChange} error={error} />;
}
