"""What is sent and what is answered."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class Actions(TypedDict):
    """What happens to those who enter and leave a segment."""

    group: NotRequired[str | None]
    """The group that they are in while they are in the segment."""
    priority: NotRequired[int]
    """When several segments give a group, the highest counts; of equal ones the segment whose id comes first."""
    on_entry: NotRequired[Tags]
    on_leaving: NotRequired[Tags]
    cool_down: NotRequired[CoolDown | None]


class AddressIn(TypedDict):
    """Where the cart is sent."""

    country: NotRequired[str | None]
    region: NotRequired[str | None]
    city: NotRequired[str | None]
    postcode: NotRequired[str | None]


class AddressOut(TypedDict):
    """An address as the shop sent it."""

    kind: str | None
    default: bool | None
    country: str | None
    region: str | None
    city: str | None
    postcode: str | None
    name: str | None
    street: str | None


class AdjustmentIn(TypedDict):
    """So many points for a customer; less than zero: off the customer."""

    points: int
    reason: str
    """The comment that the customer sees in the history."""
    key: NotRequired[str | None]
    """The same key again does nothing more."""
    lifetime: NotRequired[Lifetime | None]
    """How long points given last; left out: as their kind says."""
    ends_at: NotRequired[str | None]
    """When points given end, instead of a lifetime; null: never."""
    legal_entity: NotRequired[str]
    """Who owes the points. A new name makes a new legal entity; case and spaces make no difference."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    shortage: NotRequired[Literal["forbid", "owe", "forgive"]]
    """When the customer has fewer points than are taken: refuse it, let the customer owe the rest, or forgive it."""


class AfterOut(TypedDict):
    """What the customers of a period's cohorts did in the n-th month after their first order."""

    customers: int
    """Of how many that month was over when the period was."""
    share: float | None
    """Which share of these bought in it; null without any."""
    so_far: Money | None
    """Net sales a customer, up to it."""


class AmountIntervalOut(TypedDict):
    """The same of an amount."""

    difference: Money
    low: Money
    high: Money


class AppliedOut(TypedDict):
    """A promotion that is applied, and why."""

    promotion: str
    version: int
    name: str
    label: str
    """What customers read."""
    amount: Money
    """What it takes off in all."""
    shipping: Money
    lines: list[ShareOut]
    coupon: str | None
    told: str
    """What it gives and why it applies, in words."""


class AttributeIn(TypedDict):
    """How an attribute is to be read."""

    type: Type
    label: str
    description: NotRequired[str]
    default: NotRequired[Any]
    """What a missing value reads as, in the form that a record sends it."""
    history: NotRequired[bool]
    """Whether a condition may ask how long it has been what it is; customers only."""
    anyway: NotRequired[bool]
    """Whether to change its type, or stop keeping its history, although conditions ask for it as it is."""


class AttributeOut(TypedDict):
    """A declared attribute."""

    type: Type
    label: str
    description: str
    default: Any
    """What a missing value reads as, in the form that a record sends it."""
    history: bool
    """Whether a condition may ask how long it has been what it is; customers only."""
    subject: Literal["customer", "product", "event"]
    name: str


class AttributesOut(TypedDict):
    """Every declared attribute."""

    data: list[AttributeOut]


class AttributionIn(TypedDict):
    """Which orders count as brought about."""

    by: Literal["click", "open", "delivery"]
    """After what an order counts: after a click; after an open or a click; or after any mail that went out."""
    days: int
    """Within so many days of it."""
    version: int
    """The version that was looked at, 0 if nothing was said yet."""


class AttributionOut(TypedDict):
    """Which orders count as brought about: those placed within so many days after the last touch."""

    by: Literal["click", "open", "delivery"]
    days: int
    version: int


class AudienceIn(TypedDict):
    """Whom it would go to."""

    include: NotRequired[list[str]]
    exclude: NotRequired[list[str]]
    sends_to: NotRequired[Literal["all", "opted_in", "registered", "both"]]
    list: NotRequired[str | None]


class AudienceOut(TypedDict):
    """How many it would go to now, and who of the segments not."""

    count: int
    in_segments: int
    not_opted_in: int
    not_registered: int
    without_address: int
    """Nobody knows where to write to."""


class AuditOut(TypedDict):
    """Who changed what."""

    id: str
    at: str
    actor: str
    actor_name: str | None
    """What a user or key is called; a user of no other name by the e-mail."""
    action: str
    subject: str
    subject_name: str | None
    """The name of what was changed, where it still has one."""
    details: dict[str, Any]


class AwaitedOut(TypedDict):
    """What a lot waits for: an action of the customer, of a list or an event its name; or to be released."""

    action: Literal["email_confirmed", "subscription_confirmed", "event", "release"]
    name: str | None


class Awaits(TypedDict):
    """What must happen before the points that a rule gives become available."""

    action: Literal["email_confirmed", "subscription_confirmed", "event", "release"]
    name: NotRequired[str | None]
    """Of `subscription_confirmed` the list, of `event` the event's name."""
    deadline: NotRequired[Delay | None]
    """How long after the grant it is waited for; then the points end. null: for good."""
    lasts_from: NotRequired[Literal["available", "granted"]]
    """Whether the lifetime counts from when the points become available, or from when they were granted."""


class BackfillIn(TypedDict):
    """A period of the past, in local days, both included."""

    since: str
    until: NotRequired[str | None]
    """null: up to now."""


class BackfillOut(TypedDict):
    """A back-fill, and how far it is."""

    id: str
    state: str
    """previewing, previewed, entering, done, failed or cancelled."""
    done: int
    """How many local days the work has come by, of `total`."""
    total: int | None
    since: str
    until: str
    version: int
    """The version whose trigger counts, and which they enter."""
    started: bool
    """Whether customers enter by it, or have: else it is only a preview."""
    entered: int
    """How many have entered by it."""
    error: str | None
    preview: BackfillPreviewOut | None
    """null until it is known, and in lists."""
    created_at: str
    created_by: str


class BackfillPreviewOut(TypedDict):
    """Who would enter."""

    entered: int
    """How many runs would begin."""
    customers: int
    """Of how many customers."""
    before: int
    """How many occasions nobody would enter by, for they have entered by them or may not enter again."""
    over: int
    """How many occasions don't hold any more, such as a cart that was ordered after all."""
    by_day: bool
    """Whether it isn't recorded when customers entered or left the trigger's segment, so that it is looked at as each day ends."""
    days: list[BackfilledDayOut]
    shown: list[BackfilledCustomerOut]
    """Some of them, drawn from all, each with the first occasion."""


class BackfilledCustomerOut(TypedDict):
    """Somebody who would enter."""

    customer: RunCustomer
    at: str
    """When it happened by which they would enter."""
    key: str
    """The occasion: each is entered by once."""


class BackfilledDayOut(TypedDict):
    """A local day on which something happened by which somebody would enter."""

    day: str
    entered: int


class BatchIn(TypedDict):
    """Codes to be made, or codes to be brought in."""

    starts_at: NotRequired[str | None]
    """Codes can be used from this instant on."""
    ends_at: NotRequired[str | None]
    """Only before this instant."""
    uses: NotRequired[int | None]
    """How often each code can be used; null: as often as the promotion."""
    uses_per_customer: NotRequired[int | None]
    """How often by one customer."""
    name: str
    count: NotRequired[int | None]
    """How many are made."""
    format: NotRequired[CodeFormat]
    """What they look like."""
    codes: NotRequired[list[str] | None]
    """Codes that were made elsewhere, instead."""
    known: NotRequired[Literal["refuse", "skip"]]
    """What is done when some of these are there already: none are taken, or they are left out."""


class BatchOut(TypedDict):
    """A batch of codes, and how many of them were used."""

    id: str
    promotion: str
    name: str
    format: CodeFormat | None
    size: int
    used: int
    created_at: str
    skipped: int


class BatchesModel(TypedDict):
    """So many at a time, with so many minutes between."""

    size: int
    minutes: int


class BesideOut(TypedDict):
    """The other customer of a transfer, and which way the points went."""

    id: str
    external_id: str | None
    way: Literal["to", "from"]


class BlockedOut(TypedDict):
    """How many were not sent for a reason."""

    reason: Literal[
        "no_address",
        "erased",
        "suppressed",
        "not_opted_in",
        "unsubscribed",
        "not_registered",
        "guest_without_consent",
        "paused",
        "cap",
        "too_late",
        "cancelled",
        "rendering",
        "refused",
        "gave_up",
        "unreachable",
        "no_coupon",
        "no_template",
        "run_ended",
    ]
    count: int


class BodyCreateImport(TypedDict):
    file: bytes
    """JSON lines, CSV or Parquet."""
    mapping: NotRequired[str | None]
    """Which column is which field; CSV and Parquet need one."""
    type: NotRequired[str | None]
    """The record type, where the file doesn't say."""
    live: NotRequired[bool]
    """Whether it happened just now."""
    asks_points: NotRequired[bool]
    """Whether orders of history earn points all the same."""
    dry_run: NotRequired[bool]
    """Only say what would become of each row."""
    by_sight: NotRequired[bool]
    """Whether a page made the mapping, so that what is refused is told to somebody who never saw it."""


class BodyLookAtImport(TypedDict):
    head: bytes
    """The beginning of a CSV; no more than 256 kB of it are read."""
    whole: NotRequired[bool]
    """Whether this is all of the file."""
    type: NotRequired[str | None]
    """The record type, where it is known."""


class BoughtOut(TypedDict):
    """What was bought in a period and in those it is compared with; the periods stand in the report's order."""

    customers: int
    registered: int
    """How many of today's members are registered customers."""
    share: float
    """Of all registered customers, 0 to 1."""
    sales: list[SoldOut]


class BrokenOut(TypedDict):
    """An invariant that does not hold: in how many places, and some of them."""

    name: str
    count: int
    examples: list[str]


class BroughtPointOut(TypedDict):
    """A point of a chart: from when on, and what was brought about in each of the periods."""

    day: str
    conversions: list[int]
    """Of the same days, counted from the beginning, of each period."""
    revenue: list[Money]


class CampaignCheckIn(TypedDict):
    """A draft that is not saved yet."""

    draft: Draft
    campaign: NotRequired[str | None]
    """Whose draft it is; null for a new one."""


class CampaignDraftIn(TypedDict):
    """What was drawn, to be saved; what is left out stays as it is."""

    revision: int
    """The revision that was looked at."""
    name: NotRequired[str | None]
    draft: NotRequired[Draft | None]


class CampaignIn(TypedDict):
    """A campaign to be made."""

    name: str
    draft: NotRequired[Draft]


class CampaignOut(TypedDict):
    """A campaign."""

    id: str
    name: str
    state: Literal["draft", "test", "running", "paused", "ended", "archived"]
    draft: Draft
    revision: int
    version: int | None
    """The version that customers enter; null before the first was published."""
    changed: bool
    """Whether the draft says something else than that version."""
    test_address: str | None
    since: str | None
    """Only what happens from then on lets anybody enter."""
    entered: int
    """How many runs there ever were."""
    under_way: int
    reading: ReadingOut
    created_at: str
    updated_at: str


class CampaignPathOut(TypedDict):
    """A run with every node that it has left."""

    id: str
    campaign: str
    campaign_name: str
    version: int
    customer: RunCustomer
    key: str
    """The occasion by which it was entered."""
    about: dict[str, Any]
    node: str
    """Where it is, or where it ended."""
    due_at: str | None
    """When it is looked at next."""
    entered_at: str
    in_test: bool
    """Whether it was entered in test mode: it counts in no results and no comparison."""
    backfill: str | None
    """The back-fill by which it was entered, so that `about.at` is in the past; null: as it happened."""
    goal_at: str | None
    ended_at: str | None
    ended_by: str | None
    """end, goal, order, event, left, campaign, hand or moved."""
    path: list[PassedOut]


class CampaignPolicyIn(TypedDict):
    """What holds over all campaigns."""

    most_mails: NotRequired[int | None]
    """So many mails at most to a customer; null: as many as there are."""
    days: NotRequired[int]
    """In so many days."""
    drops: NotRequired[bool]
    """Whether one too many is dropped; else it waits until there is room."""
    quiet_hours: NotRequired[QuietHours | None]
    """When no mail that advertises is sent, unless a campaign says otherwise: it waits until they are over; null: never quiet."""
    time_zone_of: NotRequired[str | None]
    """The attribute of customers that holds their time zone, such as Europe/Kyiv; null, and where it is missing: the shop's."""
    too_late: NotRequired[Duration | None]
    """A mail that advertises and could only leave so long after it was due is dropped; null: none is."""
    version: int
    """The version that was looked at."""


class CampaignPolicyOut(TypedDict):
    """What holds over all campaigns."""

    most_mails: int | None
    """So many mails at most to a customer; null: as many as there are."""
    days: int
    """In so many days."""
    drops: bool
    """Whether one too many is dropped; else it waits until there is room."""
    quiet_hours: QuietHours | None
    """When no mail that advertises is sent, unless a campaign says otherwise: it waits until they are over; null: never quiet."""
    time_zone_of: str | None
    """The attribute of customers that holds their time zone, such as Europe/Kyiv; null, and where it is missing: the shop's."""
    too_late: Duration | None
    """A mail that advertises and could only leave so long after it was due is dropped; null: none is."""
    version: int
    updated_at: str


class CampaignPublishIn(TypedDict):
    """The draft is to be run."""

    revision: int
    """The revision that was looked at."""
    test_address: NotRequired[str | None]
    """In test mode all mails go to this address; null: it runs in earnest."""


class CampaignRunOut(TypedDict):
    """Somebody's way through a campaign."""

    id: str
    campaign: str
    campaign_name: str
    version: int
    customer: RunCustomer
    key: str
    """The occasion by which it was entered."""
    about: dict[str, Any]
    node: str
    """Where it is, or where it ended."""
    due_at: str | None
    """When it is looked at next."""
    entered_at: str
    in_test: bool
    """Whether it was entered in test mode: it counts in no results and no comparison."""
    backfill: str | None
    """The back-fill by which it was entered, so that `about.at` is in the past; null: as it happened."""
    goal_at: str | None
    ended_at: str | None
    ended_by: str | None
    """end, goal, order, event, left, campaign, hand or moved."""


class CampaignVersionOut(TypedDict):
    """What was published."""

    version: int
    draft: Draft
    published_at: str
    published_by: str
    """Who published it, such as user:3."""
    published_by_name: str | None
    under_way: int
    """How many runs go by it still."""


class CapModel(TypedDict):
    """At most so many messages that advertise go to a customer in so many days; what is more is not sent."""

    messages: int
    days: int


class CaptureIn(TypedDict):
    """How many points of a hold are spent, and for what."""

    points: NotRequired[int | None]
    """Left out: all that is held."""
    order: NotRequired[str | int | None]
    """The order's external id."""
    key: NotRequired[str | None]
    """The same key again captures nothing more."""


class CartLineOut(TypedDict):
    """A line of a cart; `price` is of one piece and may have more places than the currency. What the shop left out is null."""

    sku: str | None
    name: str | None
    quantity: str | None
    price: Money | None
    row_total: Money | None


class CartOut(TypedDict):
    """A cart as the shop told of it last, in the base currency. What the shop left out is null."""

    external_id: str
    updated_at: str | None
    subtotal: Money | None
    coupons: list[str]
    lines: list[CartLineOut]


class CellBoughtOut(TypedDict):
    """What the customers of a cell bought in a period."""

    orders: int
    net: Money


class CellOut(TypedDict):
    """Customers of one recency and one frequency score today, and what they bought, in the order of the periods."""

    recency: int
    frequency: int
    customers: int
    share: float
    """Of all who have scores, 0 to 1."""
    monetary: float
    """Their mean monetary score."""
    sales: list[CellBoughtOut]


class ChangeOut(TypedDict):
    """A segment, in the order of the periods."""

    id: str
    name: str
    known_since: str
    """When the segment was made: nobody is known to have been in it before."""
    periods: list[MovedOut]


class ChangedOut(TypedDict):
    """How many pins that changed."""

    changed: int


class CheckedOut(TypedDict):
    """Whether a condition can be saved: its sentence, or everything that is wrong with it."""

    valid: bool
    sentence: str | None
    errors: list[FaultOut]


class CheckoutIn(TypedDict):
    """A cart whose customer is about to pay."""

    customer: NotRequired[str | int | None]
    """The shop's id of the customer; without one and without an e-mail the cart is nobody's."""
    email: NotRequired[str | None]
    """The e-mail of a guest."""
    visitor: NotRequired[str | int | None]
    """Whose cart it is where it is no customer's, as the shop tells its visitors apart: a session, or the address they come from. Codes that nobody has are counted by it; where it isn't said, those of all such carts together."""
    cart: QuoteCartIn
    points: NotRequired[int | Literal["all"] | None]
    """How many points are to be spent; "all" for as many as make sense."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    explain: NotRequired[bool]
    """Whether it is to be told why each other promotion isn't applied."""
    language: NotRequired[str | None]
    """The language of labels, messages and reasons, en, pl or ru; without it that of `Accept-Language`, else the shop's. Of others labels are told where promotions have them."""
    lasts_seconds: NotRequired[int]
    """How long it is held."""
    to_pay: NotRequired[str | int | None]
    """What the customer was shown; where it isn't what the cart comes to now, nothing is reserved."""
    applied: NotRequired[list[ShownIn] | None]
    """The promotions that the customer was shown, from the quote's `applied`; so it can be told which of them changed."""


class CheckoutOut(TypedDict):
    """What is held for a cart, and how it stands."""

    id: str
    state: Literal["reserved", "confirmed", "released", "lapsed", "given_back"]
    """reserved; confirmed with its order; released; lapsed, as it was never confirmed; given_back, as its order was cancelled."""
    reserved_at: str
    expires_at: str
    settled_at: str | None
    order: str | None
    points: int
    quote: QuoteOut
    """As it was answered when it was reserved, with each piece's share."""


class CodeFormat(TypedDict):
    """What the codes of a batch look like: PREFIX, so many random characters in groups, SUFFIX."""

    length: NotRequired[int]
    """How many random characters."""
    alphabet: NotRequired[Literal["letters and digits", "letters", "digits"]]
    """What they are made of; letters and digits that look alike are left out."""
    prefix: NotRequired[str]
    suffix: NotRequired[str]
    dash: NotRequired[int]
    """A dash after every so many random characters; 0: none."""


class CodeOut(TypedDict):
    """A code as it was typed, and whether it is good for anything."""

    code: str
    promotion: str | None
    applied: bool
    reason: (
        Literal["unknown", "withdrawn", "not_yet", "over", "used_up", "other_customer", "promotion"]
        | Literal["twice", "too_many", "anonymous", "used_by_customer"]
        | Literal[
            "not_yet",
            "over",
            "store",
            "no_code",
            "condition",
            "no_line",
            "nothing_left",
            "limited",
            "too_little",
            "another",
            "stopped",
            "used_up",
            "used_by_customer",
            "used_in_stay",
            "budget",
            "anonymous",
            "points",
            "broken",
            "not_in_segment",
        ]
        | None
    )
    """Why it does nothing."""
    told: str | None


class CodesOut(TypedDict):
    """Codes as a file names them."""

    codes: list[str]


class CohortMonthOut(TypedDict):
    """In a month of theirs: how many of the cohort bought, which share that is, and what they bought for."""

    buyers: int
    share: float
    net: Money
    """What their orders of the month came to, net of refunds."""
    so_far: Money
    """Net sales a customer of the cohort, up to this month."""


class CohortOut(TypedDict):
    """Customers whose first completed order was in a month."""

    month: str
    customers: int
    months: list[CohortMonthOut]
    """That month and those after it, up to the present one, which isn't over."""


class CohortsOut(TypedDict):
    """Cohorts, the oldest first, and what they did beside those of the months before and of the same months of the year before."""

    periods: list[PeriodOut]
    """Of whose first orders: the months asked about, as many before them, and the same months of the year before."""
    cohorts: list[CohortOut]
    """Those of the months asked about."""
    after: list[list[AfterOut]]
    """By months after the first order, 0 being its own, in the order of the periods: each period as it stood on its last day, so that they have come equally far."""


class CombinationOut(TypedDict):
    """How many customers are in exactly these of the segments, and in none of the others."""

    segments: list[str]
    size: int


class ComesToOut(TypedDict):
    """What a cart comes to, in sum."""

    discount: Money
    shipping_discount: Money
    tax: Money
    total: Money
    to_pay: Money
    points_earned: int


class ComingDayOut(TypedDict):
    """A local day, and how many will have left and entered at its end."""

    date: str
    leaving: int
    entering: int


class ComingOut(TypedDict):
    """What time alone will bring, if nothing else happens; the first day is what is left of today."""

    days: list[ComingDayOut]
    exact: bool
    """False where the condition counts stays in segments: those that begin or end meanwhile aren't foreseen."""


class ComparedOut(TypedDict):
    """A segment that is compared."""

    id: str
    name: str
    size: int


class ComparedSideOut(TypedDict):
    """Customers who fell to one side."""

    name: str
    """The branch, or the subject; empty: who got nothing of a newsletter."""
    alone: bool
    """Whether they were left alone for comparison."""
    customers: int
    buyers: int
    """How many of them ordered."""
    orders: int
    revenue: Money
    rate: float
    """The share that ordered, 0 to 1."""
    per_customer: Money
    """What came of a customer."""
    base: bool
    """Whether the others are compared with these."""
    rate_difference: IntervalOut | None
    """Against the base; null of the base itself, and when there are too few to tell."""
    revenue_difference: AmountIntervalOut | None
    verdict: Literal["too_few", "unclear", "more", "less"] | None
    """What can be said of the share: too_few, unclear, more or less; null of the base."""
    revenue_verdict: Literal["too_few", "unclear", "more", "less"] | None


class ComparisonsOut(TypedDict):
    """What customers ordered within so many days after chance had divided them, whatever brought it about."""

    days: int
    confidence: float
    divisions: list[DividedOut]


class ConditionIn(TypedDict):
    """A condition to check."""

    condition: Any
    subject: NotRequired[Literal["customer", "cart", "order", "line", "event"]]
    language: NotRequired[Literal["en", "pl", "ru"] | None]
    """The sentence's; without it that of `Accept-Language`, else the shop's."""


class ConfirmIn(TypedDict):
    """The order that was placed."""

    order: str | int
    """Its external id."""


