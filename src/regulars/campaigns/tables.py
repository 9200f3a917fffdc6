"""The tables of campaigns: what is drawn, what was published, who is on the way, and where they have been.

A run is a row that waits at a node: it costs an entry of an index and no memory.
Runs and steps are written by the thousand, so they name their campaign without
foreign keys.
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
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

from regulars.books.metadata import CODE, INSTANT, JSON, metadata

campaign = Table(
    "campaign",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", CODE, nullable=False, doc="draft, test, running, paused, ended or archived"),
    Column("draft", JSON, nullable=False, doc="a `model.definition.Draft`"),
    Column("form", JSON, doc="of a rewards workflow, a `model.workflows.Workflow` that the draft is drawn by"),
    Column("revision", Integer, nullable=False, doc="counts changes of the draft"),
    Column("version", Integer, doc="the one that customers enter; none before the first was published"),
    Column("published_revision", Integer, doc="the draft's revision that this version was made of"),
    Column("test_address", Text, doc="where all mails go in test mode"),
    Column("resumes_as", CODE, doc="running or test: what it was when it was paused"),
    Column("since", INSTANT, doc="only what happens from then on lets anybody enter"),
    Column("looked_at", INSTANT, doc="up to when what time brings was looked for"),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
)

campaign_version = Table(
    "campaign_version",
    metadata,
    Column("campaign_id", Integer, ForeignKey("campaign.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", JSON, nullable=False, doc="a `model.definition.Draft` that was found right"),
    Column("published_at", INSTANT, nullable=False),
    Column("published_by", CODE, nullable=False),
)
"""What was published; never changed, for runs go by it."""

campaign_run = Table(
    "campaign_run",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("campaign_id", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("customer_id", Integer, nullable=False),
    Column("key", CODE, nullable=False, doc="the occasion by which it was entered: a date, an order, a stay, an event"),
    Column("node", CODE, nullable=False, doc="where it is, or where it ended"),
    Column("step", Integer, nullable=False, doc="how many nodes it has left; guards each step"),
    Column("due_at", INSTANT, doc="when it is looked at next; null when it waits for no time, or is over"),
    Column("deadline_at", INSTANT, doc="when what it waits for has not happened"),
    Column("after_seq", BigInteger, doc="the last entry of the journal that it brought about"),
    Column("about", JSON, nullable=False, doc="what mails and logs are told of the occasion"),
    Column("causes", ARRAY(Integer), nullable=False, doc="the campaigns by which it came about, the earliest first"),
    Column("entered_at", INSTANT, nullable=False),
    Column("backfill_id", Integer, doc="the back-fill by which it was entered; null: as it happened"),
    Column("in_test", Boolean, nullable=False, server_default=text("false"), doc="whether it was entered in test mode"),
    Column("goal_at", INSTANT),
    Column("ended_at", INSTANT),
    Column("ended_by", CODE, doc="end, goal, order, event, left, campaign, hand or moved"),
    Index("campaign_run_key_key", "campaign_id", "customer_id", "key", unique=True),
    Index("campaign_run_due_idx", "campaign_id", "due_at", "id", postgresql_where=text("due_at is not null")),
    Index("campaign_run_open_idx", "customer_id", "campaign_id", postgresql_where=text("ended_at is null")),
    Index("campaign_run_customer_idx", "customer_id", "id"),
    Index("campaign_run_backfill_idx", "backfill_id", postgresql_where=text("backfill_id is not null")),
    Index("campaign_run_node_idx", "campaign_id", "version", "node", "id", postgresql_where=text("ended_at is null")),
)

campaign_run_step = Table(
    "campaign_run_step",
    metadata,
    Column("run_id", BigInteger, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("node", CODE, nullable=False),
    Column("branch", CODE, doc="by which it was left; null when the run ended there"),
    Column("at", INSTANT, nullable=False),
    Column("done", JSON, doc="what was done or found: points, a coupon, why it was passed over"),
)
"""The nodes that a run has left, in their order."""

campaign_tally = Table(
    "campaign_tally",
    metadata,
    Column("campaign_id", Integer, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("node", CODE, primary_key=True, doc="empty: entered"),
    Column("branch", CODE, primary_key=True, doc="by which it was left; empty: ended there"),
    Column("hour", INSTANT, primary_key=True),
    Column("runs", BigInteger, nullable=False),
)
"""How many have left each node by which branch, hour by hour: the numbers on the canvas."""

campaign_arrival = Table(
    "campaign_arrival",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("campaign_id", Integer, nullable=False),
    Column("key", CODE, nullable=False, doc="the occasion, the same for all of them"),
    Column("at", INSTANT, nullable=False),
    Column("about", JSON, nullable=False),
    Column("causes", ARRAY(Integer), nullable=False),
    Column("customers", LargeBinary, nullable=False, doc="a bitmap"),
    Column("place", Integer, nullable=False, doc="how many of them were looked at"),
)
"""Many who are to enter by one occasion, a chunk a transaction."""

campaign_backfill = Table(
    "campaign_backfill",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("campaign_id", Integer, nullable=False),
    Column("version", Integer, nullable=False, doc="whose trigger is looked for, and which customers enter"),
    Column("since", INSTANT, nullable=False),
    Column("until", INSTANT, nullable=False),
    Column("preview_job", BigInteger, doc="the job that says who would enter"),
    Column("job", BigInteger, doc="the job that lets them enter; null before it was asked for"),
    Column("reached", Date, doc="the local day up to which everybody has entered"),
    Column("entered", Integer, nullable=False, doc="how many have"),
    Column("created_at", INSTANT, nullable=False),
    Column("created_by", CODE, nullable=False),
    Index("campaign_backfill_campaign_idx", "campaign_id", "id"),
)
"""Periods of the past that customers enter a campaign by, because somebody has asked for it."""

campaign_timer = Table(
    "campaign_timer",
    metadata,
    Column("campaign_id", Integer, primary_key=True),
    Column("key", CODE, primary_key=True, doc="what is waited about, such as a cart"),
    Column("customer_id", Integer, nullable=False),
    Column("since", INSTANT, nullable=False, doc="when it last changed"),
    Column("due_at", INSTANT, nullable=False),
    Index("campaign_timer_due_idx", "campaign_id", "due_at"),
    Index("campaign_timer_customer_idx", "customer_id"),
)
"""What lets somebody enter if it stays as it is until then: carts that are left alone."""

campaign_awaited = Table(
    "campaign_awaited",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
)
"""The last entries of the journal that steps brought about and that the facts don't know yet: conditions wait for them."""

campaign_policy = Table(
    "campaign_policy",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("most_mails", Integer, doc="so many at most to a customer in so many days; null: as many as there are"),
    Column("days", Integer, nullable=False),
    Column("drops", Boolean, nullable=False, doc="whether one too many is dropped; else it waits"),
    Column("quiet_hours", JSON, doc="when mails that advertise wait; null: never"),
    Column("time_zone_of", CODE, doc="the attribute of customers that holds their time zone; null: the shop's counts"),
    Column("too_late", JSON, doc="after how long a mail is dropped; null: none is"),
    Column("version", Integer, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
)
"""What holds over all campaigns: one row."""
