"""Kinds of points and whose they are, and the rules by which they are earned and spent."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Identity, Index, Integer, Table, Text, text

from regulars.books.metadata import CODE, INSTANT, JSON, metadata

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