class ConflictOut(TypedDict):
    """One conflict. `what`: broken, its condition can't be asked; contradiction, two parts of its condition can't hold together; no_product, no product is one that it is for; no_cart, no cart was found that it applies to; nobody, no customer is today whom it asks for; superseded, another is always applied in its place or stops it; nothing_left, others before it leave nothing; too_deep, with another it takes too much off a line."""

    what: Literal[
        "broken", "contradiction", "no_product", "no_cart", "nobody", "superseded", "nothing_left", "too_deep"
    ]
    promotion: NamedPromotion
    by: NamedPromotion | None
    reason: str | None
    """Why it is broken."""
    tests: list[str]
    """The parts of the condition that can't hold together, in words."""
    cart: WitnessOut | None
    line: int | None
    """The line, counted from 0, that too much is taken off."""
    left: Money | None
    """What is left of what it costs."""
    whole: Money | None
    """What it costs."""


class ConflictsIn(TypedDict):
    """What is looked at: all that is published, and one promotion as it would be, if one is given."""

    least_left: NotRequired[float | str]
    """Of what a line costs at least so many percent should be left."""
    promotion: NotRequired[PromotionIn | None]
    id: NotRequired[str | None]
    """The promotion that it would replace; null for a new one."""


class ConflictsOut(TypedDict):
    """How far the search is. `state` is waiting, running, done or failed; `done` and `total` count promotions."""

    id: str
    state: str
    done: int
    total: int | None
    error: str | None
    behind: str | None
    result: ConflictsResult | None


class ConflictsResult(TypedDict):
    """What was found among how many promotions."""

    promotions: int
    pairs: int
    """How many pairs were looked at, of those that could take off too much."""
    all_pairs: int
    least_left: str
    conflicts: list[ConflictOut]


class ConsentOut(TypedDict):
    """What somebody said to a list."""

    list: str
    status: str
    at: str
    wording: str
    source: str
    language: str | None
    ip: str | None


class ContainedOut(TypedDict):
    """A segment that lies in another, and the share of its members that do."""

    inner: str
    outer: str
    share: float


class Content(TypedDict):
    """What a mail says in one language. Liquid may stand in everything but the addresses and the sender's name."""

    subject: NotRequired[str]
    preview: NotRequired[str]
    """What inboxes show beside the subject."""
    sender_name: NotRequired[str]
    """Without one, that of the settings."""
    sender_address: NotRequired[str]
    """Without one, that of the settings."""
    reply_to: NotRequired[str]
    body: NotRequired[str]
    """MJML."""
    text: NotRequired[str | None]
    """The text part; null: it is made of the body."""


class ConversionOut(TypedDict):
    """An order that counts for a message."""

    order: str | None
    customer: MessageCustomer | None
    message: str
    node: str | None
    placed_at: str
    touched_at: str
    """The click, open or sending that it counts for."""
    status: str | None
    total: Money
    refunded: Money
    revenue: Money


class CoolDown(TypedDict):
    """For so long after something was done about a customer nothing more is done about them."""

    amount: int
    unit: Literal["minutes", "hours", "days"]


class Counting(TypedDict):
    """Which parts of an order's amount earn."""

    tax: NotRequired[bool]
    """Whether the tax of products counts."""
    shipping: NotRequired[bool]
    """Whether shipping counts."""
    discounted: NotRequired[bool]
    """Whether the price after discounts counts, else the one before."""
    paid_with_points: NotRequired[bool]
    """Whether what was paid with points counts."""
    paid_with_gift_cards: NotRequired[bool]
    """Whether what was paid with gift cards counts."""


class CountsOut(TypedDict):
    """The numbers on the canvas."""

    window: Literal["24h", "7d", "all"]
    entered: int
    nodes: list[NodeCount]
    edges: list[EdgeCount]


class CouponOut(TypedDict):
    """A code, and what was used of it."""

    id: str
    promotion: str
    batch: str | None
    code: str
    customer: str | None
    """The shop's id of the customer whose it is; null: anybody's."""
    starts_at: str | None
    ends_at: str | None
    uses: int | None
    uses_per_customer: int | None
    used: int
    reserved: int
    issued_at: str
    withdrawn_at: str | None
    state: Literal["usable", "not_yet", "over", "used_up", "withdrawn", "paused"]
    """paused: what it is for isn't on now; with that, when it begins and ends counts too."""


class CouponPeriodOut(TypedDict):
    """Of a period what was issued in it, and what was used in it, whenever that was issued."""

    issued: IssuedOut
    used: UsedOut


class CouponReportOut(TypedDict):
    """What was issued and used of coupons: in the period asked about, in the one before it, and in the same days of the year before."""

    periods: list[PeriodOut]
    coupons: list[CouponsOut]
    """What took off most, first. An order that used several counts for each of them."""
    all: list[CouponPeriodOut]
    """Of all together; here an order counts once, and codes for everybody aren't among those issued."""
    step: Literal["day", "week", "month"]
    points: list[UsedPointOut]


class CouponsOut(TypedDict):
    """The coupons of a batch, those of a promotion that customers were given one by one, or its code for everybody."""

    promotion: str
    name: str
    kind: Literal["batch", "personal", "code"]
    batch: str | None
    batch_name: str | None
    periods: list[CouponPeriodOut]


class Credentials(TypedDict):
    """What a person signs in with."""

    email: str
    password: str


class CustomerBrief(TypedDict):
    """A customer in one line."""

    id: str
    external_id: str | None
    """The shop's own id; null for a guest."""
    name: str | None
    email: str | None
    guest: bool
    country: str | None
    group: str | None
    registered_at: str | None
    orders: int
    """Orders placed up to now that were not cancelled."""
    net_total: Money
    """What orders completed by now came to, net of refunds, in the base currency."""
    last_order_at: str | None
    points: int
    """Points that can be spent now."""


class CustomerConversionOut(TypedDict):
    """An order that counts for a message, and what had that sent."""

    order: str | None
    customer: MessageCustomer | None
    message: str
    node: str | None
    placed_at: str
    touched_at: str
    """The click, open or sending that it counts for."""
    status: str | None
    total: Money
    refunded: Money
    revenue: Money
    source: Literal["campaign", "workflow", "newsletter", "transactional"]
    source_id: str
    """Which campaign, workflow or newsletter."""
    source_name: str | None
    """What that was called when it had the message sent."""
    subject: str | None
    """The message's."""


class CustomerOut(TypedDict):
    """Everything known of a customer, but for what they did."""

    id: str
    external_id: str | None
    """The shop's own id; null for a guest."""
    name: str | None
    email: str | None
    guest: bool
    country: str | None
    group: str | None
    registered_at: str | None
    orders: int
    """Orders placed up to now that were not cancelled."""
    net_total: Money
    """What orders completed by now came to, net of refunds, in the base currency."""
    last_order_at: str | None
    points: int
    """Points that can be spent now."""
    first_name: str | None
    last_name: str | None
    gender: str | None
    language: str | None
    phone: str | None
    store: str | None
    born_on: str | None
    updated_at: str | None
    tags: list[str]
    lists: list[str]
    attributes: dict[str, Any]
    addresses: list[AddressOut]
    segments: list[Membership]
    mailable: bool
    """Whether the e-mail is an address that mail can be sent to."""


class CustomerPointsOut(TypedDict):
    """What a customer has at this instant, in which lots, and a page of the history, the latest first."""

    points_kind: str
    """The kind of points that all of this is about, but for `kinds`."""
    balance: int
    """What is open less what is owed, of all legal entities together: below zero where more is owed."""
    available: int
    """What can be spent, of all legal entities together: what is owed to one takes nothing from what another has given."""
    pending: int
    held: int
    debt: int
    """What is owed, to all legal entities together; the next points of the same one pay it off."""
    unit: NamesOut
    kinds: list[KindBalanceOut]
    """What there is of every kind of points that the shop has, the first one first."""
    lots: list[LotOut]
    holds: list[HoldOut]
    entries: list[EntryOut]
    next_cursor: str | None


class CustomerSubscriptionIn(TypedDict):
    """What the page's customer wants of a list."""

    list: str
    """One of those that were listed."""
    subscribed: bool
    wording: str
    """What stood on the button that was pressed, to the letter: it is kept on record."""


class CustomerSubscriptionOut(TypedDict):
    """A list, and whether the page's customer gets what is sent to it."""

    list: str
    name: str
    """What it is called to customers."""
    status: Literal["pending", "confirmed", "left"] | None
    """`pending`: a mail asked whether it is meant, and waits for the answer; null when nothing was ever said."""


class DayOut(TypedDict):
    """A local day: how many were in the segment at its end, and how many came and went."""

    date: str
    size: int
    entered: int
    """By what happened or by time."""
    left: int
    brought: int
    """Whom its beginning or another definition put in."""
    took: int
    """Whom another definition put out."""


class DeedOut(TypedDict):
    """What a segment did: to how many, because they entered or left, by the actions of then."""

    id: str
    kind: Literal["entered", "left"]
    archived: bool
    """Whether they left because the segment was archived: it let go of its group, and tags stayed."""
    at: str
    actions: Actions
    size: int
    undone_at: str | None
    undone_by: str | None
    undone_by_name: str | None


class Delay(TypedDict):
    """How long points are pending after they were granted."""

    amount: int
    unit: Literal["hours", "days"]


class Delivery(TypedDict):
    """Up to 1,000 documents of one type."""

    data: list[Any]
    live: NotRequired[bool]
    asks_points: NotRequired[bool]


class DeliveryOut(TypedDict):
    """What became of each document, in the order they came in."""

    data: list[ItemOut]
    accepted: int
    repeated: int
    refused: int


class DifferenceOut(TypedDict):
    """Who would come in and who would leave, were a segment changed so: how many, and the first 20 of each by id."""

    entering: int
    leaving: int
    entering_cooling: int
    """Of those who come in, about how many nothing is done before their cool-down is over."""
    leaving_cooling: int
    staying_cooling: int
    """And of those who stay: what is newly done on entry is done for them only then."""
    treated: int
    """Whom it has treated as being in so far; a jump is measured by these."""
    due_entering: int
    """About how many something is to be done then for having come in, as long as what it does stays as it is: also those who came before and wait, but not who is back before anything was done."""
    due_leaving: int
    """And for having left; nothing is taken back from who came without anything being done."""
    due_entering_cooling: int
    due_leaving_cooling: int
    waiting_entering: int
    """How many of `due_entering` are in already."""
    waiting_leaving: int
    entering_sample: list[CustomerBrief]
    leaving_sample: list[CustomerBrief]
    as_of: str


class DividedOut(TypedDict):
    """A step that divided customers at random."""

    node: str
    sides: list[ComparedSideOut]


class DkimOut(TypedDict):
    """The record that shows that mail is from the domain."""

    domain: str
    host: str
    """The name of the TXT record."""
    record: str
    """What stands in it."""
    made_at: str
    signs: bool
    """Whether mail is signed: it is when its sender's address is of this domain."""


class Draft(TypedDict):
    """A campaign as it is drawn."""

    trigger: NotRequired[dict[str, Any] | None]
    """A kind of `trigger` with its arguments."""
    first: NotRequired[str | None]
    """The node that the trigger leads to."""
    nodes: NotRequired[list[DrawnNode]]
    """The steps."""
    settings: NotRequired[dict[str, Any]]
    """What holds for the whole campaign; what is left out is as by default."""


class DrawnNode(TypedDict):
    """A node as it is drawn."""

    id: str
    """What the node is called in this campaign; it keeps it from version to version."""
    step: dict[str, Any]
    """A kind of `step` with its arguments."""
    next: NotRequired[dict[str, str]]
    """The node that each branch leads to, by the branch's name."""
    at: NotRequired[Any | None]
    """Where it stands on the canvas; null: where the layout puts it."""


class Duration(TypedDict):
    """So many minutes, hours, days (of 24 hours), weeks or months."""

    unit: Literal["minutes", "hours", "days", "weeks", "months"]
    amount: int


class EarnerOut(TypedDict):
    """A customer, and how many points they were granted in the period, less what was reversed."""

    customer: PointsOwner
    points: int


class EarnersOut(TypedDict):
    """Those who were granted most."""

    since: str
    until: str
    data: list[EarnerOut]


class EdgeCount(TypedDict):
    """A branch of a node."""

    node: str
    """Empty: from the trigger."""
    branch: str
    """Empty: ended at the node."""
    runs: int


class EndingOut(TypedDict):
    """Points that end in a local month."""

    month: str | None
    """Null: they never end."""
    legal_entity: str
    points: int
    customers: int


class EndsOn(TypedDict):
    """What ends the run of a customer before it comes to an end by itself."""

    goal: NotRequired[bool]
    """Reaching a goal."""
    order: NotRequired[bool]
    """An order that the customer places after they entered."""
    events: NotRequired[list[str]]
    """Events of one of these names."""
    left_segment: NotRequired[str | None]
    """Leaving this segment, such as the one by which they entered."""


class EnterIn(TypedDict):
    """Who is to enter by hand."""

    customers: NotRequired[list[str]]
    """Customers, by their id here, the shop's id or the e-mail."""
    segment: NotRequired[str | None]
    """Everybody in a segment."""


class EnterOut(TypedDict):
    """How many were asked to enter; whoever may not enter again is left out."""

    customers: int


class Entry(TypedDict):
    """Whether somebody may enter again. Whatever is chosen, the same occasion enters once."""

    again: NotRequired[Literal["once_ever", "once_a_period", "after_leaving", "each_time"]]
    """Once ever; once in so long a time; only when no earlier run is under way; or at each occasion."""
    period: NotRequired[Duration | None]
    """For `once_a_period`: how long after an entry there is no other."""


class EntryOut(TypedDict):
    """A posting: when it holds from, what it was, and by how much it changed what the customer has."""

    at: str
    kind: str
    points: int
    reason: str | None
    order: str | None
    rule: str | None
    undo: str | None
    """The key by which it can be undone: of a correction by hand or a transfer that wasn't undone yet, else null."""
    moved: int | None
    """Of a move how many points came along when two customers turned out to be one; they change nothing of what there is."""
    moved_from: str | None
    """The id that the customer had whose points they were."""
    beside: BesideOut | None
    """Of a transfer the other customer."""
    rule_version: int | None
    """Of what an order earned the version of the rule that it earns by."""


class Erased(TypedDict):
    """A customer who is known no more."""

    entries: int
    """How many entries of the journal say nothing any more."""


class EstimateCart(TypedDict):
    """A cart as it stands at the shop. What is answered is in the base currency."""

    currency: str
    """Currency, ISO 4217."""
    rate: NotRequired[str | int | None]
    """How much of the base currency one of the cart's is worth; needed for another currency."""
    lines: list[EstimateLine]
    discount: NotRequired[str | int | None]
    """What is taken off the cart, its lines' discounts included."""
    shipping: NotRequired[str | int | None]
    tax: NotRequired[str | int | None]
    gift_card: NotRequired[str | int | None]
    """What is paid with gift cards."""
    store: NotRequired[str | None]
    channel: NotRequired[str | None]
    coupon: NotRequired[str | None]
    payment_method: NotRequired[str | None]
    shipping_method: NotRequired[str | None]


class EstimateIn(TypedDict):
    """A cart, whose it is, and how many points are to be spent."""

    customer: NotRequired[str | int | None]
    """The shop's id of the customer; without one and without an e-mail it is nobody's."""
    email: NotRequired[str | None]
    """The e-mail of a guest."""
    cart: EstimateCart
    points: NotRequired[int | Literal["all"] | None]
    """How many points are to be spent; "all" for as many as make sense."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""


class EstimateLine(TypedDict):
    """A line of a cart."""

    id: NotRequired[str | None]
    """Known within the cart; without it the lines are numbered from 1."""
    sku: NotRequired[str | int | None]
    quantity: str | int
    """Pieces, with at most 4 decimals."""
    price: NotRequired[str | int | None]
    row_total: str | int
    """The line before discount and tax, which is what counts; a price is only what conditions on prices ask about."""
    discount: NotRequired[str | int | None]
    """What is taken off the line."""
    tax: NotRequired[str | int | None]


class EstimateOut(TypedDict):
    """What the customer has, what is spent, what is left to pay, and what will be earned."""

    at: str
    points_kind: str
    available: int
    """The points that the customer could spend, of all legal entities together, whatever rule there is for the cart."""
    left: int
    """Those of them that are left after spending."""
    total: Money
    """What is to be paid before points and gift cards."""
    to_pay: Money
    earned: int
    """The points that the order will earn when it comes as far as the rules ask."""
    kinds: list[EstimatedKind]
    """The same of every kind of points that the shop has, the first one first."""
    spending: EstimatedSpending
    rules: list[EstimatedRule]


class EstimatedKind(TypedDict):
    """What the customer has of a kind of points, and what the order will earn of it."""

    points_kind: str
    available: int
    earned: int


class EstimatedLine(TypedDict):
    """A line, and whether it counts for a rule."""

    id: str
    counts: bool


class EstimatedRule(TypedDict):
    """What an earning rule gives for the cart, or why it gives nothing."""

    rule: str
    name: str
    points_kind: str
    points: int
    amount: Money
    """What of the cart counts."""
    lines: list[EstimatedLine] | None
    """Which lines count; null where all do, or none was looked at."""
    starts_at: str | None
    """From when on the points could be spent if the order was granted now; null where they wait for something else."""
    ends_at: str | None
    waits_for: AwaitedOut | None
    """What must happen before they can be spent; null: nothing but time."""
    reason: Literal["inactive", "condition", "broken", "stopped", "limit", "nothing_counts", "referral"] | None
    """Why it gives nothing."""
    told: str | None
    """The reason in words, with the part of the condition that doesn't hold."""


class EstimatedSpending(TypedDict):
    """What points do in the cart."""

    rule: str | None
    """The rule that fits; null when none does."""
    name: str | None
    available: int
    """The points that the rule may take: those of the legal entity that it names, else all."""
    points: int
    """The points that are spent."""
    off: Money
    """What they take off."""
    most: int
    """As many points as could be spent."""
    most_off: Money
    reason: (
        Literal[
            "inactive",
            "no_spending",
            "no_rule",
            "not_asked",
            "no_points",
            "too_few",
            "asked_few",
            "nothing_to_pay",
            "least",
            "share",
            "covered",
            "most",
            "not_enough",
            "steps",
        ]
        | None
    )
    """Why none or not all that were wanted are spent."""
    told: str | None
    """The reason in words."""
    short: int | None
    """How many points are missing, where it is for want of points, or how many more would have to be asked for."""
    refused: list[RefusedRule]
    """The rules before it that don't fit."""


class ExplainIn(TypedDict):
    """A condition, and the customer it is asked about."""

    condition: Any
    customer: str
    """The customer's id here, the shop's id or the e-mail; where two are of one form id:7, external_id:7 or email:anna@example.com."""
    at: NotRequired[str | None]
    """The instant to look at; now if left out."""


class ExplanationOut(TypedDict):
    """One node of the answer to "why", with those below it."""

    pointer: str
    sentence: str
    held: bool
    value: Any
    """Money as {"amount", "currency"}, numbers as texts."""
    threshold: Any
    distance: Any
    """What is missing to the threshold."""
    unit: str | None
    """The type of the three: text, number, money, date, instant, boolean or set."""
    counted: list[RowOut]
    counted_total: int
    not_counted: list[RowOut]
    not_counted_total: int
    next_change: str | None
    """Of the whole: when the answer changes by time alone."""
    children: list[ExplanationOut]


class FaultOut(TypedDict):
    """One thing wrong in what was sent."""

    pointer: str
    code: str
    detail: str


class FieldOut(TypedDict):
    """One value that can be asked for."""

    path: str
    type: Type
    label: str
    description: str
    source: str
    places: int | None
    choices: list[str]
    history: bool
    format: str | None
    operators: list[str]
    group: str
    subject_only: bool


class FileColumn(TypedDict):
    """A column, some of what stands in it, and the field it seems to be."""

    name: str
    samples: list[str]
    field: str | None
    format: str | None
    """How its dates are written, in the letters of strptime, where it holds dates."""
    values: dict[str, dict[str, str]]
    """By field: what its texts would stand for."""
    words: list[str]
    """All the texts in it, where they are few enough to be told what each stands for."""


class FileField(TypedDict):
    """A field that a column can be; one of a line of an order is written lines.NAME."""

    name: str
    label: str
    """What the import page calls it."""
    kind: Literal["text", "number", "date", "instant", "boolean", "list"]
    required: bool
    choices: list[str]
    """The only words that it can be."""


class FileSight(TypedDict):
    """What a CSV shows at first sight: a proposal to look over."""

    type: str
    """What the rows seem to be, where it wasn't said."""
    delimiter: str
    encoding: str
    decimal: Literal[".", ","]
    thousands: str | None
    """What stands between thousands, if anything."""
    columns: list[FileColumn]
    fields: list[FileField]
    takes_own: bool
    """Whether a column can be a value of the shop's own."""
    as_before: bool
    """Whether the fields are those that were chosen for the file before with these columns."""


class FirstHourOut(TypedDict):
    """The steps in their order."""

    steps: list[FirstHourStep]


class FirstHourSkip(TypedDict):
    """Whether a step is left out."""

    skipped: bool


class FirstHourStep(TypedDict):
    """A step of the first hour, and how it stands."""

    step: Literal["shop", "data", "segment", "earning", "mail"]
    state: Literal["done", "skipped", "open"]


class FlowOut(TypedDict):
    """Customers who left one segment and came into another."""

    source: str | None
    """Null: they were in none of these segments."""
    target: str | None
    """Null: they are in none of them any more."""
    customers: list[int]
    """How many, in the order of the periods."""


class ForecastOut(TypedDict):
    """What is expected of a month to come."""

    month: str
    ended: int
    spent: int
    earned: int
    outstanding: int


class FormatIn(TypedDict):
    """A form of codes, and how many are to be made."""

    format: CodeFormat
    count: int


class FormatOut(TypedDict):
    """A form of codes and how hard it is to guess."""

    example: str
    room: str
    """How many different codes there can be."""
    bits: float
    """How hard one of the codes is to hit by a guess: each bit more halves the odds."""
    refused: str | None
    """Why so many codes of the form can't be made."""


