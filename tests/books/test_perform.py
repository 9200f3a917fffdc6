"""A deed is done once a key, not at all when dry, and again when the database asks for it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from regulars.books import Books, DatabaseUnreachable, Key, KeyReused, Unit
from regulars.books.tables import audit, outbox

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def key(name: str = "k", *, body: bytes = b"body") -> Key:
    return Key(api_key="1", route="POST /v1/things", key=name, body_digest=body)


class Counter:
    """A deed that counts how often it was done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, unit: Unit) -> dict[str, Any]:
        self.times += 1
        unit.set_setting("counter", self.times)
        return {"times": self.times}


def test_a_repeated_key_is_answered_without_doing_it_again(books: Books) -> None:
    deed = Counter()

    first = books.perform(deed, key=key())
    second = books.perform(deed, key=key())

    assert first == second == {"times": 1}
    assert deed.times == 1


def test_the_same_key_with_another_body_is_refused(books: Books) -> None:
    books.perform(Counter(), key=key())

    with pytest.raises(KeyReused) as refusal:
        books.perform(Counter(), key=key(body=b"other"))

    assert refusal.value.status == 422


def test_a_key_is_forgotten_after_thirty_days(books: Books, books_url: str) -> None:
    instants = iter([NOON, NOON + timedelta(days=30) - timedelta(seconds=1), NOON + timedelta(days=30)])
    later = Books(books_url, clock=lambda: next(instants))
    deed = Counter()

    answers = [later.perform(deed, key=key()) for _ in range(3)]

    assert answers == [{"times": 1}, {"times": 1}, {"times": 2}]


def test_a_deed_that_failed_may_be_done_with_the_same_key(books: Books) -> None:
    def fail(_: Unit) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        books.perform(fail, key=key())

    assert books.perform(Counter(), key=key()) == {"times": 1}


def test_two_calls_at_the_same_instant_do_it_once(books: Books) -> None:
    deed, answers, gate = Counter(), [], threading.Barrier(2)

    def call() -> None:
        gate.wait()
        answers.append(books.perform(deed, key=key()))

    threads = [threading.Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [{"times": 1}, {"times": 1}]
    assert deed.times == 1


def test_a_dry_deed_answers_and_leaves_nothing(books: Books) -> None:
    def deed(unit: Unit) -> str:
        unit.set_setting("colour", "red")
        unit.publish("mail", {"to": "anna"})
        unit.audit("colour.set", "shop")
        return "would be red"

    assert books.perform(deed, dry=True, key=key()) == "would be red"

    assert books.setting("colour") is None
    assert rows(books, outbox) == rows(books, audit) == []


def test_what_is_published_and_audited_is_stored_with_the_deed(books: Books) -> None:
    def deed(unit: Unit) -> None:
        unit.publish("mail", {"to": "anna"})
        unit.audit("segment.created", "segment:12", {"name": "vip"})

    books.perform(deed, actor="user:3")

    assert [row.payload for row in rows(books, outbox)] == [{"to": "anna"}]
    assert [(row.actor, row.action, row.subject, row.details) for row in rows(books, audit)] == [
        ("user:3", "segment.created", "segment:12", {"name": "vip"})
    ]


def test_a_deadlock_is_tried_again(books: Books) -> None:
    for name in ("a", "b"):
        books.perform(lambda unit, name=name: unit.set_setting(name, 0))
    gate = threading.Barrier(2, timeout=10)
    firsts = {"a": True, "b": True}

    def both(first: str, second: str) -> None:
        def deed(unit: Unit) -> None:
            touch(unit, first)
            if firsts[first]:
                firsts[first] = False
                gate.wait()
            touch(unit, second)

        books.perform(deed)

    threads = [threading.Thread(target=both, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert books.setting("a") == books.setting("b") == 2


def test_what_only_the_driver_wrote_is_committed_too(books: Books) -> None:
    with books.transaction() as unit:
        unit.driver.execute("insert into setting values ('driver', '1')")

    assert books.setting("driver") == 1


def test_an_unreachable_database_says_what_to_do() -> None:
    books = Books("postgresql://nobody@127.0.0.1:1/none")

    with pytest.raises(DatabaseUnreachable, match="REGULARS_DATABASE_URL"):
        books.perform(Counter())


def touch(unit: Unit, name: str) -> None:
    statement = "update setting set value = to_jsonb(value::text::int + 1) where name = :name"
    unit.connection.execute(sa.text(statement), {"name": name})


def rows(books: Books, table: sa.Table) -> list[sa.Row[Any]]:
    with books.transaction() as unit:
        return list(unit.connection.execute(sa.select(table)))
