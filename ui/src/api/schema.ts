/** Drawn by `npm run api` from the server's OpenAPI document; not written by hand. */

import type { Json } from "./json";

/** What happens to those who enter and leave a segment. */
export interface Actions {
  cool_down: CoolDown | null;
  /** The group that they are in while they are in the segment. */
  group: string | null;
  on_entry: Tags;
  on_leaving: Tags;
  /** When several segments give a group, the highest counts; of equal ones the segment whose id comes first. */
  priority: number;
}

/** Where the cart is sent. */
export interface AddressIn {
  city?: string | null;
  country?: string | null;
  postcode?: string | null;
  region?: string | null;
}

/** An address as the shop sent it. */
export interface AddressOut {
  city: string | null;
  country: string | null;
  default: boolean | null;
  kind: string | null;
  name: string | null;
  postcode: string | null;
  region: string | null;
  street: string | null;
}

/** So many points for a customer; less than zero: off the customer. */
export interface AdjustmentIn {
  /** When points given end, instead of a lifetime; null: never. */
  ends_at?: string | null;
  /** The same key again does nothing more. */
  key?: string | null;
  /** Who owes the points. A new name makes a new legal entity; case and spaces make no difference. */
  legal_entity?: string;
  /** How long points given last; left out: as their kind says. */
  lifetime?: Lifetime | null;
  points: number;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** The comment that the customer sees in the history. */
  reason: string;
  /** When the customer has fewer points than are taken: refuse it, let the customer owe the rest, or forgive it. */
  shortage?: "forbid" | "owe" | "forgive";
}

/** What the customers of a period's cohorts did in the n-th month after their first order. */
export interface AfterOut {
  /** Of how many that month was over when the period was. */
  customers: number;
  /** Which share of these bought in it; null without any. */
  share: number | null;
  /** Net sales a customer, up to it. */
  so_far: Money | null;
}

/** The same of an amount. */
export interface AmountIntervalOut {
  difference: Money;
  high: Money;
  low: Money;
}

/** A promotion that is applied, and why. */
export interface AppliedOut {
  amount: Money;
  coupon: string | null;
  /** What customers read. */
  label: string;
  lines: ShareOut[];
  name: string;
  promotion: string;
  shipping: Money;
  /** What it gives and why it applies, in words. */
  told: string;
  version: number;
}

/** How an attribute is to be read. */
export interface AttributeIn {
  /** Whether to change its type, or stop keeping its history, although conditions ask for it as it is. */
  anyway?: boolean;
  /** What a missing value reads as, in the form that a record sends it. */
  default?: Json;
  description?: string;
  /** Whether a condition may ask how long it has been what it is; customers only. */
  history?: boolean;
  label: string;
  type: Type;
}

/** A declared attribute. */
export interface AttributeOut {
  /** What a missing value reads as, in the form that a record sends it. */
  default: Json;
  description: string;
  /** Whether a condition may ask how long it has been what it is; customers only. */
  history: boolean;
  label: string;
  name: string;
  subject: "customer" | "product" | "event";
  type: Type;
}

/** Every declared attribute. */
export interface AttributesOut {
  data: AttributeOut[];
}

/** Which orders count as brought about. */
export interface AttributionIn {
  /** After what an order counts: after a click; after an open or a click; or after any mail that went out. */
  by: "click" | "open" | "delivery";
  /** Within so many days of it. */
  days: number;
  /** The version that was looked at, 0 if nothing was said yet. */
  version: number;
}

/** Which orders count as brought about: those placed within so many days after the last touch. */
export interface AttributionOut {
  by: "click" | "open" | "delivery";
  days: number;
  version: number;
}

/** Whom it would go to. */
export interface AudienceIn {
  exclude?: string[];
  include?: string[];
  list?: string | null;
  sends_to?: "all" | "opted_in" | "registered" | "both";
}

/** How many it would go to now, and who of the segments not. */
export interface AudienceOut {
  count: number;
  in_segments: number;
  not_opted_in: number;
  not_registered: number;
  /** Nobody knows where to write to. */
  without_address: number;
}

/** Who changed what. */
export interface AuditOut {
  action: string;
  actor: string;
  /** What a user or key is called; a user of no other name by the e-mail. */
  actor_name: string | null;
  at: string;
  details: Record<string, Json>;
  id: string;
  subject: string;
  /** The name of what was changed, where it still has one. */
  subject_name: string | null;
}

/** What a lot waits for: an action of the customer, of a list or an event its name; or to be released. */
export interface AwaitedOut {
  action: "email_confirmed" | "subscription_confirmed" | "event" | "release";
  name: string | null;
}

/** What must happen before the points that a rule gives become available. */
export interface Awaits {
  action: "email_confirmed" | "subscription_confirmed" | "event" | "release";
  /** How long after the grant it is waited for; then the points end. null: for good. */
  deadline: Delay | null;
  /** Whether the lifetime counts from when the points become available, or from when they were granted. */
  lasts_from: "available" | "granted";
  /** Of `subscription_confirmed` the list, of `event` the event's name. */
  name: string | null;
}

/** A period of the past, in local days, both included. */
export interface BackfillIn {
  since: string;
  /** null: up to now. */
  until?: string | null;
}

/** A back-fill, and how far it is. */
export interface BackfillOut {
  created_at: string;
  created_by: string;
  /** How many local days the work has come by, of `total`. */
  done: number;
  /** How many have entered by it. */
  entered: number;
  error: string | null;
  id: string;
  /** null until it is known, and in lists. */
  preview: BackfillPreviewOut | null;
  since: string;
  /** Whether customers enter by it, or have: else it is only a preview. */
  started: boolean;
  /** previewing, previewed, entering, done, failed or cancelled. */
  state: string;
  total: number | null;
  until: string;
  /** The version whose trigger counts, and which they enter. */
  version: number;
}

/** Who would enter. */
export interface BackfillPreviewOut {
  /** How many occasions nobody would enter by, for they have entered by them or may not enter again. */
  before: number;
  /** Whether it isn't recorded when customers entered or left the trigger's segment, so that it is looked at as each day ends. */
  by_day: boolean;
  /** Of how many customers. */
  customers: number;
  days: BackfilledDayOut[];
  /** How many runs would begin. */
  entered: number;
  /** How many occasions don't hold any more, such as a cart that was ordered after all. */
  over: number;
  /** Some of them, drawn from all, each with the first occasion. */
  shown: BackfilledCustomerOut[];
}

/** Somebody who would enter. */
export interface BackfilledCustomerOut {
  /** When it happened by which they would enter. */
  at: string;
  customer: RunCustomer;
  /** The occasion: each is entered by once. */
  key: string;
}

/** A local day on which something happened by which somebody would enter. */
export interface BackfilledDayOut {
  day: string;
  entered: number;
}

/** Codes to be made, or codes to be brought in. */
export interface BatchIn {
  /** Codes that were made elsewhere, instead. */
  codes?: string[] | null;
  /** How many are made. */
  count?: number | null;
  /** Only before this instant. */
  ends_at?: string | null;
  format?: CodeFormat;
  /** What is done when some of these are there already: none are taken, or they are left out. */
  known?: "refuse" | "skip";
  name: string;
  /** Codes can be used from this instant on. */
  starts_at?: string | null;
  /** How often each code can be used; null: as often as the promotion. */
  uses?: number | null;
  /** How often by one customer. */
  uses_per_customer?: number | null;
}

/** A batch of codes, and how many of them were used. */
export interface BatchOut {
  created_at: string;
  format: CodeFormat | null;
  id: string;
  name: string;
  promotion: string;
  size: number;
  skipped: number;
  used: number;
}

/** So many at a time, with so many minutes between. */
export interface BatchesModel {
  minutes: number;
  size: number;
}

/** The other customer of a transfer, and which way the points went. */
export interface BesideOut {
  external_id: string | null;
  id: string;
  way: "to" | "from";
}

/** How many were not sent for a reason. */
export interface BlockedOut {
  count: number;
  reason:
    | "no_address"
    | "erased"
    | "suppressed"
    | "not_opted_in"
    | "unsubscribed"
    | "not_registered"
    | "guest_without_consent"
    | "paused"
    | "cap"
    | "too_late"
    | "cancelled"
    | "rendering"
    | "refused"
    | "gave_up"
    | "unreachable"
    | "no_coupon"
    | "no_template"
    | "run_ended";
}

export interface BodyCreateImport {
  /** Whether orders of history earn points all the same. */
  asks_points?: boolean;
  /** Whether a page made the mapping, so that what is refused is told to somebody who never saw it. */
  by_sight?: boolean;
  /** Only say what would become of each row. */
  dry_run?: boolean;
  /** JSON lines, CSV or Parquet. */
  file: string;
  /** Whether it happened just now. */
  live?: boolean;
  /** Which column is which field; CSV and Parquet need one. */
  mapping?: string | null;
  /** The record type, where the file doesn't say. */
  type?: string | null;
}

export interface BodyLookAtImport {
  /** The beginning of a CSV; no more than 256 kB of it are read. */
  head: string;
  /** The record type, where it is known. */
  type?: string | null;
  /** Whether this is all of the file. */
  whole?: boolean;
}

/** What was bought in a period and in those it is compared with; the periods stand in the report's order. */
export interface BoughtOut {
  customers: number;
  /** How many of today's members are registered customers. */
  registered: number;
  sales: SoldOut[];
  /** Of all registered customers, 0 to 1. */
  share: number;
}

/** An invariant that does not hold: in how many places, and some of them. */
export interface BrokenOut {
  count: number;
  examples: string[];
  name: string;
}

/** A point of a chart: from when on, and what was brought about in each of the periods. */
export interface BroughtPointOut {
  /** Of the same days, counted from the beginning, of each period. */
  conversions: number[];
  day: string;
  revenue: Money[];
}

/** A draft that is not saved yet. */
export interface CampaignCheckIn {
  /** Whose draft it is; null for a new one. */
  campaign?: string | null;
  draft: Draft;
}

/** What was drawn, to be saved; what is left out stays as it is. */
export interface CampaignDraftIn {
  draft?: Draft | null;
  name?: string | null;
  /** The revision that was looked at. */
  revision: number;
}

/** A campaign to be made. */
export interface CampaignIn {
  draft?: Draft;
  name: string;
}

/** A campaign. */
export interface CampaignOut {
  /** Whether the draft says something else than that version. */
  changed: boolean;
  created_at: string;
  draft: Draft;
  /** How many runs there ever were. */
  entered: number;
  id: string;
  name: string;
  reading: ReadingOut;
  revision: number;
  /** Only what happens from then on lets anybody enter. */
  since: string | null;
  state: "draft" | "test" | "running" | "paused" | "ended" | "archived";
  test_address: string | null;
  under_way: number;
  updated_at: string;
  /** The version that customers enter; null before the first was published. */
  version: number | null;
}

/** A run with every node that it has left. */
export interface CampaignPathOut {
  about: Record<string, Json>;
  /** The back-fill by which it was entered, so that `about.at` is in the past; null: as it happened. */
  backfill: string | null;
  campaign: string;
  campaign_name: string;
  customer: RunCustomer;
  /** When it is looked at next. */
  due_at: string | null;
  ended_at: string | null;
  /** end, goal, order, event, left, campaign, hand or moved. */
  ended_by: string | null;
  entered_at: string;
  goal_at: string | null;
  id: string;
  /** Whether it was entered in test mode: it counts in no results and no comparison. */
  in_test: boolean;
  /** The occasion by which it was entered. */
  key: string;
  /** Where it is, or where it ended. */
  node: string;
  path: PassedOut[];
  version: number;
}

/** What holds over all campaigns. */
export interface CampaignPolicyIn {
  /** In so many days. */
  days?: number;
  /** Whether one too many is dropped; else it waits until there is room. */
  drops?: boolean;
  /** So many mails at most to a customer; null: as many as there are. */
  most_mails?: number | null;
  /** When no mail that advertises is sent, unless a campaign says otherwise: it waits until they are over; null: never quiet. */
  quiet_hours?: QuietHours | null;
  /** The attribute of customers that holds their time zone, such as Europe/Kyiv; null, and where it is missing: the shop's. */
  time_zone_of?: string | null;
  /** A mail that advertises and could only leave so long after it was due is dropped; null: none is. */
  too_late?: Duration | null;
  /** The version that was looked at. */
  version: number;
}

/** What holds over all campaigns. */
export interface CampaignPolicyOut {
  /** In so many days. */
  days: number;
  /** Whether one too many is dropped; else it waits until there is room. */
  drops: boolean;
  /** So many mails at most to a customer; null: as many as there are. */
  most_mails: number | null;
  /** When no mail that advertises is sent, unless a campaign says otherwise: it waits until they are over; null: never quiet. */
  quiet_hours: QuietHours | null;
  /** The attribute of customers that holds their time zone, such as Europe/Kyiv; null, and where it is missing: the shop's. */
  time_zone_of: string | null;
  /** A mail that advertises and could only leave so long after it was due is dropped; null: none is. */
  too_late: Duration | null;
  updated_at: string;
  version: number;
}

/** The draft is to be run. */
export interface CampaignPublishIn {
  /** The revision that was looked at. */
  revision: number;
  /** In test mode all mails go to this address; null: it runs in earnest. */
  test_address?: string | null;
}

/** Somebody's way through a campaign. */
export interface CampaignRunOut {
  about: Record<string, Json>;
  /** The back-fill by which it was entered, so that `about.at` is in the past; null: as it happened. */
  backfill: string | null;
  campaign: string;
  campaign_name: string;
  customer: RunCustomer;
  /** When it is looked at next. */
  due_at: string | null;
  ended_at: string | null;
  /** end, goal, order, event, left, campaign, hand or moved. */
  ended_by: string | null;
  entered_at: string;
  goal_at: string | null;
  id: string;
  /** Whether it was entered in test mode: it counts in no results and no comparison. */
  in_test: boolean;
  /** The occasion by which it was entered. */
  key: string;
  /** Where it is, or where it ended. */
  node: string;
  version: number;
}

/** What was published. */
export interface CampaignVersionOut {
  draft: Draft;
  published_at: string;
  /** Who published it, such as user:3. */
  published_by: string;
  published_by_name: string | null;
  /** How many runs go by it still. */
  under_way: number;
  version: number;
}

/** At most so many messages that advertise go to a customer in so many days; what is more is not sent. */
export interface CapModel {
  days: number;
  messages: number;
}

/** How many points of a hold are spent, and for what. */
export interface CaptureIn {
  /** The same key again captures nothing more. */
  key?: string | null;
  /** The order's external id. */
  order?: string | number | null;
  /** Left out: all that is held. */
  points?: number | null;
}

/** A line of a cart; `price` is of one piece and may have more places than the currency. What the shop left out is null. */
export interface CartLineOut {
  name: string | null;
  price: Money | null;
  quantity: string | null;
  row_total: Money | null;
  sku: string | null;
}

/** A cart as the shop told of it last, in the base currency. What the shop left out is null. */
export interface CartOut {
  coupons: string[];
  external_id: string;
  lines: CartLineOut[];
  subtotal: Money | null;
  updated_at: string | null;
}

/** What the customers of a cell bought in a period. */
export interface CellBoughtOut {
  net: Money;
  orders: number;
}

/** Customers of one recency and one frequency score today, and what they bought, in the order of the periods. */
export interface CellOut {
  customers: number;
  frequency: number;
  /** Their mean monetary score. */
  monetary: number;
  recency: number;
  sales: CellBoughtOut[];
  /** Of all who have scores, 0 to 1. */
  share: number;
}

/** A segment, in the order of the periods. */
export interface ChangeOut {
  id: string;
  /** When the segment was made: nobody is known to have been in it before. */
  known_since: string;
  name: string;
  periods: MovedOut[];
}

/** How many pins that changed. */
export interface ChangedOut {
  changed: number;
}

/** Whether a condition can be saved: its sentence, or everything that is wrong with it. */
export interface CheckedOut {
  errors: FaultOut[];
  sentence: string | null;
  valid: boolean;
}

/** A cart whose customer is about to pay. */
export interface CheckoutIn {
  /** The promotions that the customer was shown, from the quote's `applied`; so it can be told which of them changed. */
  applied?: ShownIn[] | null;
  cart: QuoteCartIn;
  /** The shop's id of the customer; without one and without an e-mail the cart is nobody's. */
  customer?: string | number | null;
  /** The e-mail of a guest. */
  email?: string | null;
  /** Whether it is to be told why each other promotion isn't applied. */
  explain?: boolean;
  /** The language of labels, messages and reasons, en, pl or ru; without it that of `Accept-Language`, else the shop's. Of others labels are told where promotions have them. */
  language?: string | null;
  /** How long it is held. */
  lasts_seconds?: number;
  /** How many points are to be spent; "all" for as many as make sense. */
  points?: number | "all" | null;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** What the customer was shown; where it isn't what the cart comes to now, nothing is reserved. */
  to_pay?: string | number | null;
  /** Whose cart it is where it is no customer's, as the shop tells its visitors apart: a session, or the address they come from. Codes that nobody has are counted by it; where it isn't said, those of all such carts together. */
  visitor?: string | number | null;
}

/** What is held for a cart, and how it stands. */
export interface CheckoutOut {
  expires_at: string;
  id: string;
  order: string | null;
  points: number;
  quote: QuoteOut;
  reserved_at: string;
  settled_at: string | null;
  /** reserved; confirmed with its order; released; lapsed, as it was never confirmed; given_back, as its order was cancelled. */
  state: "reserved" | "confirmed" | "released" | "lapsed" | "given_back";
}

/** What the codes of a batch look like: PREFIX, so many random characters in groups, SUFFIX. */
export interface CodeFormat {
  /** What they are made of; letters and digits that look alike are left out. */
  alphabet: "letters and digits" | "letters" | "digits";
  /** A dash after every so many random characters; 0: none. */
  dash: number;
  /** How many random characters. */
  length: number;
  prefix: string;
  suffix: string;
}

/** A code as it was typed, and whether it is good for anything. */
export interface CodeOut {
  applied: boolean;
  code: string;
  promotion: string | null;
  /** Why it does nothing. */
  reason:
    | "unknown"
    | "withdrawn"
    | "not_yet"
    | "over"
    | "used_up"
    | "other_customer"
    | "promotion"
    | "twice"
    | "too_many"
    | "anonymous"
    | "used_by_customer"
    | "not_yet"
    | "over"
    | "store"
    | "no_code"
    | "condition"
    | "no_line"
    | "nothing_left"
    | "limited"
    | "too_little"
    | "another"
    | "stopped"
    | "used_up"
    | "used_by_customer"
    | "used_in_stay"
    | "budget"
    | "anonymous"
    | "points"
    | "broken"
    | "not_in_segment"
    | null;
  told: string | null;
}

/** Codes as a file names them. */
export interface CodesOut {
  codes: string[];
}

/** In a month of theirs: how many of the cohort bought, which share that is, and what they bought for. */
export interface CohortMonthOut {
  buyers: number;
  net: Money;
  share: number;
  so_far: Money;
}

/** Customers whose first completed order was in a month. */
export interface CohortOut {
  customers: number;
  month: string;
  /** That month and those after it, up to the present one, which isn't over. */
  months: CohortMonthOut[];
}

/** Cohorts, the oldest first, and what they did beside those of the months before and of the same months of the year before. */
export interface CohortsOut {
  /** By months after the first order, 0 being its own, in the order of the periods: each period as it stood on its last day, so that they have come equally far. */
  after: AfterOut[][];
  /** Those of the months asked about. */
  cohorts: CohortOut[];
  /** Of whose first orders: the months asked about, as many before them, and the same months of the year before. */
  periods: PeriodOut[];
}

/** How many customers are in exactly these of the segments, and in none of the others. */
export interface CombinationOut {
  segments: string[];
  size: number;
}

/** What a cart comes to, in sum. */
export interface ComesToOut {
  discount: Money;
  points_earned: number;
  shipping_discount: Money;
  tax: Money;
  to_pay: Money;
  total: Money;
}

/** A local day, and how many will have left and entered at its end. */
export interface ComingDayOut {
  date: string;
  entering: number;
  leaving: number;
}

/** What time alone will bring, if nothing else happens; the first day is what is left of today. */
export interface ComingOut {
  days: ComingDayOut[];
  /** False where the condition counts stays in segments: those that begin or end meanwhile aren't foreseen. */
  exact: boolean;
}

/** A segment that is compared. */
export interface ComparedOut {
  id: string;
  name: string;
  size: number;
}

/** Customers who fell to one side. */
export interface ComparedSideOut {
  /** Whether they were left alone for comparison. */
  alone: boolean;
  /** Whether the others are compared with these. */
  base: boolean;
  /** How many of them ordered. */
  buyers: number;
  customers: number;
  /** The branch, or the subject; empty: who got nothing of a newsletter. */
  name: string;
  orders: number;
  per_customer: Money;
  /** The share that ordered, 0 to 1. */
  rate: number;
  /** Against the base; null of the base itself, and when there are too few to tell. */
  rate_difference: IntervalOut | null;
  revenue: Money;
  revenue_difference: AmountIntervalOut | null;
  revenue_verdict: "too_few" | "unclear" | "more" | "less" | null;
  /** What can be said of the share: too_few, unclear, more or less; null of the base. */
  verdict: "too_few" | "unclear" | "more" | "less" | null;
}

