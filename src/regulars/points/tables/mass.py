"""Deeds over many customers."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Integer, LargeBinary, Table, Text, text

from regulars.books.metadata import CODE, INSTANT, JSON, metadata

points_mass = Table(
    "points_mass",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("points", BigInteger, nullable=False, doc="to each customer; less than zero: off each"),
    Column("ledger_id", Integer, ForeignKey("points_ledger.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("shortage", CODE, nullable=False),
    Column("audience", JSON, nullable=False, doc="who was asked for"),
    Column("starts_at", INSTANT, nullable=False),
    Column("ends_at", INSTANT, doc="when the lots given end"),
    Column("inactivity", CODE, doc="how that end moves when a customer earns or spends"),
    Column("customers", LargeBinary, nullable=False, doc="a Roaring bitmap: whom it is for, taken once"),
    Column("size", Integer, nullable=False),
    Column("place", Integer, nullable=False, server_default=text("0"), doc="how many of them are done"),
    Column("state", CODE, nullable=False, server_default="running"),
    Column("taken_back", Integer, nullable=False, server_default=text("0"), doc="how many of those are undone"),
    Column("undo_shortage", CODE, nullable=False, server_default="owe"),
    Column("undo_reason", Text),
    Column("moved", BigInteger, nullable=False, server_default=text("0"), doc="by how much customers' points changed"),
    Column("passed_over", Integer, nullable=False, server_default=text("0"), doc="who was gone by then"),
    Column("short", Integer, nullable=False, server_default=text("0"), doc="customers"),
    Column("short_points", BigInteger, nullable=False, server_default=text("0")),
    Column("actor", CODE, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("finished_at", INSTANT),
    Column("job_id", BigInteger),
)
"""A deed over many customers: running → done → undoing → undone, or refusing → refused."""

points_mass_lane = Table(
    "points_mass_lane",
    metadata,
    Column("mass_id", BigInteger, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("begins", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("place", Integer, nullable=False, doc="those from begins to here are done"),
    Column("taken_back", Integer, nullable=False, doc="those from begins to here are undone"),
)
"""Parts of a mass transaction's customers, by their places in the bitmap, each gone through by itself."""

points_mass_short = Table(
    "points_mass_short",
    metadata,
    Column("mass_id", BigInteger, primary_key=True, autoincrement=False),
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("points", BigInteger, nullable=False),
)
"""By how much customers had too few points for a mass transaction that takes some."""
