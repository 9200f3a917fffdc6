/** What the inputs share: how they are labelled, and values read as what they should be. */
import type { Json } from "../../../../api/types";
import { HINT_BELOW, type InputProps } from "../../../../parts/TypedNumber";

export type Values = Record<string, Json>;

export const valuesOf = (value: Json | undefined): Values | null =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;

export const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** The label with what is said below it, what is wrong, and where faults find it. */
export const wrapped = ({ label, description, error, pointer }: InputProps) => ({
  label,
  description,
  error,
  inputWrapperOrder: HINT_BELOW,
  "data-field": pointer,
});
