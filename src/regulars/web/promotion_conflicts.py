"""Routes that look for conflicts among promotions: what can never apply, and what together takes off too much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit, jobs
from regulars.core import money as amounts
from regulars.core.errors import NotFound, inside
from regulars.core.sentences import say
from regulars.flows.promotion_conflicts import KIND
from regulars.flows.promotion_conflicts import Asking as Search
from regulars.http.asking import Asking, require
from regulars.http.house import House, InHouse
from regulars.http.ids import named, number
from regulars.http.languages import Sentence, Speaking
from regulars.http.money import Money, money
from regulars.http.names import called
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.promotions import book, saying
from regulars.promotions.api.promotions import PromotionIn, readable, said_by
from regulars.rules.check import InvalidCondition, check
from regulars.rules.scope import Scope as Readable
from regulars.rules.sentence import sentence
from regulars.rules.texts import Language, Texts

router = APIRouter(prefix="/v1/promotions/conflicts", tags=["Promotions"], responses=responses(401, 403))

Reading = Depends(require(Scope.PROMOTIONS_READ))
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]
What = Literal[
    "broken", "contradiction", "no_product", "no_cart", "nobody", "superseded", "nothing_left", "too_deep"
]  # fmt: skip


class ConflictsIn(BaseModel):
    """What is looked at: all that is published, and one promotion as it would be, if one is given."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    least_left: Percent = Decimal(50)
    """Of what a line costs at least so many percent should be left."""
    promotion: PromotionIn | None = None
    id: str | None = None
    """The promotion that it would replace; null for a new one."""


class NamedPromotion(BaseModel):
    """A promotion by its id and name; the one that is only asked about has no id."""

    id: str | None
    name: str


class WitnessLineOut(BaseModel):
    """A line of a cart that shows something."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    sku: str
    pieces: int
    price: Money
    made_up: bool
    """Whether the catalogue has no such product."""


class WitnessOut(BaseModel):
    """A cart that shows something."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    lines: list[WitnessLineOut]
    shipping: Money
    store: str | None
    codes: list[str]
    coupons_of: list[NamedPromotion] = []
    """The promotions of which it has a code that was made for somebody."""
    points: dict[str, int]
    """How many points of which kinds its customer has at least."""
    shipping_country: str | None
    shipping_method: str | None
    payment_method: str | None
    customer: str | None
    """The shop's id of a customer to whom it can happen today."""
    customer_is: list[str]
    """What has to be true of the customer, in words."""
    nobody: bool
    """Whether it is true of no customer today."""


class ConflictOut(BaseModel):
    """One conflict. `what`: broken, its condition can't be asked; contradiction, two parts of its condition can't hold
    together; no_product, no product is one that it is for; no_cart, no cart was found that it applies to; nobody, no
    customer is today whom it asks for; superseded, another is always applied in its place or stops it; nothing_left,
    others before it leave nothing; too_deep, with another it takes too much off a line."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    what: What
    promotion: NamedPromotion
    by: NamedPromotion | None = None
    reason: Sentence | None = None
    """Why it is broken."""
    tests: list[str] = []
    """The parts of the condition that can't hold together, in words."""
    cart: WitnessOut | None = None
    line: int | None = None
    """The line, counted from 0, that too much is taken off."""
    left: Money | None = None
    """What is left of what it costs."""
    whole: Money | None = None
    """What it costs."""


