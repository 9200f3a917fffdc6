"""The tables of the webhooks: who wants to be told, what was announced, and how far it has come to each."""

from __future__ import annotations

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, ForeignKey, Identity, Index, Integer, Table, Text, text

from regulars.books.metadata import CODE, INSTANT, JSON, SENTENCE, metadata

webhook_endpoint = Table(
    "webhook_endpoint",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("url", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("every_type", Boolean, nullable=False),
    Column("types", ARRAY(CODE), nullable=False, server_default=text("'{}'")),
    Column("secret", CODE, nullable=False),
    Column("old_secrets", JSON, nullable=False, server_default=text("'[]'"), doc="secret and until, which sign too"),
    Column("state", CODE, nullable=False, server_default="active", doc="active, paused or disabled"),
    Column("disabled_reason", SENTENCE),
    Column("leave_alone_until", INSTANT, doc="the endpoint has asked for it"),
    Column("failing_since", INSTANT, doc="the first failure after the last arrival"),
    Column("last_failed_at", INSTANT),
    Column("last_delivered_at", INSTANT),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
    Column("removed_at", INSTANT, doc="kept until what was sent to it is forgotten"),
)
"""Where a shop wants to be told."""

webhook_message = Table(
    "webhook_message",
    metadata,
    Column("id", CODE, primary_key=True, server_default=text("'msg_' || replace(gen_random_uuid()::text, '-', '')")),
    Column("type", CODE, nullable=False),
    Column("body", Text, nullable=False, doc="what is sent and signed, to the letter"),
    Column("created_at", INSTANT, nullable=False),
    Index("webhook_message_created_at_idx", "created_at"),
)
"""What was announced; its id is the `webhook-id` of every attempt."""

webhook_delivery = Table(
    "webhook_delivery",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("message_id", CODE, nullable=False),
    Column("endpoint_id", BigInteger, ForeignKey("webhook_endpoint.id"), nullable=False),
    Column("state", CODE, nullable=False, server_default="waiting", doc="waiting, failed, delivered or given_up"),
    Column("attempts", Integer, nullable=False, server_default=text("0"), doc="since it was made or last replayed"),
    Column("created_at", INSTANT, nullable=False),
    Column("next_at", INSTANT, doc="when it is tried next, if it is"),
    Column("claimed_until", INSTANT, doc="somebody is sending it"),
    Column("last_status", Integer),
    Column("last_error", SENTENCE),
    Column("last_attempt_at", INSTANT),
    Column("delivered_at", INSTANT),
    Index(
        "webhook_delivery_due_idx",
        "endpoint_id",
        "next_at",
        "id",
        postgresql_where=text("state in ('waiting', 'failed')"),
    ),
    Index("webhook_delivery_endpoint_idx", "endpoint_id", "id"),
    Index("webhook_delivery_message_idx", "message_id"),
    Index("webhook_delivery_created_at_idx", "created_at"),
)
"""A message on its way to an endpoint. Written by the thousand, so it names its message without a foreign key."""

webhook_attempt = Table(
    "webhook_attempt",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("delivery_id", BigInteger, ForeignKey("webhook_delivery.id", ondelete="cascade"), nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("duration_ms", Integer, nullable=False),
    Column("status", Integer),
    Column("error", SENTENCE),
    Column("answer", Text, nullable=False, server_default="", doc="the first 1,000 characters"),
    Index("webhook_attempt_delivery_idx", "delivery_id", "id"),
)
"""Each time something was sent, and what was answered."""
