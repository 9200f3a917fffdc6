/** The inputs of what campaigns bring to forms, by format, and of texts of the shop's own, by kind. */
import type { ReactNode } from "react";
import type { InputProps } from "../../../../parts/TypedNumber";
import { CountedField } from "../amount/CountedField";
import { AttributeField, AttributeValueField } from "./attributes";
import { FittingField, SharesField } from "./branches";
import { ConditionField } from "./condition";
import {
  CampaignField,
  DateFieldField,
  KindOfPointsField,
  PromotionField,
  SegmentField,
  StatusesField,
  TemplateField,
} from "./picks";
import { RecurrenceField, WeekdaysField } from "./recurrence";
import { DateField, DurationField, LocalTimeField } from "./spans";
import { EventField, GroupField, LegalEntityField, ListField, ReviewStatusField, TagsField, TextsField } from "./words";

export { USUAL_RECURRENCE } from "./recurrence";
export { DurationField, LocalTimeField } from "./spans";

export const CAMPAIGN_INPUTS: Record<string, (props: InputProps) => ReactNode> = {
  duration: DurationField,
  local_time: LocalTimeField,
  date: DateField,
  weekdays: WeekdaysField,
  date_field: DateFieldField,
  tags: TagsField,
  texts: TextsField,
  order_statuses: StatusesField,
  group: GroupField,
  legal_entity: LegalEntityField,
  segment: SegmentField,
  promotion: PromotionField,
  campaign: CampaignField,
  mail_template: TemplateField,
  template: TemplateField,
  recurrence: RecurrenceField,
  condition: ConditionField,
  points_kind: KindOfPointsField,
  points_or_counted: CountedField,
  attribute: AttributeField,
  attribute_value: AttributeValueField,
  fitting_branches: FittingField,
  share_branches: SharesField,
};

/** Arguments that are texts of the shop's own, by the kinds that have them. */
export const WORD_INPUTS: Record<string, Record<string, (props: InputProps) => ReactNode>> = {
  event: { name: EventField },
  wait_event: { name: EventField },
  newsletter: { list: ListField },
  mail: { list: ListField },
  review: { status: ReviewStatusField },
};
