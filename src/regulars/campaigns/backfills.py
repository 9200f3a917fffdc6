"""Back-fills: what happened in a period of the past lets customers enter a campaign that runs, once somebody asks for it.

A back-fill is made with a preview, and done only when it is started after that.
How far it has come is written down with whoever has entered, so that one that
was broken off goes on where it was.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from pyroaring import BitMap

from regulars.books import Unit
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import say

from . import book
from .book import RUNNING, Campaign, NotSo
from .tables import campaign_backfill


class OtherVersion(Conflict):
    """Another version has been published since the preview, so who would enter may be others."""

    code = "campaign.other_version"

    def __init__(self, *, version: int, previewed: int) -> None:
        super().__init__(
            say(
                "version {version} runs now and the preview is of version {previewed}; look at a new preview",
                version=version,
                previewed=previewed,
            )
        )
        self.version = version
        self.previewed = previewed


class Backfill(NamedTuple):
    """A period, `since` excluded and `until` included, and how far the back-fill over it has come."""

    id: int
    campaign_id: int
    version: int
    since: datetime
    until: datetime
    preview_job: int | None
    job: int | None
    reached: date | None
    entered: int
    created_at: datetime
    created_by: str


_COLUMNS = [campaign_backfill.c[name] for name in Backfill._fields]


def running(unit: Unit, campaign_id: int, *, version: int | None = None) -> Campaign:
    """The campaign, if customers can enter it now, by `version` where one is meant; raises `NotSo`, `OtherVersion`."""
    found = book.get(unit, campaign_id)
    if found.state not in RUNNING:
        raise NotSo(found.state, "back-filled", RUNNING)
    assert found.version is not None
    if version is not None and found.version != version:
        raise OtherVersion(version=found.version, previewed=version)
    return found


def create(unit: Unit, campaign_id: int, *, since: datetime, until: datetime) -> Backfill:
    """Make a back-fill of a campaign that runs; nobody enters by it yet."""
    values = {"campaign_id": campaign_id, "version": running(unit, campaign_id).version, "since": since, "until": until}
    made = sa.insert(campaign_backfill).values(**values, entered=0, created_at=unit.now, created_by=unit.actor)
    return Backfill(*unit.connection.execute(made.returning(*_COLUMNS)).one())


def get(unit: Unit, id: int, *, of: int | None = None, lock: bool = False) -> Backfill:
    """One back-fill, `of` a campaign; raises `NotFound`."""
    query = sa.select(*_COLUMNS).where(campaign_backfill.c.id == id)
    if of is not None:
        query = query.where(campaign_backfill.c.campaign_id == of)
    row = unit.connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("back-fill", str(id))
    return Backfill(*row)


def listed(unit: Unit, campaign_id: int, *, before: int | None, limit: int) -> list[Backfill]:
    """The back-fills of a campaign, the latest first."""
    query = sa.select(*_COLUMNS).where(campaign_backfill.c.campaign_id == campaign_id)
    if before is not None:
        query = query.where(campaign_backfill.c.id < before)
    return [
        Backfill(*row) for row in unit.connection.execute(query.order_by(campaign_backfill.c.id.desc()).limit(limit))
    ]


def change(unit: Unit, id: int, **values: Any) -> Backfill:
    """Write down how far it has come, or which job is at it."""
    changed = sa.update(campaign_backfill).where(campaign_backfill.c.id == id).values(**values)
    return Backfill(*unit.connection.execute(changed.returning(*_COLUMNS)).one())


def entered_by(unit: Unit, id: int) -> BitMap:
    """Who has entered by a back-fill."""
    found = unit.driver.execute("select distinct customer_id from campaign_run where backfill_id = %s", [id]).fetchall()
    return BitMap([customer for (customer,) in found])
