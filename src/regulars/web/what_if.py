"""Routes that try an earning rule on past orders before it is published. Nothing is granted by them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit, jobs
from regulars.core.errors import Fault, Invalid, NotFound, inside
from regulars.core.sentences import say
from regulars.flows.what_if import KIND, Trial
from regulars.http.asking import Asking, require
from regulars.http.given import Moment
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.languages import Sentence
from regulars.http.money import Money, money_if_any
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.points import earning_rules, point_kinds, saying
from regulars.points.api.rules import RuleIn, readable, saying_of
from regulars.points.model.styles import Referral

router = APIRouter(prefix="/v1/earning-rules/what-if", tags=["Points"], responses=responses(401, 403))

Reading = Depends(require(Scope.PROGRAMME_READ))
DAYS = 365


class WhatIfIn(BaseModel):
    """A rule as it would be, and the orders that it is tried on."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    rule: RuleIn
    """The rule; the period that it is for is not looked at."""
    id: str | None = None
    """The rule that it would replace; null for a new one."""
    since: Moment | None = None
    """Only orders placed from this instant on; null: from a year before the end on."""
    until: Moment | None = None
    """Only orders placed before this instant; null: up to now."""


class TriedOut(BaseModel):
    """What a rule gives for the orders: points, to how many orders and customers, and what they cost if all are spent."""

    points: int
    orders: int
    customers: int
    cost: Money | None


class TriedMonthOut(BaseModel):
    """The points of one local month, by the rule as it would be and as it is."""

    month: str
    points: int
    in_force: int


class TriedSegmentOut(BaseModel):
    """The points of those who are in a segment today, and how many of them get any."""

    id: str
    name: str
    customers: int
    points: int
    in_force: int


class WhatIfResult(BaseModel):
    """What came of trying a rule."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    orders: int
    """The orders that it was tried on."""
    rule: TriedOut
    in_force: TriedOut | None
    """The same of the rule as it is now; null for a new one."""
    others: int
    """How many points more all other rules give because of it; less than zero: fewer."""
    months: list[TriedMonthOut]
    segments: list[TriedSegmentOut]


class WhatIfOut(BaseModel):
    """How far the trial of a rule is. `state` is waiting, running, done or failed; `done` and `total` count orders."""

    id: str
    state: str
    done: int
    total: int | None
    since: datetime
    until: datetime
    error: Sentence | None
    behind: Sentence | None
    """While it waits: the title of the work that is done before it, if any is."""
    result: WhatIfResult | None


@router.post("", operation_id="tryEarningRule", status_code=202, responses=responses(404, 422), dependencies=[Reading])
def try_rule(given: WhatIfIn, house: InHouse, actor: Asking) -> WhatIfOut:
    """Try a rule on past orders, each as its customer was when it was placed. Nothing is granted; the answer is a job."""
    until = given.until or house.clock()
    since = given.since or until - timedelta(days=DAYS)
    if until <= since:
        said = say("the span ends before it starts; give a later end or an earlier start")
        raise Invalid(said, [Fault("/until", "period", said)])
    with inside("/rule"):
        said_now = saying_of(house, given.rule)
        if not said_now.style.of_orders or isinstance(said_now.style, Referral):
            said = say(
                "only rules that give points for orders can be tried on orders; this one goes by what customers do"
            )
            raise Invalid(said, [Fault("/style/kind", "unfit", said)])
        saying.checked(said_now, readable(house))
    rule_id = None if given.id is None else number(given.id, "earning rule")
    trial = Trial(
        saying=said_now,
        legal_entity=given.rule.legal_entity,
        points_kind=given.rule.points_kind,
        since=since,
        until=until,
        rule_id=rule_id,
    )

    def work(unit: Unit) -> WhatIfOut:
        with inside("/rule"):
            point_kinds.open_kind(unit, given.rule.points_kind)
        if rule_id is not None:
            earning_rules.get(unit, rule_id)
        title = say("Try {name} on past orders", name=given.rule.name)
        made = jobs.enqueue(unit, KIND, title, trial.model_dump(mode="json"), counted_in="orders")
        row = jobs.get(unit, made)
        return _shown(house, row, jobs.behind(unit, row))

    return house.books.perform(work, actor=actor.name)


@router.get("/{job}", operation_id="getWhatIf", responses=responses(404), dependencies=[Reading])
def get_what_if(job: str, house: InHouse) -> WhatIfOut:
    """How far the trial of a rule is, and what came of it."""
    with house.books.transaction() as unit:
        row = jobs.get(unit, number(job, "trial"))
        behind = jobs.behind(unit, row)
    if row.kind != KIND:
        raise NotFound("trial of a rule", job)
    return _shown(house, row, behind)


def _shown(house: House, row: sa.Row[Any], behind: str | None) -> WhatIfOut:
    return WhatIfOut(
        id=str(row.id),
        state=row.state,
        done=row.done,
        total=row.total,
        since=datetime.fromisoformat(row.args["since"]).astimezone(UTC),
        until=datetime.fromisoformat(row.args["until"]).astimezone(UTC),
        error=row.error,
        behind=behind,
        result=_result(house, row.result) if row.state == "done" else None,
    )


def _result(house: House, told: dict[str, Any]) -> WhatIfResult:
    def tried(one: dict[str, Any]) -> dict[str, Any]:
        cost = money_if_any(one["cost_minor"], house.shop.currency, house.shop.places)
        return {name: value for name, value in one.items() if name != "cost_minor"} | {"cost": cost}

    in_force = told["in_force"]
    return WhatIfResult.model_validate(
        told | {"rule": tried(told["rule"]), "in_force": None if in_force is None else tried(in_force)}
    )
