"""What customers have and how it came about: balances, transactions and their entries, lots, holds."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Sequence, Table, Text, text

from regulars.books.metadata import CODE, INSTANT, metadata

transaction_ids = Sequence("points_transaction_id", metadata=metadata, cache=1)
lot_ids = Sequence("points_lot_id", metadata=metadata, cache=1)

points_balance = Table(
    "points_balance",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("ledger_id", Integer, primary_key=True, autoincrement=False),
    Column("pending", BigInteger, nullable=False, server_default=text("0")),
    Column("available", BigInteger, nullable=False, server_default=text("0")),
    Column("held", BigInteger, nullable=False, server_default=text("0")),
    Column("debt", BigInteger, nullable=False, server_default=text("0")),
)
"""A customer's accounts as posted. Its row is the lock on the customer's lots and holds.

`debt` is what is owed, zero or more: the account of that name stands at its negative.
"""

points_transaction = Table(
    "points_transaction",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", INSTANT, nullable=False, doc="when it holds from"),
    Column("posted_at", INSTANT, nullable=False),
    Column("points", BigInteger, nullable=False, doc="by how much it changed what the customer has, less what is owed"),
    Column("customer_id", Integer, nullable=False),
    Column("ledger_id", Integer, nullable=False),
    Column("rule_id", Integer),
    Column("deed", CODE, nullable=False),
    Column("key", CODE, nullable=False),
    Column("order", CODE),
    Column("reason", Text),
    Column("undoes", CODE, doc="the key of what it undid"),
    Column("batch", CODE, doc="the deed over many customers that it is part of"),
    Column("actor", CODE, nullable=False),
    Index("points_transaction_key_key", "key", unique=True),
    Index("points_transaction_customer_id_idx", "customer_id", "at", "id"),
    Index("points_transaction_at_idx", "at", "id"),
)

points_entry = Table(
    "points_entry",
    metadata,
    Column("transaction_id", BigInteger, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("account", CODE, nullable=False),
    Column("customer_id", Integer, doc="null on the shop's accounts"),
    Column("lot_id", BigInteger),
    Column("points", BigInteger, nullable=False),
)

points_lot = Table(
    "points_lot",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("customer_id", Integer, nullable=False),
    Column("ledger_id", Integer, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("remaining", BigInteger, nullable=False),
    Column("held", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("ended", BigInteger, nullable=False),
    Column("reversed", BigInteger, nullable=False),
    Column("adjusted", BigInteger, nullable=False),
    Column("starts_at", INSTANT, doc="null: it waits for what `awaits` says"),
    Column("ends_at", INSTANT),
    Column("opened", Boolean, nullable=False),
    Column("endings", Integer, nullable=False),
    Column("source", CODE, nullable=False),
    Column("rule_id", Integer),
    Column("order", CODE),
    Column("key", CODE, nullable=False, doc="of the transaction that brought it"),
    Column("inactivity", CODE, doc="how its end moves when the customer earns or spends, such as 12 months"),
    Column("awaits", CODE, doc="what it waits for, or waited for, as JSON; see `model.awaiting.Awaited`"),
    Index("points_lot_customer_id_idx", "customer_id", "ledger_id"),
    Index(
        "points_lot_due_idx",
        "customer_id",
        "ledger_id",
        postgresql_where=text("remaining > 0 and (not opened or ends_at is not null)"),
    ),
    Index(
        "points_lot_inactivity_idx",
        "customer_id",
        postgresql_where=text("inactivity is not null"),
    ),
    Index(
        "points_lot_ends_at_idx", "ends_at", postgresql_where=text("opened and remaining > 0 and ends_at is not null")
    ),
    Index("points_lot_starts_at_idx", "starts_at", postgresql_where=text("not opened and remaining > 0")),
    Index("points_lot_awaits_idx", "customer_id", postgresql_where=text("starts_at is null")),
    Index(
        "points_lot_deadline_idx",
        "ends_at",
        postgresql_where=text("starts_at is null and remaining > 0 and ends_at is not null"),
    ),
)

points_hold = Table(
    "points_hold",
    metadata,
    Column("key", CODE, primary_key=True),
    Column("customer_id", Integer, nullable=False),
    Column("ledger_id", Integer, nullable=False),
    Column("lapses_at", INSTANT, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("reason", Text),
    Index("points_hold_customer_id_idx", "customer_id", "ledger_id", postgresql_where=text("open")),
    Index("points_hold_lapses_at_idx", "lapses_at", postgresql_where=text("open")),
)

points_draw = Table(
    "points_draw",
    metadata,
    Column("hold_key", CODE, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("lot_id", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("captured", BigInteger, nullable=False),
    Column("released", BigInteger, nullable=False),
    Column("returned", BigInteger, nullable=False),
    Index("points_draw_lot_id_idx", "lot_id"),
)
"""What a hold took from which lot, in the order of drawing."""
