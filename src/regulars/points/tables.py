"""The ledger's tables. What was posted (`points_transaction`, `points_entry`) is only ever added to.

Everything else about points can be computed from the entries and is kept beside
them to be read fast: balances, the columns of lots, draws, what was settled.
`verify.py` compares the two.

Rows are written by the thousand, so the big tables refer to each other without
foreign keys; `verify.py` looks for what would be left hanging. The shop's own
accounts have no row to lock: their balances are sums over entries.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Sequence,
    Table,
    Text,
    text,
)

from regulars.books.metadata import CODE, INSTANT, JSON, metadata

transaction_ids = Sequence("points_transaction_id", metadata=metadata, cache=1)
lot_ids = Sequence("points_lot_id", metadata=metadata, cache=1)

legal_entity = Table(
    "legal_entity",
    metadata,
    Column("id", Integer, Identity(always=False, start=2), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)
"""Who owes the points."""

points_programme = Table(
    "points_programme",
    metadata,
    Column("id", Integer, Identity(always=False, start=2), primary_key=True),
    Column("slug", CODE, nullable=False, unique=True, doc="what addresses and rules call it; it stays"),
    Column(
        "spendable", Boolean, nullable=False, doc="whether it can be spent; else it says how far a customer has come"
    ),
    Column("lifetime", JSON, doc="how long points last that a rule or a person says nothing else of; none: for good"),
    Column("archived_at", INSTANT, doc="since when nothing more is given of it"),
    Column("singular", Text, nullable=False),
    Column("plural", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("shortage", CODE, nullable=False, doc="owe or forgive: when more is taken back than there is"),
    Column("names", JSON, nullable=False, server_default=text("'{}'"), doc="by language: one and many"),
    Column("notice_days", Integer, doc="how many days before their end customers are told of points"),
    Column("version", Integer, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
    Column("spending", Boolean, nullable=False, server_default=text("true"), doc="whether points may be spent"),
)
"""One kind of points, and how it is kept: its programme."""

points_programme_store = Table(
    "points_programme_store",
    metadata,
    Column("programme_id", Integer, ForeignKey("points_programme.id"), primary_key=True),
    Column("store", CODE, primary_key=True, doc="folded"),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("names", JSON, nullable=False, server_default=text("'{}'")),
    Column("spending", Boolean, nullable=False, server_default=text("true")),
    Column("notice_days", Integer, doc="null: as everywhere; 0: nobody is told"),
)
"""What is otherwise in one store."""

points_notice = Table(
    "points_notice",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("ledger_id", Integer, primary_key=True, autoincrement=False),
    Column("ends_at", INSTANT, primary_key=True),
    Column("points", BigInteger, nullable=False),
    Column("told_at", INSTANT, nullable=False),
)
"""Of which ends of points customers were told before."""

points_ledger = Table(
    "points_ledger",
    metadata,
    Column("id", Integer, Identity(always=False, start=2), primary_key=True),
    Column("legal_entity_id", Integer, ForeignKey("legal_entity.id"), nullable=False),
    Column("programme_id", Integer, ForeignKey("points_programme.id"), nullable=False),
    Index("points_ledger_key", "legal_entity_id", "programme_id", unique=True),
)
"""One legal entity's one kind of points: what a double entry is kept of."""

points_pause = Table(
    "points_pause",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("programme_id", Integer, ForeignKey("points_programme.id")),
    Column("rule_id", Integer, ForeignKey("earning_rule.id")),
    Column("store", CODE, doc="of the programme's pauses: only in this store, folded"),
    Column("starts_at", INSTANT, nullable=False),
    Column("ends_at", INSTANT),
    Index("points_pause_programme_id_idx", "programme_id"),
    Index("points_pause_rule_id_idx", "rule_id"),
)
"""When a programme or a rule was switched off: what comes due in between never earns."""

earning_rule = Table(
    "earning_rule",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
)

