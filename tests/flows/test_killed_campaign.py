"""D5: ten thousand birthdays bring each customer one lot, one coupon and one mail, though the worker is killed three times."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

from regulars.books import Books, shop
from regulars.campaigns import book
from regulars.campaigns.model.definition import Draft
from regulars.flows.ground import ground_of
from regulars.messaging.model.templates import Saying
from regulars.messaging.templates import service as templates
from regulars.points.verify import verify
from regulars.promotions import book as promotions
from regulars.promotions.model.benefits import PercentOff
from regulars.promotions.saying import PromotionSaying
from regulars.rules.scope import ANY_NAME, Scope, Subject
from regulars.rules.vocabulary import Type
from regulars.segments import service as segments

from . import carrying
from .carrying import NOON, SETTINGS, send

CUSTOMERS = 10_000
LOYAL = {"value": {"days_since": {"date": "customer.registered_at"}}, "op": ">=", "to": 365}
BODY = "<mjml><mj-body><mj-section><mj-column><mj-text>{{ coupon.code }}</mj-text></mj-column></mj-section></mj-body></mjml>"


class Shop:
    """Everything that a draft names is there."""

    def __init__(self, books: Books) -> None:
        self._words = ground_of(books, books.shop())().vocabulary

    def scope(self, subject: Subject) -> Scope:
        return Scope(self._words, subject)

    def segment(self, id: str) -> bool:
        return True

    campaign = segment

    def coupon_of(self, id: str) -> tuple[str, str]:
        return "Ten off", "codes"

    def points_kind(self, id: str) -> bool:
        return True

    def takes(self, type: Type, value: Any) -> bool:
        return True

    def template(self, id: str) -> list[str]:
        return ["coupon"]


def open_shop(books: Books) -> None:
    """A campaign on birthdays at nine: who is loyal gets 500 points, a coupon and a mail; it began a day ago."""
    books.clock = lambda: NOON - timedelta(days=1)
    books.perform(lambda unit: shop.settle(unit, SETTINGS))
    ground = ground_of(books, books.shop())()
    with books.transaction() as unit:
        segments.create(unit, ground, ANY_NAME, segments.Draft("Loyal", LOYAL, id="loyal"))
        saying = PromotionSaying(benefit=PercentOff(percent="10"), coupon="codes")  # type: ignore[arg-type]
        promotion = promotions.create(unit, saying, name="Ten off", scope=Scope(ground.vocabulary, "cart"))
        said = {"kind": "transactional", "languages": {"en": {"subject": "Ten off", "body": BODY}}}
        template = templates.create(unit, Saying.model_validate(said), name="Happy birthday")
        templates.publish(unit, template.id, revision=1, shop_language="en")
        made = book.create(unit, name="Birthdays", draft=Draft.model_validate(drawn(promotion.id, template.id)))
        book.publish(unit, made.id, Shop(books), revision=1, test_address=None)


def drawn(promotion: int, template: int) -> dict[str, Any]:
    nodes: list[tuple[str, dict[str, Any], dict[str, str]]] = [
        ("loyal", {"kind": "select", "segment": "loyal"}, {"yes": "points", "no": "end"}),
        ("points", {"kind": "award_points", "points": 500, "lifetime": {"amount": 30, "unit": "days"}}, {"next": "coupon"}),
        ("coupon", {"kind": "give_coupon", "promotion": str(promotion)}, {"next": "mail"}),
        ("mail", {"kind": "mail", "template": str(template)}, {"next": "end"}),
        ("end", {"kind": "end"}, {}),
    ]  # fmt: skip
    said = [{"id": id, "step": step, "next": next_} for id, step, next_ in nodes]
    return {"trigger": {"kind": "date", "field": "customer.born_on", "at": "09:00"}, "first": "loyal", "nodes": said}


def customer(number: int) -> dict[str, Any]:
    return {
        "external_id": f"c{number}", "updated_at": "2026-02-01T00:00:00Z", "born_on": f"{1950 + number % 50}-03-01",
        "registered_at": "2020-01-01T00:00:00Z", "email": f"c{number}@shop.example",
    }  # fmt: skip


def counted(books: Books, question: str) -> list[Any]:
    with books.transaction() as unit:
        return unit.driver.execute(question.encode()).fetchall()


def test_every_lot_coupon_and_mail_is_made_once(books: Books, books_url: str, tmp_path: Path) -> None:
    open_shop(books)
    send(books, "customer", [customer(n) for n in range(CUSTOMERS)], at_once=2_000)
    path = tmp_path / "facts.duckdb"

    killed = [
        carrying.carry(books_url, path, dies_at=at)
        for at in ("campaigns.done", "campaigns.committed", "campaigns.written")
    ]
    finished = carrying.carry(books_url, path)

    assert (killed, finished) == ([-signal.SIGKILL] * 3, 0)
    with books.transaction() as unit:
        assert verify(unit.connection) == []
    for table in ("points_lot", "coupon", "message", "campaign_run"):
        question = f"select count(*), count(distinct customer_id) from {table} where customer_id is not null"
        assert counted(books, question) == [(CUSTOMERS, CUSTOMERS)], table
    assert counted(books, "select distinct points from points_lot") == [(500,)]
    assert counted(books, "select node, branch, runs from campaign_tally order by 1, 2") == [
        ("", "next", CUSTOMERS), ("coupon", "next", CUSTOMERS), ("end", "", CUSTOMERS), ("loyal", "yes", CUSTOMERS),
        ("mail", "next", CUSTOMERS), ("points", "next", CUSTOMERS),
    ]  # fmt: skip
    assert counted(books, "select count(*) from campaign_run_step") == [(5 * CUSTOMERS,)]
    assert counted(books, "select count(*) from message where \"values\" -> 'coupon' ->> 'code' is null") == [(0,)]