/** What customers ordered within so many days after chance had divided them, whatever brought it about. */
export interface ComparisonsOut {
  confidence: number;
  days: number;
  divisions: DividedOut[];
}

/** A condition to check. */
export interface ConditionIn {
  condition: Json;
  /** The sentence's; without it that of `Accept-Language`, else the shop's. */
  language?: "en" | "pl" | "ru" | null;
  subject?: "customer" | "cart" | "order" | "line" | "event";
}

/** The order that was placed. */
export interface ConfirmIn {
  /** Its external id. */
  order: string | number;
}

/** One conflict. `what`: broken, its condition can't be asked; contradiction, two parts of its condition can't hold together; no_product, no product is one that it is for; no_cart, no cart was found that it applies to; nobody, no customer is today whom it asks for; superseded, another is always applied in its place or stops it; nothing_left, others before it leave nothing; too_deep, with another it takes too much off a line. */
export interface ConflictOut {
  by: NamedPromotion | null;
  cart: WitnessOut | null;
  /** What is left of what it costs. */
  left: Money | null;
  /** The line, counted from 0, that too much is taken off. */
  line: number | null;
  promotion: NamedPromotion;
  /** Why it is broken. */
  reason: string | null;
  /** The parts of the condition that can't hold together, in words. */
  tests: string[];
  what: "broken" | "contradiction" | "no_product" | "no_cart" | "nobody" | "superseded" | "nothing_left" | "too_deep";
  /** What it costs. */
  whole: Money | null;
}

/** What is looked at: all that is published, and one promotion as it would be, if one is given. */
export interface ConflictsIn {
  /** The promotion that it would replace; null for a new one. */
  id?: string | null;
  /** Of what a line costs at least so many percent should be left. */
  least_left?: number | string;
  promotion?: PromotionIn | null;
}

/** How far the search is. `state` is waiting, running, done or failed; `done` and `total` count promotions. */
export interface ConflictsOut {
  behind: string | null;
  done: number;
  error: string | null;
  id: string;
  result: ConflictsResult | null;
  state: string;
  total: number | null;
}

/** What was found among how many promotions. */
export interface ConflictsResult {
  all_pairs: number;
  conflicts: ConflictOut[];
  least_left: string;
  /** How many pairs were looked at, of those that could take off too much. */
  pairs: number;
  promotions: number;
}

/** What somebody said to a list. */
export interface ConsentOut {
  at: string;
  ip: string | null;
  language: string | null;
  list: string;
  source: string;
  status: string;
  wording: string;
}

/** A segment that lies in another, and the share of its members that do. */
export interface ContainedOut {
  inner: string;
  outer: string;
  share: number;
}

/** What a mail says in one language. Liquid may stand in everything but the addresses and the sender's name. */
export interface Content {
  /** MJML. */
  body: string;
  /** What inboxes show beside the subject. */
  preview: string;
  reply_to: string;
  /** Without one, that of the settings. */
  sender_address: string;
  /** Without one, that of the settings. */
  sender_name: string;
  subject: string;
  /** The text part; null: it is made of the body. */
  text: string | null;
}

/** An order that counts for a message. */
export interface ConversionOut {
  customer: MessageCustomer | null;
  message: string;
  node: string | null;
  order: string | null;
  placed_at: string;
  refunded: Money;
  revenue: Money;
  status: string | null;
  total: Money;
  /** The click, open or sending that it counts for. */
  touched_at: string;
}

/** For so long after something was done about a customer nothing more is done about them. */
export interface CoolDown {
  amount: number;
  unit: "minutes" | "hours" | "days";
}

/** Which parts of an order's amount earn. */
export interface Counting {
  /** Whether the price after discounts counts, else the one before. */
  discounted: boolean;
  /** Whether what was paid with gift cards counts. */
  paid_with_gift_cards: boolean;
  /** Whether what was paid with points counts. */
  paid_with_points: boolean;
  /** Whether shipping counts. */
  shipping: boolean;
  /** Whether the tax of products counts. */
  tax: boolean;
}

/** The numbers on the canvas. */
export interface CountsOut {
  edges: EdgeCount[];
  entered: number;
  nodes: NodeCount[];
  window: "24h" | "7d" | "all";
}

/** A code, and what was used of it. */
export interface CouponOut {
  batch: string | null;
  code: string;
  /** The shop's id of the customer whose it is; null: anybody's. */
  customer: string | null;
  ends_at: string | null;
  id: string;
  issued_at: string;
  promotion: string;
  reserved: number;
  starts_at: string | null;
  /** paused: what it is for isn't on now; with that, when it begins and ends counts too. */
  state: "usable" | "not_yet" | "over" | "used_up" | "withdrawn" | "paused";
  used: number;
  uses: number | null;
  uses_per_customer: number | null;
  withdrawn_at: string | null;
}

/** Of a period what was issued in it, and what was used in it, whenever that was issued. */
export interface CouponPeriodOut {
  issued: IssuedOut;
  used: UsedOut;
}

/** What was issued and used of coupons: in the period asked about, in the one before it, and in the same days of the year before. */
export interface CouponReportOut {
  /** Of all together; here an order counts once, and codes for everybody aren't among those issued. */
  all: CouponPeriodOut[];
  /** What took off most, first. An order that used several counts for each of them. */
  coupons: CouponsOut[];
  periods: PeriodOut[];
  points: UsedPointOut[];
  step: "day" | "week" | "month";
}

/** The coupons of a batch, those of a promotion that customers were given one by one, or its code for everybody. */
export interface CouponsOut {
  batch: string | null;
  batch_name: string | null;
  kind: "batch" | "personal" | "code";
  name: string;
  periods: CouponPeriodOut[];
  promotion: string;
}

/** What a person signs in with. */
export interface Credentials {
  email: string;
  password: string;
}

/** A customer in one line. */
export interface CustomerBrief {
  country: string | null;
  email: string | null;
  /** The shop's own id; null for a guest. */
  external_id: string | null;
  group: string | null;
  guest: boolean;
  id: string;
  last_order_at: string | null;
  name: string | null;
  net_total: Money;
  /** Orders placed up to now that were not cancelled. */
  orders: number;
  /** Points that can be spent now. */
  points: number;
  registered_at: string | null;
}

/** An order that counts for a message, and what had that sent. */
export interface CustomerConversionOut {
  customer: MessageCustomer | null;
  message: string;
  node: string | null;
  order: string | null;
  placed_at: string;
  refunded: Money;
  revenue: Money;
  source: "campaign" | "workflow" | "newsletter" | "transactional";
  /** Which campaign, workflow or newsletter. */
  source_id: string;
  /** What that was called when it had the message sent. */
  source_name: string | null;
  status: string | null;
  /** The message's. */
  subject: string | null;
  total: Money;
  /** The click, open or sending that it counts for. */
  touched_at: string;
}

/** Everything known of a customer, but for what they did. */
export interface CustomerOut {
  addresses: AddressOut[];
  attributes: Record<string, Json>;
  born_on: string | null;
  country: string | null;
  email: string | null;
  /** The shop's own id; null for a guest. */
  external_id: string | null;
  first_name: string | null;
  gender: string | null;
  group: string | null;
  guest: boolean;
  id: string;
  language: string | null;
  last_name: string | null;
  last_order_at: string | null;
  lists: string[];
  /** Whether the e-mail is an address that mail can be sent to. */
  mailable: boolean;
  name: string | null;
  net_total: Money;
  /** Orders placed up to now that were not cancelled. */
  orders: number;
  phone: string | null;
  /** Points that can be spent now. */
  points: number;
  registered_at: string | null;
  segments: Membership[];
  store: string | null;
  tags: string[];
  updated_at: string | null;
}

/** What a customer has at this instant, in which lots, and a page of the history, the latest first. */
export interface CustomerPointsOut {
  /** What can be spent, of all legal entities together: what is owed to one takes nothing from what another has given. */
  available: number;
  /** What is open less what is owed, of all legal entities together: below zero where more is owed. */
  balance: number;
  /** What is owed, to all legal entities together; the next points of the same one pay it off. */
  debt: number;
  entries: EntryOut[];
  held: number;
  holds: HoldOut[];
  /** What there is of every kind of points that the shop has, the first one first. */
  kinds: KindBalanceOut[];
  lots: LotOut[];
  next_cursor: string | null;
  pending: number;
  /** The kind of points that all of this is about, but for `kinds`. */
  points_kind: string;
  unit: NamesOut;
}

/** What the page's customer wants of a list. */
export interface CustomerSubscriptionIn {
  /** One of those that were listed. */
  list: string;
  subscribed: boolean;
  /** What stood on the button that was pressed, to the letter: it is kept on record. */
  wording: string;
}

/** A list, and whether the page's customer gets what is sent to it. */
export interface CustomerSubscriptionOut {
  list: string;
  /** What it is called to customers. */
  name: string;
  /** `pending`: a mail asked whether it is meant, and waits for the answer; null when nothing was ever said. */
  status: "pending" | "confirmed" | "left" | null;
}

/** A local day: how many were in the segment at its end, and how many came and went. */
export interface DayOut {
  /** Whom its beginning or another definition put in. */
  brought: number;
  date: string;
  /** By what happened or by time. */
  entered: number;
  left: number;
  size: number;
  /** Whom another definition put out. */
  took: number;
}

/** What a segment did: to how many, because they entered or left, by the actions of then. */
export interface DeedOut {
  actions: Actions;
  /** Whether they left because the segment was archived: it let go of its group, and tags stayed. */
  archived: boolean;
  at: string;
  id: string;
  kind: "entered" | "left";
  size: number;
  undone_at: string | null;
  undone_by: string | null;
  undone_by_name: string | null;
}

/** How long points are pending after they were granted. */
export interface Delay {
  amount: number;
  unit: "hours" | "days";
}

/** Who would come in and who would leave, were a segment changed so: how many, and the first 20 of each by id. */
export interface DifferenceOut {
  as_of: string;
  /** About how many something is to be done then for having come in, as long as what it does stays as it is: also those who came before and wait, but not who is back before anything was done. */
  due_entering: number;
  due_entering_cooling: number;
  /** And for having left; nothing is taken back from who came without anything being done. */
  due_leaving: number;
  due_leaving_cooling: number;
  entering: number;
  /** Of those who come in, about how many nothing is done before their cool-down is over. */
  entering_cooling: number;
  entering_sample: CustomerBrief[];
  leaving: number;
  leaving_cooling: number;
  leaving_sample: CustomerBrief[];
  /** And of those who stay: what is newly done on entry is done for them only then. */
  staying_cooling: number;
  /** Whom it has treated as being in so far; a jump is measured by these. */
  treated: number;
  /** How many of `due_entering` are in already. */
  waiting_entering: number;
  waiting_leaving: number;
}

/** A step that divided customers at random. */
export interface DividedOut {
  node: string;
  sides: ComparedSideOut[];
}

/** The record that shows that mail is from the domain. */
export interface DkimOut {
  domain: string;
  /** The name of the TXT record. */
  host: string;
  made_at: string;
  /** What stands in it. */
  record: string;
  /** Whether mail is signed: it is when its sender's address is of this domain. */
  signs: boolean;
}

/** A campaign as it is drawn. */
export interface Draft {
  /** The node that the trigger leads to. */
  first: string | null;
  /** The steps. */
  nodes: DrawnNode[];
  /** What holds for the whole campaign; what is left out is as by default. */
  settings: Record<string, Json>;
  /** A kind of `trigger` with its arguments. */
  trigger: Record<string, Json> | null;
}

/** A node as it is drawn. */
export interface DrawnNode {
  /** Where it stands on the canvas; null: where the layout puts it. */
  at: Json[] | null;
  /** What the node is called in this campaign; it keeps it from version to version. */
  id: string;
  /** The node that each branch leads to, by the branch's name. */
  next: Record<string, string>;
  /** A kind of `step` with its arguments. */
  step: Record<string, Json>;
}

/** So many minutes, hours, days (of 24 hours), weeks or months. */
export interface Duration {
  amount: number;
  unit: "minutes" | "hours" | "days" | "weeks" | "months";
}

/** A customer, and how many points they were granted in the period, less what was reversed. */
export interface EarnerOut {
  customer: PointsOwner;
  points: number;
}

/** Those who were granted most. */
export interface EarnersOut {
  data: EarnerOut[];
  since: string;
  until: string;
}

/** A branch of a node. */
export interface EdgeCount {
  /** Empty: ended at the node. */
  branch: string;
  /** Empty: from the trigger. */
  node: string;
  runs: number;
}

/** Points that end in a local month. */
export interface EndingOut {
  customers: number;
  legal_entity: string;
  /** Null: they never end. */
  month: string | null;
  points: number;
}

/** What ends the run of a customer before it comes to an end by itself. */
export interface EndsOn {
  /** Events of one of these names. */
  events: string[];
  /** Reaching a goal. */
  goal: boolean;
  /** Leaving this segment, such as the one by which they entered. */
  left_segment: string | null;
  /** An order that the customer places after they entered. */
  order: boolean;
}

/** Who is to enter by hand. */
export interface EnterIn {
  /** Customers, by their id here, the shop's id or the e-mail. */
  customers?: string[];
  /** Everybody in a segment. */
  segment?: string | null;
}

/** How many were asked to enter; whoever may not enter again is left out. */
export interface EnterOut {
  customers: number;
}

/** Whether somebody may enter again. Whatever is chosen, the same occasion enters once. */
export interface Entry {
  /** Once ever; once in so long a time; only when no earlier run is under way; or at each occasion. */
  again: "once_ever" | "once_a_period" | "after_leaving" | "each_time";
  /** For `once_a_period`: how long after an entry there is no other. */
  period: Duration | null;
}

/** A posting: when it holds from, what it was, and by how much it changed what the customer has. */
export interface EntryOut {
  at: string;
  /** Of a transfer the other customer. */
  beside: BesideOut | null;
  kind: string;
  /** Of a move how many points came along when two customers turned out to be one; they change nothing of what there is. */
  moved: number | null;
  /** The id that the customer had whose points they were. */
  moved_from: string | null;
  order: string | null;
  points: number;
  reason: string | null;
  rule: string | null;
  /** Of what an order earned the version of the rule that it earns by. */
  rule_version: number | null;
  /** The key by which it can be undone: of a correction by hand or a transfer that wasn't undone yet, else null. */
  undo: string | null;
}

/** A customer who is known no more. */
export interface Erased {
  /** How many entries of the journal say nothing any more. */
  entries: number;
}

/** A cart as it stands at the shop. What is answered is in the base currency. */
export interface EstimateCart {
  channel?: string | null;
  coupon?: string | null;
  /** Currency, ISO 4217. */
  currency: string;
  /** What is taken off the cart, its lines' discounts included. */
  discount?: string | number | null;
  /** What is paid with gift cards. */
  gift_card?: string | number | null;
  lines: EstimateLine[];
  payment_method?: string | null;
  /** How much of the base currency one of the cart's is worth; needed for another currency. */
  rate?: string | number | null;
  shipping?: string | number | null;
  shipping_method?: string | null;
  store?: string | null;
  tax?: string | number | null;
}

/** A cart, whose it is, and how many points are to be spent. */
export interface EstimateIn {
  cart: EstimateCart;
  /** The shop's id of the customer; without one and without an e-mail it is nobody's. */
  customer?: string | number | null;
  /** The e-mail of a guest. */
  email?: string | null;
  /** How many points are to be spent; "all" for as many as make sense. */
  points?: number | "all" | null;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
}

/** A line of a cart. */
export interface EstimateLine {
  /** What is taken off the line. */
  discount?: string | number | null;
  /** Known within the cart; without it the lines are numbered from 1. */
  id?: string | null;
  price?: string | number | null;
  /** Pieces, with at most 4 decimals. */
  quantity: string | number;
  /** The line before discount and tax, which is what counts; a price is only what conditions on prices ask about. */
  row_total: string | number;
  sku?: string | number | null;
  tax?: string | number | null;
}

/** What the customer has, what is spent, what is left to pay, and what will be earned. */
export interface EstimateOut {
  at: string;
  /** The points that the customer could spend, of all legal entities together, whatever rule there is for the cart. */
  available: number;
  /** The points that the order will earn when it comes as far as the rules ask. */
  earned: number;
  /** The same of every kind of points that the shop has, the first one first. */
  kinds: EstimatedKind[];
  /** Those of them that are left after spending. */
  left: number;
  points_kind: string;
  rules: EstimatedRule[];
  spending: EstimatedSpending;
  to_pay: Money;
  total: Money;
}

/** What the customer has of a kind of points, and what the order will earn of it. */
export interface EstimatedKind {
  available: number;
  earned: number;
  points_kind: string;
}

/** A line, and whether it counts for a rule. */
export interface EstimatedLine {
  counts: boolean;
  id: string;
}

/** What an earning rule gives for the cart, or why it gives nothing. */
export interface EstimatedRule {
  amount: Money;
  ends_at: string | null;
  /** Which lines count; null where all do, or none was looked at. */
  lines: EstimatedLine[] | null;
  name: string;
  points: number;
  points_kind: string;
  /** Why it gives nothing. */
  reason: "inactive" | "condition" | "broken" | "stopped" | "limit" | "nothing_counts" | "referral" | null;
  rule: string;
  /** From when on the points could be spent if the order was granted now; null where they wait for something else. */
  starts_at: string | null;
  /** The reason in words, with the part of the condition that doesn't hold. */
  told: string | null;
  /** What must happen before they can be spent; null: nothing but time. */
  waits_for: AwaitedOut | null;
}

/** What points do in the cart. */
export interface EstimatedSpending {
  /** The points that the rule may take: those of the legal entity that it names, else all. */
  available: number;
  /** As many points as could be spent. */
  most: number;
  most_off: Money;
  name: string | null;
  off: Money;
  /** The points that are spent. */
  points: number;
  /** Why none or not all that were wanted are spent. */
  reason:
    | "inactive"
    | "no_spending"
    | "no_rule"
    | "not_asked"
    | "no_points"
    | "too_few"
    | "asked_few"
    | "nothing_to_pay"
    | "least"
    | "share"
    | "covered"
    | "most"
    | "not_enough"
    | "steps"
    | null;
  /** The rules before it that don't fit. */
  refused: RefusedRule[];
  /** The rule that fits; null when none does. */
  rule: string | null;
  /** How many points are missing, where it is for want of points, or how many more would have to be asked for. */
  short: number | null;
  /** The reason in words. */
  told: string | null;
}

/** A condition, and the customer it is asked about. */
export interface ExplainIn {
  /** The instant to look at; now if left out. */
  at?: string | null;
  condition: Json;
  /** The customer's id here, the shop's id or the e-mail; where two are of one form id:7, external_id:7 or email:anna@example.com. */
  customer: string;
}

/** One node of the answer to "why", with those below it. */
export interface ExplanationOut {
  children: ExplanationOut[];
  counted: RowOut[];
  counted_total: number;
  /** What is missing to the threshold. */
  distance: Json;
  held: boolean;
  /** Of the whole: when the answer changes by time alone. */
  next_change: string | null;
  not_counted: RowOut[];
  not_counted_total: number;
  pointer: string;
  sentence: string;
  threshold: Json;
  /** The type of the three: text, number, money, date, instant, boolean or set. */
  unit: string | null;
  /** Money as {"amount", "currency"}, numbers as texts. */
  value: Json;
}

/** One thing wrong in what was sent. */
export interface FaultOut {
  code: string;
  detail: string;
  pointer: string;
}

/** One value that can be asked for. */
export interface FieldOut {
  choices: string[];
  description: string;
  format: string | null;
  group: string;
  history: boolean;
  label: string;
  operators: string[];
  path: string;
  places: number | null;
  source: string;
  subject_only: boolean;
  type: Type;
}

/** A column, some of what stands in it, and the field it seems to be. */
export interface FileColumn {
  field: string | null;
  /** How its dates are written, in the letters of strptime, where it holds dates. */
  format: string | null;
  name: string;
  samples: string[];
  /** By field: what its texts would stand for. */
  values: Record<string, Record<string, string>>;
  /** All the texts in it, where they are few enough to be told what each stands for. */
  words: string[];
}

/** A field that a column can be; one of a line of an order is written lines.NAME. */
export interface FileField {
  /** The only words that it can be. */
  choices: string[];
  kind: "text" | "number" | "date" | "instant" | "boolean" | "list";
  /** What the import page calls it. */
  label: string;
  name: string;
  required: boolean;
}

