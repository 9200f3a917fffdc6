"""Arriving: those who are to enter by one occasion are let in, a chunk a transaction; who is in no more is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pyroaring import BitMap

from regulars.books import Books, Unit
from regulars.campaigns import entering
from regulars.campaigns.entering import Entrant
from regulars.campaigns.model.triggers import SegmentEntered, SegmentLeft
from regulars.campaigns.tables import campaign_arrival

from .asking import Asking
from .live import Live, LiveCampaigns

AT_ONCE = 10_000


class ArrivalsEnter:
    """Lets the next few in."""

    def __init__(self, books: Books, asking: Asking, campaigns: LiveCampaigns, *, at_once: int = AT_ONCE) -> None:
        self._books = books
        self._asking = asking
        self._campaigns = campaigns
        self._at_once = at_once

    def __call__(self, now: datetime, known: datetime) -> int:
        """How many were looked at, or 1 for an arrival that is over."""
        with self._books.looking() as unit:
            waiting = unit.driver.execute("select exists (select from campaign_arrival)").fetchone()
        return self._books.perform(lambda unit: self._let_in(unit, now)) if waiting and waiting[0] else 0

    def _let_in(self, unit: Unit, now: datetime) -> int:
        unit.now = now
        columns = campaign_arrival.c
        row = unit.connection.execute(
            sa.select(campaign_arrival).order_by(columns.id).limit(1).with_for_update()
        ).one_or_none()
        if row is None:
            return 0
        mine = columns.id == row.id
        live = self._campaigns.now(unit).get(row.campaign_id)
        customers = BitMap.deserialize(row.customers)
        chunk = customers[row.place : row.place + self._at_once]
        if live is None or not chunk:
            unit.connection.execute(sa.delete(campaign_arrival).where(mine))
            return 1
        self._enter(unit, live, row._mapping, self._still(live, BitMap(chunk)))
        place = row.place + len(chunk)
        unit.connection.execute(sa.update(campaign_arrival).where(mine).values(place=place))
        return len(chunk)

    def _enter(self, unit: Unit, live: Live, arrival: Mapping[Any, Any], customers: BitMap) -> None:
        entrants = [Entrant(id, arrival["key"], arrival["about"], arrival["causes"]) for id in customers]
        entering.enter(unit, live.id, live.version, live.entered, entrants, calendar=self._asking.calendar)

    def _still(self, live: Live, customers: BitMap) -> BitMap:
        """Those for whom the occasion still holds: who left again meanwhile has not come to stay."""
        match live.entered.trigger:
            case SegmentEntered(segment=segment):
                return customers & self._asking.members(segment)
            case SegmentLeft(segment=segment):
                return customers - self._asking.members(segment)
        return customers
