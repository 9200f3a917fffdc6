/** The shapes of the REST API (docs/reference), as the admin app reads them. */

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export interface Money {
  amount: string;
  currency: string;
}

export interface Fault {
  pointer: string;
  code: string;
  detail: string;
}

/** RFC 9457, with our stable `code` and whatever facts the refusal carries. */
export interface ProblemDocument {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  code?: string;
  errors?: Fault[];
  [fact: string]: unknown;
}

export type Role = "owner" | "marketer" | "support" | "reader";

export interface User {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** What the signed-in person may do; not told of others. */
  scopes?: Scope[];
  disabled?: boolean;
  created_at?: string;
}

export type Scope =
  | "overview:read"
  | "customers:read"
  | "segments:read"
  | "segments:write"
  | "points:read"
  | "points:write"
  | "programme:read"
  | "programme:write"
  | "records:write"
  | "imports:read"
  | "imports:write"
  | "audit:read"
  | "users:read"
  | "users:write"
  | "keys:read"
  | "keys:write"
  | "storefront";

export interface Shop {
  name: string;
  currency: string;
  currency_places: number;
  time_zone: string;
  language: string;
}

export interface Session {
  user: User;
  shop: Shop;
}

export interface Overview {
  customers: number;
  orders: number;
  lines: number;
  sales: Money;
  points_issued: number;
  segments: { id: string; name: string; size: number }[];
  sales_by_week: { week: string; sales: Money; orders: number }[];
  lag: { entries: number; seconds: number };
  position: number;
}

export type ValueType = "text" | "number" | "money" | "date" | "instant" | "boolean" | "set";

export interface FieldInfo {
  path: string;
  type: ValueType;
  label: string;
  description: string;
  source?: string;
  places: number | null;
  choices: string[];
  history: boolean;
  format: string | null;
  operators?: string[];
  group?: string;
  /** Only the cart or order asked about has it, not those of the past. */
  subject_only?: boolean;
}

export interface RowsInfo {
  name: string;
  label: string;
  plural: string;
  time: string | null;
  inside: string | null;
  product: boolean;
  lines: boolean;
}

export interface VocabularyDocument {
  fields: FieldInfo[];
  rows: RowsInfo[];
  currency: string;
  currency_places: number;
  time_zone: string;
}

export interface ShopValue {
  value: string;
  label: string;
  parent?: string | null;
  count?: number | null;
}

/** A condition as the language writes it (shared with the server, checked there). */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type SegmentState = "active" | "computing" | "broken" | "archived";
export type AppliesTo = "everyone" | "registered" | "guests";

export interface Segment {
  id: string;
  name: string;
  description: string;
  condition: Json;
  sentence: string | null;
  applies_to: AppliesTo;
  state: SegmentState;
  broken_reason: string | null;
  size: number | null;
  share: number | null;
  entered_7d: number | null;
  left_7d: number | null;
  created_at: string;
  updated_at: string;
  version: number;
}

export interface SegmentDay {
  date: string;
  size: number;
  entered: number;
  left: number;
}

export interface CustomerBrief {
  id: string;
  external_id: string | null;
  name: string | null;
  email: string | null;
  guest: boolean;
  country: string | null;
  group: string | null;
  registered_at: string | null;
  orders: number;
  net_total: Money | null;
  last_order_at: string | null;
  points: number | null;
}

export interface Member extends CustomerBrief {
  /** Not told where members are searched for. */
  entered_at?: string | null;
}

export interface Address {
  kind: string | null;
  default: boolean | null;
  name?: string | null;
  street?: string | null;
  postcode?: string | null;
  city?: string | null;
  region?: string | null;
  country?: string | null;
}

export interface Customer extends CustomerBrief {
  first_name: string | null;
  last_name: string | null;
  phone?: string | null;
  language?: string | null;
  store?: string | null;
  born_on: string | null;
  gender: string | null;
  addresses: Address[];
  tags: string[];
  lists: string[];
  attributes: Record<string, Json>;
  segments: { id: string; name: string; entered_at: string | null }[];
}

export interface OrderLine {
  id?: string;
  sku: string;
  name?: string | null;
  quantity: string | number;
  price?: Money | null;
  row_total?: Money | null;
  discount?: Money | null;
}