/** What a CSV shows at first sight: a proposal to look over. */
export interface FileSight {
  /** Whether the fields are those that were chosen for the file before with these columns. */
  as_before: boolean;
  columns: FileColumn[];
  decimal: "." | ",";
  delimiter: string;
  encoding: string;
  fields: FileField[];
  /** Whether a column can be a value of the shop's own. */
  takes_own: boolean;
  /** What stands between thousands, if anything. */
  thousands: string | null;
  /** What the rows seem to be, where it wasn't said. */
  type: string;
}

/** The steps in their order. */
export interface FirstHourOut {
  steps: FirstHourStep[];
}

/** Whether a step is left out. */
export interface FirstHourSkip {
  skipped: boolean;
}

/** A step of the first hour, and how it stands. */
export interface FirstHourStep {
  state: "done" | "skipped" | "open";
  step: "shop" | "data" | "segment" | "earning" | "mail";
}

/** Customers who left one segment and came into another. */
export interface FlowOut {
  /** How many, in the order of the periods. */
  customers: number[];
  /** Null: they were in none of these segments. */
  source: string | null;
  /** Null: they are in none of them any more. */
  target: string | null;
}

/** What is expected of a month to come. */
export interface ForecastOut {
  earned: number;
  ended: number;
  month: string;
  outstanding: number;
  spent: number;
}

/** A form of codes, and how many are to be made. */
export interface FormatIn {
  count: number;
  format: CodeFormat;
}

/** A form of codes and how hard it is to guess. */
export interface FormatOut {
  /** How hard one of the codes is to hit by a guess: each bit more halves the odds. */
  bits: number;
  example: string;
  /** Why so many codes of the form can't be made. */
  refused: string | null;
  /** How many different codes there can be. */
  room: string;
}

/** An order that was looked up. */
export interface FoundOrder {
  channel: string | null;
  completed_at: string | null;
  coupon: string | null;
  currency: string | null;
  /** Null when the shop named nobody. */
  customer: OrderOf | null;
  discount: Money | null;
  external_id: string;
  grand_total: Money | null;
  id: string;
  lines: OrderLineOut[];
  net_total: Money | null;
  /** The same in its own currency, where that isn't the base currency. */
  own: OwnAmounts | null;
  paid: boolean | null;
  placed_at: string | null;
  refunded_total: Money;
  shipping: Money | null;
  shop_status: string | null;
  status: string | null;
  store: string | null;
  subtotal: Money | null;
  tax: Money | null;
  updated_at: string | null;
}

/** A key that was just made; its `secret` is shown this once. */
export interface FreshKey {
  created_at: string;
  created_by: string;
  hint: string;
  id: string;
  name: string;
  publishable: boolean;
  scopes: Scope[];
  secret: string;
}

/** An endpoint whose `secret` was just made; it is shown this once. */
export interface FreshWebhook {
  created_at: string;
  description: string;
  disabled_reason: string | null;
  /** Nothing has arrived since then, and something has failed. */
  failing_since: string | null;
  id: string;
  last_delivered_at: string | null;
  last_failed_at: string | null;
  /** Until then the secret before the last rotation signs too. */
  old_secret_until: string | null;
  secret: string;
  /** paused: what is announced waits; disabled: nothing is kept for it until it is resumed. */
  state: "active" | "paused" | "disabled";
  /** Null: everything. */
  types: string[] | null;
  updated_at: string;
  url: string;
  version: number;
  /** How many messages it is yet to get, counted up to 10,000. */
  waiting: number;
}

/** Pieces that are free when they are put in the cart. */
export interface GiftOut {
  label: string;
  pieces: number;
  promotion: string;
  sku: string;
}

/** Recency by frequency, 5 being the best fifth of the shop's buyers, with the sales of the period asked about, of the one before it, and of the same days of the year before. */
export interface GridOut {
  /** Those that anybody is in. */
  cells: CellOut[];
  customers: number;
  /** Of which day the scores are; null before anybody had one. */
  day: string | null;
  periods: PeriodOut[];
  /** Customers without a completed order. */
  unscored: number;
}

/** Something on the way of a customer; pages write their own title from `kind` and `details`. */
export interface HappeningOut {
  at: string;
  /** What the kind has of `subject` (an order's number, a SKU, a code, a name), `word` (a status, a reason), `amount` (money), `number` (stars, points), `posting` (of points: earned, spent, …), `id` (where more is told of it) and `by` (of a note). */
  details: Record<string, Json>;
  kind:
    | "ordered"
    | "order_status"
    | "refunded"
    | "registered"
    | "wished"
    | "viewed"
    | "reviewed"
    | "subscription"
    | "logged_in"
    | "event"
    | "cart"
    | "segment_entered"
    | "segment_left"
    | "points"
    | "coupon_given"
    | "coupon_withdrawn"
    | "message"
    | "campaign_entered"
    | "campaign_ended"
    | "note";
  title: string;
}

/** A word for machines. */
export interface Health {
  status: string;
}

/** One thing about a segment that somebody should look at. */
export interface HealthOut {
  /** How many came and went besides, about whom approving it does nothing yet: their cool-down goes on. */
  cooling: number | null;
  /** How many it is about: for `drifted` those who were missing or too many, for `jumped` by how many it has moved today for whatever reason, for `waiting` those about whom nothing is done yet. */
  customers: number | null;
  /** Of a jump that is `waiting`: how many have come. */
  entered: number | null;
  kind: "broken" | "drifted" | "waiting" | "jumped" | "empty";
  /** And how many have gone. */
  left: number | null;
  /** Of what is `broken`: what broke, and what to do. */
  reason: string | null;
  since: string | null;
}

/** So many points to reserve for a customer. */
export interface HoldIn {
  /** The customer by the shop's id, an e-mail address, or the id here. */
  customer: string;
  /** What you call the hold; the same key again does nothing more. Left out, it is given one. */
  key?: string | null;
  /** How long it holds: what isn't captured by then is free again. */
  lasts_seconds?: number;
  /** Whose points are held. */
  legal_entity?: string;
  points: number;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** What it is for, such as the number of the cart. */
  reference?: string | null;
}

/** Points reserved, usually by a checkout, until they are spent, released or the hold lapses. */
export interface HoldOut {
  /** What whoever reserved them calls it. */
  key: string;
  lapses_at: string;
  legal_entity: string;
  /** Whether the shop's server made it under this key: `POST /v1/points/holds/{key}/release` lets it go. */
  of_shop: boolean;
  points: number;
  reason: string | null;
}

/** The first page. */
export interface HomeOut {
  at: string;
  /** The worst first. */
  attention: NoticeOut[];
  customers: number;
  lag: Lag;
  /** Those in which most came and went. */
  moved: MovedSegment[];
  orders: number;
  /** What customers have, pending and held points included, less what they owe. */
  points_outstanding: number;
  started: StartedOut;
  today: HomeWeek;
  /** The oldest first; the last one ends yesterday, so that each has whole days. */
  weeks: HomeWeek[];
}

/** Local days, seven of a week. Amounts are what completed orders came to, less what was given back, in the base currency. */
export interface HomeWeek {
  /** Customers with a completed order. */
  buyers: number;
  first_day: string;
  last_day: string;
  net: Money;
  orders: number;
  /** New registered customers. */
  registered: number;
  /** How many of them had one in an earlier week. */
  returning: number;
}

/** The secret that reports of bounces are signed with; it is shown this once. */
export interface HookSecretOut {
  secret: string;
  version: number;
}

/** An import: `place` of `size` (bytes or rows) is done; documents are counted by what became of them. */
export interface ImportOut {
  accepted: number;
  actor: string;
  asks_points: boolean;
  finished_at: string | null;
  format: string;
  id: string;
  line: number;
  live: boolean;
  name: string;
  options: Record<string, Json>;
  place: number;
  refused: number;
  remarked: number;
  repeated: number;
  size: number;
  started_at: string;
  state: string;
}

/** A difference, and between which values it lies in 95 of 100 cases. */
export interface IntervalOut {
  difference: number;
  high: number;
  low: number;
}

/** Coupons that were issued in a period, and what has become of them by now: each is used, withdrawn, ended unused or open. */
export interface IssuedOut {
  ended: number;
  issued: number;
  open: number;
  /** Which share of them was used by now, 0 to 1; null where none was issued, and of the code for everybody, which is one however many use it. */
  rate: number | null;
  used: number;
  withdrawn: number;
}

/** Long work: what it is, how far it is, and what came of it. `state` is waiting, running, done, failed or cancelled. */
export interface JobOut {
  created_at: string;
  done: number;
  error: string | null;
  finished_at: string | null;
  id: string;
  kind: string;
  result: Json;
  started_at: string | null;
  state: string;
  title: string;
  total: number | null;
  unit: string;
}

/** A hold at this instant: `points` is `held`, `captured` and `released` together. */
export interface KeptHoldOut {
  /** What the customer can spend of the same kind beside it, of all legal entities together. */
  available: number;
  captured: number;
  /** The customer's id here, whoever it was made for meanwhile became. */
  customer: string;
  customer_external_id: string | null;
  held: number;
  key: string;
  lapses_at: string;
  legal_entity: string;
  made_at: string;
  points: number;
  points_kind: string;
  reference: string | null;
  /** Free again: let go, or lapsed. */
  released: number;
  /** Of those captured, given back. */
  returned: number;
  /** held; captured, in part or in full; released; lapsed, as its time was up. */
  state: "held" | "captured" | "released" | "lapsed";
}

/** A key, without its secret; `hint` is its last four letters. */
export interface KeyOut {
  created_at: string;
  created_by: string;
  hint: string;
  id: string;
  name: string;
  publishable: boolean;
  scopes: Scope[];
}

/** What a customer has of one kind of points. */
export interface KindBalanceOut {
  available: number;
  balance: number;
  debt: number;
  held: number;
  pending: number;
  points_kind: string;
  spendable: boolean;
  unit: NamesOut;
}

/** What the cart has too little of for a benefit to give something. */
export interface LackOut {
  /** How much more, of amounts. */
  amount: Money | null;
  /** How many more, of pieces. */
  pieces: number | null;
  /** Pieces; what the products cost together ("amount"); or how much more than their price they would have to cost, or shipping than its. */
  what: "pieces" | "amount" | "price" | "shipping";
}

/** How many entries wait to be taken along, and for how long the oldest has. */
export interface Lag {
  entries: number;
  seconds: number;
}

/** A lane; without an id it is new. */
export interface LaneIn {
  id?: string | null;
  name: string;
  /** Of its promotions that fit: all, the first, or the best for the customer. */
  together?: "all" | "first" | "best";
}

/** A lane. */
export interface LaneOut {
  id: string;
  name: string;
  together: "all" | "first" | "best";
}

/** The points that are owed to customers: month by month, when they end, and what is expected. */
export interface LiabilityOut {
  at: string;
  endings: EndingOut[];
  /** Over all legal entities: what ends as scheduled, and what is spent and earned as in the last three months. */
  forecast: ForecastOut[];
  months: MonthOut[];
  points_kind: string;
}

/** How long points last, always to the end of a local day. */
export interface Lifetime {
  amount: number;
  counted: "after" | "end_of" | "inactivity";
  unit: "days" | "months" | "quarters" | "years";
}

/** The most points that a rule gives; None: as many as it says. Days and periods are local, and of the grant. */
export interface Limits {
  /** To one customer ever. */
  per_customer: number | null;
  /** To one customer in a day. */
  per_day: number | null;
  /** To one order, or for one deed. */
  per_order: number | null;
  /** To one customer in a period. */
  per_period: number | null;
  period: "week" | "month" | "quarter" | "year";
}

/** Customers to pin, by the shop's ids, ours, or e-mails; `external_id:7`, `id:7` and `email:anna@example.com` say which. */
export interface ListIn {
  customers: string[];
  pinned: "in" | "out";
}

/** What became of a list. */
export interface ListOut {
  already: number;
  /** Names of nobody, the first thousand. */
  not_found: string[];
  not_found_count: number;
  /** Who are pinned now and were not so before. */
  pinned: number;
  /** Names that mean more than one customer, the first thousand: write `external_id:7` or `id:7`. */
  several: string[];
  several_count: number;
}

/** A message, and how far it has come. */
export interface LoggedMessageOut {
  /** Where it went; null before it is sent, and of whoever was erased. */
  address: string | null;
  /** What the server said last. */
  answer: string | null;
  attempts: number;
  clicked_at: string | null;
  complained_at: string | null;
  customer: MessageCustomer | null;
  /** When it is sent or tried again, at the earliest; null: nothing more is done, or its newsletter or its campaign is paused. */
  due_at: string | null;
  id: string;
  /** Whether its mail is kept in the mailbox here, to be read at /mail. */
  in_mailbox: boolean;
  is_test: boolean;
  language: string | null;
  left_at: string | null;
  list: string | null;
  machine_opened_at: string | null;
  marketing: boolean;
  /** The step of the campaign, the rule of the workflow, the variant of the newsletter. */
  node: string | null;
  opened_at: string | null;
  queued_at: string;
  /** Why it was not sent; of one whose state is unknown, why it was not sent again. */
  reason:
    | "no_address"
    | "erased"
    | "suppressed"
    | "not_opted_in"
    | "unsubscribed"
    | "not_registered"
    | "guest_without_consent"
    | "paused"
    | "cap"
    | "too_late"
    | "cancelled"
    | "rendering"
    | "refused"
    | "gave_up"
    | "unreachable"
    | "no_coupon"
    | "no_template"
    | "run_ended"
    | null;
  sent_at: string | null;
  settled_at: string | null;
  source: "campaign" | "workflow" | "newsletter" | "transactional";
  /** Which campaign, workflow or newsletter. */
  source_id: string;
  /** What that was called when it had it sent. */
  source_name: string | null;
  state: "queued" | "handed_over" | "accepted" | "deferred" | "bounced" | "blocked" | "unknown";
  subject: string | null;
  template: string | null;
  template_version: number;
  /** Why it isn't sent yet; null: it is its turn, or nothing more is done. */
  waits_for: "quiet_hours" | "cap" | "throttle" | "batch" | "paused" | "put_off" | "server" | null;
}

/** Points given at once, and what is left of them. */
export interface LotOut {
  /** When they end; of points that wait, unless what they wait for is done before. */
  ends_at: string | null;
  held: number;
  id: string;
  legal_entity: string;
  points: number;
  remaining: number;
  rule: string | null;
  /** The order's number, or what else brought them. */
  source: string;
  /** From when on they can be spent; null: once what they wait for is done. */
  starts_at: string | null;
  /** `reversed`: taken back for a refund or a change of the order; `taken`: by a correction or a mass transaction. */
  state: "pending" | "open" | "held" | "ended" | "used" | "reversed" | "taken";
  /** What must happen before they can be spent; null: nothing but time. */
  waits_for: AwaitedOut | null;
}

/** A part of a mail that is put into a body by its name. */
export interface MailBlock {
  name: string;
  needs: string | null;
  /** What is written to have it. */
  snippet: string;
}

/** What is to be said of a template. */
export interface MailCheck {
  findings: MailFinding[];
  /** Those that whatever sends it must give. */
  needs: string[];
  /** The sources of values that it looks at. */
  uses: string[];
}

/** One thing that a check has to say. */
export interface MailFinding {
  code: string;
  detail: string;
  /** An error keeps the template from being published. */
  level: "error" | "warning";
  /** The line within that part. */
  line: number | null;
  /** JSON pointer into the body. */
  pointer: string;
}

/** A mail as it is kept in the mailbox. */
export interface MailOut {
  /** Name and value, in their order. */
  headers: Json[][];
  html: string | null;
  size_bytes: number;
  subject: string;
  text: string | null;
}

/** The mail, and what is to be said of the template. */
export interface MailPreview {
  findings: MailFinding[];
  /** The sources that it uses and a newsletter doesn't have. */
  left_out: string[];
  /** The sources whose values are examples. */
  made_up: string[];
  /** Null while the template can't be written. */
  mail: MailShown | null;
}

/** What is to be shown, and as whom. */
export interface MailPreviewIn {
  /** As this customer would get it; null: with example values. */
  customer?: string | null;
  /** What advertises can be left by a link; what answers something that the customer did can't. */
  kind?: "marketing" | "transactional";
  /** In this language; null: in the customer's. */
  language?: string | null;
  /** What it says in each language, by its tag (BCP 47). */
  languages: Record<string, Content>;
  /** As a newsletter, which has nothing that only a campaign can give, such as a coupon: what is said of that is left out. */
  newsletter?: boolean;
}

/** What came of a report. */
export interface MailReportOut {
  /** Null: it reports nothing that needs anything done. */
  kind: "bounced" | "put_off" | "complained" | null;
  /** The message that it is about; null: none of ours, so nothing was done. */
  message: string | null;
  /** Whether it is news. */
  noted: boolean;
}

/** The revision that was looked at. */
export interface MailRevision {
  revision: number;
}

/** What a template says. */
export interface MailSaying {
  /** What advertises can be left by a link; what answers something that the customer did can't. */
  kind?: "marketing" | "transactional";
  /** What it says in each language, by its tag (BCP 47). */
  languages: Record<string, Content>;
}

/** How mail leaves the house. The password is never told. */
export interface MailSettingsOut {
  /** An order so many days after a click counts as brought about by it. */
  attribution_days: number;
  /** Where mail comes back to; without it, to the sender's address. */
  bounce_address: string;
  cap: CapModel | null;
  dkim: DkimOut | null;
  from_address: string;
  from_name: string;
  has_hook_secret: boolean;
  has_password: boolean;
  host: string;
  /** The list that newsletters go to, as the shop's subscriptions call it. */
  list: string;
  /** What readers see of it. */
  list_name: string;
  /** So many mails a minute go to addresses of one domain; null: as many as there are. */
  per_minute_and_domain: number | null;
  port: number;
  /** Where customers reach this installation: links in mails lead there. */
  public_url: string;
  reply_to: string;
  security: "none" | "starttls" | "tls";
  track_clicks: boolean;
  track_opens: boolean;
  /** mailbox: mails are kept here to be looked at, and none leaves. */
  transport: "mailbox" | "smtp";
  trouble: TroubleOut | null;
  updated_at: string | null;
  username: string;
  /** Whether the server's certificate must be right. */
  verify: boolean;
  version: number;
}

/** What to change; what is left out stays as it is. */
export interface MailSettingsPatch {
  attribution_days?: number;
  bounce_address?: string;
  cap?: CapModel | null;
  from_address?: string;
  from_name?: string;
  host?: string;
  list?: string;
  list_name?: string;
  /** Null or empty forgets it. */
  password?: string | null;
  per_minute_and_domain?: number | null;
  port?: number;
  public_url?: string;
  reply_to?: string;
  security?: "none" | "starttls" | "tls";
  track_clicks?: boolean;
  track_opens?: boolean;
  transport?: "mailbox" | "smtp";
  username?: string;
  verify?: boolean;
  /** The version that was looked at; when it isn't the present one, nothing is changed. */
  version: number;
}

/** The mail as it would be sent. */
export interface MailShown {
  html: string;
  language: string;
  reply_to: string;
  sender_address: string;
  sender_name: string;
  /** How large the HTML is; Gmail shows the first 102 kB. */
  size_bytes: number;
  subject: string;
  text: string;
}

/** What would keep mail from a customer now. */
export interface MailStandingOut {
  address: string | null;
  /** Everything they said here, the latest first. */
  consents: ConsentOut[];
  guest: boolean;
  language: string | null;
  list: string;
  /** What would keep mail that advertises from them; null: nothing. */
  marketing:
    | "no_address"
    | "erased"
    | "suppressed"
    | "not_opted_in"
    | "unsubscribed"
    | "not_registered"
    | "guest_without_consent"
    | "paused"
    | "cap"
    | "too_late"
    | "cancelled"
    | "rendering"
    | "refused"
    | "gave_up"
    | "unreachable"
    | "no_coupon"
    | "no_template"
    | "run_ended"
    | null;
  /** What was asked about, the latest first. */
  messages: LoggedMessageOut[];
  /** The same of what goes to who has confirmed the list alone. */
  opted_in:
    | "no_address"
    | "erased"
    | "suppressed"
    | "not_opted_in"
    | "unsubscribed"
    | "not_registered"
    | "guest_without_consent"
    | "paused"
    | "cap"
    | "too_late"
    | "cancelled"
    | "rendering"
    | "refused"
    | "gave_up"
    | "unreachable"
    | "no_coupon"
    | "no_template"
    | "run_ended"
    | null;
  paused_until: string | null;
  since: string | null;
  /** How they stand to the list: pending, confirmed or left; null: they never said anything. */
  status: string | null;
  suppressed: string | null;
  /** The same of what they wait for. */
  transactional:
    | "no_address"
    | "erased"
    | "suppressed"
    | "not_opted_in"
    | "unsubscribed"
    | "not_registered"
    | "guest_without_consent"
    | "paused"
    | "cap"
    | "too_late"
    | "cancelled"
    | "rendering"
    | "refused"
    | "gave_up"
    | "unreachable"
    | "no_coupon"
    | "no_template"
    | "run_ended"
    | null;
}

