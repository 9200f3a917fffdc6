"""The books' own tables: settings, audit, answers kept, outbox, jobs."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, LargeBinary, Table, Text, func, text

from .metadata import CODE, INSTANT, JSON, SENTENCE, SENTENCES, metadata

setting = Table(
    "setting",
    metadata,
    Column("name", CODE, primary_key=True),
    Column("value", JSON, nullable=False),
)
"""What the installation decided once: currency, time zone, the demo's shift …"""

epoch = Table(
    "epoch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("server", CODE, nullable=False),
    Column("xid", BigInteger, nullable=False),
)
"""Which server's transaction ids count, and the last of them seen: one row."""

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("at", INSTANT, nullable=False),
    Column("actor", CODE, nullable=False),
    Column("action", CODE, nullable=False),
    Column("subject", CODE, nullable=False),
    Column("details", JSON, nullable=False, server_default=text("'{}'")),
    Index("audit_subject_idx", "subject", "id"),
    Index("audit_shown_idx", "id", postgresql_where=text("action <> 'records.sent'")),
)
"""Who changed what: `actor` is "user:3", "key:7", "system" …, `subject` "segment:12"."""

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("api_key", CODE, primary_key=True),
    Column("route", CODE, primary_key=True),
    Column("key", CODE, primary_key=True),
    Column("body_digest", LargeBinary, nullable=False),
    Column("answer", JSON),
    Column("created_at", INSTANT, nullable=False),
    Index("idempotency_key_created_at_idx", "created_at"),
)
"""Answers already given, kept 30 days."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("topic", CODE, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("due_at", INSTANT, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("claimed_until", INSTANT),
    Column("delivered_at", INSTANT),
    Column("error", Text),
    Index("outbox_due_idx", "topic", "due_at", "id", postgresql_where=text("delivered_at is null")),
    Index("outbox_delivered_at_idx", "delivered_at", postgresql_where=text("delivered_at is not null")),
)
"""What must happen after a commit; stored in the transaction that decided it."""

job = Table(
    "job",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("kind", CODE, nullable=False),
    Column("title", SENTENCE, nullable=False),
    Column("actor", CODE, nullable=False),
    Column("args", JSON, nullable=False, server_default=text("'{}'")),
    Column("state", CODE, nullable=False, server_default="waiting"),
    Column("done", BigInteger, nullable=False, server_default=text("0")),
    Column("total", BigInteger),
    Column("unit", Text, nullable=False, server_default=""),
    Column("result", SENTENCES),
    Column("error", SENTENCE),
    Column("created_at", INSTANT, nullable=False, server_default=func.now()),
    Column("started_at", INSTANT),
    Column("finished_at", INSTANT),
    Index("job_kind_idx", "kind", "id"),
)
"""Long work and how far it is: waiting, running, done, failed or cancelled."""