export interface Order {
  id?: string;
  external_id: string;
  placed_at: string;
  status: string | null;
  grand_total: Money | null;
  refunded_total?: Money | null;
  net_total?: Money | null;
  subtotal?: Money | null;
  discount?: Money | null;
  shipping?: Money | null;
  tax?: Money | null;
  coupon?: string | null;
  lines?: OrderLine[] | number;
}

export interface TimelineEntry {
  at: string;
  kind: string;
  title: string;
  details: Record<string, Json> | null;
}

export interface Lot {
  id: string;
  points: number;
  remaining: number;
  starts_at: string | null;
  ends_at: string | null;
  state: string;
  source: string;
  held: number;
  rule: string | null;
  legal_entity: string;
}

export interface PointsEntry {
  at: string;
  kind: string;
  points: number;
  reason: string | null;
  order: string | null;
  rule: string | null;
}

export interface CustomerPoints {
  balance: number;
  pending: number;
  held: number;
  debt: number;
  unit: { singular: string; plural: string };
  lots: Lot[];
  entries: PointsEntry[];
  next_cursor: string | null;
}

export interface Preview {
  count: number;
  candidates: number;
  sample: CustomerBrief[];
  missing: { pointer: string; label: string; count: number }[];
  funnel: { pointer: string; sentence: string; count: number }[];
  sentence: string;
  position: number;
  as_of: string;
}

/** One node of the answer to "why". Values are money, texts of numbers, dates … as `unit`, the type, says. */
export interface Explanation {
  pointer: string;
  sentence: string;
  held: boolean;
  value: Json;
  threshold: Json;
  /** What is missing to the threshold when it isn't reached. */
  distance: Json;
  /** null for a group. */
  unit: ValueType | null;
  /** Of the rows that the value is of, the latest are told; their totals are whole. */
  counted: ExplainedRow[];
  counted_total: number;
  not_counted: ExplainedRow[];
  not_counted_total: number;
  /** Told of the root alone. */
  next_change: string | null;
  children: Explanation[];
}

export interface ExplainedRow {
  key: string;
  at: string | null;
  value: Json;
  reason: string | null;
}

export interface EarningRule {
  id: string;
  name: string;
  style: { kind: string; [argument: string]: Json };
  condition: Json | null;
  grant_status: string;
  lifetime: Json | null;
  legal_entity: string;
  starts_at: string | null;
  ends_at: string | null;
  active: boolean;
  version: number;
  sentence: string;
  created_at: string;
  updated_at: string;
}

export interface Programme {
  singular: string;
  plural: string;
  active: boolean;
  shortage: "owe" | "forgive";
  version: number;
  updated_at: string;
  issued: number;
  available: number;
  pending: number;
  held: number;
  debt: number;
  redeemed: number;
  ended: number;
  reversed: number;
}

export interface Verified {
  ok: boolean;
  checked: number;
  problems: { name: string; count: number; examples: string[] }[];
}

export interface KindInfo {
  kind: string;
  label: string;
  description: string;
  sentence: string;
  group: string;
  example: Json;
  schema: JsonSchema;
}

export type Kinds = Record<string, KindInfo[]>;

/** The part of JSON schema that pydantic writes and SchemaForm draws. */
export interface JsonSchema {
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  const?: Json;
  default?: Json;
  enum?: Json[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  maxLength?: number;
  minLength?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  [extra: string]: unknown;
}

export interface Job {
  id: string;
  kind: string;
  title: string;
  state: "waiting" | "running" | "done" | "failed";
  done: number;
  total: number | null;
  unit: string | null;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
  result: Json;
}

export interface Import {
  id: string;
  name: string;
  format: string;
  live: boolean;
  asks_points: boolean;
  actor: string;
  state: string;
  /** `place` of `size` (bytes or rows) is done. */
  size: number;
  place: number;
  line: number;
  accepted: number;
  repeated: number;
  refused: number;
  started_at: string;
  finished_at: string | null;
}

export interface Reject {
  line: number;
  field: string;
  code: string;
  reason: string;
}

/** What an import's job ends with; `rejects` of a trial only, the first hundred. */
export interface Imported {
  id: number | null;
  accepted: number;
  repeated: number;
  refused: number;
  rejects: Reject[];
}

export interface ApiKey {
  id: string;
  name: string;
  /** The last four letters of the secret. */
  hint: string;
  scopes: Scope[];
  publishable: boolean;
  created_at: string;
  created_by: string;
  secret?: string;
}

export interface AuditEntry {
  id: string;
  at: string;
  actor: string;
  action: string;
  subject: string | null;
  details: Json;
}
