/** A small vocabulary for the tests beside this file. */
import type { FieldInfo, ValueType } from "../api/types";
import { Vocabulary } from "./vocabulary";

const field = (path: string, type: ValueType, more: Partial<FieldInfo> = {}): FieldInfo => ({
  path,
  type,
  label: path,
  description: "",
  source: "",
  operators: [],
  group: "",
  subject_only: false,
  places: null,
  choices: [],
  history: false,
  format: null,
  ...more,
});

const rows = (name: string, time: string | null, more = {}) => ({
  name,
  label: name,
  plural: `${name}s`,
  time,
  inside: null,
  product: false,
  lines: false,
  ...more,
});

export const vocabulary = new Vocabulary({
  fields: [
    field("customer.gender", "text"),
    field("customer.country", "text", { format: "country", history: true }),
    field("customer.segments", "set", { format: "segment" }),
    field("customer.born_on", "date"),
    field("customer.registered_at", "instant"),
    field("order.status", "text", { choices: ["pending", "complete", "cancelled"], history: true }),
    field("order.placed_at", "instant"),
    field("order.net_total", "money"),
    field("order_line.quantity", "number", { places: 4 }),
    field("line.quantity", "number", { places: 4 }),
    field("address.kind", "text", { choices: ["billing", "shipping"] }),
    field("address.country", "text", { format: "country" }),
    field("cart.subtotal", "money"),
    field("cart.weight", "number", { subject_only: true }),
    field("wishlist_item.added_at", "instant"),
    field("message.sender", "text", { format: "sender" }),
    field("message.source_id", "text", { format: "sender_number" }),
    field("product.categories", "set", { format: "category" }),
    field("product.attributes.recommended", "boolean"),
  ],
  rows: [
    rows("order", "placed_at", { lines: true }),
    rows("order_line", "placed_at", { inside: "order", product: true }),
    rows("line", null, { product: true }),
    rows("address", null),
    rows("cart", "updated_at", { lines: true }),
    rows("wishlist_item", "added_at", { product: true }),
    rows("message", "sent_at"),
  ],
  operators: {},
  units: [],
  currency: "USD",
  currency_places: 2,
  time_zone: "Europe/Kyiv",
});
