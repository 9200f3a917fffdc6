"""The tables of mail templates."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Identity, Integer, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY

from regulars.books.metadata import CODE, INSTANT, JSON, metadata

mail_template = Table(
    "mail_template",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", CODE, nullable=False, doc="marketing or transactional, as the draft says"),
    Column("draft", JSON, nullable=False, doc="what is edited"),
    Column("revision", Integer, nullable=False, doc="counts what was saved, so that two who save don't lose anything"),
    Column("version", Integer, nullable=False, server_default=text("0"), doc="the last that was published"),
    Column("version_revision", Integer, doc="the revision that was published last"),
    Column("starter", CODE, doc="what it was begun from"),
    Column("archived_at", INSTANT),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
    Column("updated_by", CODE, nullable=False),
)

mail_template_version = Table(
    "mail_template_version",
    metadata,
    Column("template_id", Integer, ForeignKey("mail_template.id"), primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, doc="what the template was called then"),
    Column("document", JSON, nullable=False),
    Column("compiled", JSON, nullable=False, doc="HTML and text with nothing but Liquid left in them"),
    Column("uses", ARRAY(Text), nullable=False, doc="the sources of values that it looks at"),
    Column("needs", ARRAY(Text), nullable=False, doc="those that whatever sends it must give"),
    Column("created_at", INSTANT, nullable=False),
    Column("created_by", CODE, nullable=False),
)
"""Never changed: a mail that waits is written by the version that it was queued with."""