class ConflictsResult(BaseModel):
    """What was found among how many promotions."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    promotions: int
    pairs: int
    """How many pairs were looked at, of those that could take off too much."""
    all_pairs: int
    least_left: str
    conflicts: list[ConflictOut]


class ConflictsOut(BaseModel):
    """How far the search is. `state` is waiting, running, done or failed; `done` and `total` count promotions."""

    id: str
    state: str
    done: int
    total: int | None
    error: Sentence | None
    behind: Sentence | None
    """While it waits: the title of the work that is done before it, if any is."""
    result: ConflictsResult | None


@router.post("", operation_id="findConflicts", status_code=202, responses=responses(404, 422), dependencies=[Reading])
def find_conflicts(given: ConflictsIn, house: InHouse, actor: Asking, language: Speaking) -> ConflictsOut:
    """Look for promotions that can never apply and pairs that take off too much, each with a cart that shows it. The
    answer is a job."""
    search = Search(least_left=int(given.least_left * 100))
    if given.promotion is not None:
        with inside("/promotion"):
            said = said_by(house, given.promotion)
            saying.checked(said, readable(house))
        more = {
            "name": given.promotion.name,
            "saying": said,
            "lane_id": named(given.promotion.lane, "lane", "/promotion/lane"),
        }
        search = search.model_copy(update=more)
    promotion_id = None if given.id is None else number(given.id, "promotion")
    search = search.model_copy(update={"promotion_id": promotion_id})

    def work(unit: Unit) -> ConflictsOut:
        if promotion_id is not None:
            book.get(unit, promotion_id)
        made = jobs.enqueue(
            unit, KIND, say("Look for conflicts of promotions"), search.model_dump(mode="json"), counted_in="promotions"
        )
        row = jobs.get(unit, made)
        return _shown(house, language, row, jobs.behind(unit, row))

    return house.books.perform(work, actor=actor.name)


@router.get("/{job}", operation_id="getConflicts", responses=responses(404), dependencies=[Reading])
def get_conflicts(job: str, house: InHouse, language: Speaking) -> ConflictsOut:
    """How far a search is, and what it found."""
    with house.books.transaction() as unit:
        row = jobs.get(unit, number(job, "search"))
        behind = jobs.behind(unit, row)
    if row.kind != KIND:
        raise NotFound("search for conflicts", job)
    return _shown(house, language, row, behind)


def _shown(house: House, language: Language, row: sa.Row[Any], behind: str | None) -> ConflictsOut:
    return ConflictsOut(
        id=str(row.id),
        state=row.state,
        done=row.done,
        total=row.total,
        error=row.error,
        behind=behind,
        result=_result(house, language, row.result) if row.state == "done" else None,
    )


def _result(house: House, language: Language, told: dict[str, Any]) -> ConflictsResult:
    say = _Saying(house, language)
    return ConflictsResult(
        promotions=told["promotions"],
        pairs=told["pairs"],
        all_pairs=told["all_pairs"],
        least_left=amounts.text(told["least_left"], 2),
        conflicts=[_conflict(say, one) for one in told["conflicts"]],
    )


class _Saying:
    """Amounts and sentences of one answer."""

    def __init__(self, house: House, language: Language) -> None:
        self._house = house
        self._vocabulary = house.vocabulary()
        self._texts = Texts(language, house.shop.calendar.zone)
        self._name_of = called(house)

    def money(self, minor: int) -> Money:
        return money(minor, self._house.shop.currency, self._house.shop.places)

    def sentences(self, documents: Sequence[dict[str, Any]]) -> list[str]:
        """Tests in words; one that can't be read any more, as it is written."""
        return [self._sentence(document) for document in documents]

    def _sentence(self, document: dict[str, Any]) -> str:
        for subject in ("cart", "line"):
            try:
                scope = Readable(self._vocabulary, subject, self._house.shop.calendar.zone)
                return sentence(check(document, scope), self._vocabulary, self._texts, name_of=self._name_of)
            except InvalidCondition:
                continue
        return str(document)


def _conflict(say: _Saying, told: dict[str, Any]) -> ConflictOut:
    by, cart, left, whole = (told.get(name) for name in ("by", "cart", "left_minor", "whole_minor"))
    return ConflictOut(
        what=told["what"],
        promotion=_named(told["promotion"]),
        by=None if by is None else _named(by),
        reason=told.get("reason"),
        tests=say.sentences(told.get("tests", [])),
        cart=None if cart is None else _cart(say, cart),
        line=told.get("line"),
        left=None if left is None else say.money(left),
        whole=None if whole is None else say.money(whole),
    )


def _named(told: dict[str, Any]) -> NamedPromotion:
    return NamedPromotion(id=None if told["id"] is None else str(told["id"]), name=told["name"])


def _cart(say: _Saying, told: dict[str, Any]) -> WitnessOut:
    texts = told["texts"]
    return WitnessOut(
        at=datetime.fromisoformat(told["at"]),
        lines=[
            WitnessLineOut(
                sku=line["sku"], pieces=line["pieces"], price=say.money(line["price_minor"]), made_up=line["made_up"]
            )
            for line in told["lines"]
        ],
        shipping=say.money(told["shipping_minor"]),
        store=told["store"],
        codes=told["codes"],
        coupons_of=[_named(one) for one in told.get("coupons_of", [])],  # results of before are without
        points=told["points"],
        shipping_country=texts.get("shipping_country"),
        shipping_method=texts.get("shipping_method"),
        payment_method=texts.get("payment_method"),
        customer=told["customer"],
        customer_is=say.sentences(told["needs"]),
        nobody=told["nobody"],
    )