/** A template to begin with. */
export interface MailStarter {
  id: string;
  kind: "marketing" | "transactional";
  languages: Record<string, Content>;
  names: Record<string, string>;
  needs: string[];
}

/** A template with what its draft says. */
export interface MailTemplate {
  /** The languages that it has. */
  codes: string[];
  created_at: string;
  id: string;
  kind: "marketing" | "transactional";
  languages: Record<string, Content>;
  name: string;
  /** What whatever sends that version must give, such as an order. */
  needs: string[];
  /** Counts what was saved. */
  revision: number;
  starter: string | null;
  /** Where it is in its life; `changed`: it was published, and edited since. */
  state: "draft" | "published" | "changed" | "archived";
  /** That of the shop's language, or of the one that stands for it. */
  subject: string;
  updated_at: string;
  /** Who saved it last; null where that isn't told. */
  updated_by: string | null;
  /** The version that was published last; 0: none was. */
  version: number;
}

/** What is to be different; what is left out stays as it is. */
export interface MailTemplateChange {
  kind?: "marketing" | "transactional" | null;
  /** All languages; one that is left out is removed. */
  languages?: Record<string, Content> | null;
  name?: string | null;
  /** The revision that was looked at. */
  revision: number;
}

/** A template to begin. */
export interface MailTemplateIn {
  /** What advertises can be left by a link; what answers something that the customer did can't. */
  kind?: "marketing" | "transactional";
  /** What it says in each language, by its tag (BCP 47). */
  languages: Record<string, Content>;
  name: string;
  /** The starter that it was begun from. */
  starter?: string | null;
}

/** A template in a list. */
export interface MailTemplateOut {
  /** The languages that it has. */
  codes: string[];
  created_at: string;
  id: string;
  kind: "marketing" | "transactional";
  name: string;
  /** What whatever sends that version must give, such as an order. */
  needs: string[];
  /** Counts what was saved. */
  revision: number;
  starter: string | null;
  /** Where it is in its life; `changed`: it was published, and edited since. */
  state: "draft" | "published" | "changed" | "archived";
  /** That of the shop's language, or of the one that stands for it. */
  subject: string;
  updated_at: string;
  /** The version that was published last; 0: none was. */
  version: number;
}

/** A version that was published. */
export interface MailTemplateVersion {
  created_at: string;
  created_by: string | null;
  kind: "marketing" | "transactional";
  languages: Record<string, Content>;
  name: string;
  needs: string[];
  version: number;
}

/** What is to be sent, as whose, and where to. */
export interface MailTestIn {
  /** As this customer would get it; null: with example values. */
  customer?: string | null;
  /** What advertises can be left by a link; what answers something that the customer did can't. */
  kind?: "marketing" | "transactional";
  /** In this language; null: in the customer's. */
  language?: string | null;
  /** What it says in each language, by its tag (BCP 47). */
  languages: Record<string, Content>;
  /** As a newsletter, which has nothing that only a campaign can give, such as a coupon: what is said of that is left out. */
  newsletter?: boolean;
  /** An address of the team. */
  to: string;
}

/** What the mail server said. */
export interface MailTested {
  accepted: boolean;
  answer: string;
  /** Whether it went no further than the mailbox here. */
  in_mailbox: boolean;
}

/** A name that a template can use. */
export interface MailVariable {
  fields: MailVariable[];
  /** Whether only whatever sends the mail can know it, such as the order that a campaign begins with. */
  given: boolean;
  name: string;
  /** Whether it holds whatever the shop sends, under the shop's names. */
  open: boolean;
  says: string;
  type: "text" | "number" | "amount" | "day" | "instant" | "flag" | "link" | "group" | "list";
}

/** Everything that a template can be written with. */
export interface MailWords {
  blocks: MailBlock[];
  plural_forms: Record<string, string[]>;
  variables: MailVariable[];
}

/** How many customers would have got so many mails. */
export interface MailsPerCustomerOut {
  customers: number;
  mails: number;
}

/** A mass transaction with the first of those who had too few points. */
export interface MassDetailOut {
  actor: string;
  /** What the user or key is called; null for who may not read users. */
  actor_name: string | null;
  audience: Record<string, Json>;
  created_at: string;
  /** Whom it is for. */
  customers: number;
  done: number;
  ends_at: string | null;
  finished_at: string | null;
  id: string;
  /** How long without activity, where what is given ends with that: `ends_at` is the first such end. */
  inactivity: Lifetime | null;
  job_id: string | null;
  /** Who owes the points. A new name makes a new legal entity; case and spaces make no difference. */
  legal_entity: string;
  moved: number;
  /** Customers who were gone when their turn came. */
  passed_over: number;
  points: number;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind: string;
  /** The comment that customers see in their history. */
  reason: string;
  /** Customers who had too few points. */
  short: number;
  short_points: number;
  short_sample: ShortCustomerOut[];
  /** When a customer has fewer points than are taken: take what there is, let them owe the rest, or refuse the whole. */
  shortage: "forgive" | "owe" | "forbid";
  state: "running" | "done" | "refusing" | "refused" | "undoing" | "undone";
  undone: number;
}

/** A mass transaction. */
export interface MassIn {
  audience: OfSegment | OfCustomers | OfCondition;
  /** Who owes the points. A new name makes a new legal entity; case and spaces make no difference. */
  legal_entity?: string;
  /** How long points given last; null: for good; left out: as their kind says. */
  lifetime?: Lifetime | null;
  points: number;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** The comment that customers see in their history. */
  reason: string;
  /** When a customer has fewer points than are taken: take what there is, let them owe the rest, or refuse the whole. */
  shortage?: "forgive" | "owe" | "forbid";
}

/** Those whom a file names, as a list of customers is written. */
export interface MassNamesOut {
  names: string[];
}

/** A mass transaction, and how far it is. */
export interface MassOut {
  actor: string;
  audience: Record<string, Json>;
  created_at: string;
  /** Whom it is for. */
  customers: number;
  done: number;
  ends_at: string | null;
  finished_at: string | null;
  id: string;
  /** How long without activity, where what is given ends with that: `ends_at` is the first such end. */
  inactivity: Lifetime | null;
  job_id: string | null;
  /** Who owes the points. A new name makes a new legal entity; case and spaces make no difference. */
  legal_entity: string;
  moved: number;
  /** Customers who were gone when their turn came. */
  passed_over: number;
  points: number;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind: string;
  /** The comment that customers see in their history. */
  reason: string;
  /** Customers who had too few points. */
  short: number;
  short_points: number;
  /** When a customer has fewer points than are taken: take what there is, let them owe the rest, or refuse the whole. */
  shortage: "forgive" | "owe" | "forbid";
  state: "running" | "done" | "refusing" | "refused" | "undoing" | "undone";
  undone: number;
}

/** Whom a mass transaction is for, and how many points each is given; less than zero: taken. */
export interface MassPreviewIn {
  audience: OfSegment | OfCustomers | OfCondition;
  /** Who owes the points. A new name makes a new legal entity; case and spaces make no difference. */
  legal_entity?: string;
  /** How long points given last; null: for good; left out: as their kind says. */
  lifetime?: Lifetime | null;
  points: number;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
}

/** Who would get or lose points, were it done now. The samples are empty for who may not read customers. */
export interface MassPreviewOut {
  customers: number;
  ends_at: string | null;
  /** Left out: mass transactions are for registered customers. */
  guests: number;
  /** How long without activity, where what is given ends with that: `ends_at` is the first such end. */
  inactivity: Lifetime | null;
  sample: CustomerBrief[];
  /** Of a list: names that mean more than one customer; write `external_id:7` or `id:7`. */
  several: string[];
  short: ShortOut;
  /** How many points that is for all of them, before what is missing. */
  total: number;
  /** Of a list: names of nobody. */
  unknown: string[];
}

/** Who is signed in, and what they may do. */
export interface Me {
  email: string;
  id: string;
  name: string;
  role: Role;
  scopes: Scope[];
}

/** A member and since when. */
export interface MemberOut {
  country: string | null;
  email: string | null;
  entered_at: string | null;
  /** The shop's own id; null for a guest. */
  external_id: string | null;
  group: string | null;
  guest: boolean;
  id: string;
  last_order_at: string | null;
  name: string | null;
  net_total: Money;
  /** Orders placed up to now that were not cancelled. */
  orders: number;
  /** Points that can be spent now. */
  points: number;
  registered_at: string | null;
}

/** A segment that the customer is in, and since when. */
export interface Membership {
  entered_at: string | null;
  id: string;
  name: string;
}

/** How many messages there are of each state. */
export interface MessageCountsOut {
  counts: Record<string, number>;
}

/** Whom a message is for, as they are called today. */
export interface MessageCustomer {
  email: string | null;
  external_id: string | null;
  id: string;
  /** Null of one who has none, where who asks may not read customers, and while the worker is away. */
  name: string | null;
}

/** What may be told to the customer. */
export interface MessageOut {
  missing: Money;
  promotion: string;
  text: string;
}

/** What was sent and brought about: in the period asked about, in the one before it, and in the same days of the year before. */
export interface MessageReportOut {
  all: SentOut[];
  periods: PeriodOut[];
  points: BroughtPointOut[];
  /** What brought in most, first. */
  sources: SourceSentOut[];
  step: "day" | "week" | "month";
}

/** How many candidates had no value for a test; negated operators hold for them, others don't. */
export interface MissingOut {
  count: number;
  label: string;
  pointer: string;
}

/** An amount of money. */
export interface Money {
  amount: string;
  currency: string;
}

/** What happened to the points of one legal entity in a local month. */
export interface MonthOut {
  /** Given by hand less what was taken, without what was undone of it. */
  adjusted: number;
  earned: number;
  ended: number;
  legal_entity: string;
  month: string;
  /** What customers had at its end, less what they owed. */
  outstanding: number;
  returned: number;
  reversed: number;
  spent: number;
}

/** Somebody who would have got the most mails. */
export interface MostMailsOut {
  customer: RunCustomer;
  mails: number;
}

/** Runs under way are to go on in another version. */
export interface MoveIn {
  /** Where those at a node go; null ends them. A node that isn't named goes to the one of the same id. */
  mapping?: Record<string, Json>;
  /** The version that they are in. */
  of: number;
  to: number;
}

/** The runs at a node, and where they go. */
export interface MoveOut {
  node: string;
  runs: number;
  /** null: they end. */
  to: string | null;
  /** Whether the step there is the same, so that they go on waiting; else it is taken at once. */
  waits_on: boolean;
}

/** How many were in a segment as a period began and as it ended, and how many of them stayed, came and went. */
export interface MovedOut {
  after: number;
  before: number;
  came: number;
  stayed: number;
  went: number;
}

/** A segment, and how many came and went in the last seven days, not counting what its definition brought about. */
export interface MovedSegment {
  entered: number;
  id: string;
  left: number;
  name: string;
  size: number;
}

/** Segments between the beginning and the end of the period asked about, of the one before it, and of the same days of the year before. */
export interface MovementOut {
  /** The largest of the period asked about first, no more than 2,500 of them. */
  flows: FlowOut[];
  periods: PeriodOut[];
  segments: ChangeOut[];
}

/** Where runs go. */
export interface MovesOut {
  moves: MoveOut[];
}

/** A promotion by its id and name; the one that is only asked about has no id. */
export interface NamedPromotion {
  id: string | null;
  name: string;
}

/** What points are called. */
export interface NamesOut {
  plural: string;
  singular: string;
}

/** Two segments with almost the same members. */
export interface NearlyEqualOut {
  jaccard: number;
  one: string;
  other: string;
}

/** A key to make. A publishable key takes no scopes: it tells what visitors do, and reads a customer's points by a token. */
export interface NewKey {
  name: string;
  publishable?: boolean;
  scopes?: Scope[];
}

/** A person's change of their own password. */
export interface NewPassword {
  current: string;
  new: string;
}

/** A person to let in. */
export interface NewUser {
  email: string;
  name: string;
  password: string;
  role: Role;
}

/** To whom, and what. */
export interface NewsletterIn {
  /** Null: all at once. */
  batches?: BatchesModel | null;
  /** And to nobody who is in one of these. */
  exclude?: string[];
  /** So many of a hundred get nothing, so that what it brings about can be told. */
  hold_out_percent?: number;
  /** It goes to who is in one of these segments; without any, to everybody. */
  include?: string[];
  /** The list that must be confirmed, and that one click leaves; null: that of the mail settings. */
  list?: string | null;
  /** What the team calls it. */
  name: string;
  /** opted_in: only who has confirmed the list; registered: only who has an account; both; all. */
  sends_to?: "all" | "opted_in" | "registered" | "both";
  /** Subjects to compare, each for an equal part; without any the template's. Liquid, over the variables of templates. */
  subjects?: string[];
  /** The template that it is written by. */
  template: string;
}

/** A newsletter, and how far it has come. */
export interface NewsletterOut {
  /** Null: all at once. */
  batches: BatchesModel | null;
  begun_at: string | null;
  created_at: string;
  ended_at: string | null;
  /** And to nobody who is in one of these. */
  exclude: string[];
  /** How many of these got nothing, for comparison. */
  held_out: number;
  /** So many of a hundred get nothing, so that what it brings about can be told. */
  hold_out_percent: number;
  id: string;
  /** It goes to who is in one of these segments; without any, to everybody. */
  include: string[];
  /** The list that must be confirmed, and that one click leaves; null: that of the mail settings. */
  list: string | null;
  /** What the team calls it. */
  name: string;
  /** How many of them had their turn to be queued. */
  place: number;
  /** Why it couldn't begin. */
  problem: string | null;
  /** By subject. */
  results: NewsletterResultOut[];
  send_at: string | null;
  /** opted_in: only who has confirmed the list; registered: only who has an account; both; all. */
  sends_to: "all" | "opted_in" | "registered" | "both";
  state: "draft" | "scheduled" | "sending" | "paused" | "sent" | "cancelled";
  /** Subjects to compare, each for an equal part; without any the template's. Liquid, over the variables of templates. */
  subjects: string[];
  /** The template that it is written by. */
  template: string;
  template_version: number | null;
  /** The size of its audience, fixed when it began. */
  total: number | null;
  updated_at: string;
  version: number;
}

/** What it is to be; of the version that was looked at. */
export interface NewsletterPatch {
  /** Null: all at once. */
  batches?: BatchesModel | null;
  /** And to nobody who is in one of these. */
  exclude?: string[];
  /** So many of a hundred get nothing, so that what it brings about can be told. */
  hold_out_percent?: number;
  /** It goes to who is in one of these segments; without any, to everybody. */
  include?: string[];
  /** The list that must be confirmed, and that one click leaves; null: that of the mail settings. */
  list?: string | null;
  /** What the team calls it. */
  name: string;
  /** opted_in: only who has confirmed the list; registered: only who has an account; both; all. */
  sends_to?: "all" | "opted_in" | "registered" | "both";
  /** Subjects to compare, each for an equal part; without any the template's. Liquid, over the variables of templates. */
  subjects?: string[];
  /** The template that it is written by. */
  template: string;
  version: number;
}

/** What came of one subject. */
export interface NewsletterResultOut {
  blocked: number;
  bounced: number;
  clicked: number;
  complained: number;
  left: number;
  name: string;
  opened: number;
  queued: number;
  sent: number;
  subject: string | null;
}

/** Where to send it for a look, and as which customer would get it. */
export interface NewsletterTestIn {
  customer?: string | null;
  to: string;
}

/** How many mails are on their way, one for each subject. */
export interface NewsletterTestOut {
  count: number;
}

/** How many of the available points end next, and when. */
export interface NextEndOut {
  ends_at: string;
  points: number;
}

/** A node of the canvas. */
export interface NodeCount {
  /** How many have left it in the window, or ended there. */
  left: number;
  node: string;
  /** How many are there just now. */
  waiting: number;
}

/** The same of a node: the step of a campaign, the rule of a workflow, the subject of a newsletter. */
export interface NodeResultOut {
  blocked: number;
  bounced: number;
  clicked: number;
  complained: number;
  conversions: number;
  /** Taken by the server, and not come back since. */
  delivered: number;
  /** By which the list was left. */
  left: number;
  /** Only by machines. */
  machine_opened: number;
  /** What its template is called, or the subject of a newsletter; of a rule that is gone too. */
  name: string | null;
  node: string;
  /** By people, as far as can be told. */
  opened: number;
  pending: number;
  revenue: Money;
  /** Handed over, whatever came of it. */
  sent: number;
  /** Of those that were sent: nobody knows whether the server took them. */
  unknown: number;
}

/** A promotion that isn't applied, and why not. */
export interface NotAppliedOut {
  /** What it has too little of, for the reason `too_little`. */
  missing: LackOut | null;
  name: string;
  promotion: string;
  reason:
    | "not_yet"
    | "over"
    | "store"
    | "no_code"
    | "condition"
    | "no_line"
    | "nothing_left"
    | "limited"
    | "too_little"
    | "another"
    | "stopped"
    | "used_up"
    | "used_by_customer"
    | "used_in_stay"
    | "budget"
    | "anonymous"
    | "points"
    | "broken"
    | "not_in_segment";
  /** By how much the cart misses what is asked for, such as "12.50 USD" or "2 pieces". */
  short: string | null;
  told: string;
}

/** What wasn't done, why, and how often. */
export interface NotDoneOut {
  times: number;
  what: string;
  /** Why a mail is blocked (as in the log of messages), cap, too_late, guest, programme_off or sent_before. */
  why: string;
}

/** A note said anew. */
export interface NoteChange {
  text: string;
  /** The version that was read; with another nothing is changed. */
  version: number;
}

/** What is to be written down about a customer. */
export interface NoteIn {
  text: string;
}

/** A note about a customer. Who wrote it last and when is null while nobody changed it. */
export interface NoteOut {
  changed_at: string | null;
  changed_by: string | null;
  changed_by_name: string | null;
  created_at: string;
  created_by: string;
  /** Told to people, and not to keys. */
  created_by_name: string | null;
  id: string;
  text: string;
  version: number;
}

/** Something to look at, and what it is about. */
export interface NoticeOut {
  customers: number | null;
  /** Of the segment, campaign, newsletter, promotion or webhook. */
  id: string | null;
  kind:
    | "segment_broken"
    | "webhook_disabled"
    | "records_set_aside"
    | "webhook_failing"
    | "segment_drifted"
    | "segment_waiting"
    | "campaign_broken"
    | "campaign_stuck"
    | "mails_stuck"
    | "mails_late"
    | "newsletter_stopped"
    | "mails_returned"
    | "mails_complained"
    | "codes_guessed"
    | "promotion_used_up"
    | "budget_nearly_used"
    | "uses_nearly_used"
    | "points_ending"
    | "road_behind";
  name: string | null;
  number: number | null;
  reason: string | null;
  /** Of what may be used, 1 being all. */
  share: number | null;
  /** Since when it is so; of codes that are guessed until when nothing is told of further ones. */
  since: string | null;
  tone: "bad" | "warning" | "info";
}

/** Everybody for whom a condition holds, in the condition language. */
export interface OfCondition {
  condition: Record<string, Json>;
  kind: "condition";
}

/** Customers by the shop's ids, ours, or their e-mails; `external_id:7`, `id:7` and `email:anna@example.com` say which. */
export interface OfCustomers {
  customers: string[];
  kind: "customers";
}

/** Everybody in a segment. */
export interface OfSegment {
  kind: "segment";
  segment: string;
}

/** The carts that a customer has open. */
export interface OpenCarts {
  /** The five that changed last, the latest first. */
  data: CartOut[];
}

/** A line of an order; `price` is of one piece and may have more places than the currency. */
export interface OrderLineOut {
  discount: Money | null;
  id: string | null;
  name: string | null;
  /** In the order's own currency, where that isn't the base currency. */
  own_row_total: Money | null;
  price: Money | null;
  quantity: string | null;
  refunded_quantity: string;
  row_total: Money | null;
  sku: string | null;
}

/** Whose an order is. */
export interface OrderOf {
  id: string;
  /** Null for who gave none. */
  name: string | null;
}

/** An order, its amounts in the base currency; `currency` is what it was paid in. What the shop left out is null. */
export interface OrderOut {
  channel: string | null;
  completed_at: string | null;
  coupon: string | null;
  currency: string | null;
  discount: Money | null;
  external_id: string;
  grand_total: Money | null;
  id: string;
  lines: OrderLineOut[];
  net_total: Money | null;
  /** The same in its own currency, where that isn't the base currency. */
  own: OwnAmounts | null;
  paid: boolean | null;
  placed_at: string | null;
  refunded_total: Money;
  shipping: Money | null;
  shop_status: string | null;
  status: string | null;
  store: string | null;
  subtotal: Money | null;
  tax: Money | null;
  updated_at: string | null;
}

