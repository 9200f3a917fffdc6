"""Who may come in: people, their sessions, and the keys of programs."""

from __future__ import annotations

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, ForeignKey, Identity, Index, LargeBinary, Table, Text, text

from regulars.books.metadata import CODE, INSTANT, metadata

user_account = Table(
    "user_account",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("email", Text, nullable=False),
    Column("email_folded", CODE, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", CODE, nullable=False),
    Column("password_hash", CODE, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("disabled_at", INSTANT),
)
"""People who sign in here; a disabled one stays, because the audit names them."""

session = Table(
    "session",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("user_id", BigInteger, ForeignKey(user_account.c.id, ondelete="cascade"), nullable=False),
    Column("token_digest", LargeBinary, nullable=False, unique=True),
    Column("created_at", INSTANT, nullable=False),
    Column("ends_at", INSTANT, nullable=False),
    Index("session_user_id_idx", "user_id"),
    Index("session_ends_at_idx", "ends_at"),
)
"""Who is signed in; only a digest of the cookie is kept."""

api_key = Table(
    "api_key",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("name", Text, nullable=False),
    Column("publishable", Boolean, nullable=False),
    Column("scopes", ARRAY(CODE), nullable=False, server_default=text("'{}'")),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("hint", CODE, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("created_by", CODE, nullable=False),
    Column("revoked_at", INSTANT),
)
"""Keys of programs; `hint` is the last four letters, to tell keys apart."""
