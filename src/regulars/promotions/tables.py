"""The tables of promotions: what they say, coupons, and what was used of both.

Uses are counted twice over: reserved by checkouts that may still lapse, and
used by orders. A counter's row is the lock on what is left of it.
"""

from __future__ import annotations

from sqlalchemy import JSON as PLAIN_JSON
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from regulars.books.metadata import CODE, INSTANT, JSON, metadata

promotion_policy = Table(
    "promotion_policy",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("percent_of", CODE, nullable=False, doc="left or original: what percentages are taken from"),
    Column("most_percent", Integer, doc="all together take off no more, in hundredths of a percent"),
    Column("most", JSON, doc="all together take off no more, in minor units by currency"),
    Column("floor", CODE, doc="the field of products that says what a piece costs at least"),
    Column("version", Integer, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
)
"""What holds for all promotions: one row."""

promotion_lane = Table(
    "promotion_lane",
    metadata,
    Column("id", Integer, Identity(always=False, start=2), primary_key=True),
    Column("name", Text, nullable=False),
    Column("together", CODE, nullable=False, doc="all, first or best"),
    Column("place", Integer, nullable=False),
)
"""Lanes, one after the other by `place`."""

promotion = Table(
    "promotion",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", CODE, nullable=False, doc="draft, published, paused or ended"),
    Column("lane_id", Integer, ForeignKey("promotion_lane.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
)

promotion_version = Table(
    "promotion_version",
    metadata,
    Column("promotion_id", Integer, ForeignKey("promotion.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", JSON, nullable=False, doc="what `saying.PromotionSaying` says"),
    Column("valid_from", INSTANT, nullable=False),
)
"""What a promotion said, from when on: an order remembers the version it was priced by."""

promotion_use = Table(
    "promotion_use",
    metadata,
    Column("promotion_id", Integer, ForeignKey("promotion.id"), primary_key=True),
    Column("used", BigInteger, nullable=False, server_default=text("0")),
    Column("reserved", BigInteger, nullable=False, server_default=text("0")),
    Column("used_minor", BigInteger, nullable=False, server_default=text("0"), doc="in the base currency"),
    Column("reserved_minor", BigInteger, nullable=False, server_default=text("0")),
)
"""How often a promotion was used, and what it took off, by everybody."""

promotion_use_by = Table(
    "promotion_use_by",
    metadata,
    Column("promotion_id", Integer, ForeignKey("promotion.id"), primary_key=True),
    Column(
        "whose",
        CODE,
        primary_key=True,
        doc="c:ID of a customer, x: or e: and the shop's id or e-mail of one not known yet, "
        "k:COUPON: and one of these, s:ID:ENTERED of a stay in a segment",
    ),
    Column("used", Integer, nullable=False, server_default=text("0")),
    Column("reserved", Integer, nullable=False, server_default=text("0")),
)
"""How often a promotion was used by one customer, or in one stay."""

coupon_batch = Table(
    "coupon_batch",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("promotion_id", Integer, ForeignKey("promotion.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("format", JSON, doc="length, alphabet, prefix, suffix, dash; null of codes that were imported"),
    Column("size", Integer, nullable=False),
    Column("created_at", INSTANT, nullable=False),
)

coupon = Table(
    "coupon",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("promotion_id", Integer, ForeignKey("promotion.id"), nullable=False),
    Column("batch_id", Integer, ForeignKey("coupon_batch.id"), index=True),
    Column("code", CODE, nullable=False, unique=True, doc="as it is compared: see `model.codes`"),
    Column("shown", Text, nullable=False, doc="as it is written"),
    Column("customer_id", Integer, doc="whose it is; null: anybody's"),
    Column("starts_at", INSTANT),
    Column("ends_at", INSTANT),
    Column("most_uses", Integer, doc="null: as many as the promotion allows"),
    Column("most_uses_by_customer", Integer),
    Column("used", Integer, nullable=False, server_default=text("0")),
    Column("reserved", Integer, nullable=False, server_default=text("0")),
    Column("cause", JSON, doc="why it was given, such as a reward"),
    Column("issued_at", INSTANT, nullable=False),
    Column("withdrawn_at", INSTANT),
    Index("coupon_promotion_id_idx", "promotion_id", "id"),
    Index("coupon_issued_at_idx", "issued_at", postgresql_using="brin"),
    Index("coupon_customer_id_idx", "customer_id", postgresql_where=text("customer_id is not null")),
)
"""A code that a promotion asks for."""

checkout = Table(
    "checkout",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("key", CODE, nullable=False, doc="by which the shop knows it"),
    Column("state", CODE, nullable=False, doc="reserved, confirmed, released, lapsed or given_back"),
    Column("reserved_at", INSTANT, nullable=False),
    Column("expires_at", INSTANT, nullable=False),
    Column("settled_at", INSTANT),
    Column("customer_id", Integer),
    Column("named", CODE, doc="by what a customer is counted who isn't known yet, as in promotion_use_by"),
    Column("email", Text),
    Column("order_key", CODE, doc="the order's external id, once it is confirmed"),
    Column("points", BigInteger, nullable=False, server_default=text("0")),
    Column(
        "points_back", BigInteger, nullable=False, server_default=text("0"), doc="how many of these were given back"
    ),
    Column("holds", Integer, nullable=False, server_default=text("1"), doc="how often its points were held"),
    Column("document", PLAIN_JSON, nullable=False, doc="the quote as it was answered, with each piece's share"),
    Column("options", JSON, doc="what was chosen for its lines, by their ids"),
    UniqueConstraint("key"),
    Index("checkout_expires_at_idx", "expires_at", postgresql_where=text("state = 'reserved'")),
    Index("checkout_order_key_key", "order_key", unique=True, postgresql_where=text("order_key is not null")),
    Index("checkout_named_idx", "named", postgresql_where=text("named is not null")),
    Index("checkout_customer_id_idx", "customer_id", "id", postgresql_where=text("customer_id is not null")),
)
"""What a checkout holds: uses of promotions and coupons, money of budgets, points."""

checkout_use = Table(
    "checkout_use",
    metadata,
    Column("checkout_id", BigInteger, primary_key=True),
    Column("promotion_id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("coupon_id", BigInteger, ForeignKey("coupon.id")),
    Column("minor", BigInteger, nullable=False, doc="what it took off, in the base currency"),
    Column("customer", CODE, doc="whose use is counted"),
    Column("stay", CODE, doc="in which stay it is counted"),
    Column("gives_back", Boolean, nullable=False, doc="whether a cancelled order gives the use back"),
    Column("held", Boolean, nullable=False, doc="whether it is counted in promotion_use at once, as it is limited"),
    Index("checkout_use_promotion_id_idx", "promotion_id", "checkout_id"),
    Index("checkout_use_coupon_id_idx", "coupon_id", postgresql_where=text("coupon_id is not null")),
)
"""One promotion that a checkout uses. Its checkout was made in the same transaction, and promotions are never removed: no
foreign key is checked for each of the hundred uses that a cart may have."""

promotion_tally = Table(
    "promotion_tally",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("checkout_id", BigInteger, nullable=False),
    Column("times", Integer, nullable=False, doc="1: to be counted as used; -1: no more"),
    Column("only_given_back", Boolean, nullable=False, doc="only those uses that a cancelled order gives back"),
)
"""Checkouts whose uses of what isn't limited are to be added to promotion_use."""

reward = Table(
    "reward",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", JSON, nullable=False, doc="what `saying.RewardSaying` says"),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
)
"""What points can be exchanged for: a coupon of a promotion."""
