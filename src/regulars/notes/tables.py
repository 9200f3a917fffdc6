"""The table of notes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, Table, Text

from regulars.books.metadata import CODE, INSTANT, metadata

customer_note = Table(
    "customer_note",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("customer_id", Integer, nullable=False, doc="as it was written; may have become another since"),
    Column("text", Text, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("created_by", CODE, nullable=False),
    Column("changed_at", INSTANT),
    Column("changed_by", CODE),
    Column("version", Integer, nullable=False),
    Index("customer_note_customer_idx", "customer_id", "id"),
)