class FoundOrder(TypedDict):
    """An order that was looked up."""

    id: str
    external_id: str
    placed_at: str | None
    completed_at: str | None
    status: str | None
    shop_status: str | None
    paid: bool | None
    currency: str | None
    channel: str | None
    store: str | None
    coupon: str | None
    subtotal: Money | None
    discount: Money | None
    shipping: Money | None
    tax: Money | None
    grand_total: Money | None
    refunded_total: Money
    net_total: Money | None
    own: OwnAmounts | None
    """The same in its own currency, where that isn't the base currency."""
    updated_at: str | None
    lines: list[OrderLineOut]
    customer: OrderOf | None
    """Null when the shop named nobody."""


class FreshKey(TypedDict):
    """A key that was just made; its `secret` is shown this once."""

    id: str
    name: str
    publishable: bool
    scopes: list[Scope]
    hint: str
    created_at: str
    created_by: str
    secret: str


class FreshWebhook(TypedDict):
    """An endpoint whose `secret` was just made; it is shown this once."""

    id: str
    url: str
    description: str
    types: list[str] | None
    """Null: everything."""
    state: Literal["active", "paused", "disabled"]
    """paused: what is announced waits; disabled: nothing is kept for it until it is resumed."""
    disabled_reason: str | None
    waiting: int
    """How many messages it is yet to get, counted up to 10,000."""
    failing_since: str | None
    """Nothing has arrived since then, and something has failed."""
    last_failed_at: str | None
    last_delivered_at: str | None
    old_secret_until: str | None
    """Until then the secret before the last rotation signs too."""
    version: int
    created_at: str
    updated_at: str
    secret: str


class GiftOut(TypedDict):
    """Pieces that are free when they are put in the cart."""

    promotion: str
    label: str
    sku: str
    pieces: int


class GridOut(TypedDict):
    """Recency by frequency, 5 being the best fifth of the shop's buyers, with the sales of the period asked about, of the one before it, and of the same days of the year before."""

    periods: list[PeriodOut]
    day: str | None
    """Of which day the scores are; null before anybody had one."""
    cells: list[CellOut]
    """Those that anybody is in."""
    customers: int
    unscored: int
    """Customers without a completed order."""


class HappeningOut(TypedDict):
    """Something on the way of a customer; pages write their own title from `kind` and `details`."""

    at: str
    kind: Literal[
        "ordered",
        "order_status",
        "refunded",
        "registered",
        "wished",
        "viewed",
        "reviewed",
        "subscription",
        "logged_in",
        "event",
        "cart",
        "segment_entered",
        "segment_left",
        "points",
        "coupon_given",
        "coupon_withdrawn",
        "message",
        "campaign_entered",
        "campaign_ended",
        "note",
    ]
    title: str
    details: dict[str, Any]
    """What the kind has of `subject` (an order's number, a SKU, a code, a name), `word` (a status, a reason), `amount` (money), `number` (stars, points), `posting` (of points: earned, spent, …), `id` (where more is told of it) and `by` (of a note)."""


class Health(TypedDict):
    """A word for machines."""

    status: str


class HealthOut(TypedDict):
    """One thing about a segment that somebody should look at."""

    kind: Literal["broken", "drifted", "waiting", "jumped", "empty"]
    since: str | None
    customers: int | None
    """How many it is about: for `drifted` those who were missing or too many, for `jumped` by how many it has moved today for whatever reason, for `waiting` those about whom nothing is done yet."""
    entered: int | None
    """Of a jump that is `waiting`: how many have come."""
    left: int | None
    """And how many have gone."""
    cooling: int | None
    """How many came and went besides, about whom approving it does nothing yet: their cool-down goes on."""
    reason: str | None
    """Of what is `broken`: what broke, and what to do."""


class HoldIn(TypedDict):
    """So many points to reserve for a customer."""

    customer: str
    """The customer by the shop's id, an e-mail address, or the id here."""
    points: int
    lasts_seconds: NotRequired[int]
    """How long it holds: what isn't captured by then is free again."""
    reference: NotRequired[str | None]
    """What it is for, such as the number of the cart."""
    key: NotRequired[str | None]
    """What you call the hold; the same key again does nothing more. Left out, it is given one."""
    legal_entity: NotRequired[str]
    """Whose points are held."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""


class HoldOut(TypedDict):
    """Points reserved, usually by a checkout, until they are spent, released or the hold lapses."""

    key: str
    """What whoever reserved them calls it."""
    of_shop: bool
    """Whether the shop's server made it under this key: `POST /v1/points/holds/{key}/release` lets it go."""
    points: int
    lapses_at: str
    reason: str | None
    legal_entity: str


class HomeOut(TypedDict):
    """The first page."""

    at: str
    weeks: list[HomeWeek]
    """The oldest first; the last one ends yesterday, so that each has whole days."""
    today: HomeWeek
    """Today alone, so far."""
    customers: int
    orders: int
    points_outstanding: int
    """What customers have, pending and held points included, less what they owe."""
    moved: list[MovedSegment]
    """Those in which most came and went."""
    attention: list[NoticeOut]
    """The worst first."""
    started: StartedOut
    lag: Lag


class HomeWeek(TypedDict):
    """Local days, seven of a week. Amounts are what completed orders came to, less what was given back, in the base currency."""

    first_day: str
    last_day: str
    net: Money
    orders: int
    buyers: int
    """Customers with a completed order."""
    returning: int
    """How many of them had one in an earlier week."""
    registered: int
    """New registered customers."""


class HookSecretOut(TypedDict):
    """The secret that reports of bounces are signed with; it is shown this once."""

    secret: str
    version: int


class ImportOut(TypedDict):
    """An import: `place` of `size` (bytes or rows) is done; documents are counted by what became of them. Of those taken or known, `remarked` have something about them that is to be known: no mail can be sent to the address."""

    id: str
    name: str
    format: str
    options: dict[str, Any]
    live: bool
    asks_points: bool
    actor: str
    state: str
    size: int
    place: int
    line: int
    accepted: int
    repeated: int
    refused: int
    remarked: int
    started_at: str
    finished_at: str | None


class IntervalOut(TypedDict):
    """A difference, and between which values it lies in 95 of 100 cases."""

    difference: float
    low: float
    high: float


class IssuedOut(TypedDict):
    """Coupons that were issued in a period, and what has become of them by now: each is used, withdrawn, ended unused or open."""

    issued: int
    used: int
    withdrawn: int
    ended: int
    open: int
    rate: float | None
    """Which share of them was used by now, 0 to 1; null where none was issued, and of the code for everybody, which is one however many use it."""


class ItemOut(TypedDict):
    """What became of one document. `accepted`: new, and kept in the journal, as an older version of what is known is too, though it changes nothing. `repeated`: this very delivery is there already. `refused`: it can't be taken, and `errors` says why. `remarks` say what is to be known of what is taken all the same: that no mail can be sent to the address."""

    index: int
    status: Literal["accepted", "repeated", "refused"]
    external_id: str | None
    errors: list[FaultOut]
    remarks: list[FaultOut]


class JobOut(TypedDict):
    """Long work: what it is, how far it is, and what came of it. `state` is waiting, running, done, failed or cancelled."""

    id: str
    kind: str
    title: str
    state: str
    done: int
    total: int | None
    unit: str
    created_at: str
    started_at: str | None
    finished_at: str | None
    error: str | None
    result: Any


class KeptHoldOut(TypedDict):
    """A hold at this instant: `points` is `held`, `captured` and `released` together."""

    key: str
    state: Literal["held", "captured", "released", "lapsed"]
    """held; captured, in part or in full; released; lapsed, as its time was up."""
    customer: str
    """The customer's id here, whoever it was made for meanwhile became."""
    customer_external_id: str | None
    points: int
    held: int
    captured: int
    released: int
    """Free again: let go, or lapsed."""
    returned: int
    """Of those captured, given back."""
    reference: str | None
    legal_entity: str
    points_kind: str
    made_at: str
    lapses_at: str
    available: int
    """What the customer can spend of the same kind beside it, of all legal entities together."""


class KeyOut(TypedDict):
    """A key, without its secret; `hint` is its last four letters."""

    id: str
    name: str
    publishable: bool
    scopes: list[Scope]
    hint: str
    created_at: str
    created_by: str


class KindBalanceOut(TypedDict):
    """What a customer has of one kind of points."""

    points_kind: str
    unit: NamesOut
    spendable: bool
    balance: int
    available: int
    pending: int
    held: int
    debt: int


class LackOut(TypedDict):
    """What the cart has too little of for a benefit to give something."""

    what: Literal["pieces", "amount", "price", "shipping"]
    """Pieces; what the products cost together ("amount"); or how much more than their price they would have to cost, or shipping than its."""
    pieces: int | None
    """How many more, of pieces."""
    amount: Money | None
    """How much more, of amounts."""


class Lag(TypedDict):
    """How many entries wait to be taken along, and for how long the oldest has."""

    entries: int
    seconds: float


class LaneIn(TypedDict):
    """A lane; without an id it is new."""

    id: NotRequired[str | None]
    name: str
    together: NotRequired[Literal["all", "first", "best"]]
    """Of its promotions that fit: all, the first, or the best for the customer."""


class LaneOut(TypedDict):
    """A lane."""

    id: str
    name: str
    together: Literal["all", "first", "best"]


class LiabilityOut(TypedDict):
    """The points that are owed to customers: month by month, when they end, and what is expected."""

    at: str
    points_kind: str
    months: list[MonthOut]
    endings: list[EndingOut]
    forecast: list[ForecastOut]
    """Over all legal entities: what ends as scheduled, and what is spent and earned as in the last three months."""


class Lifetime(TypedDict):
    """How long points last, always to the end of a local day. `after`: so many days, months or years from the day they start. `end_of`: to the end of the month, quarter or year in which they start (amount 1), or of one so many later. `inactivity`: as `after`, but from the day on which the customer last earned or spent points."""

    amount: int
    unit: Literal["days", "months", "quarters", "years"]
    counted: NotRequired[Literal["after", "end_of", "inactivity"]]


class Limits(TypedDict):
    """The most points that a rule gives; None: as many as it says. Days and periods are local, and of the grant."""

    per_order: NotRequired[int | None]
    """To one order, or for one deed."""
    per_day: NotRequired[int | None]
    """To one customer in a day."""
    per_period: NotRequired[int | None]
    """To one customer in a period."""
    period: NotRequired[Literal["week", "month", "quarter", "year"]]
    per_customer: NotRequired[int | None]
    """To one customer ever."""


class ListIn(TypedDict):
    """Customers to pin, by the shop's ids, ours, or e-mails; `external_id:7`, `id:7` and `email:anna@example.com` say which."""

    pinned: Literal["in", "out"]
    customers: list[str]


class ListOut(TypedDict):
    """What became of a list."""

    pinned: int
    """Who are pinned now and were not so before."""
    already: int
    not_found: list[str]
    """Names of nobody, the first thousand."""
    not_found_count: int
    several: list[str]
    """Names that mean more than one customer, the first thousand: write `external_id:7` or `id:7`."""
    several_count: int


class LoggedMessageOut(TypedDict):
    """A message, and how far it has come."""

    id: str
    source: Literal["campaign", "workflow", "newsletter", "transactional"]
    source_id: str
    """Which campaign, workflow or newsletter."""
    source_name: str | None
    """What that was called when it had it sent."""
    node: str | None
    """The step of the campaign, the rule of the workflow, the variant of the newsletter."""
    customer: MessageCustomer | None
    address: str | None
    """Where it went; null before it is sent, and of whoever was erased."""
    subject: str | None
    template: str | None
    template_version: int
    language: str | None
    list: str | None
    marketing: bool
    is_test: bool
    state: Literal["queued", "handed_over", "accepted", "deferred", "bounced", "blocked", "unknown"]
    reason: (
        Literal[
            "no_address",
            "erased",
            "suppressed",
            "not_opted_in",
            "unsubscribed",
            "not_registered",
            "guest_without_consent",
            "paused",
            "cap",
            "too_late",
            "cancelled",
            "rendering",
            "refused",
            "gave_up",
            "unreachable",
            "no_coupon",
            "no_template",
            "run_ended",
        ]
        | None
    )
    """Why it was not sent; of one whose state is unknown, why it was not sent again."""
    answer: str | None
    """What the server said last."""
    in_mailbox: bool
    """Whether its mail is kept in the mailbox here, to be read at /mail."""
    attempts: int
    queued_at: str
    due_at: str | None
    """When it is sent or tried again, at the earliest; null: nothing more is done, or its newsletter or its campaign is paused."""
    waits_for: Literal["quiet_hours", "cap", "throttle", "batch", "paused", "put_off", "server"] | None
    """Why it isn't sent yet; null: it is its turn, or nothing more is done."""
    sent_at: str | None
    settled_at: str | None
    opened_at: str | None
    machine_opened_at: str | None
    clicked_at: str | None
    left_at: str | None
    complained_at: str | None


class LotOut(TypedDict):
    """Points given at once, and what is left of them."""

    id: str
    points: int
    remaining: int
    held: int
    starts_at: str | None
    """From when on they can be spent; null: once what they wait for is done."""
    ends_at: str | None
    """When they end; of points that wait, unless what they wait for is done before."""
    state: Literal["pending", "open", "held", "ended", "used", "reversed", "taken"]
    """`reversed`: taken back for a refund or a change of the order; `taken`: by a correction or a mass transaction."""
    source: str
    """The order's number, or what else brought them."""
    rule: str | None
    legal_entity: str
    waits_for: AwaitedOut | None
    """What must happen before they can be spent; null: nothing but time."""


class MailBlock(TypedDict):
    """A part of a mail that is put into a body by its name."""

    name: str
    snippet: str
    """What is written to have it."""
    needs: str | None


class MailCheck(TypedDict):
    """What is to be said of a template."""

    findings: list[MailFinding]
    uses: list[str]
    """The sources of values that it looks at."""
    needs: list[str]
    """Those that whatever sends it must give."""


class MailFinding(TypedDict):
    """One thing that a check has to say."""

    level: Literal["error", "warning"]
    """An error keeps the template from being published."""
    code: str
    pointer: str
    """JSON pointer into the body."""
    line: int | None
    """The line within that part."""
    detail: str


class MailOut(TypedDict):
    """A mail as it is kept in the mailbox."""

    headers: list[Any]
    """Name and value, in their order."""
    subject: str
    html: str | None
    text: str | None
    size_bytes: int


class MailPreview(TypedDict):
    """The mail, and what is to be said of the template."""

    mail: MailShown | None
    """Null while the template can't be written."""
    findings: list[MailFinding]
    made_up: list[str]
    """The sources whose values are examples."""
    left_out: list[str]
    """The sources that it uses and a newsletter doesn't have."""


class MailPreviewIn(TypedDict):
    """What is to be shown, and as whom."""

    kind: NotRequired[Literal["marketing", "transactional"]]
    """What advertises can be left by a link; what answers something that the customer did can't."""
    languages: dict[str, Content]
    """What it says in each language, by its tag (BCP 47)."""
    language: NotRequired[str | None]
    """In this language; null: in the customer's."""
    customer: NotRequired[str | None]
    """As this customer would get it; null: with example values."""
    newsletter: NotRequired[bool]
    """As a newsletter, which has nothing that only a campaign can give, such as a coupon: what is said of that is left out."""


class MailReportOut(TypedDict):
    """What came of a report."""

    message: str | None
    """The message that it is about; null: none of ours, so nothing was done."""
    kind: Literal["bounced", "put_off", "complained"] | None
    """Null: it reports nothing that needs anything done."""
    noted: bool
    """Whether it is news."""


class MailRevision(TypedDict):
    """The revision that was looked at."""

    revision: int


class MailSaying(TypedDict):
    """What a template says."""

    kind: NotRequired[Literal["marketing", "transactional"]]
    """What advertises can be left by a link; what answers something that the customer did can't."""
    languages: dict[str, Content]
    """What it says in each language, by its tag (BCP 47)."""


class MailSettingsOut(TypedDict):
    """How mail leaves the house. The password is never told."""

    transport: Literal["mailbox", "smtp"]
    """mailbox: mails are kept here to be looked at, and none leaves."""
    host: str
    port: int
    security: Literal["none", "starttls", "tls"]
    verify: bool
    """Whether the server's certificate must be right."""
    username: str
    has_password: bool
    from_name: str
    from_address: str
    reply_to: str
    bounce_address: str
    """Where mail comes back to; without it, to the sender's address."""
    public_url: str
    """Where customers reach this installation: links in mails lead there."""
    list: str
    """The list that newsletters go to, as the shop's subscriptions call it."""
    list_name: str
    """What readers see of it."""
    track_opens: bool
    track_clicks: bool
    attribution_days: int
    """An order so many days after a click counts as brought about by it."""
    per_minute_and_domain: int | None
    """So many mails a minute go to addresses of one domain; null: as many as there are."""
    cap: CapModel | None
    dkim: DkimOut | None
    has_hook_secret: bool
    trouble: TroubleOut | None
    version: int
    updated_at: str | None


class MailSettingsPatch(TypedDict):
    """What to change; what is left out stays as it is."""

    version: int
    """The version that was looked at; when it isn't the present one, nothing is changed."""
    transport: NotRequired[Literal["mailbox", "smtp"]]
    host: NotRequired[str]
    port: NotRequired[int]
    security: NotRequired[Literal["none", "starttls", "tls"]]
    verify: NotRequired[bool]
    username: NotRequired[str]
    password: NotRequired[str | None]
    """Null or empty forgets it."""
    from_name: NotRequired[str]
    from_address: NotRequired[str]
    reply_to: NotRequired[str]
    bounce_address: NotRequired[str]
    public_url: NotRequired[str]
    list: NotRequired[str]
    list_name: NotRequired[str]
    track_opens: NotRequired[bool]
    track_clicks: NotRequired[bool]
    attribution_days: NotRequired[int]
    per_minute_and_domain: NotRequired[int | None]
    cap: NotRequired[CapModel | None]


class MailShown(TypedDict):
    """The mail as it would be sent."""

    language: str
    subject: str
    html: str
    text: str
    sender_name: str
    sender_address: str
    reply_to: str
    size_bytes: int
    """How large the HTML is; Gmail shows the first 102 kB."""


class MailStandingOut(TypedDict):
    """What would keep mail from a customer now."""

    address: str | None
    language: str | None
    guest: bool
    list: str
    status: str | None
    """How they stand to the list: pending, confirmed or left; null: they never said anything."""
    since: str | None
    paused_until: str | None
    suppressed: str | None
    marketing: (
        Literal[
            "no_address",
            "erased",
            "suppressed",
            "not_opted_in",
            "unsubscribed",
            "not_registered",
            "guest_without_consent",
            "paused",
            "cap",
            "too_late",
            "cancelled",
            "rendering",
            "refused",
            "gave_up",
            "unreachable",
            "no_coupon",
            "no_template",
            "run_ended",
        ]
        | None
    )
    """What would keep mail that advertises from them; null: nothing."""
    opted_in: (
        Literal[
            "no_address",
            "erased",
            "suppressed",
            "not_opted_in",
            "unsubscribed",
            "not_registered",
            "guest_without_consent",
            "paused",
            "cap",
            "too_late",
            "cancelled",
            "rendering",
            "refused",
            "gave_up",
            "unreachable",
            "no_coupon",
            "no_template",
            "run_ended",
        ]
        | None
    )
    """The same of what goes to who has confirmed the list alone."""
    transactional: (
        Literal[
            "no_address",
            "erased",
            "suppressed",
            "not_opted_in",
            "unsubscribed",
            "not_registered",
            "guest_without_consent",
            "paused",
            "cap",
            "too_late",
            "cancelled",
            "rendering",
            "refused",
            "gave_up",
            "unreachable",
            "no_coupon",
            "no_template",
            "run_ended",
        ]
        | None
    )
    """The same of what they wait for."""
    consents: list[ConsentOut]
    """Everything they said here, the latest first."""
    messages: list[LoggedMessageOut]
    """What was asked about, the latest first."""


class MailStarter(TypedDict):
    """A template to begin with."""

    id: str
    kind: Literal["marketing", "transactional"]
    names: dict[str, str]
    languages: dict[str, Content]
    needs: list[str]


class MailTemplate(TypedDict):
    """A template with what its draft says."""

    id: str
    name: str
    kind: Literal["marketing", "transactional"]
    state: Literal["draft", "published", "changed", "archived"]
    """Where it is in its life; `changed`: it was published, and edited since."""
    subject: str
    """That of the shop's language, or of the one that stands for it."""
    codes: list[str]
    """The languages that it has."""
    revision: int
    """Counts what was saved."""
    version: int
    """The version that was published last; 0: none was."""
    needs: list[str]
    """What whatever sends that version must give, such as an order."""
    starter: str | None
    created_at: str
    updated_at: str
    languages: dict[str, Content]
    updated_by: str | None
    """Who saved it last; null where that isn't told."""


class MailTemplateChange(TypedDict):
    """What is to be different; what is left out stays as it is."""

    revision: int
    """The revision that was looked at."""
    name: NotRequired[str | None]
    kind: NotRequired[Literal["marketing", "transactional"] | None]
    languages: NotRequired[dict[str, Content] | None]
    """All languages; one that is left out is removed."""


class MailTemplateIn(TypedDict):
    """A template to begin."""

    kind: NotRequired[Literal["marketing", "transactional"]]
    """What advertises can be left by a link; what answers something that the customer did can't."""
    languages: dict[str, Content]
    """What it says in each language, by its tag (BCP 47)."""
    name: str
    starter: NotRequired[str | None]
    """The starter that it was begun from."""


class MailTemplateOut(TypedDict):
    """A template in a list."""

    id: str
    name: str
    kind: Literal["marketing", "transactional"]
    state: Literal["draft", "published", "changed", "archived"]
    """Where it is in its life; `changed`: it was published, and edited since."""
    subject: str
    """That of the shop's language, or of the one that stands for it."""
    codes: list[str]
    """The languages that it has."""
    revision: int
    """Counts what was saved."""
    version: int
    """The version that was published last; 0: none was."""
    needs: list[str]
    """What whatever sends that version must give, such as an order."""
    starter: str | None
    created_at: str
    updated_at: str


class MailTemplateVersion(TypedDict):
    """A version that was published."""

    version: int
    name: str
    kind: Literal["marketing", "transactional"]
    languages: dict[str, Content]
    needs: list[str]
    created_at: str
    created_by: str | None


