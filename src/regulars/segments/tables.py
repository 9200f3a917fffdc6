"""The tables of the segments: definitions, who is in, and how that came to be."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from regulars.books.metadata import CODE, INSTANT, JSON, SENTENCE, metadata

segment = Table(
    "segment",
    metadata,
    Column("id", CODE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("condition", JSON, nullable=False),
    Column("exclude", JSON),
    Column("applies_to", CODE, nullable=False, server_default="everyone"),
    Column("stores", JSON, nullable=False, server_default=text("'[]'")),
    Column("actions", JSON),
    Column("hold_jumps", Boolean, nullable=False, server_default=text("false")),
    Column("refresh", JSON),
    Column("refresh_asked_at", INSTANT),
    Column("refreshed_at", INSTANT),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("archived", Boolean, nullable=False, server_default=text("false")),
    Column("parts_at", INSTANT),
    Column("broken_reason", SENTENCE),
    Column("broken_by", CODE),
    Column("computed_version", Integer),
    Column("revision", BigInteger, nullable=False, server_default=text("nextval('segment_revision')")),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
    Index("segment_revision_idx", "revision"),
)
"""`revision` grows with each change of any segment, so the worker sees at a glance that something is new. One that is
broken by its "condition" is taken up again when the condition is right, one by the "question" when it is saved again.
`parts_at`: when it was archived, until the worker has let everybody go."""

segment_member = Table(
    "segment_member",
    metadata,
    Column("segment_id", CODE, ForeignKey("segment.id"), primary_key=True),
    Column("bitmap", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("asked_at", INSTANT, nullable=False),
    Column("last_change", BigInteger, nullable=False, server_default=text("0")),
    Column("pending", Integer, nullable=False, server_default=text("0")),
    Column("pending_bytes", BigInteger, nullable=False, server_default=text("0")),
)
"""Who is in now, as of a journal position and an instant: a Roaring bitmap of dense customer ids with the changes up to
`last_change`, and the `pending` changes after it, which take `pending_bytes`. `size` counts with them."""

segment_change = Table(
    "segment_change",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("segment_id", CODE, ForeignKey("segment.id"), nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("cause", CODE, nullable=False),
    Column("entered", LargeBinary, nullable=False),
    Column("left", LargeBinary, nullable=False),
    Column("entered_count", Integer, nullable=False),
    Column("left_count", Integer, nullable=False),
    Column("live", Boolean, nullable=False, server_default=text("true")),
    Index("segment_change_segment_idx", "segment_id", "at", "id"),
    Index("segment_change_recorded_idx", "segment_id", "id", postgresql_include=["at"]),
)
"""Who entered and left, packed as `packing.py` does, but for a first change that was let go of: `at` is when it became true, `position` when we knew it, `cause` "entries", "time",
"definition", "hand" or "schedule"."""

segment_day = Table(
    "segment_day",
    metadata,
    Column("segment_id", CODE, ForeignKey("segment.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("bitmap", LargeBinary),
    Column("size", Integer, nullable=False),
    Column("last_change", BigInteger, nullable=False),
    Column("last_at", INSTANT),
    Column("weight", BigInteger, nullable=False, server_default=text("0")),
)
"""How many were in when a local day began, for days on which anything changed, and now and then who. In it are the
changes up to the id `last_change`; `last_at` is the latest instant of any of them, none if there were none. `weight` is
what the changes since the last bitmap take, in bytes."""

segment_pin = Table(
    "segment_pin",
    metadata,
    Column("segment_id", CODE, ForeignKey("segment.id"), primary_key=True),
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("pinned", CODE, nullable=False),
    Column("pinned_at", INSTANT, nullable=False),
    Column("actor", CODE, nullable=False),
    Index("segment_pin_customer_id_idx", "customer_id"),
)
"""Who is "in" or "out" whatever the condition says, by the id the customer had then."""

segment_recheck = Table(
    "segment_recheck",
    metadata,
    Column("segment_id", CODE, ForeignKey("segment.id"), primary_key=True),
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
)
"""Customers whom the worker is to ask about again, as what is kept by hand of them has changed."""

segment_acted = Table(
    "segment_acted",
    metadata,
    Column("segment_id", CODE, ForeignKey("segment.id"), primary_key=True),
    Column("acted", LargeBinary, nullable=False),
    Column("claimed", LargeBinary, nullable=False),
    Column("held_at", INSTANT),
    Column("approved_at", INSTANT),
)
"""Of segments that act: those treated as being in (`acted`), and those of them whose group it claims (`claimed`). Since
`held_at` a jump waits for somebody's word; since `approved_at` it has it, until all of it is done."""

segment_cooling = Table(
    "segment_cooling",
    metadata,
    Column("segment_id", CODE, ForeignKey("segment.id"), primary_key=True),
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("until", INSTANT, nullable=False),
    Index("segment_cooling_until_idx", "until"),
)
"""Customers for whom a segment has acted lately: until then nothing more is done about them."""

segment_deed = Table(
    "segment_deed",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("segment_id", CODE, ForeignKey("segment.id"), nullable=False),
    Column("kind", CODE, nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("actions", JSON, nullable=False),
    Column("customers", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("done", JSON, nullable=False),
    Column("undone_at", INSTANT),
    Column("undone_by", CODE),
    Index("segment_deed_segment_id_idx", "segment_id", "id"),
)
"""What was done to whom: because they "entered" or "left", by which actions; `done` says by bitmap what that changed."""

customer_group = Table(
    "customer_group",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("segment_id", CODE, nullable=False),
    Column("since", INSTANT, nullable=False),
)
"""The group that counts for a customer, by which segment, none for one that they were moved to; who has no row is in the
group that the shop says."""

customer_group_moved = Table(
    "customer_group_moved",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("since", INSTANT, nullable=False),
)
"""The group that a customer was moved to, which counts when no segment gives one."""

customer_tag = Table(
    "customer_tag",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("folded", CODE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("since", INSTANT, nullable=False),
)
"""The tags that segments have given a customer, besides those of the shop."""

segment_check = Table(
    "segment_check",
    metadata,
    Column("segment_id", CODE, ForeignKey("segment.id"), primary_key=True),
    Column("checked_at", INSTANT, nullable=False),
    Column("missing", Integer, nullable=False),
    Column("surplus", Integer, nullable=False),
    Column("customers", JSON, nullable=False),
)
"""How a segment's members compared with a computation from nothing: how many were missing, how many too many, and some of
them by id."""
