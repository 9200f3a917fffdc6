"""Trouble that passes breaks no segment; a question at fault breaks its own."""

from __future__ import annotations

import duckdb
import pytest
from tests.segments.shop import CALENDAR, Shop

from regulars.books import Books
from regulars.facts.refusals import FactsFull, FactsStrained, QuestionFailed
from regulars.facts.store import Facts
from regulars.segments import service

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}


@pytest.mark.parametrize(
    ("kind", "said", "refusal"),
    [
        (duckdb.OutOfMemoryException, "could not allocate", FactsStrained),
        (duckdb.IOException, "the device is broken", FactsStrained),
        (duckdb.IOException, "could not write: No space left on device", FactsFull),
        (duckdb.InterruptException, "interrupted", FactsStrained),
        (duckdb.FatalException, "the database has been invalidated", FactsStrained),
    ],
)
def test_trouble_of_the_moment_is_raised_and_breaks_nothing(
    books: Books, monkeypatch: pytest.MonkeyPatch, kind: type[Exception], said: str, refusal: type[Exception]
) -> None:
    shop = Shop(books)
    shop.segment("women", FEMALE)

    def fails(_: object) -> str:
        raise kind(said)

    monkeypatch.setattr("regulars.facts.asking.to_sql", fails)
    with pytest.raises(refusal):
        shop.segment("others", FEMALE)
    monkeypatch.undo()
    shop.road.begin()
    shop.customer("eva", gender="female")

    assert shop.members("women") == shop.members("others") == {"eva"}
    with books.transaction() as unit:
        assert [service.get(unit, id).state for id in ("women", "others")] == ["active", "active"]


def test_a_question_that_is_at_fault_breaks_its_segment_alone(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(books)
    shop.customer("eva", gender="female")
    ask = shop.facts.ask

    def some_fail(question: str, *given: object) -> object:
        return ask("select 'x'::integer" if "heel" in question else question, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(shop.facts, "ask", some_fail)
    shop.segment("women", FEMALE)
    shop.segment("heels", {"value": "customer.gender", "op": "=", "to": "heel"})

    assert shop.members("women") == {"eva"}
    with books.transaction() as unit:
        assert [service.get(unit, id).state for id in ("women", "heels")] == ["active", "broken"]


@pytest.mark.parametrize(
    "sql", ["select 'x'::integer", "select x from nowhere", "selec", "select * from read_csv('/etc/passwd')"]
)
def test_what_is_wrong_with_a_question_is_told_as_its_own(sql: str) -> None:
    with Facts(":memory:", calendar=CALENDAR, currency="USD") as facts, pytest.raises(QuestionFailed):
        facts.ask(sql)


def test_a_question_too_large_for_the_memory_is_no_broken_one() -> None:
    small = Facts(":memory:", calendar=CALENDAR, currency="USD", memory_limit="40MB", threads=1)
    with small as facts, pytest.raises(FactsStrained):
        facts.ask("select list(i) from range(50000000) as t(i)")


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("select 9223372036854775807::bigint + 1::bigint as n", "a number in this question grows larger"),
        ("select x from nowhere", "which is a mistake of ours; the log has it under"),
    ],
)
def test_the_database_s_own_words_are_for_the_log(sql: str, why: str, caplog: pytest.LogCaptureFixture) -> None:
    with Facts(":memory:", calendar=CALENDAR, currency="USD") as facts, pytest.raises(QuestionFailed) as failed:
        facts.ask(sql)

    assert why in failed.value.message
    assert "Error" not in failed.value.message
    assert "Error" in caplog.text