class MailTestIn(TypedDict):
    """What is to be sent, as whose, and where to."""

    kind: NotRequired[Literal["marketing", "transactional"]]
    """What advertises can be left by a link; what answers something that the customer did can't."""
    languages: dict[str, Content]
    """What it says in each language, by its tag (BCP 47)."""
    language: NotRequired[str | None]
    """In this language; null: in the customer's."""
    customer: NotRequired[str | None]
    """As this customer would get it; null: with example values."""
    newsletter: NotRequired[bool]
    """As a newsletter, which has nothing that only a campaign can give, such as a coupon: what is said of that is left out."""
    to: str
    """An address of the team."""


class MailTested(TypedDict):
    """What the mail server said."""

    accepted: bool
    in_mailbox: bool
    """Whether it went no further than the mailbox here."""
    answer: str


class MailVariable(TypedDict):
    """A name that a template can use."""

    name: str
    type: Literal["text", "number", "amount", "day", "instant", "flag", "link", "group", "list"]
    says: str
    open: bool
    """Whether it holds whatever the shop sends, under the shop's names."""
    given: bool
    """Whether only whatever sends the mail can know it, such as the order that a campaign begins with."""
    fields: list[MailVariable]


class MailWords(TypedDict):
    """Everything that a template can be written with."""

    variables: list[MailVariable]
    blocks: list[MailBlock]
    plural_forms: dict[str, list[str]]


class MailsPerCustomerOut(TypedDict):
    """How many customers would have got so many mails."""

    mails: int
    customers: int


class MassDetailOut(TypedDict):
    """A mass transaction with the first of those who had too few points."""

    id: str
    points: int
    reason: str
    """The comment that customers see in their history."""
    audience: dict[str, Any]
    legal_entity: str
    """Who owes the points. A new name makes a new legal entity; case and spaces make no difference."""
    points_kind: str
    """The kind of points by its id; the first one, where none is named."""
    shortage: Literal["forgive", "owe", "forbid"]
    """When a customer has fewer points than are taken: take what there is, let them owe the rest, or refuse the whole."""
    ends_at: str | None
    inactivity: Lifetime | None
    """How long without activity, where what is given ends with that: `ends_at` is the first such end."""
    state: Literal["running", "done", "refusing", "refused", "undoing", "undone"]
    customers: int
    """Whom it is for."""
    done: int
    undone: int
    moved: int
    passed_over: int
    """Customers who were gone when their turn came."""
    short: int
    """Customers who had too few points."""
    short_points: int
    actor: str
    created_at: str
    finished_at: str | None
    job_id: str | None
    actor_name: str | None
    """What the user or key is called; null for who may not read users."""
    short_sample: list[ShortCustomerOut]


class MassIn(TypedDict):
    """A mass transaction."""

    audience: OfSegment | OfCustomers | OfCondition
    points: int
    legal_entity: NotRequired[str]
    """Who owes the points. A new name makes a new legal entity; case and spaces make no difference."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    lifetime: NotRequired[Lifetime | None]
    """How long points given last; null: for good; left out: as their kind says."""
    reason: str
    """The comment that customers see in their history."""
    shortage: NotRequired[Literal["forgive", "owe", "forbid"]]
    """When a customer has fewer points than are taken: take what there is, let them owe the rest, or refuse the whole."""


class MassNamesOut(TypedDict):
    """Those whom a file names, as a list of customers is written."""

    names: list[str]


class MassOut(TypedDict):
    """A mass transaction, and how far it is. `state` is running, done, undoing or undone; or, where somebody had too few points and that was forbidden, refusing and then refused. `moved` is by how much all customers' points changed, less what was undone of it."""

    id: str
    points: int
    reason: str
    """The comment that customers see in their history."""
    audience: dict[str, Any]
    legal_entity: str
    """Who owes the points. A new name makes a new legal entity; case and spaces make no difference."""
    points_kind: str
    """The kind of points by its id; the first one, where none is named."""
    shortage: Literal["forgive", "owe", "forbid"]
    """When a customer has fewer points than are taken: take what there is, let them owe the rest, or refuse the whole."""
    ends_at: str | None
    inactivity: Lifetime | None
    """How long without activity, where what is given ends with that: `ends_at` is the first such end."""
    state: Literal["running", "done", "refusing", "refused", "undoing", "undone"]
    customers: int
    """Whom it is for."""
    done: int
    undone: int
    moved: int
    passed_over: int
    """Customers who were gone when their turn came."""
    short: int
    """Customers who had too few points."""
    short_points: int
    actor: str
    created_at: str
    finished_at: str | None
    job_id: str | None


class MassPreviewIn(TypedDict):
    """Whom a mass transaction is for, and how many points each is given; less than zero: taken."""

    audience: OfSegment | OfCustomers | OfCondition
    points: int
    legal_entity: NotRequired[str]
    """Who owes the points. A new name makes a new legal entity; case and spaces make no difference."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    lifetime: NotRequired[Lifetime | None]
    """How long points given last; null: for good; left out: as their kind says."""


class MassPreviewOut(TypedDict):
    """Who would get or lose points, were it done now. The samples are empty for who may not read customers."""

    customers: int
    guests: int
    """Left out: mass transactions are for registered customers."""
    unknown: list[str]
    """Of a list: names of nobody."""
    several: list[str]
    """Of a list: names that mean more than one customer; write `external_id:7` or `id:7`."""
    sample: list[CustomerBrief]
    total: int
    """How many points that is for all of them, before what is missing."""
    ends_at: str | None
    inactivity: Lifetime | None
    """How long without activity, where what is given ends with that: `ends_at` is the first such end."""
    short: ShortOut


class Me(TypedDict):
    """Who is signed in, and what they may do."""

    id: str
    email: str
    name: str
    role: Role
    scopes: list[Scope]


class MemberOut(TypedDict):
    """A member and since when."""

    id: str
    external_id: str | None
    """The shop's own id; null for a guest."""
    name: str | None
    email: str | None
    guest: bool
    country: str | None
    group: str | None
    registered_at: str | None
    orders: int
    """Orders placed up to now that were not cancelled."""
    net_total: Money
    """What orders completed by now came to, net of refunds, in the base currency."""
    last_order_at: str | None
    points: int
    """Points that can be spent now."""
    entered_at: str | None


class Membership(TypedDict):
    """A segment that the customer is in, and since when."""

    id: str
    name: str
    entered_at: str | None


class MessageCountsOut(TypedDict):
    """How many messages there are of each state."""

    counts: dict[str, int]


class MessageCustomer(TypedDict):
    """Whom a message is for, as they are called today."""

    id: str
    external_id: str | None
    email: str | None
    name: str | None
    """Null of one who has none, where who asks may not read customers, and while the worker is away."""


class MessageOut(TypedDict):
    """What may be told to the customer."""

    promotion: str
    missing: Money
    text: str


class MessageReportOut(TypedDict):
    """What was sent and brought about: in the period asked about, in the one before it, and in the same days of the year before."""

    periods: list[PeriodOut]
    sources: list[SourceSentOut]
    """What brought in most, first."""
    all: list[SentOut]
    step: Literal["day", "week", "month"]
    points: list[BroughtPointOut]


class MissingOut(TypedDict):
    """How many candidates had no value for a test; negated operators hold for them, others don't."""

    pointer: str
    label: str
    count: int


class Money(TypedDict):
    """An amount of money."""

    amount: str
    currency: str


class MonthOut(TypedDict):
    """What happened to the points of one legal entity in a local month."""

    month: str
    legal_entity: str
    earned: int
    spent: int
    returned: int
    ended: int
    reversed: int
    adjusted: int
    """Given by hand less what was taken, without what was undone of it."""
    outstanding: int
    """What customers had at its end, less what they owed."""


class MostMailsOut(TypedDict):
    """Somebody who would have got the most mails."""

    customer: RunCustomer
    mails: int


class MoveIn(TypedDict):
    """Runs under way are to go on in another version."""

    of: int
    """The version that they are in."""
    to: int
    mapping: NotRequired[dict[str, Any]]
    """Where those at a node go; null ends them. A node that isn't named goes to the one of the same id."""


class MoveOut(TypedDict):
    """The runs at a node, and where they go."""

    node: str
    to: str | None
    """null: they end."""
    runs: int
    waits_on: bool
    """Whether the step there is the same, so that they go on waiting; else it is taken at once."""


class MovedOut(TypedDict):
    """How many were in a segment as a period began and as it ended, and how many of them stayed, came and went."""

    before: int
    after: int
    stayed: int
    came: int
    went: int


class MovedSegment(TypedDict):
    """A segment, and how many came and went in the last seven days, not counting what its definition brought about."""

    id: str
    name: str
    size: int
    entered: int
    left: int


class MovementOut(TypedDict):
    """Segments between the beginning and the end of the period asked about, of the one before it, and of the same days of the year before."""

    periods: list[PeriodOut]
    segments: list[ChangeOut]
    flows: list[FlowOut]
    """The largest of the period asked about first, no more than 2,500 of them."""


class MovesOut(TypedDict):
    """Where runs go."""

    moves: list[MoveOut]


class NamedPromotion(TypedDict):
    """A promotion by its id and name; the one that is only asked about has no id."""

    id: str | None
    name: str


class NamesOut(TypedDict):
    """What points are called."""

    singular: str
    plural: str


class NearlyEqualOut(TypedDict):
    """Two segments with almost the same members."""

    one: str
    other: str
    jaccard: float


class NewKey(TypedDict):
    """A key to make. A publishable key takes no scopes: it tells what visitors do, and reads a customer's points by a token."""

    name: str
    publishable: NotRequired[bool]
    scopes: NotRequired[list[Scope]]


class NewPassword(TypedDict):
    """A person's change of their own password."""

    current: str
    new: str


class NewUser(TypedDict):
    """A person to let in."""

    email: str
    name: str
    role: Role
    password: str


class NewsletterIn(TypedDict):
    """To whom, and what."""

    name: str
    """What the team calls it."""
    template: str
    """The template that it is written by."""
    include: NotRequired[list[str]]
    """It goes to who is in one of these segments; without any, to everybody."""
    exclude: NotRequired[list[str]]
    """And to nobody who is in one of these."""
    sends_to: NotRequired[Literal["all", "opted_in", "registered", "both"]]
    """opted_in: only who has confirmed the list; registered: only who has an account; both; all."""
    list: NotRequired[str | None]
    """The list that must be confirmed, and that one click leaves; null: that of the mail settings."""
    subjects: NotRequired[list[str]]
    """Subjects to compare, each for an equal part; without any the template's. Liquid, over the variables of templates."""
    hold_out_percent: NotRequired[int]
    """So many of a hundred get nothing, so that what it brings about can be told."""
    batches: NotRequired[BatchesModel | None]
    """Null: all at once."""


class NewsletterOut(TypedDict):
    """A newsletter, and how far it has come."""

    id: str
    name: str
    """What the team calls it."""
    state: Literal["draft", "scheduled", "sending", "paused", "sent", "cancelled"]
    template: str
    """The template that it is written by."""
    template_version: int | None
    include: list[str]
    """It goes to who is in one of these segments; without any, to everybody."""
    exclude: list[str]
    """And to nobody who is in one of these."""
    sends_to: Literal["all", "opted_in", "registered", "both"]
    """opted_in: only who has confirmed the list; registered: only who has an account; both; all."""
    list: str | None
    """The list that must be confirmed, and that one click leaves; null: that of the mail settings."""
    subjects: list[str]
    """Subjects to compare, each for an equal part; without any the template's. Liquid, over the variables of templates."""
    hold_out_percent: int
    """So many of a hundred get nothing, so that what it brings about can be told."""
    batches: BatchesModel | None
    """Null: all at once."""
    send_at: str | None
    begun_at: str | None
    ended_at: str | None
    total: int | None
    """The size of its audience, fixed when it began."""
    place: int
    """How many of them had their turn to be queued."""
    held_out: int
    """How many of these got nothing, for comparison."""
    results: list[NewsletterResultOut]
    """By subject."""
    problem: str | None
    """Why it couldn't begin."""
    version: int
    created_at: str
    updated_at: str


class NewsletterPatch(TypedDict):
    """What it is to be; of the version that was looked at."""

    name: str
    """What the team calls it."""
    template: str
    """The template that it is written by."""
    include: NotRequired[list[str]]
    """It goes to who is in one of these segments; without any, to everybody."""
    exclude: NotRequired[list[str]]
    """And to nobody who is in one of these."""
    sends_to: NotRequired[Literal["all", "opted_in", "registered", "both"]]
    """opted_in: only who has confirmed the list; registered: only who has an account; both; all."""
    list: NotRequired[str | None]
    """The list that must be confirmed, and that one click leaves; null: that of the mail settings."""
    subjects: NotRequired[list[str]]
    """Subjects to compare, each for an equal part; without any the template's. Liquid, over the variables of templates."""
    hold_out_percent: NotRequired[int]
    """So many of a hundred get nothing, so that what it brings about can be told."""
    batches: NotRequired[BatchesModel | None]
    """Null: all at once."""
    version: int


class NewsletterResultOut(TypedDict):
    """What came of one subject."""

    name: str
    subject: str | None
    queued: int
    sent: int
    blocked: int
    bounced: int
    opened: int
    clicked: int
    left: int
    complained: int


class NewsletterTestIn(TypedDict):
    """Where to send it for a look, and as which customer would get it."""

    to: str
    customer: NotRequired[str | None]


class NewsletterTestOut(TypedDict):
    """How many mails are on their way, one for each subject."""

    count: int


class NextEndOut(TypedDict):
    """How many of the available points end next, and when."""

    points: int
    ends_at: str


class NodeCount(TypedDict):
    """A node of the canvas."""

    node: str
    waiting: int
    """How many are there just now."""
    left: int
    """How many have left it in the window, or ended there."""


class NodeResultOut(TypedDict):
    """The same of a node: the step of a campaign, the rule of a workflow, the subject of a newsletter."""

    conversions: int
    revenue: Money
    """What they came to, less what was given back since."""
    pending: int
    sent: int
    """Handed over, whatever came of it."""
    delivered: int
    """Taken by the server, and not come back since."""
    opened: int
    """By people, as far as can be told."""
    machine_opened: int
    """Only by machines."""
    clicked: int
    left: int
    """By which the list was left."""
    complained: int
    bounced: int
    blocked: int
    unknown: int
    """Of those that were sent: nobody knows whether the server took them."""
    node: str
    name: str | None
    """What its template is called, or the subject of a newsletter; of a rule that is gone too."""


class NotAppliedOut(TypedDict):
    """A promotion that isn't applied, and why not."""

    promotion: str
    name: str
    reason: Literal[
        "not_yet",
        "over",
        "store",
        "no_code",
        "condition",
        "no_line",
        "nothing_left",
        "limited",
        "too_little",
        "another",
        "stopped",
        "used_up",
        "used_by_customer",
        "used_in_stay",
        "budget",
        "anonymous",
        "points",
        "broken",
        "not_in_segment",
    ]
    told: str
    short: str | None
    """By how much the cart misses what is asked for, such as "12.50 USD" or "2 pieces"."""
    missing: LackOut | None
    """What it has too little of, for the reason `too_little`."""


class NotDoneOut(TypedDict):
    """What wasn't done, why, and how often."""

    what: str
    why: str
    """Why a mail is blocked (as in the log of messages), cap, too_late, guest, programme_off or sent_before."""
    times: int


class NoteChange(TypedDict):
    """A note said anew."""

    text: str
    version: int
    """The version that was read; with another nothing is changed."""


class NoteIn(TypedDict):
    """What is to be written down about a customer."""

    text: str


class NoteOut(TypedDict):
    """A note about a customer. Who wrote it last and when is null while nobody changed it."""

    id: str
    text: str
    created_at: str
    created_by: str
    created_by_name: str | None
    """Told to people, and not to keys."""
    changed_at: str | None
    changed_by: str | None
    changed_by_name: str | None
    version: int


class NoticeOut(TypedDict):
    """Something to look at, and what it is about."""

    kind: Literal[
        "segment_broken",
        "webhook_disabled",
        "records_set_aside",
        "webhook_failing",
        "segment_drifted",
        "segment_waiting",
        "campaign_broken",
        "campaign_stuck",
        "mails_stuck",
        "mails_late",
        "newsletter_stopped",
        "mails_returned",
        "mails_complained",
        "codes_guessed",
        "promotion_used_up",
        "budget_nearly_used",
        "uses_nearly_used",
        "points_ending",
        "road_behind",
    ]
    tone: Literal["bad", "warning", "info"]
    id: str | None
    """Of the segment, campaign, newsletter, promotion or webhook."""
    name: str | None
    since: str | None
    """Since when it is so; of codes that are guessed until when nothing is told of further ones."""
    number: int | None
    customers: int | None
    share: float | None
    """Of what may be used, 1 being all."""
    reason: str | None


class OfCondition(TypedDict):
    """Everybody for whom a condition holds, in the condition language."""

    kind: Literal["condition"]
    condition: dict[str, Any]


class OfCustomers(TypedDict):
    """Customers by the shop's ids, ours, or their e-mails; `external_id:7`, `id:7` and `email:anna@example.com` say which."""

    kind: Literal["customers"]
    customers: list[str]


class OfSegment(TypedDict):
    """Everybody in a segment."""

    kind: Literal["segment"]
    segment: str


class OpenCarts(TypedDict):
    """The carts that a customer has open."""

    data: list[CartOut]
    """The five that changed last, the latest first."""


class OrderLineOut(TypedDict):
    """A line of an order; `price` is of one piece and may have more places than the currency. What the shop left out is null."""

    id: str | None
    sku: str | None
    name: str | None
    quantity: str | None
    refunded_quantity: str
    price: Money | None
    row_total: Money | None
    discount: Money | None
    own_row_total: Money | None
    """In the order's own currency, where that isn't the base currency."""


class OrderOf(TypedDict):
    """Whose an order is."""

    id: str
    name: str | None
    """Null for who gave none."""


class OrderOut(TypedDict):
    """An order, its amounts in the base currency; `currency` is what it was paid in. What the shop left out is null."""

    id: str
    external_id: str
    placed_at: str | None
    completed_at: str | None
    status: str | None
    shop_status: str | None
    paid: bool | None
    currency: str | None
    channel: str | None
    store: str | None
    coupon: str | None
    subtotal: Money | None
    discount: Money | None
    shipping: Money | None
    tax: Money | None
    grand_total: Money | None
    refunded_total: Money
    net_total: Money | None
    own: OwnAmounts | None
    """The same in its own currency, where that isn't the base currency."""
    updated_at: str | None
    lines: list[OrderLineOut]


class OverlapOut(TypedDict):
    """Segments against each other. Rows and columns of the tables stand in the order of `segments`."""

    segments: list[ComparedOut]
    both: list[list[int]]
    """How many are in the row's segment and in the column's."""
    jaccard: list[list[float]]
    """Of those in either, the share in both, 0 to 1."""
    share: list[list[float]]
    """Of the row's members, the share who are in the column's too, 0 to 1."""
    nearly_equal: list[NearlyEqualOut]
    """Pairs with a Jaccard index of 0.95 or more."""
    contained: list[ContainedOut]
    """Pairs of which one has 0.99 or more of its members in the other, but for those that are nearly equal."""
    combinations: list[CombinationOut] | None
    """The 20 largest, for up to 12 segments; null for more."""


class OverviewOut(TypedDict):
    """The shop in figures. Sales are what completed orders came to, net of refunds, in the base currency."""

    customers: int
    orders: int
    lines: int
    sales: Money
    points_issued: int
    segments: list[SegmentSize]
    sales_by_week: list[Week]
    lag: Lag
    position: int


class OwnAmounts(TypedDict):
    """What an order came to in its own currency, as its customer knows it."""

    subtotal: Money | None
    discount: Money | None
    shipping: Money | None
    tax: Money | None
    grand_total: Money | None
    refunded_total: Money
    net_total: Money | None


class PageAuditOut(TypedDict):
    data: list[AuditOut]
    next_cursor: str | None


class PageBackfillOut(TypedDict):
    data: list[BackfillOut]
    next_cursor: str | None


class PageCampaignOut(TypedDict):
    data: list[CampaignOut]
    next_cursor: str | None


class PageCampaignRunOut(TypedDict):
    data: list[CampaignRunOut]
    next_cursor: str | None


class PageCampaignVersionOut(TypedDict):
    data: list[CampaignVersionOut]
    next_cursor: str | None


class PageConversionOut(TypedDict):
    data: list[ConversionOut]
    next_cursor: str | None


class PageCouponOut(TypedDict):
    data: list[CouponOut]
    next_cursor: str | None


class PageCustomerBrief(TypedDict):
    data: list[CustomerBrief]
    next_cursor: str | None


class PageCustomerConversionOut(TypedDict):
    data: list[CustomerConversionOut]
    next_cursor: str | None


class PageDeedOut(TypedDict):
    data: list[DeedOut]
    next_cursor: str | None


class PageFoundOrder(TypedDict):
    data: list[FoundOrder]
    next_cursor: str | None


class PageHappeningOut(TypedDict):
    data: list[HappeningOut]
    next_cursor: str | None


class PageImportOut(TypedDict):
    data: list[ImportOut]
    next_cursor: str | None


class PageJobOut(TypedDict):
    data: list[JobOut]
    next_cursor: str | None


class PageKeptHoldOut(TypedDict):
    data: list[KeptHoldOut]
    next_cursor: str | None


class PageKeyOut(TypedDict):
    data: list[KeyOut]
    next_cursor: str | None


class PageLoggedMessageOut(TypedDict):
    data: list[LoggedMessageOut]
    next_cursor: str | None


class PageMailTemplateOut(TypedDict):
    data: list[MailTemplateOut]
    next_cursor: str | None


class PageMassOut(TypedDict):
    data: list[MassOut]
    next_cursor: str | None


class PageMemberOut(TypedDict):
    data: list[MemberOut]
    next_cursor: str | None


class PageNewsletterOut(TypedDict):
    data: list[NewsletterOut]
    next_cursor: str | None


class PageNoteOut(TypedDict):
    data: list[NoteOut]
    next_cursor: str | None


class PageOrderOut(TypedDict):
    data: list[OrderOut]
    next_cursor: str | None


class PagePinOut(TypedDict):
    data: list[PinOut]
    next_cursor: str | None


class PagePostingOut(TypedDict):
    data: list[PostingOut]
    next_cursor: str | None


class PagePromotionOut(TypedDict):
    data: list[PromotionOut]
    next_cursor: str | None


class PageReferralOut(TypedDict):
    data: list[ReferralOut]
    next_cursor: str | None


class PageRejectOut(TypedDict):
    data: list[RejectOut]
    next_cursor: str | None


