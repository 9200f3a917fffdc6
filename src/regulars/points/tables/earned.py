"""What rules have posted for orders and deeds, and what is remembered for it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, text

from regulars.books.metadata import CODE, INSTANT, SENTENCE, metadata

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
    Column("refused", SENTENCE, doc="why nothing comes of it"),
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
    Column("customer_id", Integer, doc="whose order it was, 0 for nobody's; null when that wasn't kept yet"),
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
