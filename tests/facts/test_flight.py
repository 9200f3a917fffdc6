"""Other processes ask the worker as they would ask the facts themselves."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from tests.facts.said import APRIL, MARCH, Journal, at

from regulars.facts.attributes import BadDeclaration, Declaration
from regulars.facts.documents import load
from regulars.facts.flight import LONGEST_PATH, FactsServer, RemoteFacts, socket_path
from regulars.facts.refusals import FactsAway, QuestionFailed
from regulars.facts.store import Facts
from regulars.rules.vocabulary import Type


@pytest.fixture
def facts() -> Iterator[Facts]:
    journal = Journal()
    journal.say("customer", "anna", country="PL", attributes={"score": 3})
    journal.say("order", "1", customer="anna", placed_at=MARCH, status="complete", currency="USD", grand_total="10.00")
    with journal.facts() as facts:
        yield facts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return socket_path(tmp_path)


@pytest.fixture
def remote(facts: Facts, path: Path) -> Iterator[RemoteFacts]:
    with FactsServer(facts, path):
        remote = RemoteFacts(path, patience_seconds=0.2)
        yield remote
        remote.close()


def test_a_question_in_ibis_is_answered_with_the_tables_given(remote: RemoteFacts) -> None:
    orders = ibis.table({"customer_id": "int32", "grand_total": "int64"}, name="order")
    asked = ibis.table({"customer_id": "int32"}, name="asked")

    found = remote.ask(
        orders.semi_join(asked, "customer_id"), {"asked": pa.table({"customer_id": pa.array([1], pa.int32())})}
    )

    assert found["grand_total"].to_pylist() == [1000]


def test_variables_come_along(remote: RemoteFacts) -> None:
    now, today = datetime(2026, 3, 1, 9, 30, 0, 5, tzinfo=UTC), datetime(2026, 3, 1).date()

    found = remote.ask(
        "select getvariable('now') as now, getvariable('today') as today", settings={"now": now, "today": today}
    )

    assert found.to_pylist() == [{"now": now.replace(tzinfo=None), "today": today}]


def test_several_questions_see_one_state(remote: RemoteFacts) -> None:
    found = remote.ask_all({"one": 'select count(*) as n from "order"', "two": "select count(*) as n from customer"})

    assert {name: table["n"].to_pylist() for name, table in found.items()} == {"one": [1], "two": [1]}


def test_a_question_can_ask_of_what_those_before_it_found(remote: RemoteFacts) -> None:
    found = remote.ask_all({"one": "select customer_id from customer", "two": "select count(*) as n from found_one"})

    assert found["two"]["n"].to_pylist() == [1]


def test_documents_are_loaded_as_from_the_facts_themselves(remote: RemoteFacts, facts: Facts) -> None:
    assert load(remote, [1]) == load(facts, [1])


def test_it_says_how_far_the_facts_are(remote: RemoteFacts, facts: Facts) -> None:
    assert (remote.position(), remote.horizon()) == (2, at(MARCH)) == (facts.position(), facts.horizon())


@pytest.mark.parametrize(
    "sql",
    ["delete from customer", "select 1; drop table customer", "commit", "set threads = 1", "selec 1", "select nothing"],
)
def test_anything_but_a_question_is_refused(remote: RemoteFacts, facts: Facts, sql: str) -> None:
    with pytest.raises(QuestionFailed):
        remote.ask(sql)

    assert facts.ask("select count(*) as n from customer")["n"].to_pylist() == [1]


def test_an_attribute_is_declared_through_the_worker(remote: RemoteFacts) -> None:
    remote.declare_attribute(Declaration("customer", "score", Type.NUMBER, "Score"))

    found = remote.ask('select "attributes.score" as score from customer')
    assert [str(value) for value in found["score"].to_pylist()] == ["3.0000"]


def test_a_refusal_comes_with_its_facts(remote: RemoteFacts) -> None:
    with pytest.raises(BadDeclaration) as refusal:
        remote.declare_attribute(Declaration("customer", "a b", Type.NUMBER, "Score"))

    assert [fault.pointer for fault in refusal.value.errors] == ["/name"]


def test_an_asker_is_told_when_the_worker_is_away(path: Path) -> None:
    with pytest.raises(FactsAway):
        RemoteFacts(path, patience_seconds=0.1).position()


def test_an_asker_goes_on_with_the_next_worker(facts: Facts, path: Path) -> None:
    remote = RemoteFacts(path)
    with FactsServer(facts, path):
        remote.position()
    with FactsServer(facts, path):
        assert remote.position() == 2
    remote.close()


def test_only_its_own_user_can_open_the_socket(remote: RemoteFacts, path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0


def test_a_long_data_directory_listens_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * LONGEST_PATH)

    assert len(bytes(socket_path(deep))) <= LONGEST_PATH
    assert socket_path(deep) != socket_path(deep / "y")


def test_reading_goes_on_while_a_batch_is_applied(remote: RemoteFacts, facts: Facts) -> None:
    journal = Journal()
    journal.entries = [None, None]  # type: ignore[list-item]
    journal.say("order", "2", 1, placed_at=APRIL, status="pending", currency="USD", grand_total="1.00")

    facts.apply(journal.batches([2])[1])

    assert remote.ask('select count(*) as n from "order"')["n"].to_pylist() == [2]


def test_many_threads_ask_at_once(remote: RemoteFacts) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda n: remote.ask(f"select {n} as n, count(*) as m from customer").to_pylist(), range(100))
        )

    assert found == [[{"n": n, "m": 1}] for n in range(100)]