class PageRewardOut(TypedDict):
    data: list[RewardOut]
    next_cursor: str | None


class PageRuleOut(TypedDict):
    data: list[RuleOut]
    next_cursor: str | None


class PageRuleVersionOut(TypedDict):
    data: list[RuleVersionOut]
    next_cursor: str | None


class PageScopeOut(TypedDict):
    data: list[ScopeOut]
    next_cursor: str | None


class PageSegmentOut(TypedDict):
    data: list[SegmentOut]
    next_cursor: str | None


class PageSimulationOut(TypedDict):
    data: list[SimulationOut]
    next_cursor: str | None


class PageSpendingRuleOut(TypedDict):
    data: list[SpendingRuleOut]
    next_cursor: str | None


class PageStorefrontCouponOut(TypedDict):
    data: list[StorefrontCouponOut]
    next_cursor: str | None


class PageStorefrontEntryOut(TypedDict):
    data: list[StorefrontEntryOut]
    next_cursor: str | None


class PageSuppressionOut(TypedDict):
    data: list[SuppressionOut]
    next_cursor: str | None


class PageUserOut(TypedDict):
    data: list[UserOut]
    next_cursor: str | None


class PageWebhookDeliveryOut(TypedDict):
    data: list[WebhookDeliveryOut]
    next_cursor: str | None


class PageWebhookOut(TypedDict):
    data: list[WebhookOut]
    next_cursor: str | None


class PageWebhookTypeOut(TypedDict):
    data: list[WebhookTypeOut]
    next_cursor: str | None


class PageWorkflowOut(TypedDict):
    data: list[WorkflowOut]
    next_cursor: str | None


class PassedOut(TypedDict):
    """A node that a run has left."""

    node: str
    branch: str | None
    """By which it was left; null where the run ended."""
    at: str
    done: dict[str, Any] | None
    """What was done or found there."""


class PerStay(TypedDict):
    """So many uses in each stay in a segment; who isn't in it has none."""

    segment: str
    uses: NotRequired[int]


class PeriodOut(TypedDict):
    """Local days, both included."""

    first_day: str
    last_day: str
    counted_until: str | None
    """The last instant that counts where the last day isn't counted whole: of a period that ends today it is now, and of those it is compared with the same time of day. Null where all of it counts."""


class PieceOut(TypedDict):
    """So many pieces of a line with the same shares. Those of all pieces sum to the line's, to the cent."""

    pieces: int
    part: str | None
    """Of a piece that isn't whole, how much of one it is, such as "0.25"; null for whole ones."""
    discount: Money
    """What is taken off each of them."""
    net: Money
    """What is left of each, as shown."""
    tax: Money
    """The tax on that."""


class PinIn(TypedDict):
    """Where to pin a customer."""

    pinned: Literal["in", "out"]


class PinOut(TypedDict):
    """A customer pinned into a segment or out of it, since when and by whom."""

    id: str
    external_id: str | None
    """The shop's own id; null for a guest."""
    name: str | None
    email: str | None
    guest: bool
    country: str | None
    group: str | None
    registered_at: str | None
    orders: int
    """Orders placed up to now that were not cancelled."""
    net_total: Money
    """What orders completed by now came to, net of refunds, in the base currency."""
    last_order_at: str | None
    points: int
    """Points that can be spent now."""
    pinned: Literal["in", "out"]
    pinned_at: str
    pinned_by: str
    pinned_by_name: str | None


class PointOut(TypedDict):
    """A point of a chart: from when on, and what the shop sold, net of refunds, in each of the periods."""

    day: str
    net: list[Money]
    """Of the same days, counted from the beginning, of each period."""
    orders: list[int]


class PointsKindChange(TypedDict):
    """What is to be different; what is left out stays as it is."""

    version: int
    """The version that was looked at."""
    singular: NotRequired[str | None]
    plural: NotRequired[str | None]
    names: NotRequired[dict[str, PointsName] | None]
    """What its points are called in other languages, by their codes; all of them are replaced."""
    active: NotRequired[bool | None]
    """Switched off, nothing of it is earned or spent."""
    shortage: NotRequired[Literal["owe", "forgive"] | None]
    lifetime: NotRequired[Lifetime | None]
    """How long points last that a rule made from now on, or a person, says nothing else of; null: for good."""
    notice_days: NotRequired[int | None]
    """How many days before their end customers are told of points; null: not at all."""


class PointsKindIn(TypedDict):
    """A kind of points: what it is called, and whether it can be spent."""

    id: str
    """The word by which rules, addresses and conditions call it, such as stars: small letters, digits and _. It stays."""
    singular: str
    plural: str
    names: NotRequired[dict[str, PointsName]]
    """What its points are called in other languages, by their codes."""
    spendable: NotRequired[bool]
    """Whether they can be spent; else they only say how far a customer has come. It stays."""
    lifetime: NotRequired[Lifetime | None]
    """How long points last that a rule or a person says nothing else of; null: for good."""
    notice_days: NotRequired[int | None]
    """How many days before their end customers are told of points; null: not at all."""


class PointsKindOut(TypedDict):
    """A kind of points as it is."""

    id: str
    """The word by which rules, addresses and conditions call it, such as stars: small letters, digits and _. It stays."""
    singular: str
    plural: str
    names: dict[str, PointsName]
    """What its points are called in other languages, by their codes."""
    spendable: bool
    """Whether they can be spent; else they only say how far a customer has come. It stays."""
    active: bool
    shortage: Literal["owe", "forgive"]
    """What happens to points that an order takes back and the customer no longer has."""
    lifetime: Lifetime | None
    """How long points last that a rule or a person says nothing else of; null: for good."""
    notice_days: int | None
    """How many days before their end customers are told of points; null: not at all."""
    first: bool
    """Whether it is the one that is meant where none is named; it is never archived."""
    archived_at: str | None
    """Since when nothing more is given of it."""
    version: int
    updated_at: str


class PointsMovedOut(TypedDict):
    """What came and went in a period; what went is negative."""

    earned: int
    spent: int
    returned: int
    ended: int
    reversed: int
    adjusted: int
    """Given by hand less what was taken, without what was undone of it."""
    outstanding: int
    """What customers had at its end, less what they owed."""


class PointsName(TypedDict):
    """What points are called in a language: one, many, and where a language counts otherwise, a few (2–4) of them."""

    singular: str
    plural: str
    few: NotRequired[str | None]


class PointsOwner(TypedDict):
    """Whose points they are."""

    id: str
    external_id: str | None
    email: str | None
    name: str | None
    """Null of one who has none, where who asks may not read customers, and while the worker is away."""


class PointsReportOut(TypedDict):
    """What happened to points: in the period asked about, in the one before it, and in the same days of the year before."""

    points_kind: str
    periods: list[PeriodOut]
    all: list[PointsMovedOut]


class PolicyChange(TypedDict):
    """What is to be different; what is left out stays as it is."""

    version: int
    """The version that was looked at."""
    lanes: NotRequired[list[LaneIn]]
    """Lanes one after the other."""
    percent_of: NotRequired[Literal["left", "original"]]
    """What percentages are taken from: what is left of a price, or the price at first."""
    most_percent: NotRequired[str | None]
    """All promotions together take off no more than so much of the subtotal."""
    most: NotRequired[Money | None]
    """All promotions together take off no more than so much, in the base currency."""
    floor: NotRequired[str | None]
    """The amount of products that says what a piece costs at least, such as product.cost."""


class PolicyOut(TypedDict):
    """What holds for all promotions."""

    lanes: list[LaneOut]
    percent_of: Literal["left", "original"]
    most_percent: str | None
    most: Money | None
    floor: str | None
    version: int
    updated_at: str


class PostedOut(TypedDict):
    """What was posted: by how much it changed what the customer has, and what there is after it."""

    key: str
    """What it is undone by."""
    kind: str
    points_kind: str
    points: int
    at: str
    balance: int
    """What is open of this kind of points less what is owed after it, of all legal entities together: below zero where more is owed."""
    available: int
    """What can be spent after it: what is owed to one legal entity takes nothing from what another has given."""


class PostingOut(TypedDict):
    """A posting of the programme: when it holds from, what it was, and by how much it changed what the customer has."""

    at: str
    kind: Literal[
        "earned", "opened", "spent", "returned", "ended", "reversed", "adjusted", "undone", "moved", "transferred"
    ]
    points: int
    customer: PointsOwner
    rule: str | None
    """The rule's name."""
    rule_id: str | None
    order: str | None
    reason: str | None
    legal_entity: str
    points_kind: str
    key: str
    moved: int | None
    """Of a move how many points came along when two customers turned out to be one; nobody has more or less by it."""
    moved_from: str | None
    """The id that the customer had whose points they were."""
    beside: BesideOut | None
    """Of a transfer the other customer."""
    rule_version: int | None
    """Of what an order earned the version of the rule that it earns by."""


class PreviewIn(TypedDict):
    """A condition to look at before it is saved."""

    condition: Any
    exclude: NotRequired[Any]
    """Another condition: whom it holds for is left out."""
    applies_to: NotRequired[Literal["everyone", "registered", "guests"]]
    stores: NotRequired[list[str]]
    at: NotRequired[str | None]
    """The instant to look at; now if left out. With an offset."""


class PreviewOut(TypedDict):
    """What a condition finds."""

    count: int
    candidates: int
    sample: list[CustomerBrief]
    missing: list[MissingOut]
    funnel: list[StepOut]
    sentence: str
    unknown_stores: list[str]
    """Of the `stores` those that no customer is of: a name may be mistyped."""
    position: int
    as_of: str


class Problem(TypedDict):
    """What went wrong, in a form for programs and in words (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FaultOut]


class Products(TypedDict):
    """Which lines of an order count: all, or those of marked products, of categories, or that a condition lets through."""

    which: NotRequired[Literal["all", "marked", "categories", "condition"]]
    attribute: NotRequired[str | None]
    """For marked products: the product's yes-or-no attribute that marks them."""
    categories: NotRequired[list[str]]
    """For categories: their ids; what lies below counts with them."""
    condition: NotRequired[dict[str, Any] | None]
    """For a condition: what a line must fulfil, with the line as subject."""


class ProgrammeChange(TypedDict):
    """What is to be different; what is left out stays as it is."""

    version: int
    """The version that was looked at."""
    singular: NotRequired[str | None]
    plural: NotRequired[str | None]
    active: NotRequired[bool | None]
    """Switched off, orders that become complete earn nothing, now or later."""
    spending: NotRequired[bool | None]
    """Switched off, no points are spent; they are earned, and stay."""
    shortage: NotRequired[Literal["owe", "forgive"] | None]
    names: NotRequired[dict[str, PointsName] | None]
    """What points are called in other languages, by their codes; all of them are replaced."""
    notice_days: NotRequired[int | None]
    """How many days before their end customers are told of points; null: not at all."""
    grace_days: NotRequired[int | None]
    """For how many days points can be spent that an order gives back after they had ended; null: they stay ended."""
    lifetime: NotRequired[Lifetime | None]
    """How long points last that a rule made from now on, or a person, says nothing else of; null: for good."""
    stores: NotRequired[list[StoreProgramme] | None]
    """What is otherwise in stores; all of them are replaced."""


class ProgrammeOut(TypedDict):
    """The settings of the points, and where all points are."""

    points_kind: str
    spendable: bool
    """Whether they can be spent; else they say how far a customer has come."""
    lifetime: Lifetime | None
    """How long points last that a rule or a person says nothing else of; null: for good."""
    singular: str
    plural: str
    active: bool
    spending: bool
    """Whether points may be spent, where the programme is on."""
    shortage: Literal["owe", "forgive"]
    """What happens to points that an order takes back and the customer no longer has."""
    names: dict[str, PointsName]
    """What points are called in other languages, by their codes."""
    notice_days: int | None
    """How many days before their end customers are told of points; null: not at all."""
    grace_days: int | None
    """For how many days points can be spent that an order gives back after they had ended; null: they stay ended."""
    stores: list[StoreProgramme]
    """What is otherwise in stores."""
    legal_entities: list[str]
    """Those who owe points, by name."""
    version: int
    updated_at: str
    issued: int
    """All that were ever granted by rules: for orders, deeds and referrals."""
    adjusted: int
    """Given by hand, to one or many, less what was taken so."""
    redeemed: int
    """Spent, less what was given back."""
    ended: int
    reversed: int
    """Taken back because of refunds and changes."""
    forgiven: int
    """Of what was taken back or taken by hand, what customers didn't have and needn't pay."""
    available: int
    pending: int
    held: int
    debt: int
    """What customers have is available, pending and on hold, less their debt; so it is issued, adjusted and forgiven, less redeemed, ended and reversed."""


class PromotionChange(TypedDict):
    """What is to be different; what is left out stays as it is."""

    name: NotRequired[str]
    benefit: NotRequired[dict[str, Any]]
    labels: NotRequired[dict[str, str]]
    """What customers read, by language code; without any the name."""
    condition: NotRequired[dict[str, Any] | None]
    """Which carts it is for, in the condition language with the cart as subject; null: all."""
    lines: NotRequired[dict[str, Any] | None]
    """Which lines the benefit is given for, in the condition language with the line as subject; null: all."""
    stores: NotRequired[list[str]]
    """Only carts of these stores. None named: all."""
    starts_at: NotRequired[str | None]
    """Only from this instant on."""
    ends_at: NotRequired[str | None]
    """Only before this instant."""
    priority: NotRequired[int]
    """The higher is asked first, in its lane."""
    lane: NotRequired[str]
    """The lane that it stands in."""
    stop: NotRequired[Literal["none", "line", "cart"]]
    """What becomes of promotions after it when it gave something: nothing, they pass over its lines, or are left out."""
    limits: NotRequired[dict[str, Any]]
    """How much it gives to one cart at most: so many `pieces`, so much money (`amount`), and what a piece costs at least afterwards (`floor`)."""
    coupon: NotRequired[Literal["none", "code", "codes"]]
    """Whether it asks for a coupon: none, one code for everybody, or codes that are made for it."""
    code: NotRequired[str | None]
    """The code for everybody."""
    uses: NotRequired[int | None]
    """How often it can be used in all."""
    uses_per_customer: NotRequired[int | None]
    """How often by one customer, or one guest's e-mail."""
    per_stay: NotRequired[PerStay | None]
    """How often in one stay in a segment."""
    budget: NotRequired[Money | None]
    """How much it may take off in all, in the base currency."""
    least_points: NotRequired[int | None]
    """Only for customers who have so many points; none are taken."""
    least_points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    gives_back: NotRequired[bool]
    """Whether a cancelled order gives its use back."""
    nudges: NotRequired[bool]
    """Whether customers are told how much more would have to be in the cart."""
    state: NotRequired[Literal["draft", "published", "paused", "ended"]]
    version: int
    """The version that was looked at."""


class PromotionIn(TypedDict):
    """What a promotion says."""

    name: str
    benefit: dict[str, Any]
    """What is given: one of the kinds of the family `benefit`, with its arguments."""
    labels: NotRequired[dict[str, str]]
    """What customers read, by language code; without any the name."""
    condition: NotRequired[dict[str, Any] | None]
    """Which carts it is for, in the condition language with the cart as subject; null: all."""
    lines: NotRequired[dict[str, Any] | None]
    """Which lines the benefit is given for, in the condition language with the line as subject; null: all."""
    stores: NotRequired[list[str]]
    """Only carts of these stores. None named: all."""
    starts_at: NotRequired[str | None]
    """Only from this instant on."""
    ends_at: NotRequired[str | None]
    """Only before this instant."""
    priority: NotRequired[int]
    """The higher is asked first, in its lane."""
    lane: NotRequired[str]
    """The lane that it stands in."""
    stop: NotRequired[Literal["none", "line", "cart"]]
    """What becomes of promotions after it when it gave something: nothing, they pass over its lines, or are left out."""
    limits: NotRequired[dict[str, Any]]
    """How much it gives to one cart at most: so many `pieces`, so much money (`amount`), and what a piece costs at least afterwards (`floor`)."""
    coupon: NotRequired[Literal["none", "code", "codes"]]
    """Whether it asks for a coupon: none, one code for everybody, or codes that are made for it."""
    code: NotRequired[str | None]
    """The code for everybody."""
    uses: NotRequired[int | None]
    """How often it can be used in all."""
    uses_per_customer: NotRequired[int | None]
    """How often by one customer, or one guest's e-mail."""
    per_stay: NotRequired[PerStay | None]
    """How often in one stay in a segment."""
    budget: NotRequired[Money | None]
    """How much it may take off in all, in the base currency."""
    least_points: NotRequired[int | None]
    """Only for customers who have so many points; none are taken."""
    least_points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    gives_back: NotRequired[bool]
    """Whether a cancelled order gives its use back."""
    nudges: NotRequired[bool]
    """Whether customers are told how much more would have to be in the cart."""
    state: NotRequired[Literal["draft", "published"]]
    """A draft gives nothing until it is published."""


class PromotionOut(TypedDict):
    """A promotion, with what was used of it."""

    id: str
    name: str
    benefit: dict[str, Any]
    """What is given: one of the kinds of the family `benefit`, with its arguments."""
    labels: dict[str, str]
    """What customers read, by language code; without any the name."""
    condition: dict[str, Any] | None
    """Which carts it is for, in the condition language with the cart as subject; null: all."""
    lines: dict[str, Any] | None
    """Which lines the benefit is given for, in the condition language with the line as subject; null: all."""
    stores: list[str]
    """Only carts of these stores. None named: all."""
    starts_at: str | None
    """Only from this instant on."""
    ends_at: str | None
    """Only before this instant."""
    priority: int
    """The higher is asked first, in its lane."""
    lane: str
    """The lane that it stands in."""
    stop: Literal["none", "line", "cart"]
    """What becomes of promotions after it when it gave something: nothing, they pass over its lines, or are left out."""
    limits: dict[str, Any]
    """How much it gives to one cart at most: so many `pieces`, so much money (`amount`), and what a piece costs at least afterwards (`floor`)."""
    coupon: Literal["none", "code", "codes"]
    """Whether it asks for a coupon: none, one code for everybody, or codes that are made for it."""
    code: str | None
    """The code for everybody."""
    uses: int | None
    """How often it can be used in all."""
    uses_per_customer: int | None
    """How often by one customer, or one guest's e-mail."""
    per_stay: PerStay | None
    """How often in one stay in a segment."""
    budget: Money | None
    """How much it may take off in all, in the base currency."""
    least_points: int | None
    """Only for customers who have so many points; none are taken."""
    least_points_kind: str
    """The kind of points by its id; the first one, where none is named."""
    gives_back: bool
    """Whether a cancelled order gives its use back."""
    nudges: bool
    """Whether customers are told how much more would have to be in the cart."""
    state: Literal["draft", "scheduled", "active", "paused", "ended"]
    """Where it is in its life: published ones are scheduled, active or, when their period is over, ended."""
    version: int
    sentence: str
    broken_reason: str | None
    """Why a condition can't be asked any more; until that is mended it gives nothing."""
    used: int
    """How many orders used it."""
    reserved: int
    """How many checkouts hold a use of it."""
    given: Money
    """What it took off, in the base currency."""
    held: Money
    """What it would take off in checkouts that hold a use of it, in the base currency; it counts against the budget."""
    used_up_at: str | None
    """When its uses or its budget will be used up at the pace of the last two weeks; null: not before it ends, not in sight, or it has no such limit."""
    created_at: str
    updated_at: str


class PromotionReportOut(TypedDict):
    """What promotions were used for: in the period asked about, in the one before it, and in the same days of the year before."""

    periods: list[PeriodOut]
    promotions: list[PromotionUsedOut]
    """Those used in any of the periods; what took off most, first. An order that used several counts for each of them."""
    all: list[UsedOut]
    """Of all together; here an order counts once."""
    step: Literal["day", "week", "month"]
    points: list[UsedPointOut]


class PromotionTriedOut(TypedDict):
    """What a promotion would do to a cart."""

    promotion: str
    """How the promotion is named in the quote: by its id, "new" where it was never saved. Its version is 0."""
    applied: bool
    """Whether it would be applied."""
    quote: QuoteOut
    """What the cart would come to, with all others as they are published."""
    as_it_is: ComesToOut
    """What it comes to now."""


class PromotionTryIn(TypedDict):
    """A cart, and a promotion as it would be: as it is given, or as it is kept where only its `id` is."""

    customer: NotRequired[str | int | None]
    """The shop's id of the customer; without one and without an e-mail the cart is nobody's."""
    email: NotRequired[str | None]
    """The e-mail of a guest."""
    visitor: NotRequired[str | int | None]
    """Whose cart it is where it is no customer's, as the shop tells its visitors apart: a session, or the address they come from. Codes that nobody has are counted by it; where it isn't said, those of all such carts together."""
    cart: QuoteCartIn
    points: NotRequired[int | Literal["all"] | None]
    """How many points are to be spent; "all" for as many as make sense."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    explain: NotRequired[bool]
    """Whether it is to be told why each other promotion isn't applied."""
    language: NotRequired[str | None]
    """The language of labels, messages and reasons, en, pl or ru; without it that of `Accept-Language`, else the shop's. Of others labels are told where promotions have them."""
    at: NotRequired[str | None]
    """To try out what it would come to at another instant than now, with `explain`: by the periods of promotions, coupons and rules, and by what is known of the customer from before it, their segments included; at an instant ahead those of today. What is published, and uses, budgets and points that are left, are today's."""
    promotion: NotRequired[PromotionIn | None]
    """What it would say; null: what the one of `id` says, whether it is published or not."""
    id: NotRequired[str | None]
    """The promotion that it would replace; null for a new one."""
    coupon: NotRequired[Literal["had", "typed"]]
    """Where it asks for a coupon: whether the cart counts as having one, or only with a code of it among its own."""


class PromotionUsedOut(TypedDict):
    """A promotion: what it was used for, in the order of the periods."""

    id: str
    name: str
    state: Literal["draft", "scheduled", "active", "paused", "ended"]
    periods: list[UsedOut]


class QuietHours(TypedDict):
    """From one local time on until another, which is the next day's when it is the earlier."""

    since: str
    """When they begin."""
    until: str
    """When they are over."""