/** Segments against each other. Rows and columns of the tables stand in the order of `segments`. */
export interface OverlapOut {
  /** How many are in the row's segment and in the column's. */
  both: number[][];
  /** The 20 largest, for up to 12 segments; null for more. */
  combinations: CombinationOut[] | null;
  /** Pairs of which one has 0.99 or more of its members in the other, but for those that are nearly equal. */
  contained: ContainedOut[];
  /** Of those in either, the share in both, 0 to 1. */
  jaccard: number[][];
  /** Pairs with a Jaccard index of 0.95 or more. */
  nearly_equal: NearlyEqualOut[];
  segments: ComparedOut[];
  /** Of the row's members, the share who are in the column's too, 0 to 1. */
  share: number[][];
}

/** The shop in figures. Sales are what completed orders came to, net of refunds, in the base currency. */
export interface OverviewOut {
  customers: number;
  lag: Lag;
  lines: number;
  orders: number;
  points_issued: number;
  position: number;
  sales: Money;
  sales_by_week: Week[];
  segments: SegmentSize[];
}

/** What an order came to in its own currency, as its customer knows it. */
export interface OwnAmounts {
  discount: Money | null;
  grand_total: Money | null;
  net_total: Money | null;
  refunded_total: Money;
  shipping: Money | null;
  subtotal: Money | null;
  tax: Money | null;
}

export interface PageAuditOut {
  data: AuditOut[];
  next_cursor: string | null;
}

export interface PageBackfillOut {
  data: BackfillOut[];
  next_cursor: string | null;
}

export interface PageCampaignOut {
  data: CampaignOut[];
  next_cursor: string | null;
}

export interface PageCampaignRunOut {
  data: CampaignRunOut[];
  next_cursor: string | null;
}

export interface PageCampaignVersionOut {
  data: CampaignVersionOut[];
  next_cursor: string | null;
}

export interface PageConversionOut {
  data: ConversionOut[];
  next_cursor: string | null;
}

export interface PageCouponOut {
  data: CouponOut[];
  next_cursor: string | null;
}

export interface PageCustomerBrief {
  data: CustomerBrief[];
  next_cursor: string | null;
}

export interface PageCustomerConversionOut {
  data: CustomerConversionOut[];
  next_cursor: string | null;
}

export interface PageDeedOut {
  data: DeedOut[];
  next_cursor: string | null;
}

export interface PageFoundOrder {
  data: FoundOrder[];
  next_cursor: string | null;
}

export interface PageHappeningOut {
  data: HappeningOut[];
  next_cursor: string | null;
}

export interface PageImportOut {
  data: ImportOut[];
  next_cursor: string | null;
}

export interface PageJobOut {
  data: JobOut[];
  next_cursor: string | null;
}

export interface PageKeptHoldOut {
  data: KeptHoldOut[];
  next_cursor: string | null;
}

export interface PageKeyOut {
  data: KeyOut[];
  next_cursor: string | null;
}

export interface PageLoggedMessageOut {
  data: LoggedMessageOut[];
  next_cursor: string | null;
}

export interface PageMailTemplateOut {
  data: MailTemplateOut[];
  next_cursor: string | null;
}

export interface PageMassOut {
  data: MassOut[];
  next_cursor: string | null;
}

export interface PageMemberOut {
  data: MemberOut[];
  next_cursor: string | null;
}

export interface PageNewsletterOut {
  data: NewsletterOut[];
  next_cursor: string | null;
}

export interface PageNoteOut {
  data: NoteOut[];
  next_cursor: string | null;
}

export interface PageOrderOut {
  data: OrderOut[];
  next_cursor: string | null;
}

export interface PagePinOut {
  data: PinOut[];
  next_cursor: string | null;
}

export interface PagePostingOut {
  data: PostingOut[];
  next_cursor: string | null;
}

export interface PagePromotionOut {
  data: PromotionOut[];
  next_cursor: string | null;
}

export interface PageReferralOut {
  data: ReferralOut[];
  next_cursor: string | null;
}

export interface PageRejectOut {
  data: RejectOut[];
  next_cursor: string | null;
}

export interface PageRewardOut {
  data: RewardOut[];
  next_cursor: string | null;
}

export interface PageRuleOut {
  data: RuleOut[];
  next_cursor: string | null;
}

export interface PageRuleVersionOut {
  data: RuleVersionOut[];
  next_cursor: string | null;
}

export interface PageScopeOut {
  data: ScopeOut[];
  next_cursor: string | null;
}

export interface PageSegmentOut {
  data: SegmentOut[];
  next_cursor: string | null;
}

export interface PageSimulationOut {
  data: SimulationOut[];
  next_cursor: string | null;
}

export interface PageSpendingRuleOut {
  data: SpendingRuleOut[];
  next_cursor: string | null;
}

export interface PageStorefrontCouponOut {
  data: StorefrontCouponOut[];
  next_cursor: string | null;
}

export interface PageStorefrontEntryOut {
  data: StorefrontEntryOut[];
  next_cursor: string | null;
}

export interface PageSuppressionOut {
  data: SuppressionOut[];
  next_cursor: string | null;
}

export interface PageUserOut {
  data: UserOut[];
  next_cursor: string | null;
}

export interface PageWebhookDeliveryOut {
  data: WebhookDeliveryOut[];
  next_cursor: string | null;
}

export interface PageWebhookOut {
  data: WebhookOut[];
  next_cursor: string | null;
}

export interface PageWebhookTypeOut {
  data: WebhookTypeOut[];
  next_cursor: string | null;
}

export interface PageWorkflowOut {
  data: WorkflowOut[];
  next_cursor: string | null;
}

/** A node that a run has left. */
export interface PassedOut {
  at: string;
  /** By which it was left; null where the run ended. */
  branch: string | null;
  /** What was done or found there. */
  done: Record<string, Json> | null;
  node: string;
}

/** So many uses in each stay in a segment; who isn't in it has none. */
export interface PerStay {
  segment: string;
  uses: number;
}

/** Local days, both included. */
export interface PeriodOut {
  /** The last instant that counts where the last day isn't counted whole: of a period that ends today it is now, and of those it is compared with the same time of day. Null where all of it counts. */
  counted_until: string | null;
  first_day: string;
  last_day: string;
}

/** So many pieces of a line with the same shares. Those of all pieces sum to the line's, to the cent. */
export interface PieceOut {
  discount: Money;
  net: Money;
  /** Of a piece that isn't whole, how much of one it is, such as "0.25"; null for whole ones. */
  part: string | null;
  pieces: number;
  tax: Money;
}

/** Where to pin a customer. */
export interface PinIn {
  pinned: "in" | "out";
}

/** A customer pinned into a segment or out of it, since when and by whom. */
export interface PinOut {
  country: string | null;
  email: string | null;
  /** The shop's own id; null for a guest. */
  external_id: string | null;
  group: string | null;
  guest: boolean;
  id: string;
  last_order_at: string | null;
  name: string | null;
  net_total: Money;
  /** Orders placed up to now that were not cancelled. */
  orders: number;
  pinned: "in" | "out";
  pinned_at: string;
  pinned_by: string;
  pinned_by_name: string | null;
  /** Points that can be spent now. */
  points: number;
  registered_at: string | null;
}

/** A point of a chart: from when on, and what the shop sold, net of refunds, in each of the periods. */
export interface PointOut {
  day: string;
  /** Of the same days, counted from the beginning, of each period. */
  net: Money[];
  orders: number[];
}

/** What is to be different; what is left out stays as it is. */
export interface PointsKindChange {
  /** Switched off, nothing of it is earned or spent. */
  active?: boolean | null;
  /** How long points last that a rule made from now on, or a person, says nothing else of; null: for good. */
  lifetime?: Lifetime | null;
  /** What its points are called in other languages, by their codes; all of them are replaced. */
  names?: Record<string, PointsName> | null;
  /** How many days before their end customers are told of points; null: not at all. */
  notice_days?: number | null;
  plural?: string | null;
  shortage?: "owe" | "forgive" | null;
  singular?: string | null;
  /** The version that was looked at. */
  version: number;
}

/** A kind of points: what it is called, and whether it can be spent. */
export interface PointsKindIn {
  /** The word by which rules, addresses and conditions call it, such as stars: small letters, digits and _. It stays. */
  id: string;
  /** How long points last that a rule or a person says nothing else of; null: for good. */
  lifetime?: Lifetime | null;
  /** What its points are called in other languages, by their codes. */
  names?: Record<string, PointsName>;
  /** How many days before their end customers are told of points; null: not at all. */
  notice_days?: number | null;
  plural: string;
  singular: string;
  /** Whether they can be spent; else they only say how far a customer has come. It stays. */
  spendable?: boolean;
}

/** A kind of points as it is. */
export interface PointsKindOut {
  active: boolean;
  /** Since when nothing more is given of it. */
  archived_at: string | null;
  /** Whether it is the one that is meant where none is named; it is never archived. */
  first: boolean;
  /** The word by which rules, addresses and conditions call it, such as stars: small letters, digits and _. It stays. */
  id: string;
  /** How long points last that a rule or a person says nothing else of; null: for good. */
  lifetime: Lifetime | null;
  /** What its points are called in other languages, by their codes. */
  names: Record<string, PointsName>;
  /** How many days before their end customers are told of points; null: not at all. */
  notice_days: number | null;
  plural: string;
  /** What happens to points that an order takes back and the customer no longer has. */
  shortage: "owe" | "forgive";
  singular: string;
  /** Whether they can be spent; else they only say how far a customer has come. It stays. */
  spendable: boolean;
  updated_at: string;
  version: number;
}

/** What came and went in a period; what went is negative. */
export interface PointsMovedOut {
  /** Given by hand less what was taken, without what was undone of it. */
  adjusted: number;
  earned: number;
  ended: number;
  /** What customers had at its end, less what they owed. */
  outstanding: number;
  returned: number;
  reversed: number;
  spent: number;
}

/** What points are called in a language: one, many, and where a language counts otherwise, a few (2–4) of them. */
export interface PointsName {
  few: string | null;
  plural: string;
  singular: string;
}

/** Whose points they are. */
export interface PointsOwner {
  email: string | null;
  external_id: string | null;
  id: string;
  /** Null of one who has none, where who asks may not read customers, and while the worker is away. */
  name: string | null;
}

/** What happened to points: in the period asked about, in the one before it, and in the same days of the year before. */
export interface PointsReportOut {
  all: PointsMovedOut[];
  periods: PeriodOut[];
  points_kind: string;
}

/** What is to be different; what is left out stays as it is. */
export interface PolicyChange {
  /** The amount of products that says what a piece costs at least, such as product.cost. */
  floor?: string | null;
  /** Lanes one after the other. */
  lanes?: LaneIn[];
  /** All promotions together take off no more than so much, in the base currency. */
  most?: Money | null;
  /** All promotions together take off no more than so much of the subtotal. */
  most_percent?: string | null;
  /** What percentages are taken from: what is left of a price, or the price at first. */
  percent_of?: "left" | "original";
  /** The version that was looked at. */
  version: number;
}

/** What holds for all promotions. */
export interface PolicyOut {
  floor: string | null;
  lanes: LaneOut[];
  most: Money | null;
  most_percent: string | null;
  percent_of: "left" | "original";
  updated_at: string;
  version: number;
}

/** What was posted: by how much it changed what the customer has, and what there is after it. */
export interface PostedOut {
  at: string;
  /** What can be spent after it: what is owed to one legal entity takes nothing from what another has given. */
  available: number;
  /** What is open of this kind of points less what is owed after it, of all legal entities together: below zero where more is owed. */
  balance: number;
  /** What it is undone by. */
  key: string;
  kind: string;
  points: number;
  points_kind: string;
}

/** A posting of the programme: when it holds from, what it was, and by how much it changed what the customer has. */
export interface PostingOut {
  at: string;
  /** Of a transfer the other customer. */
  beside: BesideOut | null;
  customer: PointsOwner;
  key: string;
  kind:
    | "earned"
    | "opened"
    | "spent"
    | "returned"
    | "ended"
    | "reversed"
    | "adjusted"
    | "undone"
    | "moved"
    | "transferred";
  legal_entity: string;
  /** Of a move how many points came along when two customers turned out to be one; nobody has more or less by it. */
  moved: number | null;
  /** The id that the customer had whose points they were. */
  moved_from: string | null;
  order: string | null;
  points: number;
  points_kind: string;
  reason: string | null;
  /** The rule's name. */
  rule: string | null;
  rule_id: string | null;
  /** Of what an order earned the version of the rule that it earns by. */
  rule_version: number | null;
}

/** A condition to look at before it is saved. */
export interface PreviewIn {
  applies_to?: "everyone" | "registered" | "guests";
  /** The instant to look at; now if left out. With an offset. */
  at?: string | null;
  condition: Json;
  /** Another condition: whom it holds for is left out. */
  exclude?: Json;
  stores?: string[];
}

/** What a condition finds. */
export interface PreviewOut {
  as_of: string;
  candidates: number;
  count: number;
  funnel: StepOut[];
  missing: MissingOut[];
  position: number;
  sample: CustomerBrief[];
  sentence: string;
  /** Of the `stores` those that no customer is of: a name may be mistyped. */
  unknown_stores: string[];
}

/** What went wrong, in a form for programs and in words (RFC 9457). */
export interface Problem {
  code: string;
  detail: string;
  errors: FaultOut[];
  status: number;
  title: string;
  type: string;
}

/** Which lines of an order count: all, or those of marked products, of categories, or that a condition lets through. */
export interface Products {
  /** For marked products: the product's yes-or-no attribute that marks them. */
  attribute: string | null;
  /** For categories: their ids; what lies below counts with them. */
  categories: string[];
  /** For a condition: what a line must fulfil, with the line as subject. */
  condition: Record<string, Json> | null;
  which: "all" | "marked" | "categories" | "condition";
}

/** What is to be different; what is left out stays as it is. */
export interface ProgrammeChange {
  /** Switched off, orders that become complete earn nothing, now or later. */
  active?: boolean | null;
  /** For how many days points can be spent that an order gives back after they had ended; null: they stay ended. */
  grace_days?: number | null;
  /** How long points last that a rule made from now on, or a person, says nothing else of; null: for good. */
  lifetime?: Lifetime | null;
  /** What points are called in other languages, by their codes; all of them are replaced. */
  names?: Record<string, PointsName> | null;
  /** How many days before their end customers are told of points; null: not at all. */
  notice_days?: number | null;
  plural?: string | null;
  shortage?: "owe" | "forgive" | null;
  singular?: string | null;
  /** Switched off, no points are spent; they are earned, and stay. */
  spending?: boolean | null;
  /** What is otherwise in stores; all of them are replaced. */
  stores?: StoreProgramme[] | null;
  /** The version that was looked at. */
  version: number;
}

/** The settings of the points, and where all points are. */
export interface ProgrammeOut {
  active: boolean;
  /** Given by hand, to one or many, less what was taken so. */
  adjusted: number;
  available: number;
  /** What customers have is available, pending and on hold, less their debt; so it is issued, adjusted and forgiven, less redeemed, ended and reversed. */
  debt: number;
  ended: number;
  /** Of what was taken back or taken by hand, what customers didn't have and needn't pay. */
  forgiven: number;
  /** For how many days points can be spent that an order gives back after they had ended; null: they stay ended. */
  grace_days: number | null;
  held: number;
  /** All that were ever granted by rules: for orders, deeds and referrals. */
  issued: number;
  /** Those who owe points, by name. */
  legal_entities: string[];
  /** How long points last that a rule or a person says nothing else of; null: for good. */
  lifetime: Lifetime | null;
  /** What points are called in other languages, by their codes. */
  names: Record<string, PointsName>;
  /** How many days before their end customers are told of points; null: not at all. */
  notice_days: number | null;
  pending: number;
  plural: string;
  points_kind: string;
  /** Spent, less what was given back. */
  redeemed: number;
  /** Taken back because of refunds and changes. */
  reversed: number;
  /** What happens to points that an order takes back and the customer no longer has. */
  shortage: "owe" | "forgive";
  singular: string;
  /** Whether they can be spent; else they say how far a customer has come. */
  spendable: boolean;
  /** Whether points may be spent, where the programme is on. */
  spending: boolean;
  /** What is otherwise in stores. */
  stores: StoreProgramme[];
  updated_at: string;
  version: number;
}

/** What is to be different; what is left out stays as it is. */
export interface PromotionChange {
  benefit?: Record<string, Json>;
  /** How much it may take off in all, in the base currency. */
  budget?: Money | null;
  /** The code for everybody. */
  code?: string | null;
  /** Which carts it is for, in the condition language with the cart as subject; null: all. */
  condition?: Record<string, Json> | null;
  /** Whether it asks for a coupon: none, one code for everybody, or codes that are made for it. */
  coupon?: "none" | "code" | "codes";
  /** Only before this instant. */
  ends_at?: string | null;
  /** Whether a cancelled order gives its use back. */
  gives_back?: boolean;
  /** What customers read, by language code; without any the name. */
  labels?: Record<string, string>;
  /** The lane that it stands in. */
  lane?: string;
  /** Only for customers who have so many points; none are taken. */
  least_points?: number | null;
  /** The kind of points by its id; the first one, where none is named. */
  least_points_kind?: string;
  /** How much it gives to one cart at most: so many `pieces`, so much money (`amount`), and what a piece costs at least afterwards (`floor`). */
  limits?: Record<string, Json>;
  /** Which lines the benefit is given for, in the condition language with the line as subject; null: all. */
  lines?: Record<string, Json> | null;
  name?: string;
  /** Whether customers are told how much more would have to be in the cart. */
  nudges?: boolean;
  /** How often in one stay in a segment. */
  per_stay?: PerStay | null;
  /** The higher is asked first, in its lane. */
  priority?: number;
  /** Only from this instant on. */
  starts_at?: string | null;
  state?: "draft" | "published" | "paused" | "ended";
  /** What becomes of promotions after it when it gave something: nothing, they pass over its lines, or are left out. */
  stop?: "none" | "line" | "cart";
  /** Only carts of these stores. None named: all. */
  stores?: string[];
  /** How often it can be used in all. */
  uses?: number | null;
  /** How often by one customer, or one guest's e-mail. */
  uses_per_customer?: number | null;
  /** The version that was looked at. */
  version: number;
}

/** What a promotion says. */
export interface PromotionIn {
  /** What is given: one of the kinds of the family `benefit`, with its arguments. */
  benefit: Record<string, Json>;
  /** How much it may take off in all, in the base currency. */
  budget?: Money | null;
  /** The code for everybody. */
  code?: string | null;
  /** Which carts it is for, in the condition language with the cart as subject; null: all. */
  condition?: Record<string, Json> | null;
  /** Whether it asks for a coupon: none, one code for everybody, or codes that are made for it. */
  coupon?: "none" | "code" | "codes";
  /** Only before this instant. */
  ends_at?: string | null;
  /** Whether a cancelled order gives its use back. */
  gives_back?: boolean;
  /** What customers read, by language code; without any the name. */
  labels?: Record<string, string>;
  /** The lane that it stands in. */
  lane?: string;
  /** Only for customers who have so many points; none are taken. */
  least_points?: number | null;
  /** The kind of points by its id; the first one, where none is named. */
  least_points_kind?: string;
  /** How much it gives to one cart at most: so many `pieces`, so much money (`amount`), and what a piece costs at least afterwards (`floor`). */
  limits?: Record<string, Json>;
  /** Which lines the benefit is given for, in the condition language with the line as subject; null: all. */
  lines?: Record<string, Json> | null;
  name: string;
  /** Whether customers are told how much more would have to be in the cart. */
  nudges?: boolean;
  /** How often in one stay in a segment. */
  per_stay?: PerStay | null;
  /** The higher is asked first, in its lane. */
  priority?: number;
  /** Only from this instant on. */
  starts_at?: string | null;
  /** A draft gives nothing until it is published. */
  state?: "draft" | "published";
  /** What becomes of promotions after it when it gave something: nothing, they pass over its lines, or are left out. */
  stop?: "none" | "line" | "cart";
  /** Only carts of these stores. None named: all. */
  stores?: string[];
  /** How often it can be used in all. */
  uses?: number | null;
  /** How often by one customer, or one guest's e-mail. */
  uses_per_customer?: number | null;
}

