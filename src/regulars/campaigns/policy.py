"""What holds over all campaigns: how many mails a customer is sent at most, in so many days."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import Conflict

from .tables import campaign_policy


class PolicyChanged(Conflict):
    """Somebody else has changed it meanwhile."""

    code = "changed"

    def __init__(self, *, version: int) -> None:
        super().__init__(f"this was changed meanwhile and is at version {version}; look at it again")
        self.version = version


class Policy(NamedTuple):
    """At most `most_mails` in `days`; one too many is dropped, or waits. None: as many as there are."""

    most_mails: int | None
    days: int
    drops: bool
    version: int
    updated_at: datetime


_QUERY = sa.select(*(campaign_policy.c[name] for name in Policy._fields)).where(campaign_policy.c.id == 1)


def get(unit: Unit, *, lock: bool = False) -> Policy:
    """The policy as it is."""
    return Policy(*unit.connection.execute(_QUERY.with_for_update() if lock else _QUERY).one())


def change(unit: Unit, *, version: int, most_mails: int | None, days: int, drops: bool) -> Policy:
    """Change it; raises `PolicyChanged` when `version` is not the present one."""
    now = get(unit, lock=True)
    if now.version != version:
        raise PolicyChanged(version=now.version)
    said = {"most_mails": most_mails, "days": days, "drops": drops}
    changed = sa.update(campaign_policy).values(**said, version=version + 1, updated_at=unit.now)
    unit.connection.execute(changed.where(campaign_policy.c.id == 1))
    unit.audit("campaign_policy.changed", "campaign_policy", said)
    return get(unit)
