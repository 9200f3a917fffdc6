"""Leases: work that one process at a time may do.

A lease ends by itself, so that a killed process holds nobody up for long. Who
works under one renews it, and checks it again inside the transaction that
stores what came of the work.
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from regulars.core.errors import Conflict

from .tables import lease
from .unit import Unit


class LeaseLost(Conflict):
    """Another process has taken over what we were doing."""

    code = "lease.lost"

    def __init__(self, name: str) -> None:
        super().__init__(f"another process is doing this already ({name}); wait until it is done")
        self.name = name


def acquire(unit: Unit, name: str, holder: str, lasting: timedelta) -> bool:
    """Take or renew a lease; False when somebody else holds it."""
    statement = insert(lease).values(name=name, holder=holder, until=unit.now + lasting)
    taken = unit.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": statement.excluded.holder, "until": statement.excluded.until},
            where=(lease.c.holder == holder) | (lease.c.until <= unit.now),
        ).returning(lease.c.name)
    )
    return taken.first() is not None


def hold(unit: Unit, name: str, holder: str, lasting: timedelta) -> None:
    """Take or renew a lease in this transaction; raises `LeaseLost` when somebody else holds it."""
    if not acquire(unit, name, holder, lasting):
        raise LeaseLost(name)


def release(unit: Unit, name: str, holder: str) -> None:
    """Give a lease back, if it is still ours."""
    unit.connection.execute(sa.delete(lease).where(lease.c.name == name, lease.c.holder == holder))