/** A promotion, with what was used of it. */
export interface PromotionOut {
  /** What is given: one of the kinds of the family `benefit`, with its arguments. */
  benefit: Record<string, Json>;
  /** Why a condition can't be asked any more; until that is mended it gives nothing. */
  broken_reason: string | null;
  /** How much it may take off in all, in the base currency. */
  budget: Money | null;
  /** The code for everybody. */
  code: string | null;
  /** Which carts it is for, in the condition language with the cart as subject; null: all. */
  condition: Record<string, Json> | null;
  /** Whether it asks for a coupon: none, one code for everybody, or codes that are made for it. */
  coupon: "none" | "code" | "codes";
  created_at: string;
  /** Only before this instant. */
  ends_at: string | null;
  given: Money;
  /** Whether a cancelled order gives its use back. */
  gives_back: boolean;
  held: Money;
  id: string;
  /** What customers read, by language code; without any the name. */
  labels: Record<string, string>;
  /** The lane that it stands in. */
  lane: string;
  /** Only for customers who have so many points; none are taken. */
  least_points: number | null;
  /** The kind of points by its id; the first one, where none is named. */
  least_points_kind: string;
  /** How much it gives to one cart at most: so many `pieces`, so much money (`amount`), and what a piece costs at least afterwards (`floor`). */
  limits: Record<string, Json>;
  /** Which lines the benefit is given for, in the condition language with the line as subject; null: all. */
  lines: Record<string, Json> | null;
  name: string;
  /** Whether customers are told how much more would have to be in the cart. */
  nudges: boolean;
  /** How often in one stay in a segment. */
  per_stay: PerStay | null;
  /** The higher is asked first, in its lane. */
  priority: number;
  /** How many checkouts hold a use of it. */
  reserved: number;
  sentence: string;
  /** Only from this instant on. */
  starts_at: string | null;
  /** Where it is in its life: published ones are scheduled, active or, when their period is over, ended. */
  state: "draft" | "scheduled" | "active" | "paused" | "ended";
  /** What becomes of promotions after it when it gave something: nothing, they pass over its lines, or are left out. */
  stop: "none" | "line" | "cart";
  /** Only carts of these stores. None named: all. */
  stores: string[];
  updated_at: string;
  /** How many orders used it. */
  used: number;
  /** When its uses or its budget will be used up at the pace of the last two weeks; null: not before it ends, not in sight, or it has no such limit. */
  used_up_at: string | null;
  /** How often it can be used in all. */
  uses: number | null;
  /** How often by one customer, or one guest's e-mail. */
  uses_per_customer: number | null;
  version: number;
}

/** What promotions were used for: in the period asked about, in the one before it, and in the same days of the year before. */
export interface PromotionReportOut {
  /** Of all together; here an order counts once. */
  all: UsedOut[];
  periods: PeriodOut[];
  points: UsedPointOut[];
  /** Those used in any of the periods; what took off most, first. An order that used several counts for each of them. */
  promotions: PromotionUsedOut[];
  step: "day" | "week" | "month";
}

/** What a promotion would do to a cart. */
export interface PromotionTriedOut {
  /** Whether it would be applied. */
  applied: boolean;
  as_it_is: ComesToOut;
  /** How the promotion is named in the quote: by its id, "new" where it was never saved. Its version is 0. */
  promotion: string;
  quote: QuoteOut;
}

/** A cart, and a promotion as it would be: as it is given, or as it is kept where only its `id` is. */
export interface PromotionTryIn {
  /** To try out what it would come to at another instant than now, with `explain`: by the periods of promotions, coupons and rules, and by what is known of the customer from before it, their segments included; at an instant ahead those of today. What is published, and uses, budgets and points that are left, are today's. */
  at?: string | null;
  cart: QuoteCartIn;
  /** Where it asks for a coupon: whether the cart counts as having one, or only with a code of it among its own. */
  coupon?: "had" | "typed";
  /** The shop's id of the customer; without one and without an e-mail the cart is nobody's. */
  customer?: string | number | null;
  /** The e-mail of a guest. */
  email?: string | null;
  /** Whether it is to be told why each other promotion isn't applied. */
  explain?: boolean;
  /** The promotion that it would replace; null for a new one. */
  id?: string | null;
  /** The language of labels, messages and reasons, en, pl or ru; without it that of `Accept-Language`, else the shop's. Of others labels are told where promotions have them. */
  language?: string | null;
  /** How many points are to be spent; "all" for as many as make sense. */
  points?: number | "all" | null;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** What it would say; null: what the one of `id` says, whether it is published or not. */
  promotion?: PromotionIn | null;
  /** Whose cart it is where it is no customer's, as the shop tells its visitors apart: a session, or the address they come from. Codes that nobody has are counted by it; where it isn't said, those of all such carts together. */
  visitor?: string | number | null;
}

/** A promotion: what it was used for, in the order of the periods. */
export interface PromotionUsedOut {
  id: string;
  name: string;
  periods: UsedOut[];
  state: "draft" | "scheduled" | "active" | "paused" | "ended";
}

/** From one local time on until another, which is the next day's when it is the earlier. */
export interface QuietHours {
  /** When they begin. */
  since: string;
  /** When they are over. */
  until: string;
}

/** A cart as it stands at the shop. */
export interface QuoteCartIn {
  address?: AddressIn | null;
  channel?: string | null;
  /** Coupon codes as they were typed. */
  codes?: string[];
  /** Currency, ISO 4217. */
  currency: string;
  /** What is paid with gift cards. */
  gift_card?: string | number | null;
  lines: QuoteLineIn[];
  payment_method?: string | null;
  prices_include_tax?: boolean;
  /** How much of the base currency one of the cart's is worth; needed for another currency. */
  rate?: string | number | null;
  /** What shipping costs before discounts, as shown. */
  shipping?: string | number | null;
  shipping_method?: string | null;
  shipping_tax_rate?: number | string;
  store?: string | null;
}

/** A cart, whose it is, how many points are to be spent, and as of when it is priced. */
export interface QuoteIn {
  /** To try out what it would come to at another instant than now, with `explain`: by the periods of promotions, coupons and rules, and by what is known of the customer from before it, their segments included; at an instant ahead those of today. What is published, and uses, budgets and points that are left, are today's. */
  at?: string | null;
  cart: QuoteCartIn;
  /** The shop's id of the customer; without one and without an e-mail the cart is nobody's. */
  customer?: string | number | null;
  /** The e-mail of a guest. */
  email?: string | null;
  /** Whether it is to be told why each other promotion isn't applied. */
  explain?: boolean;
  /** The language of labels, messages and reasons, en, pl or ru; without it that of `Accept-Language`, else the shop's. Of others labels are told where promotions have them. */
  language?: string | null;
  /** How many points are to be spent; "all" for as many as make sense. */
  points?: number | "all" | null;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** Whose cart it is where it is no customer's, as the shop tells its visitors apart: a session, or the address they come from. Codes that nobody has are counted by it; where it isn't said, those of all such carts together. */
  visitor?: string | number | null;
}

/** A line of a cart. */
export interface QuoteLineIn {
  /** Known within the cart; without it the lines are numbered from 1. */
  id?: string | null;
  /** What was chosen for it; kept with the checkout. */
  options?: Record<string, string>;
  /** For one piece, as shown. */
  price?: string | number | null;
  /** Pieces, with at most 4 decimals. */
  quantity: string | number;
  /** All of its pieces before discounts, as shown; without it the price times the quantity, rounded. With a price it may differ from that by rounding: by half of a minor unit a piece, and by one. */
  row_total?: string | number | null;
  /** The product or its variant. */
  sku?: string | number | null;
  /** In percent, such as "23". */
  tax_rate?: number | string;
  /** Of all its pieces together, in the shop's unit. */
  weight?: string | number | null;
}

/** What a cart comes to, and why. The same cart gives the same, whatever the order of its lines. */
export interface QuoteOut {
  applied: AppliedOut[];
  at: string;
  codes: CodeOut[];
  discount: Money;
  gift_card: Money;
  gifts: GiftOut[];
  lines: QuotedLineOut[];
  messages: MessageOut[];
  /** Only where `explain` asked for it. */
  not_applied: NotAppliedOut[] | null;
  points: QuotePointsOut;
  shipping: Money;
  shipping_discount: Money;
  subtotal: Money;
  tax: Money;
  to_pay: Money;
  total: Money;
}

/** What points do in the cart, and what the order will earn. */
export interface QuotePointsOut {
  available: number;
  earned: number;
  /** What the customer has, and what the order will earn, of every kind of points that the shop has, the first one first. */
  kinds: EstimatedKind[];
  left: number;
  /** As many as could be spent. */
  most: number;
  most_off: Money;
  off: Money;
  points_kind: string;
  /** Why none or not all that were wanted are spent. */
  reason:
    | "inactive"
    | "no_spending"
    | "no_rule"
    | "not_asked"
    | "no_points"
    | "too_few"
    | "asked_few"
    | "nothing_to_pay"
    | "least"
    | "share"
    | "covered"
    | "most"
    | "not_enough"
    | "steps"
    | null;
  rules: EstimatedRule[];
  /** How many points are missing, where it is for want of points, or how many more would have to be asked for. */
  short: number | null;
  spent: number;
  /** The same in words. */
  told: string | null;
}

/** A line with what promotions take off it. `net` is what is left as shown; `tax` the tax on that. */
export interface QuotedLineOut {
  discount: Money;
  id: string;
  net: Money;
  pieces: PieceOut[];
  quantity: string;
  sku: string | null;
  tax: Money;
  total: Money;
}

/** A reward as one customer sees it. */
export interface ReachOut {
  name: string;
  points: number;
  points_kind: string;
  /** Why it can't be taken now; null: it can. */
  reason: "points" | "condition" | "broken" | "promotion" | "programme" | null;
  reward: string;
  /** How many points are missing. */
  to_go: number;
}

/** How a draft reads. */
export interface ReadingOut {
  /** The branches that lead on from each step, by the node's id. */
  branches: Record<string, string[]>;
  /** Everything that is wrong with it; with none it can be published. */
  errors: FaultOut[];
  /** What each step does, by the node's id; those that can't be read yet are left out. */
  sentences: Record<string, string>;
  trigger_sentence: string | null;
  /** What it says and probably doesn't mean; it can be published all the same. */
  warnings: FaultOut[];
}

/** The code with which a customer brings others. */
export interface ReferralCodeOut {
  /** Whoever comes with it is sent as a customer with it in `referred_by`. */
  code: string;
  /** The link that brings friends, as mails have it; null while the shop's address isn't said. */
  url: string | null;
}

/** Somebody who came with a code, and what came of it. */
export interface ReferralOut {
  at: string;
  code: string;
  /** The first order. */
  order: string | null;
  referred: WhoOut;
  /** Whose code it is; null when it is nobody's. */
  referrer: WhoOut | null;
  /** Why nothing comes of it. */
  refused: string | null;
  /** Waiting for a first order; that order brought points, or none; or nothing comes of it. */
  state: "waiting" | "rewarded" | "unrewarded" | "refused";
}

/** How a segment is kept: `automatic` is exact in every moment; what is `scheduled` or refreshed `by_hand` stays between as it was then. */
export interface Refresh {
  /** The shop's local time, as 03:00. One that doesn't exist on a day is the next that does. */
  at: string | null;
  /** Of each month; one that a month doesn't have is its last. */
  day: number | null;
  /** Of a schedule. */
  every: "day" | "week" | "month" | null;
  kind: "automatic" | "scheduled" | "by_hand";
  /** Of each week, from 1 for Monday. */
  weekday: number | null;
}

/** A spending rule that doesn't fit, and why. */
export interface RefusedRule {
  name: string;
  told: string;
}

/** One fault: the line in the file, its column (in JSON lines a pointer), what is wrong and what to do. */
export interface RejectOut {
  code: string;
  field: string;
  line: number;
  reason: string;
}

/** Why points are let go. */
export interface ReleaseIn {
  reason?: string | null;
}

/** A promotion as it would be, and the orders that it is replayed over. */
export interface ReplayIn {
  /** Whose carts have its coupon, where it asks for one: all of them, or those whose orders had a code of it. */
  codes?: "everybody" | "typed";
  /** The promotion that it would replace; null for a new one. */
  id?: string | null;
  promotion: PromotionIn;
  /** Only orders placed from this instant on; null: from a year before the end on. */
  since?: string | null;
  /** Only orders placed before this instant; null: up to now. */
  until?: string | null;
}

/** How far a replay is. `state` is waiting, running, done or failed; `done` and `total` count orders. */
export interface ReplayOut {
  behind: string | null;
  done: number;
  error: string | null;
  id: string;
  result: ReplayResult | null;
  since: string;
  state: string;
  total: number | null;
  until: string;
}

/** What came of a replay. */
export interface ReplayResult {
  /** The same of the promotion as it is now; null for a new one and a draft. */
  in_force: ReplayTotals | null;
  largest: ReplayedOrderOut[];
  months: ReplayedMonthOut[];
  /** The orders that it was replayed over. */
  orders: number;
  promotion: ReplayTotals;
  segments: ReplayedSegmentOut[];
  shares: ReplayedShareOut[];
}

/** What a promotion takes off past orders. */
export interface ReplayTotals {
  customers: number;
  discount: Money;
  full_price_discount: Money;
  /** Those of its orders that were placed without any discount or coupon: they were bought anyway. */
  full_price_orders: number;
  net: Money;
  orders: number;
  subtotal: Money;
  /** When the first order would have gone without it, because its uses or its budget were used up. */
  used_up_at: string | null;
}

/** The discounts of one local month, by the promotion as it would be and as it is. */
export interface ReplayedMonthOut {
  discount: Money;
  in_force: Money;
  month: string;
  orders: number;
}

/** One of the orders that it takes most off; `customer` is the customer's number here. */
export interface ReplayedOrderOut {
  customer: string;
  discount: Money;
  order: string;
  subtotal: Money;
}

/** The discounts of those who are in a segment today, and how many of them get any. */
export interface ReplayedSegmentOut {
  customers: number;
  discount: Money;
  id: string;
  in_force: Money;
  name: string;
}

/** How many orders it takes up to so many percent off, and more than the row before. */
export interface ReplayedShareOut {
  orders: number;
  percent: number;
}

/** How an archived segment is kept again. */
export interface RestoreIn {
  /** What it is called from then on, as another may have taken its name; the name that it had if left out. */
  name?: string | null;
}

/** Which version is to be said again. */
export interface RestoreVersionIn {
  /** The older version. */
  restored: number;
  /** The rule's present version, that was looked at. */
  version: number;
}

/** Everything since the beginning, by node and by week. */
export interface ResultsOut {
  attribution: AttributionOut;
  blocked: number;
  blocked_for: BlockedOut[];
  bounced: number;
  clicked: number;
  complained: number;
  conversions: number;
  /** Taken by the server, and not come back since. */
  delivered: number;
  /** By which the list was left. */
  left: number;
  /** Only by machines. */
  machine_opened: number;
  nodes: NodeResultOut[];
  /** By people, as far as can be told. */
  opened: number;
  pending: number;
  revenue: Money;
  /** Handed over, whatever came of it. */
  sent: number;
  /** Of those that were sent: nobody knows whether the server took them. */
  unknown: number;
  waiting_for: WaitingMailsOut[];
  weeks: WeekResultOut[];
}

/** How many of the captured points the customer gets back, as when the order is refunded. */
export interface ReturnIn {
  /** The same key again gives nothing more back. */
  key?: string | null;
  /** The order's external id. */
  order?: string | number | null;
  points: number;
}

/** What is to be different; what is left out stays as it is. */
export interface RewardChange {
  active?: boolean;
  /** Whom it is for, in the condition language with the customer as subject; null: everybody. */
  condition?: Record<string, Json> | null;
  /** What customers read, by language code; without any the name. */
  labels?: Record<string, string>;
  /** Only for customers who could spend so many, when that is more than the price. */
  least_points?: number | null;
  /** How long the coupon can be used, to the end of a local day; null: as long as the promotion. */
  lifetime?: Lifetime | null;
  name?: string;
  points?: number;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  promotion?: string;
  /** The mail template that the coupon is mailed by, published and in need of nothing but `coupon` and `reward`; null: it isn't mailed. */
  template?: string | null;
  /** How often the coupon can be used. */
  uses?: number;
  /** The version that was looked at. */
  version: number;
}

/** What points can be exchanged for. */
export interface RewardIn {
  active?: boolean;
  /** Whom it is for, in the condition language with the customer as subject; null: everybody. */
  condition?: Record<string, Json> | null;
  /** What customers read, by language code; without any the name. */
  labels?: Record<string, string>;
  /** Only for customers who could spend so many, when that is more than the price. */
  least_points?: number | null;
  /** How long the coupon can be used, to the end of a local day; null: as long as the promotion. */
  lifetime?: Lifetime | null;
  name: string;
  /** The price. */
  points: number;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** The promotion whose coupon it is; it asks for codes that are made for it. */
  promotion: string;
  /** The mail template that the coupon is mailed by, published and in need of nothing but `coupon` and `reward`; null: it isn't mailed. */
  template?: string | null;
  /** How often the coupon can be used. */
  uses?: number;
}

/** A reward. */
export interface RewardOut {
  active: boolean;
  /** Whom it is for, in the condition language with the customer as subject; null: everybody. */
  condition: Record<string, Json> | null;
  created_at: string;
  id: string;
  /** What customers read, by language code; without any the name. */
  labels: Record<string, string>;
  /** Only for customers who could spend so many, when that is more than the price. */
  least_points: number | null;
  /** How long the coupon can be used, to the end of a local day; null: as long as the promotion. */
  lifetime: Lifetime | null;
  name: string;
  /** The price. */
  points: number;
  points_kind: string;
  /** The promotion whose coupon it is; it asks for codes that are made for it. */
  promotion: string;
  /** The mail template that the coupon is mailed by, published and in need of nothing but `coupon` and `reward`; null: it isn't mailed. */
  template: string | null;
  updated_at: string;
  /** How often the coupon can be used. */
  uses: number;
  version: number;
}

/** What a person is here. */
export type Role = "owner" | "marketer" | "support" | "reader";

/** A row that an aggregate looked at; `reason` says why it did not count. */
export interface RowOut {
  at: string | null;
  key: string;
  reason: string | null;
  value: Json;
}

/** What a customer, cart or order has many of. */
export interface RowsOut {
  inside: string | null;
  label: string;
  lines: boolean;
  name: string;
  plural: string;
  product: boolean;
  time: string | null;
}

/** When a mail is sent, and which. */
export interface Rule {
  /** What the rule is called here; it keeps it, for it brings its mail once a customer. */
  id: string;
  /** The n-th order with one of the products; so many orders; spent over all orders, on average, in one order; so many pieces of the products. */
  kind: "nth_order" | "order_count" | "spent_all" | "spent_average" | "spent_one" | "product_count";
  /** The template of the mail. */
  template: string;
  /** How many, or how much in the base currency. Orders are counted exactly, the others reached. */
  value: number | string;
}

/** What is to be different; what is left out stays as it is. */
export interface RuleChange {
  active?: boolean;
  /** Whether conditions see the customer as when the order was placed, or when it was granted. */
  as_of?: "placed" | "granted";
  /** What must happen before the points become available; until then they are pending. null: nothing. */
  awaits?: Awaits | null;
  /** Which orders earn, in the condition language with the order as subject; null: all. */
  condition?: Record<string, Json> | null;
  counting?: Counting;
  /** How long the points are pending after they were granted; null: not at all. */
  delay?: Delay | null;
  /** Only orders placed before this instant. */
  ends_at?: string | null;
  /** How far an order must have come. */
  grant_status?: "pending" | "processing" | "shipped" | "complete";
  /** Only customers of these groups. None named: all. */
  groups?: string[];
  /** What customers read the points are for, by language; without any, they are told by what they did. */
  labels?: Record<string, Json>;
  /** Who owes the points. A new name makes a new legal entity; case and spaces make no difference. */
  legal_entity?: string;
  /** How long the points last; null: for good; left out of a new rule: as its kind of points says. */
  lifetime?: Lifetime | null;
  limits?: Limits;
  name?: string;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** The higher is asked first. */
  priority?: number;
  products?: Products;
  /** Only orders placed from this instant on. */
  starts_at?: string | null;
  /** Whether no rule after this one gives anything once it gives points. */
  stop?: boolean;
  /** Only orders of these stores, free texts that nobody checks; a customer's deed counts by the customer's store. None named: all. */
  stores?: string[];
  style?: Record<string, Json>;
  /** The version that was looked at. */
  version: number;
}

/** What an earning rule says. */
export interface RuleIn {
  active?: boolean;
  /** Whether conditions see the customer as when the order was placed, or when it was granted. */
  as_of?: "placed" | "granted";
  /** What must happen before the points become available; until then they are pending. null: nothing. */
  awaits?: Awaits | null;
  /** Which orders earn, in the condition language with the order as subject; null: all. */
  condition?: Record<string, Json> | null;
  counting?: Counting;
  /** How long the points are pending after they were granted; null: not at all. */
  delay?: Delay | null;
  /** Only orders placed before this instant. */
  ends_at?: string | null;
  /** How far an order must have come. */
  grant_status?: "pending" | "processing" | "shipped" | "complete";
  /** Only customers of these groups. None named: all. */
  groups?: string[];
  /** What customers read the points are for, by language; without any, they are told by what they did. */
  labels?: Record<string, Json>;
  /** Who owes the points. A new name makes a new legal entity; case and spaces make no difference. */
  legal_entity?: string;
  /** How long the points last; null: for good; left out of a new rule: as its kind of points says. */
  lifetime?: Lifetime | null;
  limits?: Limits;
  name: string;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** The higher is asked first. */
  priority?: number;
  products?: Products;
  /** Only orders placed from this instant on. */
  starts_at?: string | null;
  /** Whether no rule after this one gives anything once it gives points. */
  stop?: boolean;
  /** Only orders of these stores, free texts that nobody checks; a customer's deed counts by the customer's store. None named: all. */
  stores?: string[];
  /** A kind of `earn_style` with its arguments; amounts are money. */
  style: Record<string, Json>;
}