class QuoteCartIn(TypedDict):
    """A cart as it stands at the shop."""

    currency: str
    """Currency, ISO 4217."""
    rate: NotRequired[str | int | None]
    """How much of the base currency one of the cart's is worth; needed for another currency."""
    prices_include_tax: NotRequired[bool]
    lines: list[QuoteLineIn]
    shipping: NotRequired[str | int | None]
    """What shipping costs before discounts, as shown."""
    shipping_tax_rate: NotRequired[float | str]
    shipping_method: NotRequired[str | None]
    payment_method: NotRequired[str | None]
    gift_card: NotRequired[str | int | None]
    """What is paid with gift cards."""
    store: NotRequired[str | None]
    channel: NotRequired[str | None]
    address: NotRequired[AddressIn | None]
    codes: NotRequired[list[str]]
    """Coupon codes as they were typed."""


class QuoteIn(TypedDict):
    """A cart, whose it is, how many points are to be spent, and as of when it is priced."""

    customer: NotRequired[str | int | None]
    """The shop's id of the customer; without one and without an e-mail the cart is nobody's."""
    email: NotRequired[str | None]
    """The e-mail of a guest."""
    visitor: NotRequired[str | int | None]
    """Whose cart it is where it is no customer's, as the shop tells its visitors apart: a session, or the address they come from. Codes that nobody has are counted by it; where it isn't said, those of all such carts together."""
    cart: QuoteCartIn
    points: NotRequired[int | Literal["all"] | None]
    """How many points are to be spent; "all" for as many as make sense."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    explain: NotRequired[bool]
    """Whether it is to be told why each other promotion isn't applied."""
    language: NotRequired[str | None]
    """The language of labels, messages and reasons, en, pl or ru; without it that of `Accept-Language`, else the shop's. Of others labels are told where promotions have them."""
    at: NotRequired[str | None]
    """To try out what it would come to at another instant than now, with `explain`: by the periods of promotions, coupons and rules, and by what is known of the customer from before it, their segments included; at an instant ahead those of today. What is published, and uses, budgets and points that are left, are today's."""


class QuoteLineIn(TypedDict):
    """A line of a cart."""

    id: NotRequired[str | None]
    """Known within the cart; without it the lines are numbered from 1."""
    sku: NotRequired[str | int | None]
    """The product or its variant."""
    quantity: str | int
    """Pieces, with at most 4 decimals."""
    price: NotRequired[str | int | None]
    """For one piece, as shown."""
    row_total: NotRequired[str | int | None]
    """All of its pieces before discounts, as shown; without it the price times the quantity, rounded. With a price it may differ from that by rounding: by half of a minor unit a piece, and by one."""
    tax_rate: NotRequired[float | str]
    """In percent, such as "23"."""
    weight: NotRequired[str | int | None]
    """Of all its pieces together, in the shop's unit."""
    options: NotRequired[dict[str, str]]
    """What was chosen for it; kept with the checkout."""


class QuoteOut(TypedDict):
    """What a cart comes to, and why. The same cart gives the same, whatever the order of its lines."""

    at: str
    lines: list[QuotedLineOut]
    subtotal: Money
    discount: Money
    """What is taken off the lines."""
    shipping: Money
    shipping_discount: Money
    tax: Money
    """Of lines and shipping, after discounts; in the total already where prices include it."""
    total: Money
    """What is to be paid before gift cards and points."""
    gift_card: Money
    """What is paid with gift cards: no more than the total."""
    to_pay: Money
    applied: list[AppliedOut]
    gifts: list[GiftOut]
    codes: list[CodeOut]
    messages: list[MessageOut]
    points: QuotePointsOut
    not_applied: list[NotAppliedOut] | None
    """Only where `explain` asked for it."""


class QuotePointsOut(TypedDict):
    """What points do in the cart, and what the order will earn."""

    points_kind: str
    available: int
    spent: int
    off: Money
    left: int
    most: int
    """As many as could be spent."""
    most_off: Money
    reason: (
        Literal[
            "inactive",
            "no_spending",
            "no_rule",
            "not_asked",
            "no_points",
            "too_few",
            "asked_few",
            "nothing_to_pay",
            "least",
            "share",
            "covered",
            "most",
            "not_enough",
            "steps",
        ]
        | None
    )
    """Why none or not all that were wanted are spent."""
    short: int | None
    """How many points are missing, where it is for want of points, or how many more would have to be asked for."""
    told: str | None
    """The same in words."""
    earned: int
    kinds: list[EstimatedKind]
    """What the customer has, and what the order will earn, of every kind of points that the shop has, the first one first."""
    rules: list[EstimatedRule]


class QuotedLineOut(TypedDict):
    """A line with what promotions take off it. `net` is what is left as shown; `tax` the tax on that."""

    id: str
    sku: str | None
    quantity: str
    total: Money
    discount: Money
    net: Money
    tax: Money
    pieces: list[PieceOut]


class ReachOut(TypedDict):
    """A reward as one customer sees it."""

    reward: str
    name: str
    points: int
    points_kind: str
    to_go: int
    """How many points are missing."""
    reason: Literal["points", "condition", "broken", "promotion", "programme"] | None
    """Why it can't be taken now; null: it can."""


class ReadingOut(TypedDict):
    """How a draft reads."""

    errors: list[FaultOut]
    """Everything that is wrong with it; with none it can be published."""
    warnings: list[FaultOut]
    """What it says and probably doesn't mean; it can be published all the same."""
    trigger_sentence: str | None
    sentences: dict[str, str]
    """What each step does, by the node's id; those that can't be read yet are left out."""
    branches: dict[str, list[str]]
    """The branches that lead on from each step, by the node's id."""


class ReferralCodeOut(TypedDict):
    """The code with which a customer brings others."""

    code: str
    """Whoever comes with it is sent as a customer with it in `referred_by`."""
    url: str | None
    """The link that brings friends, as mails have it; null while the shop's address isn't said."""


class ReferralOut(TypedDict):
    """Somebody who came with a code, and what came of it."""

    referred: WhoOut
    referrer: WhoOut | None
    """Whose code it is; null when it is nobody's."""
    code: str
    at: str
    state: Literal["waiting", "rewarded", "unrewarded", "refused"]
    """Waiting for a first order; that order brought points, or none; or nothing comes of it."""
    order: str | None
    """The first order."""
    refused: str | None
    """Why nothing comes of it."""


class Refresh(TypedDict):
    """How a segment is kept: `automatic` is exact in every moment; what is `scheduled` or refreshed `by_hand` stays between as it was then."""

    kind: NotRequired[Literal["automatic", "scheduled", "by_hand"]]
    every: NotRequired[Literal["day", "week", "month"] | None]
    """Of a schedule."""
    at: NotRequired[str | None]
    """The shop's local time, as 03:00. One that doesn't exist on a day is the next that does."""
    weekday: NotRequired[int | None]
    """Of each week, from 1 for Monday."""
    day: NotRequired[int | None]
    """Of each month; one that a month doesn't have is its last."""


class RefusedRule(TypedDict):
    """A spending rule that doesn't fit, and why."""

    name: str
    told: str


class RejectOut(TypedDict):
    """One fault: the line in the file, its column (in JSON lines a pointer), what is wrong and what to do."""

    line: int
    field: str
    code: str
    reason: str


class ReleaseIn(TypedDict):
    """Why points are let go."""

    reason: NotRequired[str | None]


class ReplayIn(TypedDict):
    """A promotion as it would be, and the orders that it is replayed over."""

    promotion: PromotionIn
    """The promotion; its own period isn't looked at."""
    id: NotRequired[str | None]
    """The promotion that it would replace; null for a new one."""
    since: NotRequired[str | None]
    """Only orders placed from this instant on; null: from a year before the end on."""
    until: NotRequired[str | None]
    """Only orders placed before this instant; null: up to now."""
    codes: NotRequired[Literal["everybody", "typed"]]
    """Whose carts have its coupon, where it asks for one: all of them, or those whose orders had a code of it."""


class ReplayOut(TypedDict):
    """How far a replay is. `state` is waiting, running, done or failed; `done` and `total` count orders."""

    id: str
    state: str
    done: int
    total: int | None
    since: str
    until: str
    error: str | None
    behind: str | None
    result: ReplayResult | None


class ReplayResult(TypedDict):
    """What came of a replay."""

    orders: int
    """The orders that it was replayed over."""
    promotion: ReplayTotals
    in_force: ReplayTotals | None
    """The same of the promotion as it is now; null for a new one and a draft."""
    months: list[ReplayedMonthOut]
    segments: list[ReplayedSegmentOut]
    shares: list[ReplayedShareOut]
    largest: list[ReplayedOrderOut]


class ReplayTotals(TypedDict):
    """What a promotion takes off past orders."""

    orders: int
    customers: int
    discount: Money
    """What it takes off itself."""
    net: Money
    """What all promotions together take off more because of it."""
    subtotal: Money
    """What the orders that it takes something off came to, before anything was taken off."""
    full_price_orders: int
    """Those of its orders that were placed without any discount or coupon: they were bought anyway."""
    full_price_discount: Money
    """What it takes off those."""
    used_up_at: str | None
    """When the first order would have gone without it, because its uses or its budget were used up."""


class ReplayedMonthOut(TypedDict):
    """The discounts of one local month, by the promotion as it would be and as it is."""

    month: str
    orders: int
    discount: Money
    in_force: Money


class ReplayedOrderOut(TypedDict):
    """One of the orders that it takes most off; `customer` is the customer's number here."""

    order: str
    customer: str
    subtotal: Money
    discount: Money


class ReplayedSegmentOut(TypedDict):
    """The discounts of those who are in a segment today, and how many of them get any."""

    id: str
    name: str
    customers: int
    discount: Money
    in_force: Money


class ReplayedShareOut(TypedDict):
    """How many orders it takes up to so many percent off, and more than the row before."""

    percent: int
    orders: int


class RestoreIn(TypedDict):
    """How an archived segment is kept again."""

    name: NotRequired[str | None]
    """What it is called from then on, as another may have taken its name; the name that it had if left out."""


class RestoreVersionIn(TypedDict):
    """Which version is to be said again."""

    version: int
    """The rule's present version, that was looked at."""
    restored: int
    """The older version."""


class ResultsOut(TypedDict):
    """Everything since the beginning, by node and by week."""

    conversions: int
    revenue: Money
    """What they came to, less what was given back since."""
    pending: int
    sent: int
    """Handed over, whatever came of it."""
    delivered: int
    """Taken by the server, and not come back since."""
    opened: int
    """By people, as far as can be told."""
    machine_opened: int
    """Only by machines."""
    clicked: int
    left: int
    """By which the list was left."""
    complained: int
    bounced: int
    blocked: int
    unknown: int
    """Of those that were sent: nobody knows whether the server took them."""
    attribution: AttributionOut
    nodes: list[NodeResultOut]
    weeks: list[WeekResultOut]
    blocked_for: list[BlockedOut]
    waiting_for: list[WaitingMailsOut]


class ReturnIn(TypedDict):
    """How many of the captured points the customer gets back, as when the order is refunded."""

    points: int
    order: NotRequired[str | int | None]
    """The order's external id."""
    key: NotRequired[str | None]
    """The same key again gives nothing more back."""


class RewardChange(TypedDict):
    """What is to be different; what is left out stays as it is."""

    name: NotRequired[str]
    promotion: NotRequired[str]
    points: NotRequired[int]
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    labels: NotRequired[dict[str, str]]
    """What customers read, by language code; without any the name."""
    least_points: NotRequired[int | None]
    """Only for customers who could spend so many, when that is more than the price."""
    condition: NotRequired[dict[str, Any] | None]
    """Whom it is for, in the condition language with the customer as subject; null: everybody."""
    lifetime: NotRequired[Lifetime | None]
    """How long the coupon can be used, to the end of a local day; null: as long as the promotion."""
    uses: NotRequired[int]
    """How often the coupon can be used."""
    template: NotRequired[str | None]
    """The mail template that the coupon is mailed by, published and in need of nothing but `coupon` and `reward`; null: it isn't mailed."""
    active: NotRequired[bool]
    version: int
    """The version that was looked at."""


class RewardIn(TypedDict):
    """What points can be exchanged for."""

    name: str
    promotion: str
    """The promotion whose coupon it is; it asks for codes that are made for it."""
    points: int
    """The price."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    labels: NotRequired[dict[str, str]]
    """What customers read, by language code; without any the name."""
    least_points: NotRequired[int | None]
    """Only for customers who could spend so many, when that is more than the price."""
    condition: NotRequired[dict[str, Any] | None]
    """Whom it is for, in the condition language with the customer as subject; null: everybody."""
    lifetime: NotRequired[Lifetime | None]
    """How long the coupon can be used, to the end of a local day; null: as long as the promotion."""
    uses: NotRequired[int]
    """How often the coupon can be used."""
    template: NotRequired[str | None]
    """The mail template that the coupon is mailed by, published and in need of nothing but `coupon` and `reward`; null: it isn't mailed."""
    active: NotRequired[bool]


class RewardOut(TypedDict):
    """A reward."""

    name: str
    promotion: str
    """The promotion whose coupon it is; it asks for codes that are made for it."""
    points: int
    """The price."""
    points_kind: str
    labels: dict[str, str]
    """What customers read, by language code; without any the name."""
    least_points: int | None
    """Only for customers who could spend so many, when that is more than the price."""
    condition: dict[str, Any] | None
    """Whom it is for, in the condition language with the customer as subject; null: everybody."""
    lifetime: Lifetime | None
    """How long the coupon can be used, to the end of a local day; null: as long as the promotion."""
    uses: int
    """How often the coupon can be used."""
    template: str | None
    """The mail template that the coupon is mailed by, published and in need of nothing but `coupon` and `reward`; null: it isn't mailed."""
    active: bool
    id: str
    version: int
    created_at: str
    updated_at: str


Role = Literal["owner", "marketer", "support", "reader"]


class RowOut(TypedDict):
    """A row that an aggregate looked at; `reason` says why it did not count."""

    key: str
    at: str | None
    value: Any
    reason: str | None


class RowsOut(TypedDict):
    """What a customer, cart or order has many of."""

    name: str
    label: str
    plural: str
    time: str | None
    inside: str | None
    product: bool
    lines: bool


class Rule(TypedDict):
    """When a mail is sent, and which."""

    id: str
    """What the rule is called here; it keeps it, for it brings its mail once a customer."""
    kind: Literal["nth_order", "order_count", "spent_all", "spent_average", "spent_one", "product_count"]
    """The n-th order with one of the products; so many orders; spent over all orders, on average, in one order; so many pieces of the products."""
    value: float | str
    """How many, or how much in the base currency. Orders are counted exactly, the others reached."""
    template: str
    """The template of the mail."""


class RuleChange(TypedDict):
    """What is to be different; what is left out stays as it is."""

    name: NotRequired[str]
    style: NotRequired[dict[str, Any]]
    condition: NotRequired[dict[str, Any] | None]
    """Which orders earn, in the condition language with the order as subject; null: all."""
    grant_status: NotRequired[Literal["pending", "processing", "shipped", "complete"]]
    """How far an order must have come."""
    lifetime: NotRequired[Lifetime | None]
    """How long the points last; null: for good; left out of a new rule: as its kind of points says."""
    legal_entity: NotRequired[str]
    """Who owes the points. A new name makes a new legal entity; case and spaces make no difference."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    starts_at: NotRequired[str | None]
    """Only orders placed from this instant on."""
    ends_at: NotRequired[str | None]
    """Only orders placed before this instant."""
    stores: NotRequired[list[str]]
    """Only orders of these stores, free texts that nobody checks; a customer's deed counts by the customer's store. None named: all."""
    groups: NotRequired[list[str]]
    """Only customers of these groups. None named: all."""
    products: NotRequired[Products]
    """Which lines of an order count."""
    counting: NotRequired[Counting]
    """Which parts of an order's amount count."""
    priority: NotRequired[int]
    """The higher is asked first."""
    stop: NotRequired[bool]
    """Whether no rule after this one gives anything once it gives points."""
    limits: NotRequired[Limits]
    """The most points that it gives."""
    delay: NotRequired[Delay | None]
    """How long the points are pending after they were granted; null: not at all."""
    as_of: NotRequired[Literal["placed", "granted"]]
    """Whether conditions see the customer as when the order was placed, or when it was granted."""
    awaits: NotRequired[Awaits | None]
    """What must happen before the points become available; until then they are pending. null: nothing."""
    labels: NotRequired[dict[str, Any]]
    """What customers read the points are for, by language; without any, they are told by what they did."""
    active: NotRequired[bool]
    version: int
    """The version that was looked at."""


class RuleIn(TypedDict):
    """What an earning rule says."""

    name: str
    style: dict[str, Any]
    """A kind of `earn_style` with its arguments; amounts are money."""
    condition: NotRequired[dict[str, Any] | None]
    """Which orders earn, in the condition language with the order as subject; null: all."""
    grant_status: NotRequired[Literal["pending", "processing", "shipped", "complete"]]
    """How far an order must have come."""
    lifetime: NotRequired[Lifetime | None]
    """How long the points last; null: for good; left out of a new rule: as its kind of points says."""
    legal_entity: NotRequired[str]
    """Who owes the points. A new name makes a new legal entity; case and spaces make no difference."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    starts_at: NotRequired[str | None]
    """Only orders placed from this instant on."""
    ends_at: NotRequired[str | None]
    """Only orders placed before this instant."""
    stores: NotRequired[list[str]]
    """Only orders of these stores, free texts that nobody checks; a customer's deed counts by the customer's store. None named: all."""
    groups: NotRequired[list[str]]
    """Only customers of these groups. None named: all."""
    products: NotRequired[Products]
    """Which lines of an order count."""
    counting: NotRequired[Counting]
    """Which parts of an order's amount count."""
    priority: NotRequired[int]
    """The higher is asked first."""
    stop: NotRequired[bool]
    """Whether no rule after this one gives anything once it gives points."""
    limits: NotRequired[Limits]
    """The most points that it gives."""
    delay: NotRequired[Delay | None]
    """How long the points are pending after they were granted; null: not at all."""
    as_of: NotRequired[Literal["placed", "granted"]]
    """Whether conditions see the customer as when the order was placed, or when it was granted."""
    awaits: NotRequired[Awaits | None]
    """What must happen before the points become available; until then they are pending. null: nothing."""
    labels: NotRequired[dict[str, Any]]
    """What customers read the points are for, by language; without any, they are told by what they did."""
    active: NotRequired[bool]


class RuleOut(TypedDict):
    """An earning rule."""

    name: str
    style: dict[str, Any]
    """A kind of `earn_style` with its arguments; amounts are money."""
    condition: dict[str, Any] | None
    """Which orders earn, in the condition language with the order as subject; null: all."""
    grant_status: Literal["pending", "processing", "shipped", "complete"]
    """How far an order must have come."""
    lifetime: Lifetime | None
    """How long the points last; null: for good; left out of a new rule: as its kind of points says."""
    legal_entity: str
    """Who owes the points."""
    points_kind: str
    starts_at: str | None
    """Only orders placed from this instant on."""
    ends_at: str | None
    """Only orders placed before this instant."""
    stores: list[str]
    """Only orders of these stores, free texts that nobody checks; a customer's deed counts by the customer's store. None named: all."""
    groups: list[str]
    """Only customers of these groups. None named: all."""
    products: Products
    """Which lines of an order count."""
    counting: Counting
    """Which parts of an order's amount count."""
    priority: int
    """The higher is asked first."""
    stop: bool
    """Whether no rule after this one gives anything once it gives points."""
    limits: Limits
    """The most points that it gives."""
    delay: Delay | None
    """How long the points are pending after they were granted; null: not at all."""
    as_of: Literal["placed", "granted"]
    """Whether conditions see the customer as when the order was placed, or when it was granted."""
    awaits: Awaits | None
    """What must happen before the points become available; until then they are pending. null: nothing."""
    labels: dict[str, str]
    """What customers read the points are for, by language; without any, they are told by what they did."""
    active: bool
    id: str
    version: int
    sentence: str
    broken_reason: str | None
    """Why the condition can't be asked any more; until that is mended nothing is granted by the rule."""
    created_at: str
    updated_at: str


class RuleVersionOut(TypedDict):
    """A version of a rule, and in what it says otherwise than the one before."""

    version: int
    at: str
    actor: str
    """Who had the rule say so, such as user:3."""
    actor_name: str | None
    name: str
    active: bool
    says: list[str]
    """What it says, part by part, the condition last."""
    added: list[str]
    """Parts that the version before didn't have."""
    removed: list[str]
    """Parts of the version before that it no longer has."""
    renamed_from: str | None
    """What the rule was called before, where that was changed."""
    switched: bool
    """Whether it was switched on or off by it."""
    differs: bool
    """Whether it says something else than the rule says now, so that it can be restored."""


class RunCustomer(TypedDict):
    """A customer as people know them."""

    id: str
    external_id: str | None
    email: str | None
    name: str | None
    """Null of one who has none, where who asks may not read customers, and while the worker is away."""


class SalesOut(TypedDict):
    """What was sold in a period, in the base currency."""

    first_day: str
    last_day: str
    counted_until: str | None
    """The last instant that counts where the last day isn't counted whole: of a period that ends today it is now, and of the one before it the same time of day. Null where all of it counts."""
    orders: int
    subtotal: Money
    discounts: Money
    shipping: Money
    tax: Money
    total: Money
    """What the orders came to, before refunds."""
    refunds: Money
    """What was given back in the period of completed orders, also of earlier ones."""
    net: Money
    shop_net: Money
    share_of_net: float | None
    """Of what the whole shop came to, 0 to 1; null where that is not above zero."""


class SalesReportOut(TypedDict):
    """Sales by segment: of the period asked about, of the one before it, and of the same days of the year before."""

    periods: list[PeriodOut]
    reading: Literal["today", "then"]
    segments: list[SegmentBoughtOut]
    shop: BoughtOut
    """Everybody, guests and orders of nobody known included."""
    step: Literal["day", "week", "month"]
    points: list[PointOut]


class ScheduleIn(TypedDict):
    """When it is to begin."""

    version: int
    at: NotRequired[str | None]
    """Null: now."""


Scope = Literal[
    "overview:read",
    "shop:write",
    "customers:read",
    "customers:write",
    "customers:erase",
    "segments:read",
    "segments:write",
    "points:read",
    "points:write",
    "programme:read",
    "programme:write",
    "promotions:read",
    "promotions:write",
    "campaigns:read",
    "campaigns:write",
    "messages:read",
    "messages:write",
    "mail:write",
    "quotes:ask",
    "checkouts:write",
    "records:write",
    "imports:read",
    "imports:write",
    "audit:read",
    "users:read",
    "users:write",
    "keys:read",
    "keys:write",
    "webhooks:read",
    "webhooks:write",
    "storefront",
]


