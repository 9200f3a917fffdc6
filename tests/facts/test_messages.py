"""Messages stand in the facts as rows of whose they are, with when something first became of each."""

from __future__ import annotations

from typing import Any

import pytest
from tests.facts.said import APRIL, MARCH, MAY, Journal

from regulars.facts.store import Facts

SENT = {"source": "newsletter", "source_id": "3", "node": None, "template": 7, "list": "newsletter", "marketing": True}


def say(journal: Journal, what: str, customer: int, at: str, message: int = 1) -> None:
    body = SENT | {"what": what, "message": message, "sent_at": MARCH, "updated_at": at}
    journal.say("decision.message", f"message:{message}:{what}:{at}", customer, **body)


def messages(facts: Facts) -> list[tuple[Any, ...]]:
    query = "select message_id, customer_id, sent_at, opened_at, clicked_at from message order by 1"
    return [tuple(str(one)[:7] if one and not isinstance(one, int) else one for one in row.values()) for row in facts.ask(query).to_pylist()]  # fmt: skip


@pytest.mark.parametrize("cuts", [(), (1,), (1, 2, 3)])
def test_a_message_is_told_of_with_the_first_time_that_it_was_opened(cuts: tuple[int, ...]) -> None:
    journal = Journal()
    journal.say("customer", "anna", 1)
    say(journal, "sent", 1, MARCH)
    say(journal, "opened", 1, APRIL)
    say(journal, "opened", 1, MAY)
    say(journal, "sent", 1, MARCH, 2)

    assert messages(journal.facts(cuts)) == [(1, 1, "2026-03", "2026-04", None), (2, 1, "2026-03", None, None)]


@pytest.mark.parametrize("cuts", [(), (2,), (1, 2, 3)])
def test_messages_are_those_of_whom_the_customer_became(cuts: tuple[int, ...]) -> None:
    journal = Journal()
    guest = journal.id_of("eva@example.com")
    say(journal, "sent", guest, MARCH)
    journal.say("customer", "eva", 2)
    journal.merge(2, 1)
    say(journal, "clicked", 2, APRIL)

    assert messages(journal.facts(cuts)) == [(1, 1, "2026-03", None, "2026-04")]


def test_what_becomes_of_a_message_of_somebody_erased_is_nobodys() -> None:
    journal = Journal()
    journal.say("customer", "anna", 1)
    say(journal, "sent", 1, MARCH)
    journal.say("decision.erasure", "1", 1)
    say(journal, "opened", 1, APRIL)

    assert messages(journal.facts((3,))) == []


@pytest.mark.parametrize("cuts", [(), (2,), (1, 2, 3, 4)])
def test_later_clicks_have_rows_of_their_own_of_whom_the_customer_became(cuts: tuple[int, ...]) -> None:
    journal = Journal()
    guest = journal.id_of("eva@example.com")
    say(journal, "sent", guest, MARCH)
    say(journal, "clicked", guest, MARCH)
    say(journal, "clicked_again", guest, APRIL)
    journal.say("customer", "eva", 2)
    journal.merge(2, 1)
    say(journal, "clicked_again", 2, MAY)
    say(journal, "clicked_again", 2, MAY, 7)

    facts = journal.facts(cuts)
    rows = facts.ask("select message_id, customer_id, clicked_at from message_click order by 3").to_pylist()
    assert [(row["message_id"], row["customer_id"], f"{row['clicked_at']:%Y-%m}") for row in rows] == [
        (1, 1, "2026-04"),
        (1, 1, "2026-05"),
    ]
    assert messages(facts) == [(1, 1, "2026-03", None, "2026-03")]
