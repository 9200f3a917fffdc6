/** The shapes of the REST API by the names the pages use. They are the server's own (`schema.ts`, by `npm run api`). */
import type { Json } from "./json";
import type { ExplanationOut, FaultOut, KeyOut, OrderOut, RejectOut, WebhookOut } from "./schema";

export type { Json } from "./json";
export type {
  AddressOut as Address,
  AttributeIn as AttributeBody,
  AttributeOut as Attribute,
  AuditOut as AuditEntry,
  CustomerBrief,
  CustomerOut as Customer,
  CustomerPointsOut as CustomerPoints,
  DayOut as SegmentDay,
  EntryOut as PointsEntry,
  Erased,
  FaultOut as Fault,
  FieldOut as FieldInfo,
  HappeningOut as TimelineEntry,
  HoldOut as Hold,
  ImportOut as Import,
  JobOut as Job,
  LotOut as Lot,
  Money,
  OverviewOut as Overview,
  PreviewOut as Preview,
  ProgrammeOut as Programme,
  RejectOut as Reject,
  Role,
  RowOut as ExplainedRow,
  RowsOut as RowsInfo,
  RuleOut as EarningRule,
  Scope,
  ScoresOut as Scores,
  SegmentOut as Segment,
  SessionOut as Session,
  ShopOut as Shop,
  Type as ValueType,
  UserOut as User,
  ValueOut as ShopValue,
  VerifiedOut as Verified,
  VocabularyOut as VocabularyDocument,
  WebhookAttemptOut as WebhookAttempt,
  WebhookDeliveryDetail,
  WebhookDeliveryOut as WebhookDelivery,
  WebhookTypeOut as WebhookType,
} from "./schema";

export type Explanation = ExplanationOut;
export type Order = OrderOut;
export type AppliesTo = "everyone" | "registered" | "guests";
export type SegmentState = "active" | "computing" | "broken" | "archived";

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** A key; its secret is told once, when it is made. */
export type ApiKey = KeyOut & { secret?: string };

/** An endpoint; its secret is told once, when it is made. */
export type Webhook = WebhookOut & { secret?: string };

/** Members where they are listed; since when is not told where they are searched for. */
export type { MemberOut as Member } from "./schema";

/** RFC 9457, with our stable `code` and whatever facts the refusal carries. */
export interface ProblemDocument {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  code?: string;
  errors?: FaultOut[];
  [fact: string]: unknown;
}

/** What an import's job ends with; `rejects` and `remarks` of a trial only, the first hundred. */
export interface Imported {
  id: number | null;
  name: string;
  accepted: number;
  repeated: number;
  refused: number;
  remarked: number;
  rejects: RejectOut[];
  remarks: RejectOut[];
  /** Of a trial, by column: texts that are none of the words that there are. */
  words?: Record<string, string[]>;
  /** Of a trial of orders that ask for points: what they would earn, for how many of them, and whether that is exact. */
  points?: number;
  points_orders?: number;
  points_exact?: boolean;
}

/** A kind as `GET /v1/kinds` tells it. */
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