class ScopeOut(TypedDict):
    """One thing that a key may be allowed."""

    scope: Scope
    words: str


class ScoresOut(TypedDict):
    """The scores of a local day: who has a value above the first of four ends has a score of 2 or more, above the last one of 5."""

    day: str | None
    """Null as long as nobody was scored."""
    customers: int
    """How many have a completed order, and so scores."""
    recency: list[str]
    """Of when the last completed order was placed."""
    frequency: list[int]
    """Of how many completed orders there are."""
    monetary: list[Money]
    """Of the net total of completed orders."""


class SegmentBoughtOut(TypedDict):
    """The same of a segment."""

    customers: int
    registered: int
    """How many of today's members are registered customers."""
    share: float
    """Of all registered customers, 0 to 1."""
    sales: list[SoldOut]
    id: str
    name: str
    known_since: str
    """When the segment was made: nobody is known to have been in it before."""


class SegmentIn(TypedDict):
    """A segment to make."""

    name: str
    condition: Any
    """The condition in the language, about customers."""
    description: NotRequired[str]
    exclude: NotRequired[Any]
    """Another condition: for whom it holds is not in the segment."""
    applies_to: NotRequired[Literal["everyone", "registered", "guests"]]
    stores: NotRequired[list[str]]
    """Only customers of these stores; of all if there are none."""
    actions: NotRequired[Actions | None]
    """What happens to those who enter and leave."""
    hold_jumps: NotRequired[bool]
    """Whether nothing is done about a jump (of more than 30 % and at least 10 customers) until somebody approves it."""
    refresh: NotRequired[Refresh]
    """When it is kept up to date: in every moment, on a schedule, or when somebody asks."""
    id: NotRequired[str | None]
    """How conditions name it; made from the name if left out, and never changed."""


class SegmentOut(TypedDict):
    """A segment, how many are in it, and how it moved."""

    id: str
    """How conditions name it; made from the name if left out, and never changed."""
    name: str
    description: str
    condition: Any
    """The condition in the language, about customers."""
    sentence: str | None
    """The condition in words; null when it can no longer be read."""
    exclude: Any
    """Another condition: for whom it holds is not in the segment."""
    applies_to: Literal["everyone", "registered", "guests"]
    stores: list[str]
    """Only customers of these stores; of all if there are none."""
    actions: Actions | None
    """What happens to those who enter and leave."""
    hold_jumps: bool
    """Whether nothing is done about a jump (of more than 30 % and at least 10 customers) until somebody approves it."""
    refresh: Refresh
    """When it is kept up to date: in every moment, on a schedule, or when somebody asks."""
    refreshing: bool
    """Whether somebody has asked for a refresh that is yet to come."""
    refreshed_at: str | None
    """As of when everybody was asked about last."""
    next_refresh_at: str | None
    """When its schedule has it refreshed next; null where it has none or is not kept."""
    health: list[HealthOut]
    """What somebody should look at, the worst first."""
    state: Literal["active", "computing", "broken", "archived"]
    broken_reason: str | None
    size: int
    share: float
    """Of all customers, 0 to 1."""
    entered_7d: int
    """In the last seven days, by what happened or by time: its beginning and changes of its definition aside."""
    left_7d: int
    sizes: list[int]
    """How many were in it at the end of each of the last 30 local days, as known then: the earliest first, the last is today. Fewer of a segment that is younger."""
    created_at: str
    updated_at: str
    version: int


class SegmentPatch(TypedDict):
    """What to change of a segment; what is left out stays as it is."""

    version: int
    """The version that was looked at; when it isn't the present one, nothing is changed."""
    name: NotRequired[str]
    description: NotRequired[str]
    condition: NotRequired[Any]
    exclude: NotRequired[Any]
    """Null takes it away."""
    applies_to: NotRequired[Literal["everyone", "registered", "guests"]]
    stores: NotRequired[list[str]]
    actions: NotRequired[Actions | None]
    """As a whole; null takes them away. What is newly done on entry is done for everybody who is in."""
    hold_jumps: NotRequired[bool]
    refresh: NotRequired[Refresh]


class SegmentSalesOut(TypedDict):
    """What today's members of a segment bought in a period and in the one before it, which is as long."""

    customers: int
    registered: int
    """How many of them are registered customers."""
    share: float
    """Of all registered customers, 0 to 1."""
    period: SalesOut
    before: SalesOut


class SegmentSize(TypedDict):
    """A segment and how many are in it."""

    id: str
    name: str
    size: int


class SentOut(TypedDict):
    """Messages sent in a period, and what has become of them by now."""

    sent: int
    opened: int
    clicked: int
    left: int
    complained: int
    bounced: int
    conversions: int
    """Orders placed in the period that count for a message, whenever that was sent."""
    revenue: Money
    """What these came to, less what was given back since."""


class SessionOut(TypedDict):
    """Who is signed in, and where."""

    user: Me
    shop: ShopOut


class SettleAllIn(TypedDict):
    """The same of every such message of a campaign, a workflow or a newsletter; tests are left alone."""

    what: Literal["send_again", "count_as_sent"]
    """send_again: it is sent once more, and the customer may get it twice; count_as_sent: it is left at that."""
    source: Literal["campaign", "workflow", "newsletter"]
    source_id: str


class SettleIn(TypedDict):
    """What becomes of a message of which nobody knows whether it was taken."""

    what: Literal["send_again", "count_as_sent"]
    """send_again: it is sent once more, and the customer may get it twice; count_as_sent: it is left at that."""


class SettledOut(TypedDict):
    """How many messages that was."""

    messages: int


class ShareOut(TypedDict):
    """What a promotion takes off a line."""

    id: str
    amount: Money


class ShopIn(TypedDict):
    """What the shop is called and counts in."""

    name: str
    currency: str
    """The base currency (ISO 4217)."""
    time_zone: str
    """Such as Europe/Warsaw."""
    language: Literal["en", "pl", "ru"]
    """Of mails and pages for customers whose own language isn't known."""
    url: NotRequired[str | None]
    """The address of the shop's pages, such as https://shop.example, to which mails and referrals lead; "" for none, and what is left out stays."""


class ShopOut(TypedDict):
    """What pages need to know of the shop to show anything."""

    name: str
    named: bool
    """Whether anybody has said what it is called; until then the name only stands in, in English."""
    currency: str
    currency_places: int
    time_zone: str
    language: str


class ShopStanding(TypedDict):
    """The shop as it is kept."""

    name: str
    currency: str
    """The base currency (ISO 4217)."""
    time_zone: str
    """Such as Europe/Warsaw."""
    language: Literal["en", "pl", "ru"]
    """Of mails and pages for customers whose own language isn't known."""
    url: str | None
    """The address of the shop's pages, such as https://shop.example, to which mails and referrals lead; "" for none, and what is left out stays."""
    may_change: bool
    """Whether currency and time zone can still be others: until the first record is in."""
    set_outside: list[str]
    """What REGULARS_* variables say where the shop is served; it can only be changed there."""
    in_force: bool
    """False for the moment in which everything that stands on the shop is built again with what was changed."""
    currencies: list[str]
    """Those there are to choose from."""


class ShortCustomerOut(TypedDict):
    """A customer with too few points, and how many are missing."""

    customer: CustomerBrief
    missing: int


class ShortOut(TypedDict):
    """Who has too few points: how many customers, how many points are missing, and the first of them."""

    customers: int
    points: int
    sample: list[ShortCustomerOut]


class ShownIn(TypedDict):
    """A promotion of a quote, and what it took off."""

    promotion: str
    amount: str | int
    """Money in major units of the record's currency, with no more decimals than the currency has."""


class SideOut(TypedDict):
    """One side of a transfer."""

    id: str
    external_id: str | None
    available: int
    """What can be spent of the kind after it, of all legal entities together."""


class SimulatedCustomerOut(TypedDict):
    """A customer, and everything that would have happened to them."""

    customer: RunCustomer
    deeds: list[SimulatedDeedOut]


class SimulatedDayOut(TypedDict):
    """A local day."""

    day: str
    entered: int
    points: int
    taken: int
    coupons: int
    mails: int


class SimulatedDeedOut(TypedDict):
    """Something that would have happened to a customer."""

    at: str
    node: str
    what: str
    amount: int
    not_done: str | None
    """Why it wasn't done."""


class SimulatedNodeOut(TypedDict):
    """What happened at a step."""

    node: str
    left: dict[str, int]
    """How many went on, by branch."""
    ended: int
    """How many came to their end here."""
    waiting: int
    """How many would be here still."""
    done: dict[str, int]
    """What was done: `points`, `taken`, `coupon`, `mail` or the kind of the step, with how much; `not_done`: how often it wasn't."""


class SimulationIn(TypedDict):
    """What is to be simulated: the draft as it is saved, unless another or a version is given."""

    draft: NotRequired[Draft | None]
    """The campaign as it is being drawn; null: as it is saved."""
    version: NotRequired[int | None]
    """A version that was published, instead of the draft."""
    days: NotRequired[int]
    """So many local days, today included."""
    segment: NotRequired[str | None]
    """Who enters a campaign that is entered by hand, on the first day."""


class SimulationOut(TypedDict):
    """How far a simulation is. `state` is waiting, running, done, failed or cancelled; `done` and `total` count days."""

    id: str
    state: str
    done: int
    total: int | None
    since: str
    until: str
    version: int | None
    """The version that was simulated; null: a draft."""
    draft: Draft
    """What was simulated."""
    segment: str | None
    created_at: str
    error: str | None
    behind: str | None
    """While it waits: the title of the work that is done before it, if any is."""
    result: SimulationResult | None
    """Null while it isn't done, and in lists."""


class SimulationResult(TypedDict):
    """What would have happened. What was given is not seen by conditions and segments afterwards."""

    entered: int
    """How many runs would have begun."""
    customers: int
    """Of how many customers."""
    under_way: int
    """How many would be under way still."""
    ended: dict[str, int]
    """How many would have ended, by what."""
    points: int
    points_cost: Money | None
    """What the points given would cost if all of them were spent."""
    taken: int
    """Points taken, at most: what customers would have had by then isn't known."""
    coupons: int
    mails: int
    not_done: list[NotDoneOut]
    days: list[SimulatedDayOut]
    nodes: list[SimulatedNodeOut]
    mails_per_customer: list[MailsPerCustomerOut]
    most_mails: list[MostMailsOut]
    shown: list[SimulatedCustomerOut]
    """Some of those to whom anything would have happened, drawn from all of them."""
    by_day: bool
    """Whether it isn't recorded when customers entered or left the trigger's segment, so that it is looked at as each day ends."""


class SoldOut(TypedDict):
    """What was sold in a period, in the base currency."""

    orders: int
    subtotal: Money
    discounts: Money
    shipping: Money
    tax: Money
    total: Money
    """What the orders came to, before refunds."""
    refunds: Money
    net: Money


class SourceSentOut(TypedDict):
    """The same of a campaign, workflow or newsletter, in the order of the periods."""

    source: Literal["campaign", "workflow", "newsletter"]
    id: str
    name: str | None
    periods: list[SentOut]


class SpendingRuleChange(TypedDict):
    """What is to be different; what is left out stays as it is."""

    name: NotRequired[str]
    exchange: NotRequired[dict[str, Any]]
    condition: NotRequired[dict[str, Any] | None]
    """Which carts it is for, in the condition language with the order as subject; null: all."""
    stores: NotRequired[list[str]]
    """Only carts of these stores. None named: all."""
    groups: NotRequired[list[str]]
    """Only customers of these groups. None named: all."""
    starts_at: NotRequired[str | None]
    """Only from this instant on."""
    ends_at: NotRequired[str | None]
    """Only before this instant."""
    priority: NotRequired[int]
    """The higher is asked first; the first rule that fits is the one."""
    legal_entity: NotRequired[str]
    """Whose points are spent: those that this legal entity owes, and no other's."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    active: NotRequired[bool]
    version: int
    """The version that was looked at."""


class SpendingRuleIn(TypedDict):
    """What a spending rule says."""

    name: str
    exchange: dict[str, Any]
    """How many points take how much off: `points` a step, and `amount` (money) or `percent`; at will `least` and `most` points an order, the `share` of a cart in percent, and whether points pay for `shipping`."""
    condition: NotRequired[dict[str, Any] | None]
    """Which carts it is for, in the condition language with the order as subject; null: all."""
    stores: NotRequired[list[str]]
    """Only carts of these stores. None named: all."""
    groups: NotRequired[list[str]]
    """Only customers of these groups. None named: all."""
    starts_at: NotRequired[str | None]
    """Only from this instant on."""
    ends_at: NotRequired[str | None]
    """Only before this instant."""
    priority: NotRequired[int]
    """The higher is asked first; the first rule that fits is the one."""
    legal_entity: NotRequired[str]
    """Whose points are spent: those that this legal entity owes, and no other's."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""
    active: NotRequired[bool]


class SpendingRuleOut(TypedDict):
    """A spending rule."""

    name: str
    exchange: dict[str, Any]
    """How many points take how much off: `points` a step, and `amount` (money) or `percent`; at will `least` and `most` points an order, the `share` of a cart in percent, and whether points pay for `shipping`."""
    condition: dict[str, Any] | None
    """Which carts it is for, in the condition language with the order as subject; null: all."""
    stores: list[str]
    """Only carts of these stores. None named: all."""
    groups: list[str]
    """Only customers of these groups. None named: all."""
    starts_at: str | None
    """Only from this instant on."""
    ends_at: str | None
    """Only before this instant."""
    priority: int
    """The higher is asked first; the first rule that fits is the one."""
    legal_entity: str
    """Whose points are spent: those that this legal entity owes, and no other's."""
    points_kind: str
    active: bool
    id: str
    version: int
    sentence: str
    broken_reason: str | None
    """Why the condition can't be asked any more; until that is mended the rule fits no cart."""
    created_at: str
    updated_at: str


class StartedOut(TypedDict):
    """Whether there is any of what a shop begins with."""

    customers: bool
    orders: bool
    segments: bool
    earning: bool


class StepOut(TypedDict):
    """How many candidates one node of the condition lets through by itself."""

    pointer: str
    sentence: str
    count: int


class StoreProgramme(TypedDict):
    """What is otherwise in one store; what is left out is as in the whole shop."""

    store: str
    active: NotRequired[bool]
    """Whether points are earned and spent there, where the programme is on."""
    spending: NotRequired[bool]
    """Whether points may be spent there, where they may be at all."""
    notice_days: NotRequired[int | None]
    """How many days before their end customers of the store are told of points; 0: not at all, null: as everywhere."""
    names: NotRequired[dict[str, PointsName]]
    """What points are called there, by language."""


class StorefrontCouponOut(TypedDict):
    """A coupon of the customer."""

    code: str
    label: str
    """What it is for, in the language asked for: the promotion's; where that has none, the reward's that it was taken as."""
    state: Literal["usable", "not_yet", "over", "used_up", "withdrawn", "paused"]
    """usable now; not_yet; over; used_up; withdrawn by the shop; paused, as what it is for isn't on now."""
    starts_at: str | None
    """From when on it can be used; null: from the beginning."""
    ends_at: str | None
    """From when on it can't be used any more; null: it doesn't end."""
    uses_left: int | None
    """How often it can still be used; null: as often as the promotion lets."""


class StorefrontEntryOut(TypedDict):
    """A posting: when it holds from, what it was, and by how much it changed what the customer has."""

    at: str
    kind: str
    points: int
    reason: str | None
    """What somebody wrote for the customer to read; in the language asked for what the rule says that the points are for, and of an exchange what the reward is called."""
    order: str | None
    earned_by: str | None
    """Of what a rule gave the rule's way of earning, such as `review_approved`; of referrals `referrer` or `referred`."""
    is_exchange: bool
    """Whether points were exchanged for a reward."""
    is_pending: bool
    """Whether they can't be used yet."""
    starts_at: str | None
    """Of what can't be used yet from when it can; null where that waits for something, such as a review."""


class StorefrontEstimateIn(TypedDict):
    """A cart, or a product as a cart of one line, and how many points its customer wants to spend."""

    cart: EstimateCart
    points: NotRequired[int | Literal["all"] | None]
    """How many points are to be spent; "all" for as many as make sense."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""


class StorefrontEstimateOut(TypedDict):
    """What the cart will earn and what points do on it; of nobody's cart, nothing can be spent."""

    points_kind: str
    earned: int
    """The points that the order will earn once it is complete."""
    available: int
    """The points that the customer has."""
    points: int
    """The points that are spent, of those that were asked for."""
    off: Money
    """What they take off."""
    most: int
    """As many points as could be spent on this cart."""
    most_off: Money
    step: int | None
    """Points are taken in steps of so many; null where no rule takes any."""
    total: Money
    to_pay: Money
    reason: (
        Literal[
            "inactive",
            "no_spending",
            "no_rule",
            "not_asked",
            "no_points",
            "too_few",
            "asked_few",
            "nothing_to_pay",
            "least",
            "share",
            "covered",
            "most",
            "not_enough",
            "steps",
        ]
        | None
    )
    """Why none or not all that were wanted are spent."""
    short: int | None
    """How many points are missing, where it is for want of points, or how many more would have to be asked for."""
    kinds: list[EstimatedKind]
    """What the customer has, and what the order will earn, of every kind of points that the shop has, the first one first."""


class StorefrontKindOut(TypedDict):
    """What a customer has of one kind of points."""

    points_kind: str
    unit: PointsName
    spendable: bool
    active: bool
    available: int
    pending: int
    held: int
    debt: int


class StorefrontLotOut(TypedDict):
    """Points that came at once, as far as they are there."""

    state: Literal["open", "pending"]
    points: int
    starts_at: str | None
    """From when on they can be spent; null: once something that they wait for is done."""
    ends_at: str | None
    """From when on they can't be spent any more; null: they don't end."""


class StorefrontPointsOut(TypedDict):
    """What a customer has at this instant."""

    active: bool
    """Whether points are earned and spent now in the customer's store. What is there is told all the same."""
    spending: bool
    """Whether they may be spent there now: they may be earned where they may not."""
    unit: PointsName
    """What points are called there."""
    points_kind: str
    """The kind of points that all of this is about, but for `kinds`."""
    spendable: bool
    """Whether they can be spent; else they say how far the customer has come."""
    available: int
    """What can be spent, of all legal entities together: what is owed to one takes nothing from what another has given."""
    pending: int
    """What can't be spent yet."""
    held: int
    """What a checkout has reserved."""
    debt: int
    """What the next points will pay first, because an order that had earned was given back."""
    next_end: NextEndOut | None
    """Null: nothing that is available will end."""
    lots: list[StorefrontLotOut]
    """Open ones by when they end, then pending ones by when they start; 200 at most."""
    kinds: list[StorefrontKindOut]
    """What there is of every kind of points that the shop has, the first one first."""


class StorefrontReferralOut(TypedDict):
    """The code with which the customer brings others."""

    code: str
    rewarded: list[Literal["referrer", "referred"]]
    """Who gets points once a friend's first order has come as far as the rules ask: whoever brought them, who was brought, both; nobody while no rule on referrals is on."""


class StorefrontRewardOut(TypedDict):
    """Something that points can be exchanged for."""

    reward: str
    """What to send to exchange points for it."""
    label: str
    """What it is called in the language asked for."""
    points: int
    """The price."""
    points_kind: str
    """The points that it is paid with."""
    reachable: bool
    """Whether it can be taken now."""
    to_go: int
    """How many points are missing."""
    reason: Literal["points", "programme"] | None
    """Why it can't be taken: points are missing, or can't be spent while the programme is off; null: it can."""
    uses: int
    """How often its coupon can be used."""
    ends_at: str | None
    """From when on its coupon couldn't be used any more, were it taken now; null: it wouldn't end."""


class StorefrontTakenOut(TypedDict):
    """The coupon that points were exchanged for."""

    code: str
    points: int
    """What it cost."""
    points_kind: str
    ends_at: str | None
    """From when on it can't be used any more; null: it doesn't end."""
    available: int
    """The points that are left to spend."""


class SubscribeIn(TypedDict):
    """Who wants to get what, and to what they agreed."""

    email: str
    wording: str
    """What stood beside the box that was ticked, to the letter: it is kept with the consent."""
    list: NotRequired[str | None]
    """Without it the list that newsletters go to."""


class SubscribeOut(TypedDict):
    """It was taken; whether the address is known is nobody's business."""

    asked: bool


class SuppressionIn(TypedDict):
    """An address that nothing is to be sent to any more."""

    address: str
    note: NotRequired[str]


class SuppressionOut(TypedDict):
    """An address that nothing is sent to."""

    address: str
    reason: Literal["bounced", "complained", "by_hand"]
    """bounced: mail came back; complained: it was reported as spam, and only what they wait for is sent; by_hand."""
    at: str
    detail: str
    """What the server said, or the person who put it here."""
    message: str | None
    """The message that it was about."""


class Tags(TypedDict):
    """Tags that a customer is given, and tags that are taken; the shop's own stay."""

    add: NotRequired[list[str]]
    take: NotRequired[list[str]]


class TakeIn(TypedDict):
    """The exchange of points for a reward."""

    reward: str


class TakenOut(TypedDict):
    """The coupon that points were exchanged for."""

    coupon: str
    code: str
    ends_at: str | None
    points: int
    points_kind: str


class TemplateOut(TypedDict):
    """A condition that many shops begin with."""

    key: str
    """By which the pages call it in their language."""
    description: str
    condition: Any
    sentence: str
    """The condition in words."""
    actions: Actions | None
    """What such a segment often does."""
    yours: list[str]
    """What a shop will want to change in the condition: JSON pointers."""


class TokenSecretOut(TypedDict):
    """What the shop's server signs customers' tokens with."""

    secret: str
    """The key of HS256, its characters as they stand."""


class TourGo(TypedDict):
    """Where to go on, or that the tour is left."""

    at: Literal["home", "segment", "customer", "earning", "promotion", "campaign", "report"] | None
    """The step; null leaves the tour, which can be taken up again."""
    dismissed: NotRequired[bool]
    """Not to be asked again."""


class TourOut(TypedDict):
    """The tour as it stands for who asks."""

    offered: bool
    """Whether the demo is loaded here; a shop of somebody's own has no tour."""
    at: Literal["home", "segment", "customer", "earning", "promotion", "campaign", "report"] | None
    """Where who asks is being led now; null: they aren't."""
    dismissed: bool
    """Whether they said that they don't want to be asked."""
    stops: list[TourStop]