earning_rule_version = Table(
    "earning_rule_version",
    metadata,
    Column("rule_id", Integer, ForeignKey("earning_rule.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("ledger_id", Integer, ForeignKey("points_ledger.id"), nullable=False),
    Column("document", JSON, nullable=False, doc="style, condition, grant_status, lifetime, starts_at, ends_at"),
    Column("valid_from", INSTANT, nullable=False),
)
"""What a rule said, from when on: an order earns by what was said when it was placed."""

spending_rule = Table(
    "spending_rule",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", JSON, nullable=False, doc="exchange, condition, stores, groups, starts_at, ends_at, priority"),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
)
"""What points are worth in a cart."""

points_rule_history = Table(
    "points_rule_history",
    metadata,
    Column("kind", CODE, primary_key=True, doc="earning or spending"),
    Column("rule_id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("legal_entity", Text, nullable=False),
    Column("document", JSON, nullable=False),
    Column("actor", CODE, nullable=False),
    Column("at", INSTANT, nullable=False),
)
"""Every version of every rule, for people to look at and to restore."""

points_balance = Table(
    "points_balance",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("ledger_id", Integer, primary_key=True, autoincrement=False),
    Column("pending", BigInteger, nullable=False, server_default=text("0")),
    Column("available", BigInteger, nullable=False, server_default=text("0")),
    Column("held", BigInteger, nullable=False, server_default=text("0")),
    Column("debt", BigInteger, nullable=False, server_default=text("0")),
)
"""A customer's accounts as posted. Its row is the lock on the customer's lots and holds.

`debt` is what is owed, zero or more: the account of that name stands at its negative.
"""

points_transaction = Table(
    "points_transaction",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", INSTANT, nullable=False, doc="when it holds from"),
    Column("posted_at", INSTANT, nullable=False),
    Column("points", BigInteger, nullable=False, doc="by how much it changed what the customer has, less what is owed"),
    Column("customer_id", Integer, nullable=False),
    Column("ledger_id", Integer, nullable=False),
    Column("rule_id", Integer),
    Column("deed", CODE, nullable=False),
    Column("key", CODE, nullable=False),
    Column("order", CODE),
    Column("reason", Text),
    Column("undoes", CODE, doc="the key of what it undid"),
    Column("batch", CODE, doc="the deed over many customers that it is part of"),
    Column("actor", CODE, nullable=False),
    Index("points_transaction_key_key", "key", unique=True),
    Index("points_transaction_customer_id_idx", "customer_id", "at", "id"),
    Index("points_transaction_at_idx", "at", "id"),
)

points_entry = Table(
    "points_entry",
    metadata,
    Column("transaction_id", BigInteger, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("account", CODE, nullable=False),
    Column("customer_id", Integer, doc="null on the shop's accounts"),
    Column("lot_id", BigInteger),
    Column("points", BigInteger, nullable=False),
)

points_lot = Table(
    "points_lot",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("customer_id", Integer, nullable=False),
    Column("ledger_id", Integer, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("remaining", BigInteger, nullable=False),
    Column("held", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("ended", BigInteger, nullable=False),
    Column("reversed", BigInteger, nullable=False),
    Column("adjusted", BigInteger, nullable=False),
    Column("starts_at", INSTANT, doc="null: it waits for what `awaits` says"),
    Column("ends_at", INSTANT),
    Column("opened", Boolean, nullable=False),
    Column("endings", Integer, nullable=False),
    Column("source", CODE, nullable=False),
    Column("rule_id", Integer),
    Column("order", CODE),
    Column("key", CODE, nullable=False, doc="of the transaction that brought it"),
    Column("inactivity", CODE, doc="how its end moves when the customer earns or spends, such as 12 months"),
    Column("awaits", CODE, doc="what it waits for, or waited for, as JSON; see `model.awaiting.Awaited`"),
    Index("points_lot_customer_id_idx", "customer_id", "ledger_id"),
    Index(
        "points_lot_due_idx",
        "customer_id",
        "ledger_id",
        postgresql_where=text("remaining > 0 and (not opened or ends_at is not null)"),
    ),
    Index(
        "points_lot_inactivity_idx",
        "customer_id",
        postgresql_where=text("inactivity is not null"),
    ),
    Index(
        "points_lot_ends_at_idx", "ends_at", postgresql_where=text("opened and remaining > 0 and ends_at is not null")
    ),
    Index("points_lot_starts_at_idx", "starts_at", postgresql_where=text("not opened and remaining > 0")),
    Index("points_lot_awaits_idx", "customer_id", postgresql_where=text("starts_at is null")),
    Index(
        "points_lot_deadline_idx",
        "ends_at",
        postgresql_where=text("starts_at is null and remaining > 0 and ends_at is not null"),
    ),
)

points_hold = Table(
    "points_hold",
    metadata,
    Column("key", CODE, primary_key=True),
    Column("customer_id", Integer, nullable=False),
    Column("ledger_id", Integer, nullable=False),
    Column("lapses_at", INSTANT, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("reason", Text),
    Index("points_hold_customer_id_idx", "customer_id", "ledger_id", postgresql_where=text("open")),
    Index("points_hold_lapses_at_idx", "lapses_at", postgresql_where=text("open")),
)

points_draw = Table(
    "points_draw",
    metadata,
    Column("hold_key", CODE, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("lot_id", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("captured", BigInteger, nullable=False),
    Column("released", BigInteger, nullable=False),
    Column("returned", BigInteger, nullable=False),
    Index("points_draw_lot_id_idx", "lot_id"),
)
"""What a hold took from which lot, in the order of drawing."""

points_settlement = Table(
    "points_settlement",
    metadata,
    Column("order", CODE, primary_key=True),
    Column("rule_id", Integer, primary_key=True, autoincrement=False),
    Column("rule_version", Integer, nullable=False),
    Column("ledger_id", Integer, nullable=False),
    Column("customer_id", Integer, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("forgiven", BigInteger, nullable=False),
    Column("times", Integer, nullable=False),
    Column("settled_at", INSTANT, nullable=False),
    Column(
        "granted_at", INSTANT, nullable=False, doc="when the order came as far as the rule asks; limits go by its day"
    ),
    Index("points_settlement_customer_id_idx", "customer_id"),
)
"""What a rule has posted for an order."""

points_granted = Table(
    "points_granted",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("rule_id", Integer, primary_key=True, autoincrement=False),
    Column("subject", CODE, primary_key=True, doc="what it was for, such as review:17"),
    Column("points", BigInteger, nullable=False),
    Column("at", INSTANT, nullable=False),
)
"""What a customer was granted for what they did: once for each subject, whatever becomes of it."""

points_referral_code = Table(
    "points_referral_code",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("code", CODE, nullable=False, unique=True),
    Column("created_at", INSTANT, nullable=False),
)
"""The code with which a customer brings others."""

points_referral = Table(
    "points_referral",
    metadata,
    Column("referred_id", Integer, primary_key=True, autoincrement=False),
    Column("referrer_id", Integer, doc="null when the code was nobody's"),
    Column("code", CODE, nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("order", CODE, doc="the order that is rewarded"),
    Column("refused", Text, doc="why nothing comes of it"),
    Index("points_referral_referrer_id_idx", "referrer_id"),
    Index("points_referral_at_idx", "at"),
    Index("points_referral_order_idx", "order", postgresql_where=text('"order" is not null')),
)
"""Who was brought by whom."""

points_pinned = Table(
    "points_pinned",
    metadata,
    Column("order", CODE, primary_key=True),
    Column("rule_id", Integer, primary_key=True, autoincrement=False),
    Column("rule_version", Integer, primary_key=True, autoincrement=False),
    Column("answers", CODE, nullable=False),
)
"""What a rule's condition found true of the customer when an order was first seen: a 0 or 1 a test; see `model.pinning`."""

points_barred = Table(
    "points_barred",
    metadata,
    Column("order", CODE, primary_key=True),
    Column("points_kind", CODE, primary_key=True, server_default="", doc="empty: none at all"),
)
"""Orders that never earn: those that came as history without asking for points after the first rule was made, none at
all; those that came as far as a rule asks while the programme of a kind of points was off, none of that kind."""

points_mass = Table(
    "points_mass",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("points", BigInteger, nullable=False, doc="to each customer; less than zero: off each"),
    Column("ledger_id", Integer, ForeignKey("points_ledger.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("shortage", CODE, nullable=False),
    Column("audience", JSON, nullable=False, doc="who was asked for"),
    Column("starts_at", INSTANT, nullable=False),
    Column("ends_at", INSTANT, doc="when the lots given end"),
    Column("inactivity", CODE, doc="how that end moves when a customer earns or spends"),
    Column("customers", LargeBinary, nullable=False, doc="a Roaring bitmap: whom it is for, taken once"),
    Column("size", Integer, nullable=False),
    Column("place", Integer, nullable=False, server_default=text("0"), doc="how many of them are done"),
    Column("state", CODE, nullable=False, server_default="running"),
    Column("taken_back", Integer, nullable=False, server_default=text("0"), doc="how many of those are undone"),
    Column("undo_shortage", CODE, nullable=False, server_default="owe"),
    Column("undo_reason", Text),
    Column("moved", BigInteger, nullable=False, server_default=text("0"), doc="by how much customers' points changed"),
    Column("passed_over", Integer, nullable=False, server_default=text("0"), doc="who was gone by then"),
    Column("short", Integer, nullable=False, server_default=text("0"), doc="customers"),
    Column("short_points", BigInteger, nullable=False, server_default=text("0")),
    Column("actor", CODE, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("finished_at", INSTANT),
    Column("job_id", BigInteger),
)
"""A deed over many customers: running → done → undoing → undone, or refusing → refused."""

points_mass_lane = Table(
    "points_mass_lane",
    metadata,
    Column("mass_id", BigInteger, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("begins", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("place", Integer, nullable=False, doc="those from begins to here are done"),
    Column("taken_back", Integer, nullable=False, doc="those from begins to here are undone"),
)
"""Parts of a mass transaction's customers, by their places in the bitmap, each gone through by itself."""

points_mass_short = Table(
    "points_mass_short",
    metadata,
    Column("mass_id", BigInteger, primary_key=True, autoincrement=False),
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("points", BigInteger, nullable=False),
)
"""By how much customers had too few points for a mass transaction that takes some."""