/** An earning rule. */
export interface RuleOut {
  active: boolean;
  /** Whether conditions see the customer as when the order was placed, or when it was granted. */
  as_of: "placed" | "granted";
  /** What must happen before the points become available; until then they are pending. null: nothing. */
  awaits: Awaits | null;
  /** Why the condition can't be asked any more; until that is mended nothing is granted by the rule. */
  broken_reason: string | null;
  /** Which orders earn, in the condition language with the order as subject; null: all. */
  condition: Record<string, Json> | null;
  counting: Counting;
  created_at: string;
  /** How long the points are pending after they were granted; null: not at all. */
  delay: Delay | null;
  /** Only orders placed before this instant. */
  ends_at: string | null;
  /** How far an order must have come. */
  grant_status: "pending" | "processing" | "shipped" | "complete";
  /** Only customers of these groups. None named: all. */
  groups: string[];
  id: string;
  /** What customers read the points are for, by language; without any, they are told by what they did. */
  labels: Record<string, string>;
  /** Who owes the points. */
  legal_entity: string;
  /** How long the points last; null: for good; left out of a new rule: as its kind of points says. */
  lifetime: Lifetime | null;
  limits: Limits;
  name: string;
  points_kind: string;
  /** The higher is asked first. */
  priority: number;
  products: Products;
  sentence: string;
  /** Only orders placed from this instant on. */
  starts_at: string | null;
  /** Whether no rule after this one gives anything once it gives points. */
  stop: boolean;
  /** Only orders of these stores, free texts that nobody checks; a customer's deed counts by the customer's store. None named: all. */
  stores: string[];
  /** A kind of `earn_style` with its arguments; amounts are money. */
  style: Record<string, Json>;
  updated_at: string;
  version: number;
}

/** A version of a rule, and in what it says otherwise than the one before. */
export interface RuleVersionOut {
  active: boolean;
  /** Who had the rule say so, such as user:3. */
  actor: string;
  actor_name: string | null;
  /** Parts that the version before didn't have. */
  added: string[];
  at: string;
  /** Whether it says something else than the rule says now, so that it can be restored. */
  differs: boolean;
  name: string;
  /** Parts of the version before that it no longer has. */
  removed: string[];
  /** What the rule was called before, where that was changed. */
  renamed_from: string | null;
  /** What it says, part by part, the condition last. */
  says: string[];
  /** Whether it was switched on or off by it. */
  switched: boolean;
  version: number;
}

/** A customer as people know them. */
export interface RunCustomer {
  email: string | null;
  external_id: string | null;
  id: string;
  /** Null of one who has none, where who asks may not read customers, and while the worker is away. */
  name: string | null;
}

/** What was sold in a period, in the base currency. */
export interface SalesOut {
  /** The last instant that counts where the last day isn't counted whole: of a period that ends today it is now, and of the one before it the same time of day. Null where all of it counts. */
  counted_until: string | null;
  discounts: Money;
  first_day: string;
  last_day: string;
  net: Money;
  orders: number;
  refunds: Money;
  /** Of what the whole shop came to, 0 to 1; null where that is not above zero. */
  share_of_net: number | null;
  shipping: Money;
  shop_net: Money;
  subtotal: Money;
  tax: Money;
  total: Money;
}

/** Sales by segment: of the period asked about, of the one before it, and of the same days of the year before. */
export interface SalesReportOut {
  periods: PeriodOut[];
  points: PointOut[];
  reading: "today" | "then";
  segments: SegmentBoughtOut[];
  shop: BoughtOut;
  step: "day" | "week" | "month";
}

/** When it is to begin. */
export interface ScheduleIn {
  /** Null: now. */
  at?: string | null;
  version: number;
}

/** One thing that may be allowed. */
export type Scope =
  | "overview:read"
  | "shop:write"
  | "customers:read"
  | "customers:write"
  | "customers:erase"
  | "segments:read"
  | "segments:write"
  | "points:read"
  | "points:write"
  | "programme:read"
  | "programme:write"
  | "promotions:read"
  | "promotions:write"
  | "campaigns:read"
  | "campaigns:write"
  | "messages:read"
  | "messages:write"
  | "mail:write"
  | "quotes:ask"
  | "checkouts:write"
  | "records:write"
  | "imports:read"
  | "imports:write"
  | "audit:read"
  | "users:read"
  | "users:write"
  | "keys:read"
  | "keys:write"
  | "webhooks:read"
  | "webhooks:write"
  | "storefront";

/** One thing that a key may be allowed. */
export interface ScopeOut {
  scope: Scope;
  words: string;
}

/** The scores of a local day: who has a value above the first of four ends has a score of 2 or more, above the last one of 5. */
export interface ScoresOut {
  /** How many have a completed order, and so scores. */
  customers: number;
  /** Null as long as nobody was scored. */
  day: string | null;
  /** Of how many completed orders there are. */
  frequency: number[];
  /** Of the net total of completed orders. */
  monetary: Money[];
  /** Of when the last completed order was placed. */
  recency: string[];
}

/** The same of a segment. */
export interface SegmentBoughtOut {
  customers: number;
  id: string;
  /** When the segment was made: nobody is known to have been in it before. */
  known_since: string;
  name: string;
  /** How many of today's members are registered customers. */
  registered: number;
  sales: SoldOut[];
  /** Of all registered customers, 0 to 1. */
  share: number;
}

/** A segment to make. */
export interface SegmentIn {
  /** What happens to those who enter and leave. */
  actions?: Actions | null;
  applies_to?: "everyone" | "registered" | "guests";
  /** The condition in the language, about customers. */
  condition: Json;
  description?: string;
  /** Another condition: for whom it holds is not in the segment. */
  exclude?: Json;
  /** Whether nothing is done about a jump (of more than 30 % and at least 10 customers) until somebody approves it. */
  hold_jumps?: boolean;
  /** How conditions name it; made from the name if left out, and never changed. */
  id?: string | null;
  name: string;
  refresh?: Refresh;
  /** Only customers of these stores; of all if there are none. */
  stores?: string[];
}

/** A segment, how many are in it, and how it moved. */
export interface SegmentOut {
  /** What happens to those who enter and leave. */
  actions: Actions | null;
  applies_to: "everyone" | "registered" | "guests";
  broken_reason: string | null;
  /** The condition in the language, about customers. */
  condition: Json;
  created_at: string;
  description: string;
  /** In the last seven days, by what happened or by time: its beginning and changes of its definition aside. */
  entered_7d: number;
  /** Another condition: for whom it holds is not in the segment. */
  exclude: Json;
  /** What somebody should look at, the worst first. */
  health: HealthOut[];
  /** Whether nothing is done about a jump (of more than 30 % and at least 10 customers) until somebody approves it. */
  hold_jumps: boolean;
  /** How conditions name it; made from the name if left out, and never changed. */
  id: string;
  left_7d: number;
  name: string;
  /** When its schedule has it refreshed next; null where it has none or is not kept. */
  next_refresh_at: string | null;
  refresh: Refresh;
  /** As of when everybody was asked about last. */
  refreshed_at: string | null;
  /** Whether somebody has asked for a refresh that is yet to come. */
  refreshing: boolean;
  /** The condition in words; null when it can no longer be read. */
  sentence: string | null;
  /** Of all customers, 0 to 1. */
  share: number;
  size: number;
  /** How many were in it at the end of each of the last 30 local days, as known then: the earliest first, the last is today. Fewer of a segment that is younger. */
  sizes: number[];
  state: "active" | "computing" | "broken" | "archived";
  /** Only customers of these stores; of all if there are none. */
  stores: string[];
  updated_at: string;
  version: number;
}

/** What to change of a segment; what is left out stays as it is. */
export interface SegmentPatch {
  /** As a whole; null takes them away. What is newly done on entry is done for everybody who is in. */
  actions?: Actions | null;
  applies_to?: "everyone" | "registered" | "guests";
  condition?: Json;
  description?: string;
  /** Null takes it away. */
  exclude?: Json;
  hold_jumps?: boolean;
  name?: string;
  refresh?: Refresh;
  stores?: string[];
  /** The version that was looked at; when it isn't the present one, nothing is changed. */
  version: number;
}

/** What today's members of a segment bought in a period and in the one before it, which is as long. */
export interface SegmentSalesOut {
  before: SalesOut;
  customers: number;
  period: SalesOut;
  /** How many of them are registered customers. */
  registered: number;
  /** Of all registered customers, 0 to 1. */
  share: number;
}

/** A segment and how many are in it. */
export interface SegmentSize {
  id: string;
  name: string;
  size: number;
}

/** Messages sent in a period, and what has become of them by now. */
export interface SentOut {
  bounced: number;
  clicked: number;
  complained: number;
  /** Orders placed in the period that count for a message, whenever that was sent. */
  conversions: number;
  left: number;
  opened: number;
  revenue: Money;
  sent: number;
}

/** Who is signed in, and where. */
export interface SessionOut {
  shop: ShopOut;
  user: Me;
}

/** The same of every such message of a campaign, a workflow or a newsletter; tests are left alone. */
export interface SettleAllIn {
  source: "campaign" | "workflow" | "newsletter";
  source_id: string;
  /** send_again: it is sent once more, and the customer may get it twice; count_as_sent: it is left at that. */
  what: "send_again" | "count_as_sent";
}

/** What becomes of a message of which nobody knows whether it was taken. */
export interface SettleIn {
  /** send_again: it is sent once more, and the customer may get it twice; count_as_sent: it is left at that. */
  what: "send_again" | "count_as_sent";
}

/** How many messages that was. */
export interface SettledOut {
  messages: number;
}

/** What a promotion takes off a line. */
export interface ShareOut {
  amount: Money;
  id: string;
}

/** What the shop is called and counts in. */
export interface ShopIn {
  /** The base currency (ISO 4217). */
  currency: string;
  /** Of mails and pages for customers whose own language isn't known. */
  language: "en" | "pl" | "ru";
  name: string;
  /** Such as Europe/Warsaw. */
  time_zone: string;
  /** The address of the shop's pages, such as https://shop.example, to which mails and referrals lead; "" for none, and what is left out stays. */
  url?: string | null;
}

/** What pages need to know of the shop to show anything. */
export interface ShopOut {
  currency: string;
  currency_places: number;
  language: string;
  name: string;
  /** Whether anybody has said what it is called; until then the name only stands in, in English. */
  named: boolean;
  time_zone: string;
}

/** The shop as it is kept. */
export interface ShopStanding {
  /** Those there are to choose from. */
  currencies: string[];
  /** The base currency (ISO 4217). */
  currency: string;
  /** False for the moment in which everything that stands on the shop is built again with what was changed. */
  in_force: boolean;
  /** Of mails and pages for customers whose own language isn't known. */
  language: "en" | "pl" | "ru";
  /** Whether currency and time zone can still be others: until the first record is in. */
  may_change: boolean;
  name: string;
  /** What REGULARS_* variables say where the shop is served; it can only be changed there. */
  set_outside: string[];
  /** Such as Europe/Warsaw. */
  time_zone: string;
  /** The address of the shop's pages, such as https://shop.example, to which mails and referrals lead; "" for none, and what is left out stays. */
  url: string | null;
}

/** A customer with too few points, and how many are missing. */
export interface ShortCustomerOut {
  customer: CustomerBrief;
  missing: number;
}

/** Who has too few points: how many customers, how many points are missing, and the first of them. */
export interface ShortOut {
  customers: number;
  points: number;
  sample: ShortCustomerOut[];
}

/** A promotion of a quote, and what it took off. */
export interface ShownIn {
  /** Money in major units of the record's currency, with no more decimals than the currency has. */
  amount: string | number;
  promotion: string;
}

/** One side of a transfer. */
export interface SideOut {
  /** What can be spent of the kind after it, of all legal entities together. */
  available: number;
  external_id: string | null;
  id: string;
}

/** A customer, and everything that would have happened to them. */
export interface SimulatedCustomerOut {
  customer: RunCustomer;
  deeds: SimulatedDeedOut[];
}

/** A local day. */
export interface SimulatedDayOut {
  coupons: number;
  day: string;
  entered: number;
  mails: number;
  points: number;
  taken: number;
}

/** Something that would have happened to a customer. */
export interface SimulatedDeedOut {
  amount: number;
  at: string;
  node: string;
  /** Why it wasn't done. */
  not_done: string | null;
  what: string;
}

/** What happened at a step. */
export interface SimulatedNodeOut {
  /** What was done: `points`, `taken`, `coupon`, `mail` or the kind of the step, with how much; `not_done`: how often it wasn't. */
  done: Record<string, number>;
  /** How many came to their end here. */
  ended: number;
  /** How many went on, by branch. */
  left: Record<string, number>;
  node: string;
  /** How many would be here still. */
  waiting: number;
}

/** What is to be simulated: the draft as it is saved, unless another or a version is given. */
export interface SimulationIn {
  /** So many local days, today included. */
  days?: number;
  /** The campaign as it is being drawn; null: as it is saved. */
  draft?: Draft | null;
  /** Who enters a campaign that is entered by hand, on the first day. */
  segment?: string | null;
  /** A version that was published, instead of the draft. */
  version?: number | null;
}

/** How far a simulation is. `state` is waiting, running, done, failed or cancelled; `done` and `total` count days. */
export interface SimulationOut {
  /** While it waits: the title of the work that is done before it, if any is. */
  behind: string | null;
  created_at: string;
  done: number;
  draft: Draft;
  error: string | null;
  id: string;
  /** Null while it isn't done, and in lists. */
  result: SimulationResult | null;
  segment: string | null;
  since: string;
  state: string;
  total: number | null;
  until: string;
  /** The version that was simulated; null: a draft. */
  version: number | null;
}

/** What would have happened. What was given is not seen by conditions and segments afterwards. */
export interface SimulationResult {
  /** Whether it isn't recorded when customers entered or left the trigger's segment, so that it is looked at as each day ends. */
  by_day: boolean;
  coupons: number;
  /** Of how many customers. */
  customers: number;
  days: SimulatedDayOut[];
  /** How many would have ended, by what. */
  ended: Record<string, number>;
  /** How many runs would have begun. */
  entered: number;
  mails: number;
  mails_per_customer: MailsPerCustomerOut[];
  most_mails: MostMailsOut[];
  nodes: SimulatedNodeOut[];
  not_done: NotDoneOut[];
  points: number;
  /** What the points given would cost if all of them were spent. */
  points_cost: Money | null;
  /** Some of those to whom anything would have happened, drawn from all of them. */
  shown: SimulatedCustomerOut[];
  /** Points taken, at most: what customers would have had by then isn't known. */
  taken: number;
  /** How many would be under way still. */
  under_way: number;
}

/** What was sold in a period, in the base currency. */
export interface SoldOut {
  discounts: Money;
  net: Money;
  orders: number;
  refunds: Money;
  shipping: Money;
  subtotal: Money;
  tax: Money;
  total: Money;
}

/** The same of a campaign, workflow or newsletter, in the order of the periods. */
export interface SourceSentOut {
  id: string;
  name: string | null;
  periods: SentOut[];
  source: "campaign" | "workflow" | "newsletter";
}

/** What is to be different; what is left out stays as it is. */
export interface SpendingRuleChange {
  active?: boolean;
  /** Which carts it is for, in the condition language with the order as subject; null: all. */
  condition?: Record<string, Json> | null;
  /** Only before this instant. */
  ends_at?: string | null;
  exchange?: Record<string, Json>;
  /** Only customers of these groups. None named: all. */
  groups?: string[];
  /** Whose points are spent: those that this legal entity owes, and no other's. */
  legal_entity?: string;
  name?: string;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** The higher is asked first; the first rule that fits is the one. */
  priority?: number;
  /** Only from this instant on. */
  starts_at?: string | null;
  /** Only carts of these stores. None named: all. */
  stores?: string[];
  /** The version that was looked at. */
  version: number;
}

/** What a spending rule says. */
export interface SpendingRuleIn {
  active?: boolean;
  /** Which carts it is for, in the condition language with the order as subject; null: all. */
  condition?: Record<string, Json> | null;
  /** Only before this instant. */
  ends_at?: string | null;
  /** How many points take how much off: `points` a step, and `amount` (money) or `percent`; at will `least` and `most` points an order, the `share` of a cart in percent, and whether points pay for `shipping`. */
  exchange: Record<string, Json>;
  /** Only customers of these groups. None named: all. */
  groups?: string[];
  /** Whose points are spent: those that this legal entity owes, and no other's. */
  legal_entity?: string;
  name: string;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** The higher is asked first; the first rule that fits is the one. */
  priority?: number;
  /** Only from this instant on. */
  starts_at?: string | null;
  /** Only carts of these stores. None named: all. */
  stores?: string[];
}

/** A spending rule. */
export interface SpendingRuleOut {
  active: boolean;
  /** Why the condition can't be asked any more; until that is mended the rule fits no cart. */
  broken_reason: string | null;
  /** Which carts it is for, in the condition language with the order as subject; null: all. */
  condition: Record<string, Json> | null;
  created_at: string;
  /** Only before this instant. */
  ends_at: string | null;
  /** How many points take how much off: `points` a step, and `amount` (money) or `percent`; at will `least` and `most` points an order, the `share` of a cart in percent, and whether points pay for `shipping`. */
  exchange: Record<string, Json>;
  /** Only customers of these groups. None named: all. */
  groups: string[];
  id: string;
  /** Whose points are spent: those that this legal entity owes, and no other's. */
  legal_entity: string;
  name: string;
  points_kind: string;
  /** The higher is asked first; the first rule that fits is the one. */
  priority: number;
  sentence: string;
  /** Only from this instant on. */
  starts_at: string | null;
  /** Only carts of these stores. None named: all. */
  stores: string[];
  updated_at: string;
  version: number;
}

/** Whether there is any of what a shop begins with. */
export interface StartedOut {
  customers: boolean;
  earning: boolean;
  orders: boolean;
  segments: boolean;
}

/** How many candidates one node of the condition lets through by itself. */
export interface StepOut {
  count: number;
  pointer: string;
  sentence: string;
}

/** What is otherwise in one store; what is left out is as in the whole shop. */
export interface StoreProgramme {
  /** Whether points are earned and spent there, where the programme is on. */
  active: boolean;
  /** What points are called there, by language. */
  names: Record<string, PointsName>;
  /** How many days before their end customers of the store are told of points; 0: not at all, null: as everywhere. */
  notice_days: number | null;
  /** Whether points may be spent there, where they may be at all. */
  spending: boolean;
  store: string;
}

/** A coupon of the customer. */
export interface StorefrontCouponOut {
  code: string;
  /** From when on it can't be used any more; null: it doesn't end. */
  ends_at: string | null;
  /** What it is for, in the language asked for: the promotion's; where that has none, the reward's that it was taken as. */
  label: string;
  /** From when on it can be used; null: from the beginning. */
  starts_at: string | null;
  /** usable now; not_yet; over; used_up; withdrawn by the shop; paused, as what it is for isn't on now. */
  state: "usable" | "not_yet" | "over" | "used_up" | "withdrawn" | "paused";
  /** How often it can still be used; null: as often as the promotion lets. */
  uses_left: number | null;
}

/** A posting: when it holds from, what it was, and by how much it changed what the customer has. */
export interface StorefrontEntryOut {
  at: string;
  /** Of what a rule gave the rule's way of earning, such as `review_approved`; of referrals `referrer` or `referred`. */
  earned_by: string | null;
  /** Whether points were exchanged for a reward. */
  is_exchange: boolean;
  /** Whether they can't be used yet. */
  is_pending: boolean;
  kind: string;
  order: string | null;
  points: number;
  /** What somebody wrote for the customer to read; in the language asked for what the rule says that the points are for, and of an exchange what the reward is called. */
  reason: string | null;
  /** Of what can't be used yet from when it can; null where that waits for something, such as a review. */
  starts_at: string | null;
}

/** A cart, or a product as a cart of one line, and how many points its customer wants to spend. */
export interface StorefrontEstimateIn {
  cart: EstimateCart;
  /** How many points are to be spent; "all" for as many as make sense. */
  points?: number | "all" | null;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
}

/** What the cart will earn and what points do on it; of nobody's cart, nothing can be spent. */
export interface StorefrontEstimateOut {
  /** The points that the customer has. */
  available: number;
  /** The points that the order will earn once it is complete. */
  earned: number;
  /** What the customer has, and what the order will earn, of every kind of points that the shop has, the first one first. */
  kinds: EstimatedKind[];
  /** As many points as could be spent on this cart. */
  most: number;
  most_off: Money;
  off: Money;
  /** The points that are spent, of those that were asked for. */
  points: number;
  points_kind: string;
  /** Why none or not all that were wanted are spent. */
  reason:
    | "inactive"
    | "no_spending"
    | "no_rule"
    | "not_asked"
    | "no_points"
    | "too_few"
    | "asked_few"
    | "nothing_to_pay"
    | "least"
    | "share"
    | "covered"
    | "most"
    | "not_enough"
    | "steps"
    | null;
  /** How many points are missing, where it is for want of points, or how many more would have to be asked for. */
  short: number | null;
  /** Points are taken in steps of so many; null where no rule takes any. */
  step: number | null;
  to_pay: Money;
  total: Money;
}