class TourStop(TypedDict):
    """A step of the tour, and whether it was seen."""

    step: Literal["home", "segment", "customer", "earning", "promotion", "campaign", "report"]
    seen: bool
    example: str | None
    """The id of the segment, earning rule, promotion or campaign that is shown; null where it was put away since."""
    customer: str | None
    """The id of a customer: one of the segment, or one whose cart the promotion is tried on."""
    sku: str | None
    """A product for that cart."""


class TransferIn(TypedDict):
    """So many points from one customer to another."""

    giver: str
    """Whose points they are: the shop's id, an e-mail address, or the id here."""
    taker: str
    """Who gets them."""
    points: int
    reason: str
    """The comment that both see in their history."""
    key: NotRequired[str | None]
    """The same key again does nothing more."""
    legal_entity: NotRequired[str]
    """Who owes the points. It goes on owing them."""
    points_kind: NotRequired[str]
    """The kind of points by its id; the first one, where none is named."""


class TransferOut(TypedDict):
    """A transfer that was posted."""

    key: str
    """What it is undone by."""
    points: int
    points_kind: str
    at: str
    giver: SideOut
    taker: SideOut


class TrialIn(TypedDict):
    """Where to send a mail that tries the settings out."""

    to: str


class TrialOut(TypedDict):
    """What came of it."""

    accepted: bool
    in_mailbox: bool
    """Whether it went no further than the mailbox here."""
    answer: str
    """What the server answered, or why there was none."""


class TriedMonthOut(TypedDict):
    """The points of one local month, by the rule as it would be and as it is."""

    month: str
    points: int
    in_force: int


class TriedOut(TypedDict):
    """What a rule gives for the orders: points, to how many orders and customers, and what they cost if all are spent."""

    points: int
    orders: int
    customers: int
    cost: Money | None


class TriedSegmentOut(TypedDict):
    """The points of those who are in a segment today, and how many of them get any."""

    id: str
    name: str
    customers: int
    points: int
    in_force: int


class TroubleOut(TypedDict):
    """Why nothing is sent just now."""

    since: str
    what: str


Type = Literal["text", "number", "money", "date", "instant", "boolean", "set"]


class UndoIn(TypedDict):
    """Why a mass transaction is undone, and what happens where points it gave are spent already."""

    reason: str
    shortage: NotRequired[Literal["forgive", "owe"]]


class UndoPostingIn(TypedDict):
    """Why a correction is undone, and what happens where points it gave are spent already."""

    reason: str
    shortage: NotRequired[Literal["forbid", "owe", "forgive"]]


class UnitOut(TypedDict):
    """A unit of windows."""

    unit: str
    label: str


class UseOut(TypedDict):
    """Something that names the segment."""

    kind: str
    """What it is: segment, earning_rule, spending_rule, promotion, reward."""
    id: str
    name: str
    where: str
    """In which part of it: condition, exclude."""
    pointer: str
    """The first place in that part, as a JSON pointer."""


class UsedOut(TypedDict):
    """What was used in a period, by when its checkouts were confirmed, and what has become of their orders by now."""

    checkouts: int
    """Confirmed with it."""
    cancelled: int
    """Of these so many had their order cancelled since."""
    awaited: int
    """Of so many the shop hasn't sent the order yet."""
    orders: int
    """The others: orders that are there and weren't cancelled. What follows is of them alone."""
    customers: int
    discount: Money
    """What it took off these orders, and off those that are awaited."""
    total: Money
    """What the orders came to, before refunds."""
    refunds: Money
    net: Money
    average: Money | None
    """What an order came to, before refunds; null without any."""
    margin: Money | None
    """What the lines came to that were kept, after all discounts, less what their products cost; null where no cost is known."""
    costed: float
    """Of what share of what the lines came to the cost is known, 0 to 1."""


class UsedPointOut(TypedDict):
    """A point of a chart: from when on, and what was taken off and sold in each of the periods."""

    day: str
    discount: list[Money]
    """Of the same days, counted from the beginning, of each period."""
    net: list[Money]
    orders: list[int]
    checkouts: list[int]


class UserChange(TypedDict):
    """What is to be changed of a person; what isn't given stays."""

    name: NotRequired[str | None]
    role: NotRequired[Role | None]
    disabled: NotRequired[bool | None]
    password: NotRequired[str | None]


class UserOut(TypedDict):
    """A person who signs in here."""

    id: str
    email: str
    name: str
    role: Role
    disabled: bool
    created_at: str


class ValueOut(TypedDict):
    """A value for an input, and how often it is found; categories say which they lie in."""

    value: str
    label: str
    parent: str | None
    count: int | None
    price: str | None
    """Of a product, what a piece costs in the base currency, rounded to its decimals."""


class ValuesOut(TypedDict):
    """Values for an input."""

    data: list[ValueOut]


class VerifiedOut(TypedDict):
    """Whether the ledger is right, and what is wrong if it isn't."""

    ok: bool
    checked: int
    problems: list[BrokenOut]


class VersionIn(TypedDict):
    """The version that was looked at."""

    version: int


class VocabularyOut(TypedDict):
    """Everything that a condition may ask about."""

    fields: list[FieldOut]
    rows: list[RowsOut]
    operators: dict[str, list[str]]
    units: list[UnitOut]
    currency: str
    currency_places: int
    time_zone: str


class WaitingCounts(TypedDict):
    """How many wait, by what they wait for and whether they came or went."""

    entered: int
    left: int
    entered_cooling: int
    left_cooling: int


class WaitingMailsOut(TypedDict):
    """How many of those that are yet to be sent wait for something."""

    waits_for: Literal["quiet_hours", "cap", "throttle", "batch", "paused", "put_off", "server"]
    count: int
    until: str | None
    """When the first of them leaves, at the earliest; null while it or its campaign is paused, or the server can't be reached."""


class WaitingOut(TypedDict):
    """Somebody about whom nothing is done yet."""

    id: str
    external_id: str | None
    """The shop's own id; null for a guest."""
    name: str | None
    email: str | None
    guest: bool
    country: str | None
    group: str | None
    registered_at: str | None
    orders: int
    """Orders placed up to now that were not cancelled."""
    net_total: Money
    """What orders completed by now came to, net of refunds, in the base currency."""
    last_order_at: str | None
    points: int
    """Points that can be spent now."""
    kind: Literal["entered", "left"]
    """Whether they came in or went out."""
    awaits: Literal["approval", "cool_down"]
    """What they wait for: that a jump is approved, or that their cool-down is over."""
    until: str | None
    """When the cool-down is over."""


class WaitingPage(TypedDict):
    """One page of those who wait, and how many they are in all, whatever was asked for."""

    data: list[WaitingOut]
    next_cursor: str | None
    counts: WaitingCounts


class WebhookAboutOut(TypedDict):
    """What a message names, as it was when it was made; each is null where it names none."""

    segment: WebhookNamedOut | None
    customer: WebhookCustomerOut | None
    order: str | None
    points: int | None
    group: str | None
    coupon: str | None
    """Its code."""


class WebhookAttemptOut(TypedDict):
    """One attempt: what was answered, or why nothing was."""

    at: str
    duration_ms: int
    status: int | None
    error: str | None
    answer: str
    """The first 1,000 characters."""


class WebhookCustomerOut(TypedDict):
    """The customer that a message names."""

    id: str
    name: str | None
    """As it is now; null of one without a name, and for who may not read customers."""
    external_id: str | None
    email: str | None


class WebhookDeliveryDetail(TypedDict):
    """A delivery with what is sent, and its attempts, the latest first."""

    id: str
    message: str
    """The `webhook-id` of every attempt."""
    endpoint: str
    url: str
    type: str
    about: WebhookAboutOut
    state: Literal["waiting", "failed", "delivered", "given_up"]
    """waiting: not tried yet; failed: tried, and to be tried again; given_up: not tried again unless it is replayed."""
    attempts: int
    """Since it was made or last replayed."""
    created_at: str
    next_at: str | None
    """When it is tried next, as far as the schedule says; not before its endpoint is active."""
    last_status: int | None
    last_error: str | None
    last_attempt_at: str | None
    delivered_at: str | None
    body: str
    log: list[WebhookAttemptOut]


class WebhookDeliveryOut(TypedDict):
    """A message on its way to an endpoint, or there."""

    id: str
    message: str
    """The `webhook-id` of every attempt."""
    endpoint: str
    url: str
    type: str
    about: WebhookAboutOut
    state: Literal["waiting", "failed", "delivered", "given_up"]
    """waiting: not tried yet; failed: tried, and to be tried again; given_up: not tried again unless it is replayed."""
    attempts: int
    """Since it was made or last replayed."""
    created_at: str
    next_at: str | None
    """When it is tried next, as far as the schedule says; not before its endpoint is active."""
    last_status: int | None
    last_error: str | None
    last_attempt_at: str | None
    delivered_at: str | None


class WebhookIn(TypedDict):
    """Where to tell what."""

    url: str
    types: NotRequired[list[str] | None]
    """What is told; null: everything, also what later versions announce."""
    description: NotRequired[str]


class WebhookNamedOut(TypedDict):
    """Something that a message names, by its id here."""

    id: str
    name: str


class WebhookOut(TypedDict):
    """An endpoint, and how it goes there."""

    id: str
    url: str
    description: str
    types: list[str] | None
    """Null: everything."""
    state: Literal["active", "paused", "disabled"]
    """paused: what is announced waits; disabled: nothing is kept for it until it is resumed."""
    disabled_reason: str | None
    waiting: int
    """How many messages it is yet to get, counted up to 10,000."""
    failing_since: str | None
    """Nothing has arrived since then, and something has failed."""
    last_failed_at: str | None
    last_delivered_at: str | None
    old_secret_until: str | None
    """Until then the secret before the last rotation signs too."""
    version: int
    created_at: str
    updated_at: str


class WebhookPatch(TypedDict):
    """What to change of an endpoint; what is left out stays as it is."""

    version: int
    """The version that was looked at; when it isn't the present one, nothing is changed."""
    url: NotRequired[str]
    types: NotRequired[list[str] | None]
    description: NotRequired[str]


class WebhookReplayIn(TypedDict):
    """From when on what hasn't arrived is sent again."""

    since: str
    """RFC 3339 instant with its offset, such as 2026-03-01T10:00:00Z."""


class WebhookReplayedOut(TypedDict):
    """What came of it."""

    count: int
    """How many are sent again, at most 10,000 a call."""
    more: bool
    """Whether there were more than that; call again for the rest. What failed anew meanwhile is no rest, and comes last."""


class WebhookTypeOut(TypedDict):
    """A type of messages that can be asked for."""

    type: str
    group: str
    description: str
    example: dict[str, Any]
    """The `data` of a message."""


class Week(TypedDict):
    """A local week, by its Monday: completed orders by when they were completed, less what was given back in that week."""

    week: str
    sales: Money
    orders: int


class WeekResultOut(TypedDict):
    """What happened in a week, whenever it was sent."""

    conversions: int
    revenue: Money
    """What they came to, less what was given back since."""
    week: str
    sent: int
    opened: int
    clicked: int
    left: int


class WhatIfIn(TypedDict):
    """A rule as it would be, and the orders that it is tried on."""

    rule: RuleIn
    """The rule; the period that it is for is not looked at."""
    id: NotRequired[str | None]
    """The rule that it would replace; null for a new one."""
    since: NotRequired[str | None]
    """Only orders placed from this instant on; null: from a year before the end on."""
    until: NotRequired[str | None]
    """Only orders placed before this instant; null: up to now."""


class WhatIfOut(TypedDict):
    """How far the trial of a rule is. `state` is waiting, running, done or failed; `done` and `total` count orders."""

    id: str
    state: str
    done: int
    total: int | None
    since: str
    until: str
    error: str | None
    behind: str | None
    result: WhatIfResult | None


class WhatIfResult(TypedDict):
    """What came of trying a rule."""

    orders: int
    """The orders that it was tried on."""
    rule: TriedOut
    in_force: TriedOut | None
    """The same of the rule as it is now; null for a new one."""
    others: int
    """How many points more all other rules give because of it; less than zero: fewer."""
    months: list[TriedMonthOut]
    segments: list[TriedSegmentOut]


class WhoOut(TypedDict):
    """Somebody who has to do with a referral."""

    id: str
    external_id: str | None
    email: str | None


class WhyOut(TypedDict):
    """Why a customer is in a segment or not: the condition's answer, which a pin overrules."""

    pointer: str
    sentence: str
    held: bool
    value: Any
    """Money as {"amount", "currency"}, numbers as texts."""
    threshold: Any
    distance: Any
    """What is missing to the threshold."""
    unit: str | None
    """The type of the three: text, number, money, date, instant, boolean or set."""
    counted: list[RowOut]
    counted_total: int
    not_counted: list[RowOut]
    not_counted_total: int
    next_change: str | None
    """Of the whole: when the answer changes by time alone."""
    children: list[ExplanationOut]
    member: bool
    """Whether the customer is in, by the pin or else by the condition."""
    pinned: Literal["in", "out"] | None


class WitnessLineOut(TypedDict):
    """A line of a cart that shows something."""

    sku: str
    pieces: int
    price: Money
    made_up: bool
    """Whether the catalogue has no such product."""


class WitnessOut(TypedDict):
    """A cart that shows something."""

    at: str
    lines: list[WitnessLineOut]
    shipping: Money
    store: str | None
    codes: list[str]
    coupons_of: list[NamedPromotion]
    """The promotions of which it has a code that was made for somebody."""
    points: dict[str, int]
    """How many points of which kinds its customer has at least."""
    shipping_country: str | None
    shipping_method: str | None
    payment_method: str | None
    customer: str | None
    """The shop's id of a customer to whom it can happen today."""
    customer_is: list[str]
    """What has to be true of the customer, in words."""
    nobody: bool
    """Whether it is true of no customer today."""


class Workflow(TypedDict):
    """A rewards workflow as its form says it."""

    sends_to: NotRequired[Literal["all", "opted_in", "registered", "both"]]
    """To whom: everybody, who has confirmed the list, who has an account, or who is both."""
    list: NotRequired[str]
    """The list that must be confirmed."""
    skus: NotRequired[list[str]]
    """Only orders with one of these products count; none named: all orders."""
    status: NotRequired[Literal["complete", "shipped"]]
    """How far an order must have come: completed, or shipped already."""
    counts_from: NotRequired[Literal["beginning", "activation"]]
    """Whether orders from before the workflow was activated count."""
    rules: list[Rule]
    """The rules, each with its mail."""


class WorkflowChange(TypedDict):
    """What is to be different; what is left out stays as it is."""

    revision: int
    """The revision that was looked at."""
    name: NotRequired[str | None]
    form: NotRequired[Workflow | None]


class WorkflowIn(TypedDict):
    """A rewards workflow to be made."""

    name: str
    form: Workflow


class WorkflowOut(TypedDict):
    """A rewards workflow."""

    id: str
    """The campaign's, by which its runs and counts are asked for too."""
    name: str
    state: Literal["draft", "test", "running", "paused", "ended", "archived"]
    form: Workflow
    revision: int
    version: int | None
    changed: bool
    """Whether the form says something else than what runs."""
    test_address: str | None
    since: str | None
    entered: int
    """How many orders were asked about."""
    errors: list[FaultOut]
    """Everything that is wrong with it, at its place in the form."""
    created_at: str
    updated_at: str


class Address(TypedDict):
    """One of a customer's addresses."""

    kind: Literal["billing", "shipping"]
    default: bool | None
    """Whether it is the default of its kind."""
    country: str | None
    region: str | None
    city: str | None
    postcode: str | None
    name: str | None
    """Whom it is addressed to."""
    street: str | None


class Cart(TypedDict):
    """A cart as it stands at the shop."""

    customer: str | int | None
    email: str | None
    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    status: Literal["open", "ordered", "abandoned"]
    currency: str | None
    """Without it the base currency."""
    rate: str | int | None
    """Needed when the currency is not the base currency."""
    subtotal: str | int | None
    coupons: list[str] | None
    lines: list[OrderLine] | None


class Category(TypedDict):
    """A category of the catalogue; a tree by `parent`."""

    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    name: str | None
    parent: str | int | None
    """The category above; none at the top."""


class Customer(TypedDict):
    """A registered customer."""

    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    email: str | None
    email_verified: bool | None
    """Whether the customer has shown that the e-mail is theirs."""
    first_name: str | None
    last_name: str | None
    gender: str | None
    language: str | None
    """Language code, such as pl."""
    phone: str | None
    country: str | None
    group: str | None
    """The customer group at the shop."""
    born_on: str | None
    registered_at: str | None
    store: str | None
    """The store the customer belongs to."""
    referred_by: str | None
    """The referral code that the customer came with."""
    tags: list[str] | None
    lists: list[str] | None
    addresses: list[Address] | None
    attributes: dict[str, JsonValue] | None


class CustomerList(TypedDict):
    """A list that customers can be on, such as those who wait for a sale; who is on it, their own records say in `lists`."""

    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    name: str | None
    """What people call it; without one, its `external_id`."""


class Event(TypedDict):
    """Something that happened; it is never changed."""

    customer: str | int | None
    email: str | None
    id: str | int | None
    """The shop's own id; without it the same name, customer, instant and properties are the same event."""
    name: str
    occurred_at: str | None
    """Left out of an event with an id, the time of receipt holds; from a page it lies within 10 minutes of that."""
    properties: dict[str, JsonValue] | None


JsonValue = Any


class Login(TypedDict):
    """A customer logged in."""

    customer: str | int | None
    email: str | None
    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    device: str | None
    logged_in_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""


class Order(TypedDict):
    """An order with its lines; send it again whenever its status or amounts change."""

    customer: str | int | None
    email: str | None
    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    placed_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    status: Literal["pending", "processing", "shipped", "complete", "cancelled", "closed"]
    """How far it has come. `closed` is an order that was put away: one that was complete before stays sold, keeps its points, and counts in reports, less what was given back."""
    shop_status: str | None
    """The shop's own word for the status."""
    paid: bool | None
    status_history: list[StatusChange] | None
    """How the status came about; without it each delivery's `updated_at` counts. A `status` that says something else than its end holds from `updated_at` on."""
    currency: str
    """Currency, ISO 4217."""
    rate: str | int | None
    """Needed when the currency is not the base currency."""
    channel: str | None
    store: str | None
    subtotal: str | int | None
    """The lines before discount, shipping and tax."""
    discount: str | int | None
    """What was taken off the order, its lines' discounts included; not negative."""
    shipping: str | int | None
    tax: str | int | None
    grand_total: str | int
    """What the customer had to pay, points and gift cards taken off."""
    paid_with_points: str | int | None
    """What was paid with points, which `grand_total` no longer holds."""
    gift_card: str | int | None
    """What was paid with gift cards, which `grand_total` no longer holds."""
    coupon: str | None
    payment_method: str | None
    shipping_method: str | None
    lines: list[OrderLine] | None


class OrderLine(TypedDict):
    """A line of an order."""

    id: str | int | None
    """Known within the order; without it the lines are numbered from 1."""
    sku: str | int | None
    quantity: str | int
    """Pieces, with at most 4 decimals."""
    price: str | int | None
    """What conditions on prices ask about. It isn't held against `row_total`, which is what counts for everything else."""
    row_total: str | int
    """The line before discount and tax."""
    discount: str | int | None
    """What was taken off the line."""
    tax: str | int | None
    options: dict[str, JsonValue] | None
    """What was chosen for it, such as an engraving."""


class Product(TypedDict):
    """A product of the catalogue; its `external_id` is its SKU."""

    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    parent_sku: str | int | None
    """The product that this is a variant of."""
    name: str | None
    brand: str | None
    price: str | int | None
    """In base currency."""
    cost: str | int | None
    """In base currency."""
    categories: list[str | int] | None
    """Those it is assigned to directly."""
    attributes: dict[str, JsonValue] | None
    variants: list[Variant] | None


class ProductView(TypedDict):
    """A product that a customer looked at."""

    customer: str | int | None
    email: str | None
    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    sku: str | int
    """The shop's own id of something else; that may arrive later."""
    viewed_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""


class Refund(TypedDict):
    """Money given back for an order, in the order's currency."""

    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    order: str | int
    """The order's external_id."""
    refunded_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    amount: str | int
    """In the currency of the order, which may come later: decimals beyond those of the currency are rounded off, half away from zero."""
    reason: str | None
    lines: list[RefundLine] | None


class RefundLine(TypedDict):
    """A line of an order, given back in whole or in part."""

    line: str | int
    """The order line's id."""
    quantity: str | int | None
    amount: str | int | None


class Review(TypedDict):
    """A review of a product."""

    customer: str | int | None
    email: str | None
    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    sku: str | int
    """The shop's own id of something else; that may arrive later."""
    rating: str | int | None
    """The stars given."""
    status: str | None
    """The review's status at the shop, such as approved."""
    title: str | None
    written_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""


class StatusChange(TypedDict):
    """A step in an order's life."""

    at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    status: Literal["pending", "processing", "shipped", "complete", "cancelled", "closed"]
    shop_status: str | None
    """The shop's own word for it."""
    paid: bool | None


class Subscription(TypedDict):
    """A customer's subscription to a newsletter or the like."""

    customer: str | int | None
    email: str | None
    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    list: str
    """What is subscribed to."""
    status: Literal["pending", "confirmed", "left"]
    changed_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""


class Variant(TypedDict):
    """A variant of a product; what it leaves out is its parent's."""

    external_id: str | int
    """The variant's SKU."""
    updated_at: str | None
    """Without it the parent's counts."""
    deleted: bool | None
    name: str | None
    brand: str | None
    price: str | int | None
    """In base currency."""
    cost: str | int | None
    """In base currency."""
    categories: list[str | int] | None
    attributes: dict[str, JsonValue] | None


class WishlistItem(TypedDict):
    """A product that a customer wishes for."""

    customer: str | int | None
    email: str | None
    external_id: str | int
    """The shop's own id: exact text, 1 to 255 characters."""
    updated_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
    deleted: bool | None
    """True says that the shop removed it; nothing else but the ids is then read."""
    sku: str | int
    """The shop's own id of something else; that may arrive later."""
    added_at: str
    """RFC 3339 instant with microseconds; without an offset it is the shop's local time."""
