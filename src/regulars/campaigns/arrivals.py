"""Arrivals: many who are to enter by one occasion. The worker lets them in, a chunk a transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pyroaring import BitMap

from regulars.books import Unit
from regulars.journal.append import CHANNEL

from . import book
from .book import RUNNING, NotSo
from .tables import campaign_arrival


def add(
    unit: Unit,
    campaign_id: int,
    customers: BitMap,
    *,
    key: str,
    at: datetime,
    about: Mapping[str, Any],
    causes: Sequence[int] = (),
) -> None:
    """Have these customers enter after the commit."""
    if not customers:
        return
    compact = customers.copy()
    compact.run_optimize()
    unit.connection.execute(
        sa.insert(campaign_arrival).values(
            campaign_id=campaign_id, key=key, at=at, about=dict(about), causes=list(causes),
            customers=compact.serialize(), place=0,
        )
    )  # fmt: skip
    unit.ring(CHANNEL)  # the worker sleeps until something rings


def by_hand(unit: Unit, campaign_id: int, customers: BitMap) -> None:
    """Have somebody enter because somebody says so; raises `NotFound`, and `NotSo` when nobody can enter."""
    now = book.get(unit, campaign_id, lock=True)
    if now.state not in RUNNING:
        raise NotSo(now.state, "entered", RUNNING)
    add(unit, campaign_id, customers, key=f"hand:{unit.now.isoformat()}", at=unit.now, about={"by": unit.actor})
    unit.audit("campaign.entered_by_hand", f"campaign:{campaign_id}", {"customers": len(customers)})
