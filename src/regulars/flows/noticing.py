"""What needs somebody's attention: of segments, campaigns, mails, promotions, points, webhooks and the road."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from regulars.books import Unit
from regulars.campaigns import book as campaigns
from regulars.campaigns import runs
from regulars.campaigns.known import InHouse
from regulars.campaigns.model.check import faults
from regulars.campaigns.model.definition import Draft
from regulars.flows import road
from regulars.http.house import House
from regulars.messaging import health as mails
from regulars.messaging import mail_settings
from regulars.points import reports as points_reports
from regulars.promotions import book as promotions
from regulars.reports.glance import Glance
from regulars.reports.model import attention
from regulars.reports.model.attention import Notice
from regulars.segments import health, store
from regulars.webhooks import endpoints

WEEK = timedelta(days=7)
LATE_SECONDS = 60.0
STUCK = timedelta(minutes=15)
"""What time lets happen happens within seconds, a hundred thousand birthdays within a minute."""


def noticed(house: House, seen: Glance, *, codes_held_until: datetime | None) -> list[Notice]:
    """Everything there is, as of now."""
    now = house.clock()
    with house.books.transaction() as unit:
        running = _running(unit)
        waiting, seconds = road.lag(unit)
        found = [
            *_of_segments(unit, house, now),
            *_of_facts(seen),
            *_of_webhooks(unit),
            *_of_mails(unit, now),
            *_of_overdue_runs(unit, [one for one, _ in running], now),
            *_of_promotions(unit),
            *([Notice("codes_guessed", since=codes_held_until)] if codes_held_until else []),
            *([Notice("road_behind", number=waiting)] if seconds > LATE_SECONDS else []),
            *_of_points(unit, now),
        ]
    # what a campaign names is looked up in the books once more
    return [*found, *_of_campaigns(house, running)]


def _of_segments(unit: Unit, house: House, now: datetime) -> Iterator[Notice]:
    definitions = [one for one in store.definitions(unit.connection) if not one.archived]
    said = health.of(unit.connection, definitions, now=now, today=house.shop.calendar.local_date(now))
    for one in definitions:
        for state in said[one.id]:
            match state.kind:
                case "broken":
                    yield Notice("segment_broken", one.id, one.name, reason=state.reason)
                case "drifted":
                    yield Notice("segment_drifted", one.id, one.name, state.since, customers=state.customers)
                case "waiting":
                    yield Notice("segment_waiting", one.id, one.name, state.since, customers=state.customers)
                case "jumped" | "empty":  # told on its own page; nothing is to be done about it
                    pass


def _of_facts(seen: Glance) -> Iterator[Notice]:
    if seen.set_aside:
        yield Notice("records_set_aside", number=seen.set_aside)


def _of_webhooks(unit: Unit) -> Iterator[Notice]:
    for one in endpoints.every(unit):
        if one.state == "disabled":
            yield Notice("webhook_disabled", str(one.id), one.description or one.url, reason=one.disabled_reason)
        elif one.state == "active" and one.failing_since is not None:
            yield Notice("webhook_failing", str(one.id), one.description or one.url, one.failing_since)


def _of_promotions(unit: Unit) -> Iterator[Notice]:
    there = promotions.listed(unit, kept=["published"], limit=promotions.MOST)
    for one in promotions.with_all_uses(unit, there):
        if one.state(unit.now) != "active":
            continue
        budget = None if one.saying.budget is None else next(iter(one.saying.budget.values()))
        notice = attention.of_limits(
            str(one.id), one.name, uses=one.saying.uses, used=one.used, budget=budget, spent=one.used_minor
        )
        if notice is not None:
            yield notice


def _of_points(unit: Unit, now: datetime) -> Iterator[Notice]:
    amount, customers = points_reports.ending(unit.connection, since=now, until=now + WEEK)
    if amount:
        yield Notice("points_ending", number=amount, customers=customers)


def _running(unit: Unit) -> list[tuple[campaigns.Campaign, Draft]]:
    """The campaigns that customers may enter, each as it was published."""
    return [
        (one, Draft.model_validate(campaigns.version(unit, one.id, one.version).document))
        for state in campaigns.RUNNING
        for one in campaigns.listed(unit, state=state)
        if one.version is not None
    ]


def _of_campaigns(house: House, running: list[tuple[campaigns.Campaign, Draft]]) -> Iterator[Notice]:
    """Those that were right when they were published and name something that is gone."""
    known = InHouse(house) if running else None
    for one, draft in running:
        wrong = faults(draft, known) if known is not None else []
        if wrong:
            yield Notice("campaign_broken", str(one.id), one.name, reason=wrong[0].detail)


def _of_overdue_runs(unit: Unit, running: list[campaigns.Campaign], now: datetime) -> Iterator[Notice]:
    late = runs.overdue(unit, [one.id for one in running], now - STUCK) if running else {}
    for one in running:
        if one.id in late:
            yield Notice("campaign_stuck", str(one.id), one.name, late[one.id].since, customers=late[one.id].runs)


def _of_mails(unit: Unit, now: datetime) -> Iterator[Notice]:
    trouble, late = mail_settings.trouble(unit), mails.late(unit, now - STUCK)
    if trouble is not None:
        yield Notice("mails_stuck", since=trouble.since, reason=trouble.what)
    elif late is not None:
        yield Notice("mails_late", since=late.since, number=late.messages)
    for id, name, why in mails.stopped(unit):
        yield Notice("newsletter_stopped", str(id), name, reason=why)
    given_up = mails.given_up(unit, now - WEEK)
    if given_up.get("complained"):
        yield Notice("mails_complained", number=given_up["complained"])
    if given_up.get("bounced"):
        yield Notice("mails_returned", number=given_up["bounced"])