/** What a customer has of one kind of points. */
export interface StorefrontKindOut {
  active: boolean;
  available: number;
  debt: number;
  held: number;
  pending: number;
  points_kind: string;
  spendable: boolean;
  unit: PointsName;
}

/** Points that came at once, as far as they are there. */
export interface StorefrontLotOut {
  /** From when on they can't be spent any more; null: they don't end. */
  ends_at: string | null;
  points: number;
  /** From when on they can be spent; null: once something that they wait for is done. */
  starts_at: string | null;
  state: "open" | "pending";
}

/** What a customer has at this instant. */
export interface StorefrontPointsOut {
  /** Whether points are earned and spent now in the customer's store. What is there is told all the same. */
  active: boolean;
  /** What can be spent, of all legal entities together: what is owed to one takes nothing from what another has given. */
  available: number;
  /** What the next points will pay first, because an order that had earned was given back. */
  debt: number;
  /** What a checkout has reserved. */
  held: number;
  /** What there is of every kind of points that the shop has, the first one first. */
  kinds: StorefrontKindOut[];
  /** Open ones by when they end, then pending ones by when they start; 200 at most. */
  lots: StorefrontLotOut[];
  /** Null: nothing that is available will end. */
  next_end: NextEndOut | null;
  /** What can't be spent yet. */
  pending: number;
  /** The kind of points that all of this is about, but for `kinds`. */
  points_kind: string;
  /** Whether they can be spent; else they say how far the customer has come. */
  spendable: boolean;
  /** Whether they may be spent there now: they may be earned where they may not. */
  spending: boolean;
  unit: PointsName;
}

/** The code with which the customer brings others. */
export interface StorefrontReferralOut {
  code: string;
  /** Who gets points once a friend's first order has come as far as the rules ask: whoever brought them, who was brought, both; nobody while no rule on referrals is on. */
  rewarded: ("referrer" | "referred")[];
}

/** Something that points can be exchanged for. */
export interface StorefrontRewardOut {
  /** From when on its coupon couldn't be used any more, were it taken now; null: it wouldn't end. */
  ends_at: string | null;
  /** What it is called in the language asked for. */
  label: string;
  /** The price. */
  points: number;
  /** The points that it is paid with. */
  points_kind: string;
  /** Whether it can be taken now. */
  reachable: boolean;
  /** Why it can't be taken: points are missing, or can't be spent while the programme is off; null: it can. */
  reason: "points" | "programme" | null;
  /** What to send to exchange points for it. */
  reward: string;
  /** How many points are missing. */
  to_go: number;
  /** How often its coupon can be used. */
  uses: number;
}

/** The coupon that points were exchanged for. */
export interface StorefrontTakenOut {
  /** The points that are left to spend. */
  available: number;
  code: string;
  /** From when on it can't be used any more; null: it doesn't end. */
  ends_at: string | null;
  /** What it cost. */
  points: number;
  points_kind: string;
}

/** Who wants to get what, and to what they agreed. */
export interface SubscribeIn {
  email: string;
  /** Without it the list that newsletters go to. */
  list?: string | null;
  /** What stood beside the box that was ticked, to the letter: it is kept with the consent. */
  wording: string;
}

/** It was taken; whether the address is known is nobody's business. */
export interface SubscribeOut {
  asked: boolean;
}

/** An address that nothing is to be sent to any more. */
export interface SuppressionIn {
  address: string;
  note?: string;
}

/** An address that nothing is sent to. */
export interface SuppressionOut {
  address: string;
  at: string;
  /** What the server said, or the person who put it here. */
  detail: string;
  /** The message that it was about. */
  message: string | null;
  /** bounced: mail came back; complained: it was reported as spam, and only what they wait for is sent; by_hand. */
  reason: "bounced" | "complained" | "by_hand";
}

/** Tags that a customer is given, and tags that are taken; the shop's own stay. */
export interface Tags {
  add: string[];
  take: string[];
}

/** The exchange of points for a reward. */
export interface TakeIn {
  reward: string;
}

/** The coupon that points were exchanged for. */
export interface TakenOut {
  code: string;
  coupon: string;
  ends_at: string | null;
  points: number;
  points_kind: string;
}

/** A condition that many shops begin with. */
export interface TemplateOut {
  /** What such a segment often does. */
  actions: Actions | null;
  condition: Json;
  description: string;
  /** By which the pages call it in their language. */
  key: string;
  /** The condition in words. */
  sentence: string;
  /** What a shop will want to change in the condition: JSON pointers. */
  yours: string[];
}

/** What the shop's server signs customers' tokens with. */
export interface TokenSecretOut {
  /** The key of HS256, its characters as they stand. */
  secret: string;
}

/** Where to go on, or that the tour is left. */
export interface TourGo {
  /** The step; null leaves the tour, which can be taken up again. */
  at: "home" | "segment" | "customer" | "earning" | "promotion" | "campaign" | "report" | null;
  /** Not to be asked again. */
  dismissed?: boolean;
}

/** The tour as it stands for who asks. */
export interface TourOut {
  /** Where who asks is being led now; null: they aren't. */
  at: "home" | "segment" | "customer" | "earning" | "promotion" | "campaign" | "report" | null;
  /** Whether they said that they don't want to be asked. */
  dismissed: boolean;
  /** Whether the demo is loaded here; a shop of somebody's own has no tour. */
  offered: boolean;
  stops: TourStop[];
}

/** A step of the tour, and whether it was seen. */
export interface TourStop {
  /** The id of a customer: one of the segment, or one whose cart the promotion is tried on. */
  customer: string | null;
  /** The id of the segment, earning rule, promotion or campaign that is shown; null where it was put away since. */
  example: string | null;
  seen: boolean;
  /** A product for that cart. */
  sku: string | null;
  step: "home" | "segment" | "customer" | "earning" | "promotion" | "campaign" | "report";
}

/** So many points from one customer to another. */
export interface TransferIn {
  /** Whose points they are: the shop's id, an e-mail address, or the id here. */
  giver: string;
  /** The same key again does nothing more. */
  key?: string | null;
  /** Who owes the points. It goes on owing them. */
  legal_entity?: string;
  points: number;
  /** The kind of points by its id; the first one, where none is named. */
  points_kind?: string;
  /** The comment that both see in their history. */
  reason: string;
  /** Who gets them. */
  taker: string;
}

/** A transfer that was posted. */
export interface TransferOut {
  at: string;
  giver: SideOut;
  /** What it is undone by. */
  key: string;
  points: number;
  points_kind: string;
  taker: SideOut;
}

/** Where to send a mail that tries the settings out. */
export interface TrialIn {
  to: string;
}

/** What came of it. */
export interface TrialOut {
  accepted: boolean;
  /** What the server answered, or why there was none. */
  answer: string;
  /** Whether it went no further than the mailbox here. */
  in_mailbox: boolean;
}

/** The points of one local month, by the rule as it would be and as it is. */
export interface TriedMonthOut {
  in_force: number;
  month: string;
  points: number;
}

/** What a rule gives for the orders: points, to how many orders and customers, and what they cost if all are spent. */
export interface TriedOut {
  cost: Money | null;
  customers: number;
  orders: number;
  points: number;
}

/** The points of those who are in a segment today, and how many of them get any. */
export interface TriedSegmentOut {
  customers: number;
  id: string;
  in_force: number;
  name: string;
  points: number;
}

/** Why nothing is sent just now. */
export interface TroubleOut {
  since: string;
  what: string;
}

/** The types of the language, and how their values are held. */
export type Type = "text" | "number" | "money" | "date" | "instant" | "boolean" | "set";

/** Why a mass transaction is undone, and what happens where points it gave are spent already. */
export interface UndoIn {
  reason: string;
  shortage?: "forgive" | "owe";
}

/** Why a correction is undone, and what happens where points it gave are spent already. */
export interface UndoPostingIn {
  reason: string;
  shortage?: "forbid" | "owe" | "forgive";
}

/** A unit of windows. */
export interface UnitOut {
  label: string;
  unit: string;
}

/** Something that names the segment. */
export interface UseOut {
  id: string;
  /** What it is: segment, earning_rule, spending_rule, promotion, reward. */
  kind: string;
  name: string;
  /** The first place in that part, as a JSON pointer. */
  pointer: string;
  /** In which part of it: condition, exclude. */
  where: string;
}

/** What was used in a period, by when its checkouts were confirmed, and what has become of their orders by now. */
export interface UsedOut {
  /** What an order came to, before refunds; null without any. */
  average: Money | null;
  /** Of so many the shop hasn't sent the order yet. */
  awaited: number;
  /** Of these so many had their order cancelled since. */
  cancelled: number;
  /** Confirmed with it. */
  checkouts: number;
  /** Of what share of what the lines came to the cost is known, 0 to 1. */
  costed: number;
  customers: number;
  discount: Money;
  /** What the lines came to that were kept, after all discounts, less what their products cost; null where no cost is known. */
  margin: Money | null;
  net: Money;
  /** The others: orders that are there and weren't cancelled. What follows is of them alone. */
  orders: number;
  refunds: Money;
  total: Money;
}

/** A point of a chart: from when on, and what was taken off and sold in each of the periods. */
export interface UsedPointOut {
  checkouts: number[];
  day: string;
  /** Of the same days, counted from the beginning, of each period. */
  discount: Money[];
  net: Money[];
  orders: number[];
}

/** What is to be changed of a person; what isn't given stays. */
export interface UserChange {
  disabled?: boolean | null;
  name?: string | null;
  password?: string | null;
  role?: Role | null;
}

/** A person who signs in here. */
export interface UserOut {
  created_at: string;
  disabled: boolean;
  email: string;
  id: string;
  name: string;
  role: Role;
}

/** A value for an input, and how often it is found; categories say which they lie in. */
export interface ValueOut {
  count: number | null;
  label: string;
  parent: string | null;
  /** Of a product, what a piece costs in the base currency, rounded to its decimals. */
  price: string | null;
  value: string;
}

/** Values for an input. */
export interface ValuesOut {
  data: ValueOut[];
}

/** Whether the ledger is right, and what is wrong if it isn't. */
export interface VerifiedOut {
  checked: number;
  ok: boolean;
  problems: BrokenOut[];
}

/** The version that was looked at. */
export interface VersionIn {
  version: number;
}

/** Everything that a condition may ask about. */
export interface VocabularyOut {
  currency: string;
  currency_places: number;
  fields: FieldOut[];
  operators: Record<string, string[]>;
  rows: RowsOut[];
  time_zone: string;
  units: UnitOut[];
}

/** How many wait, by what they wait for and whether they came or went. */
export interface WaitingCounts {
  entered: number;
  entered_cooling: number;
  left: number;
  left_cooling: number;
}

/** How many of those that are yet to be sent wait for something. */
export interface WaitingMailsOut {
  count: number;
  /** When the first of them leaves, at the earliest; null while it or its campaign is paused, or the server can't be reached. */
  until: string | null;
  waits_for: "quiet_hours" | "cap" | "throttle" | "batch" | "paused" | "put_off" | "server";
}

/** Somebody about whom nothing is done yet. */
export interface WaitingOut {
  /** What they wait for: that a jump is approved, or that their cool-down is over. */
  awaits: "approval" | "cool_down";
  country: string | null;
  email: string | null;
  /** The shop's own id; null for a guest. */
  external_id: string | null;
  group: string | null;
  guest: boolean;
  id: string;
  /** Whether they came in or went out. */
  kind: "entered" | "left";
  last_order_at: string | null;
  name: string | null;
  net_total: Money;
  /** Orders placed up to now that were not cancelled. */
  orders: number;
  /** Points that can be spent now. */
  points: number;
  registered_at: string | null;
  /** When the cool-down is over. */
  until: string | null;
}

/** One page of those who wait, and how many they are in all, whatever was asked for. */
export interface WaitingPage {
  counts: WaitingCounts;
  data: WaitingOut[];
  next_cursor: string | null;
}

/** What a message names, as it was when it was made; each is null where it names none. */
export interface WebhookAboutOut {
  /** Its code. */
  coupon: string | null;
  customer: WebhookCustomerOut | null;
  group: string | null;
  order: string | null;
  points: number | null;
  segment: WebhookNamedOut | null;
}

/** One attempt: what was answered, or why nothing was. */
export interface WebhookAttemptOut {
  /** The first 1,000 characters. */
  answer: string;
  at: string;
  duration_ms: number;
  error: string | null;
  status: number | null;
}

/** The customer that a message names. */
export interface WebhookCustomerOut {
  email: string | null;
  external_id: string | null;
  id: string;
  /** As it is now; null of one without a name, and for who may not read customers. */
  name: string | null;
}

/** A delivery with what is sent, and its attempts, the latest first. */
export interface WebhookDeliveryDetail {
  about: WebhookAboutOut;
  /** Since it was made or last replayed. */
  attempts: number;
  body: string;
  created_at: string;
  delivered_at: string | null;
  endpoint: string;
  id: string;
  last_attempt_at: string | null;
  last_error: string | null;
  last_status: number | null;
  log: WebhookAttemptOut[];
  /** The `webhook-id` of every attempt. */
  message: string;
  /** When it is tried next, as far as the schedule says; not before its endpoint is active. */
  next_at: string | null;
  /** waiting: not tried yet; failed: tried, and to be tried again; given_up: not tried again unless it is replayed. */
  state: "waiting" | "failed" | "delivered" | "given_up";
  type: string;
  url: string;
}

/** A message on its way to an endpoint, or there. */
export interface WebhookDeliveryOut {
  about: WebhookAboutOut;
  /** Since it was made or last replayed. */
  attempts: number;
  created_at: string;
  delivered_at: string | null;
  endpoint: string;
  id: string;
  last_attempt_at: string | null;
  last_error: string | null;
  last_status: number | null;
  /** The `webhook-id` of every attempt. */
  message: string;
  /** When it is tried next, as far as the schedule says; not before its endpoint is active. */
  next_at: string | null;
  /** waiting: not tried yet; failed: tried, and to be tried again; given_up: not tried again unless it is replayed. */
  state: "waiting" | "failed" | "delivered" | "given_up";
  type: string;
  url: string;
}

/** Where to tell what. */
export interface WebhookIn {
  description?: string;
  /** What is told; null: everything, also what later versions announce. */
  types?: string[] | null;
  url: string;
}

/** Something that a message names, by its id here. */
export interface WebhookNamedOut {
  id: string;
  name: string;
}

/** An endpoint, and how it goes there. */
export interface WebhookOut {
  created_at: string;
  description: string;
  disabled_reason: string | null;
  /** Nothing has arrived since then, and something has failed. */
  failing_since: string | null;
  id: string;
  last_delivered_at: string | null;
  last_failed_at: string | null;
  /** Until then the secret before the last rotation signs too. */
  old_secret_until: string | null;
  /** paused: what is announced waits; disabled: nothing is kept for it until it is resumed. */
  state: "active" | "paused" | "disabled";
  /** Null: everything. */
  types: string[] | null;
  updated_at: string;
  url: string;
  version: number;
  /** How many messages it is yet to get, counted up to 10,000. */
  waiting: number;
}

/** What to change of an endpoint; what is left out stays as it is. */
export interface WebhookPatch {
  description?: string;
  types?: string[] | null;
  url?: string;
  /** The version that was looked at; when it isn't the present one, nothing is changed. */
  version: number;
}

/** From when on what hasn't arrived is sent again. */
export interface WebhookReplayIn {
  /** RFC 3339 instant with its offset, such as 2026-03-01T10:00:00Z. */
  since: string;
}

/** What came of it. */
export interface WebhookReplayedOut {
  /** How many are sent again, at most 10,000 a call. */
  count: number;
  /** Whether there were more than that; call again for the rest. What failed anew meanwhile is no rest, and comes last. */
  more: boolean;
}

/** A type of messages that can be asked for. */
export interface WebhookTypeOut {
  description: string;
  /** The `data` of a message. */
  example: Record<string, Json>;
  group: string;
  type: string;
}

/** A local week, by its Monday: completed orders by when they were completed, less what was given back in that week. */
export interface Week {
  orders: number;
  sales: Money;
  week: string;
}

/** What happened in a week, whenever it was sent. */
export interface WeekResultOut {
  clicked: number;
  conversions: number;
  left: number;
  opened: number;
  revenue: Money;
  sent: number;
  week: string;
}

/** A rule as it would be, and the orders that it is tried on. */
export interface WhatIfIn {
  /** The rule that it would replace; null for a new one. */
  id?: string | null;
  rule: RuleIn;
  /** Only orders placed from this instant on; null: from a year before the end on. */
  since?: string | null;
  /** Only orders placed before this instant; null: up to now. */
  until?: string | null;
}

/** How far the trial of a rule is. `state` is waiting, running, done or failed; `done` and `total` count orders. */
export interface WhatIfOut {
  behind: string | null;
  done: number;
  error: string | null;
  id: string;
  result: WhatIfResult | null;
  since: string;
  state: string;
  total: number | null;
  until: string;
}

/** What came of trying a rule. */
export interface WhatIfResult {
  /** The same of the rule as it is now; null for a new one. */
  in_force: TriedOut | null;
  months: TriedMonthOut[];
  /** The orders that it was tried on. */
  orders: number;
  /** How many points more all other rules give because of it; less than zero: fewer. */
  others: number;
  rule: TriedOut;
  segments: TriedSegmentOut[];
}

/** Somebody who has to do with a referral. */
export interface WhoOut {
  email: string | null;
  external_id: string | null;
  id: string;
}

/** Why a customer is in a segment or not: the condition's answer, which a pin overrules. */
export interface WhyOut {
  children: ExplanationOut[];
  counted: RowOut[];
  counted_total: number;
  /** What is missing to the threshold. */
  distance: Json;
  held: boolean;
  /** Whether the customer is in, by the pin or else by the condition. */
  member: boolean;
  /** Of the whole: when the answer changes by time alone. */
  next_change: string | null;
  not_counted: RowOut[];
  not_counted_total: number;
  pinned: "in" | "out" | null;
  pointer: string;
  sentence: string;
  threshold: Json;
  /** The type of the three: text, number, money, date, instant, boolean or set. */
  unit: string | null;
  /** Money as {"amount", "currency"}, numbers as texts. */
  value: Json;
}

/** A line of a cart that shows something. */
export interface WitnessLineOut {
  /** Whether the catalogue has no such product. */
  made_up: boolean;
  pieces: number;
  price: Money;
  sku: string;
}

/** A cart that shows something. */
export interface WitnessOut {
  at: string;
  codes: string[];
  /** The promotions of which it has a code that was made for somebody. */
  coupons_of: NamedPromotion[];
  /** The shop's id of a customer to whom it can happen today. */
  customer: string | null;
  /** What has to be true of the customer, in words. */
  customer_is: string[];
  lines: WitnessLineOut[];
  /** Whether it is true of no customer today. */
  nobody: boolean;
  payment_method: string | null;
  /** How many points of which kinds its customer has at least. */
  points: Record<string, number>;
  shipping: Money;
  shipping_country: string | null;
  shipping_method: string | null;
  store: string | null;
}

/** A rewards workflow as its form says it. */
export interface Workflow {
  /** Whether orders from before the workflow was activated count. */
  counts_from: "beginning" | "activation";
  /** The list that must be confirmed. */
  list: string;
  /** The rules, each with its mail. */
  rules: Rule[];
  /** To whom: everybody, who has confirmed the list, who has an account, or who is both. */
  sends_to: "all" | "opted_in" | "registered" | "both";
  /** Only orders with one of these products count; none named: all orders. */
  skus: string[];
  /** How far an order must have come: completed, or shipped already. */
  status: "complete" | "shipped";
}

/** What is to be different; what is left out stays as it is. */
export interface WorkflowChange {
  form?: Workflow | null;
  name?: string | null;
  /** The revision that was looked at. */
  revision: number;
}

/** A rewards workflow to be made. */
export interface WorkflowIn {
  form: Workflow;
  name: string;
}

/** A rewards workflow. */
export interface WorkflowOut {
  /** Whether the form says something else than what runs. */
  changed: boolean;
  created_at: string;
  /** How many orders were asked about. */
  entered: number;
  /** Everything that is wrong with it, at its place in the form. */
  errors: FaultOut[];
  form: Workflow;
  /** The campaign's, by which its runs and counts are asked for too. */
  id: string;
  name: string;
  revision: number;
  since: string | null;
  state: "draft" | "test" | "running" | "paused" | "ended" | "archived";
  test_address: string | null;
  updated_at: string;
  version: number | null;
}
