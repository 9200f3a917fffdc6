"""Mails of which nobody knows whether they were taken are sent again, or counted as sent, when a person says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.messaging.conftest import HANGS_UP, NOON, Box, House, to

from regulars.messaging import following, forgetting, queue, unclear
from regulars.messaging.model.gate import Recipient, Subscribed
from regulars.messaging.unclear import NotUnknown


@pytest.fixture
def doubtful(by_smtp: House, box: Box) -> House:
    """Anna's mail and Boris's are with the server, which hung up; Eva's it has taken."""
    ids = [by_smtp.customer(name) for name in ("anna", "boris", "eva")]
    box.at_data = lambda: HANGS_UP
    by_smtp.queue(to(ids[0], "anna"), to(ids[1], "boris", source_id="8"))
    by_smtp.send()
    box.at_data = lambda: "250 OK"
    by_smtp.queue(to(ids[2], "eva"))
    by_smtp.send()
    assert by_smtp.states() == [("anna", "unknown", None), ("boris", "unknown", None), ("eva", "accepted", None)]
    box.mails.clear()
    return by_smtp


def settle(house: House, key: str, fate: Any) -> None:
    [(id,)] = house.rows(f"select id from message where key = '{key}'")
    house.books.perform(lambda unit: unclear.settle(unit, id, fate))


def settle_all(house: House, fate: Any, source_id: str = "7") -> int:
    return house.books.perform(lambda unit: unclear.settle_all(unit, "campaign", source_id, fate))


def whom(box: Box) -> list[str]:
    return sorted(address for _, addresses, _ in box.mails for address in addresses)


def test_one_is_sent_again_to_its_customer_alone_and_once(doubtful: House, box: Box) -> None:
    settle(doubtful, "anna", "send_again")
    with pytest.raises(NotUnknown):
        settle(doubtful, "anna", "send_again")
    doubtful.send()
    doubtful.send()

    assert whom(box) == ["anna@shop.example"]
    assert doubtful.states() == [("anna", "accepted", None), ("boris", "unknown", None), ("eva", "accepted", None)]


def test_one_is_counted_as_sent_and_nothing_leaves(doubtful: House, box: Box) -> None:
    settle(doubtful, "anna", "count_as_sent")
    doubtful.send()

    assert whom(box) == []
    assert doubtful.states()[0] == ("anna", "accepted", None)
    assert doubtful.rows("select sent_at from message where key = 'anna'") == [(NOON,)]


@pytest.mark.parametrize(("fate", "sent"), [("send_again", ["anna@shop.example"]), ("count_as_sent", [])])
def test_all_of_a_campaign_are_settled_and_those_of_no_other(
    doubtful: House, box: Box, fate: str, sent: list[str]
) -> None:
    assert settle_all(doubtful, fate) == 1
    assert settle_all(doubtful, fate) == 0
    doubtful.send()

    assert whom(box) == sent
    assert doubtful.states() == [("anna", "accepted", None), ("boris", "unknown", None), ("eva", "accepted", None)]


def test_who_has_left_the_list_meanwhile_gets_nothing_again(doubtful: House, box: Box) -> None:
    [(anna,)] = doubtful.rows("select customer_id from message where key = 'anna'")
    known: Recipient = doubtful.people.known[anna]
    doubtful.people.known[anna] = replace(known, lists={"newsletter": Subscribed("left", NOON)})

    settle(doubtful, "anna", "send_again")
    doubtful.send()

    assert whom(box) == []
    assert doubtful.states()[0] == ("anna", "unknown", "unsubscribed")
    assert doubtful.rows("select sent_at from message where key = 'anna'") == [(NOON,)]

    settle(doubtful, "anna", "count_as_sent")
    assert doubtful.states()[0] == ("anna", "accepted", None)


@pytest.mark.parametrize("stopped", ["cancelled", "erased"])
def test_what_is_taken_back_before_it_is_sent_again_may_have_arrived(doubtful: House, box: Box, stopped: str) -> None:
    settle(doubtful, "anna", "send_again")
    [(anna,)] = doubtful.rows("select customer_id from message where key = 'anna'")
    doubtful.books.perform(
        lambda unit: (
            queue.cancel(unit, source="campaign", source_id="7")
            if stopped == "cancelled"
            else forgetting.erase(unit, [anna], None)
        )
    )
    doubtful.send()

    assert whom(box) == []
    assert doubtful.states()[0] == ("anna", "unknown", stopped)
    assert doubtful.rows("select sent_at from message where key = 'anna'") == [(NOON,)]


def test_one_that_is_refused_when_sent_again_was_sent_before(doubtful: House, box: Box) -> None:
    settle(doubtful, "anna", "send_again")
    box.at_data = lambda: "554 No"
    doubtful.send()

    assert doubtful.states()[0] == ("anna", "bounced", "refused")
    assert doubtful.rows("select sent_at from message where key = 'anna'") == [(NOON,)]


@pytest.mark.parametrize("by_machine", [True, False])
def test_one_that_was_opened_was_taken(doubtful: House, by_machine: bool) -> None:
    [(id,)] = doubtful.rows("select id from message where key = 'anna'")

    doubtful.books.perform(lambda unit: following.opened(unit, id, by_machine=by_machine))

    assert doubtful.states()[0] == ("anna", "accepted", None)
    assert settle_all(doubtful, "send_again") == 0


def test_a_mail_sent_again_is_told_to_the_journal_as_one(doubtful: House) -> None:
    settle(doubtful, "anna", "send_again")
    doubtful.send()

    [(messages,)] = doubtful.rows(
        "select count(distinct key) from journal where type = 'decision.message' and key like 'message:1:%'"
    )
    assert messages == 1
