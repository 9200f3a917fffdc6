"""The facts are a function of the journal, and what is declared about them is in the books."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from tests.facts.said import APRIL, MARCH, WARSAW, differences, row, rows

from regulars.books import Books
from regulars.facts import declaring, replay
from regulars.facts.attributes import BadDeclaration, Declaration
from regulars.facts.documents import load
from regulars.facts.refusals import FactsBusy, FactsUnusable
from regulars.facts.store import Facts
from regulars.facts.vocabulary import vocabulary
from regulars.journal import Door, deliver, stamp, take
from regulars.rules.calendar import Calendar
from regulars.rules.vocabulary import Type

OPENING: dict[str, Any] = {"calendar": WARSAW, "currency": "USD"}
DOOR = Door(WARSAW, "USD")
SCORE = Declaration("customer", "score", Type.NUMBER, "Score", default="0.5", history=True)
ORDER = {"placed_at": MARCH, "status": "complete", "currency": "USD", "grand_total": "10.00", "updated_at": MARCH}


def send(books: Books, type: str, **document: Any) -> None:
    with books.transaction() as unit:
        (outcome,) = deliver(unit, DOOR, type, [orjson.dumps(document)])
    assert outcome.status == "accepted", outcome


def declare(books: Books, declaration: Declaration) -> None:
    with books.transaction() as unit:
        declaring.declare(unit, [declaration], currency="USD", calendar=WARSAW)


def caught_up(books: Books, facts: Facts) -> Facts:
    while batch := take(books, facts.position(), 2):
        facts.apply(batch)
    facts.forget_touched(facts.position())
    return facts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facts.duckdb"


@pytest.fixture
def filled(books: Books) -> Books:
    """Books with a guest who becomes a customer, orders, and a refund before its order."""
    send(books, "order", external_id="1", email="anna@example.com", **ORDER)
    send(books, "customer", external_id="anna", email="Anna@example.com", updated_at=APRIL, attributes={"score": 3})
    send(books, "refund", external_id="r", order="2", refunded_at=APRIL, amount="1.00", updated_at=APRIL)
    send(
        books,
        "order",
        external_id="2",
        customer="anna",
        lines=[{"sku": "TEE", "quantity": 1, "row_total": "10.00"}],
        **ORDER,
    )
    send(books, "event", name="viewed", customer="anna", occurred_at=MARCH, properties={"page": "home"})
    stamp(books)
    return books


def test_a_replay_gives_the_same_content(filled: Books, path: Path) -> None:
    declare(filled, SCORE)
    with Facts(path.with_name("live.duckdb"), **OPENING) as live:
        declaring.put_in(live, filled)
        caught_up(filled, live)

        position = replay.replay(filled, path, **OPENING)

        with Facts(path, **OPENING) as again:
            assert (position, again.position()) == (5, 5)
            assert differences(live, again) == {}


def test_a_replay_keeps_the_old_file_until_the_new_one_is_whole(filled: Books, path: Path) -> None:
    caught_up(filled, Facts(path, **OPENING)).close()

    def killed(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replay.replay(filled, path, told=killed, **OPENING)

    with Facts(path, **OPENING) as facts:
        assert facts.position() == 5


def test_a_replay_goes_up_to_a_position(filled: Books, path: Path) -> None:
    assert replay.replay(filled, path, until=3, **OPENING) == 3


@pytest.mark.parametrize("other", [{"currency": "EUR"}, {"calendar": Calendar(ZoneInfo("Asia/Tokyo"))}])
def test_facts_of_another_currency_or_time_zone_are_refused(path: Path, other: dict[str, Any]) -> None:
    Facts(path, **OPENING | other).close()

    with pytest.raises(FactsUnusable):
        Facts(path, **OPENING)


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"this is no database" * 1000)

    with pytest.raises(FactsUnusable):
        Facts(path, **OPENING)


def test_another_process_s_file_is_left_alone(path: Path) -> None:
    holding = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()

        with pytest.raises(FactsBusy):
            Facts(path, **OPENING)
        other.communicate()


def test_what_was_applied_is_there_after_the_file_is_opened_again(filled: Books, path: Path) -> None:
    caught_up(filled, Facts(path, **OPENING)).close()
    send(
        filled, "order", external_id="1", email="anna@example.com", **ORDER | {"updated_at": APRIL, "status": "closed"}
    )
    send(filled, "wishlist_item", external_id="w", customer="anna", sku="TEE", added_at=MARCH, updated_at=MARCH)

    with caught_up(filled, Facts(path, **OPENING)) as facts:
        assert rows(facts, 'select order_id, status from "order" order by 1') == [
            {"order_id": 1, "status": "closed"},
            {"order_id": 2, "status": "complete"},
        ]
        assert row(facts, "select product_id from wishlist_item") == row(facts, "select product_id from order_line")


def test_a_declared_attribute_can_be_asked_about(filled: Books, path: Path) -> None:
    with caught_up(filled, Facts(path, **OPENING)) as facts:
        declare(filled, SCORE)
        declaring.put_in(facts, filled)

        field = vocabulary(facts.attributes, **OPENING).fields["customer.attributes.score"]
        customer = load(facts, [1])[1].customer

    assert (field.type, field.history, str(field.default)) == (Type.NUMBER, True, "0.5000")
    assert str(customer["attributes.score"]) == "3.0000"
    assert customer["_since"]["attributes.score"].isoformat() == "2026-04-01T10:00:00+00:00"


def test_an_attribute_declared_again_changes_its_type(filled: Books, path: Path) -> None:
    with caught_up(filled, Facts(path, **OPENING)) as facts:
        for type in (Type.TEXT, Type.NUMBER):
            declare(filled, Declaration("customer", "score", type, "Score"))
            declaring.put_in(facts, filled)

        assert str(row(facts, 'select "attributes.score" as score from customer')["score"]) == "3.0000"
    with filled.transaction() as unit:
        assert [one.type for one in declaring.declared(unit)] == [Type.NUMBER]


@pytest.mark.parametrize(
    ("declaration", "pointer"),
    [
        (Declaration("customer", "no spaces", Type.TEXT, ""), "/name"),
        (Declaration("customer", "score", Type.NUMBER, "", default="many"), "/default"),
        (Declaration("product", "colour", Type.TEXT, "", history=True), "/history"),
    ],
)
def test_a_bad_declaration_is_refused_with_what_is_wrong(books: Books, declaration: Declaration, pointer: str) -> None:
    with pytest.raises(BadDeclaration) as refusal:
        declare(books, declaration)

    assert [fault.pointer for fault in refusal.value.errors] == [pointer]


def test_what_is_declared_no_longer_is_no_column_when_a_worker_starts_again(filled: Books, path: Path) -> None:
    with caught_up(filled, Facts(path, **OPENING)) as facts:
        declare(filled, Declaration("customer", "score", Type.TEXT, "Score"))
        declaring.put_in(facts, filled)
    filled.perform(lambda unit: declaring.remove(unit, "customer", "score") and None)

    with Facts(path, **OPENING) as facts:
        declaring.put_in(facts, filled)

        assert [one.name for one in facts.attributes if one.subject == "customer"] == []
        names = row(
            facts, "select count(*) as n from information_schema.columns where column_name like 'attributes.score%'"
        )
    assert names["n"] == 0
