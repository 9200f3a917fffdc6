/** Words of the shop's own, of which there are some to choose from. */
import { TagsInput } from "@mantine/core";
import { useValues } from "../../../../api/queries";
import type { InputProps } from "../../../../parts/TypedNumber";
import { textOf, wrapped } from "./props";

function Words(props: InputProps & { format: string }) {
  const { value, onChange, format } = props;
  const { data } = useValues(format, "");
  const words = Array.isArray(value) ? value.map(String) : [];
  return (
    <TagsInput
      {...wrapped(props)}
      data={(data?.data ?? []).map((one) => one.value)}
      value={words}
      onChange={onChange}
      acceptValueOnBlur
    />
  );
}

export const TagsField = (props: InputProps) => <Words {...props} format="tag" />;
export const TextsField = (props: InputProps) => <Words {...props} format="event" />;

/** One word of the shop's own; another may be typed. */
function Word(props: InputProps & { format: string }) {
  const { value, onChange, required, format } = props;
  const { data } = useValues(format, "");
  return (
    <TagsInput
      {...wrapped(props)}
      maxTags={1}
      data={(data?.data ?? []).map((one) => one.value)}
      value={textOf(value) ? [textOf(value)] : []}
      onChange={(words) => onChange(words.at(-1) ?? (required ? "" : null))}
      acceptValueOnBlur
    />
  );
}

export const EventField = (props: InputProps) => <Word {...props} format="event" />;
export const ListField = (props: InputProps) => <Word {...props} format="list" />;
export const ReviewStatusField = (props: InputProps) => <Word {...props} format="review_status" />;
export const GroupField = (props: InputProps) => <Word {...props} format="group" />;
export const LegalEntityField = (props: InputProps) => <Word {...props} format="legal_entity" />;
