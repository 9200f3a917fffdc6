"""The journal's tables: entries, their positions, and who is who.

`journal` is only ever added to; a row is not rewritten when it gets its
position, only when its customer is erased or its body has moved to Parquet.
Entries are in order of (epoch, xid, seq): a lower `seq` may commit later, a
lower `xid` below `pg_snapshot_xmin` can not. `epoch` is the books' and grows
when the database was restored to another server.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Identity, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.types import UserDefinedType

from regulars.books.metadata import CODE, INSTANT, JSON, SENTENCE, metadata


class Xid8(UserDefinedType[str]):
    """A transaction id that never wraps around."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    Column("xid", Xid8, nullable=False, server_default=text("pg_current_xact_id()")),
    Column("updated_at", INSTANT, nullable=False),
    Column("received_at", INSTANT, nullable=False),
    Column(
        "digest", LargeBinary, nullable=False, doc="six bytes of time, ten of a hash: the same delivery has the same"
    ),
    Column("epoch", Integer, nullable=False),
    Column("customer_id", Integer, doc="given by decisions; a shop's entries get theirs with the position"),
    Column("live", Boolean, nullable=False),
    Column("asks_points", Boolean, nullable=False),
    Column("verified", Boolean, doc="of a customer's e-mail"),
    Column("type", CODE, nullable=False),
    Column("key", CODE, nullable=False, doc="external_id, or an event's id"),
    Column("customer", CODE, doc="the shop's id of the customer that the entry is about"),
    Column("email", CODE, doc="trimmed and folded"),
    Column("store", CODE),
    Column("owner_type", CODE, doc="the entry names nobody: its customer is that of the latest entry of this type …"),
    Column("owner_key", CODE, doc="… and key, as a refund's is its order's"),
    Column("deed", CODE, doc="what many entries were appended by, such as an import"),
    Column("body", LargeBinary, doc="canonical JSON; null when it has moved to Parquet"),
)
Index("journal_digest_key", journal.c.digest, unique=True)
Index("journal_order_idx", journal.c.epoch, journal.c.xid, journal.c.seq)
Index(
    "journal_many_idx",
    journal.c.epoch,
    journal.c.xid,
    journal.c.seq,
    postgresql_where=text("type = 'decision.points_posted' and deed is not null"),
)
Index(
    "journal_owner_idx",
    journal.c.key,
    journal.c.type,
    postgresql_where=text(
        "type in ('order', 'refund', 'cart', 'wishlist_item', 'product_view', 'review', 'subscription', 'login')"
    ),
)

Index(
    "journal_record_idx",
    journal.c.key,
    journal.c.type,
    postgresql_where=text("type in ('customer', 'category', 'list', 'product')"),
)

journal_stamp = Table(
    "journal_stamp",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False, unique=True),
    Column("customer_id", Integer),
    Column("live", Boolean, nullable=False),
)
"""Dense positions, from 1; `customer_id` is who the entry was about when it was stamped.

It has no index: only an erasure looks customers up here, by reading the table (measured at 4 million entries: 0.3 s).
An index finds them in 0.1 ms and makes stamping, which every entry goes through, 1.6 times as long; a block range
index finds nothing, for everybody's entries are spread over all of it.
"""

journal_mark = Table(
    "journal_mark",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("xid", Xid8, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("customers", Integer, nullable=False),
    Column("many_epoch", Integer, nullable=False),
    Column("many_xid", Xid8, nullable=False),
    Column("many_seq", BigInteger, nullable=False),
    Column("many_position", BigInteger, nullable=False),
)
"""How far entries are stamped, those of deeds over many in a lane of their own, and the last customer id handed out: one
row, locked by whoever stamps."""

journal_reader = Table(
    "journal_reader",
    metadata,
    Column("name", CODE, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("batch_until", BigInteger),
    Column("batch_now", INSTANT),
)
"""How far a reader has come, and the batch it has begun with the `now` that it goes by."""

journal_archive = Table(
    "journal_archive",
    metadata,
    Column("file", CODE, primary_key=True),
    Column("first_position", BigInteger, nullable=False),
    Column("last_position", BigInteger, nullable=False),
    Column("entries", BigInteger, nullable=False),
)
"""Parquet files in the data directory that hold the bodies of old months."""

customer_identity = Table(
    "customer_identity",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("external_id", CODE, doc="null for a guest"),
    Column("email", CODE),
    Column("store", CODE),
    Column("verified", Boolean, nullable=False),
    Column("updated_at", INSTANT, doc="of the customer record that e-mail and store are from"),
    Column("position", BigInteger, nullable=False, doc="of the first mention"),
)
Index("customer_identity_external_id_key", customer_identity.c.external_id, unique=True)
Index("customer_identity_email_idx", customer_identity.c.email)

customer_alias = Table(
    "customer_alias",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("into_id", Integer, nullable=False, doc="who it is today"),
    Column("merged_into_id", Integer, nullable=False, doc="whom it was merged into then"),
    Column("position", BigInteger, nullable=False),
)
Index("customer_alias_into_id_idx", customer_alias.c.into_id)
Index("customer_alias_position_idx", customer_alias.c.position)

import_run = Table(
    "import_run",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("content", CODE, nullable=False, unique=True, doc="digest of the file and of how it is read"),
    Column("name", Text, nullable=False),
    Column("format", CODE, nullable=False),
    Column("options", JSON, nullable=False),
    Column("live", Boolean, nullable=False),
    Column("asks_points", Boolean, nullable=False),
    Column("actor", CODE, nullable=False),
    Column("state", CODE, nullable=False),
    Column("size", BigInteger, nullable=False, doc="bytes"),
    Column("place", BigInteger, nullable=False, doc="bytes or rows that are done with"),
    Column("line", BigInteger, nullable=False),
    Column("accepted", BigInteger, nullable=False),
    Column("repeated", BigInteger, nullable=False),
    Column("refused", BigInteger, nullable=False),
    Column(
        "remarked", BigInteger, nullable=False, doc="documents that are taken, but something about them is to be known"
    ),
    Column("started_at", INSTANT, nullable=False),
    Column("finished_at", INSTANT),
    Column("header", Text, doc="the names of its columns as JSON, where rows of it were refused"),
)
"""Imports of files, known by their content, and how far each has come."""


def _of_lines(name: str) -> Table:
    """What is to be told of an import's lines."""
    return Table(
        name,
        metadata,
        Column("import_id", BigInteger, primary_key=True, autoincrement=False),
        Column("n", BigInteger, primary_key=True, autoincrement=False),
        Column("line", BigInteger, nullable=False),
        Column("field", SENTENCE, nullable=False, doc="a column as it is headed, or what a field is called"),
        Column("code", CODE, nullable=False),
        Column("reason", SENTENCE, nullable=False),
    )


import_reject = _of_lines("import_reject")
"""What was wrong in an import, one row a fault."""

import_remark = _of_lines("import_remark")
"""What is to be known of documents that an import took all the same."""

import_row = Table(
    "import_row",
    metadata,
    Column("import_id", BigInteger, primary_key=True, autoincrement=False),
    Column("line", BigInteger, primary_key=True, autoincrement=False),
    Column("cells", Text, doc="as they came, as JSON in ASCII: of bytes outside of the file's encoding too"),
)
"""The rows that were refused, as they came; forgotten after a while."""
