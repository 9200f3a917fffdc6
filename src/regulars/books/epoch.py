"""Which server's transaction ids we are counting in.

A database that was dumped and restored keeps the transaction ids that its
rows were written with, and they mean nothing on the new server. So each start
looks whether this is still the same server; if not, a new epoch begins, and
whatever is ordered by transaction id is ordered by epoch first.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from .tables import epoch

_SERVER = sa.text("select system_identifier::text from pg_control_system()")
_XID = sa.text("select pg_current_xact_id()::text::numeric")


def notice(connection: Connection) -> int:
    """The epoch of this server, a new one when the database came from another; part of the caller's transaction."""
    kept = connection.execute(sa.select(epoch).with_for_update()).one()
    server = _server(connection)
    xid = int(connection.execute(_XID).scalar_one())
    moved = kept.server not in ("", server) or xid < kept.xid
    number: int = kept.number + 1 if moved else kept.number
    connection.execute(sa.update(epoch).values(number=number, server=server, xid=xid))
    return number


def _server(connection: Connection) -> str:
    """What tells servers apart; where we may not ask, only transaction ids that run backwards give it away."""
    may = connection.scalar(sa.text("select has_function_privilege('pg_control_system()', 'execute')"))
    return str(connection.execute(_SERVER).scalar_one()) if may else ""
