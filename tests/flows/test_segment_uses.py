"""A segment isn't archived under a rule that is just being saved, nor a rule saved under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from tests.segments.shop import GROUND

from regulars.books import Books, Unit
from regulars.flows.segment_uses import uses
from regulars.messaging import newsletters
from regulars.messaging.model.newsletters import Saying as ToSend
from regulars.messaging.model.templates import Content
from regulars.messaging.model.templates import Saying as Wording
from regulars.messaging.templates import service as templates
from regulars.points import earning_rules, spending_rules
from regulars.points.earning_rules import EarningRule
from regulars.points.model.counting import Products
from regulars.points.model.spending import Exchange
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.points.spending_rules import SpendingSaying
from regulars.rules.check import InvalidCondition
from regulars.rules.scope import ANY_NAME, Scope
from regulars.segments import service
from regulars.segments.model import Definition
from regulars.segments.reading import Memberships

VIP = {"value": "customer.segments", "op": "has_any", "to": ["vip"]}
WAITING = """
    select count(*) from pg_locks join pg_database on pg_database.oid = database
    where locktype = 'advisory' and not granted and datname = current_database()"""


class Names:
    """The segments there are; everything else is."""

    standing = False

    def __init__(self, books: Books) -> None:
        self._segments = Memberships(books)

    def exists(self, kind: str, id: str) -> bool:
        return kind != "segment" or self._segments.exists(id)


@pytest.fixture
def another() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def made(books: Books) -> Callable[[Unit], EarningRule]:
    scope = Scope(GROUND.vocabulary, "order", names=Names(books))
    saying = Saying(style=PerAmount(points=1, amount=100), condition=VIP)
    return lambda unit: earning_rules.create(unit, saying, name="twice", scope=scope)


def archived(unit: Unit) -> Definition:
    return service.archive(unit, "vip", named_elsewhere=lambda unit, id: [use.said for use in uses(unit, id)])


def while_it_waits(books: Books, first: Any, second: Any, another: ThreadPoolExecutor) -> Future[Any]:
    """Begin one deed, then another that waits for it, then let the first be done."""
    with books.transaction() as unit:
        draft = service.Draft("VIP", {"value": "customer.guest", "op": "=", "to": False}, id="vip")
        service.create(unit, GROUND, ANY_NAME, draft)
    with books.transaction() as unit:
        first(unit)
        later = another.submit(books.perform, second)
        while not unit.driver.execute(WAITING).fetchall()[0][0] and not later.done():
            pass
    return later


def test_archiving_sees_the_rule_that_was_saved_meanwhile(books: Books, another: ThreadPoolExecutor) -> None:
    later = while_it_waits(books, made(books), archived, another)

    with pytest.raises(service.SegmentInUse):
        later.result()


def test_a_rule_sees_that_its_segment_was_archived_meanwhile(books: Books, another: ThreadPoolExecutor) -> None:
    later = while_it_waits(books, archived, made(books), another)

    with pytest.raises(InvalidCondition, match="there is no segment"):
        later.result()


def test_every_kind_of_rule_tells_that_it_names_a_segment(books: Books) -> None:
    scope = Scope(GROUND.vocabulary, "order", names=Names(books))
    exchange = Exchange(points=1, amount=100)
    lines = Products(which="condition", condition=VIP)
    draft = service.Draft("VIP", {"value": "customer.guest", "op": "=", "to": False}, id="vip")
    with books.transaction() as unit:
        service.create(unit, GROUND, ANY_NAME, draft)
    with books.transaction() as unit:
        saying = Saying(style=PerAmount(points=1, amount=100), products=lines)
        earning_rules.create(unit, saying, name="lines", scope=scope)
        spending_rules.create(unit, SpendingSaying(exchange=exchange, condition=VIP), name="worth", scope=scope)

        assert [(use.kind, use.where) for use in uses(unit, "vip")] == [
            ("earning_rule", "products"), ("spending_rule", "condition"),
        ]  # fmt: skip


def test_a_newsletter_that_is_still_to_be_sent_tells_so(books: Books) -> None:
    draft = service.Draft("VIP", {"value": "customer.guest", "op": "=", "to": False}, id="vip")
    content = Content(subject="Spring", body="<mjml><mj-body /></mjml>")
    with books.transaction() as unit:
        service.create(unit, GROUND, ANY_NAME, draft)
        template = templates.create(unit, Wording(languages={"en": content}), name="Spring")
    with books.transaction() as unit:
        said = ToSend(template=template.id, include=("VIP",), exclude=("vip",))
        made = newsletters.create(unit, "Spring", said)
        assert [(use.kind, use.where) for use in uses(unit, "vip")] == [
            ("newsletter", "include"), ("newsletter", "left_out"),
        ]  # fmt: skip

        newsletters.remove(unit, made.id)
        assert uses(unit, "vip") == []
