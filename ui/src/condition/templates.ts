/** Conditions to begin with, for an empty start. Their names are in the catalogue under `template`. */
import type { Json } from "../api/types";

export interface Template {
  key: "bigSpenders" | "comeBack" | "often" | "newcomers" | "birthday" | "wishes" | "lastSeen" | "loyalYear";
  condition: Json;
}

const complete: Json = { value: "order.status", op: "=", to: "complete" };

export const TEMPLATES: Template[] = [
  { key: "bigSpenders", condition: { value: { sum: "order.net_total", where: complete }, op: ">=", to: "2000" } },
  {
    key: "comeBack",
    condition: { value: { days_since: { last: "order.placed_at", where: complete } }, op: ">=", to: 30 },
  },
  {
    key: "often",
    condition: { value: { count: "order", where: complete, within: { last: "90d" } }, op: ">=", to: 3 },
  },
  {
    key: "newcomers",
    condition: {
      all: [
        { value: { days_since: "customer.registered_at" }, op: "<=", to: 30 },
        { value: { count: "order" }, op: "=", to: 0 },
      ],
    },
  },
  { key: "birthday", condition: { value: { days_until_anniversary: "customer.born_on" }, op: "<=", to: 7 } },
  {
    key: "wishes",
    condition: { value: { count: "wishlist_item", within: { last: "60d" } }, op: ">=", to: 1 },
  },
  {
    key: "lastSeen",
    condition: {
      all: [
        { value: { count: "order", where: complete }, op: ">=", to: 2 },
        { value: { days_since: { last: "order.placed_at" } }, op: "between", to: [60, 180] },
      ],
    },
  },
  {
    key: "loyalYear",
    condition: {
      all: [
        { value: { days_since: { date: "customer.registered_at" } }, op: ">=", to: 365 },
        { value: { count: "order", where: complete, within: { last: "1y" } }, op: ">=", to: 1 },
      ],
    },
  },
];
