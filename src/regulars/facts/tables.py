"""What the books keep about the facts: the attributes that the shop has declared."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Table, Text, text

from regulars.books.metadata import CODE, INSTANT, JSON, metadata

attribute_declaration = Table(
    "attribute_declaration",
    metadata,
    Column("subject", CODE, primary_key=True),
    Column("name", CODE, primary_key=True),
    Column("type", CODE, nullable=False),
    Column("label", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("default", JSON),
    Column("history", Boolean, nullable=False, server_default=text("false")),
    Column("declared_at", INSTANT, nullable=False),
)
