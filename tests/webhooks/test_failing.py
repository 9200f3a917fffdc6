"""What a shop answers, or does not, and what becomes of the endpoint."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta

import pytest

from regulars.books.announcing import LISTENED
from regulars.webhooks import deliveries, endpoints, sending
from regulars.webhooks.model import PAUSES

from .conftest import House

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
STATES = "select state, attempts from webhook_delivery order by id"


def test_an_endpoint_that_is_failing_is_sent_one_at_a_time(house: House) -> None:
    house.listen()
    house.shop.answers(500)
    house.announce(1)
    house.deliver()
    house.announce(2, 3, 4)

    with house.books.transaction() as unit:
        deliveries.publish(unit)
        assert len(deliveries.claim(unit, {})) == 1


def test_an_endpoint_that_is_gone_is_disabled_and_told_nothing_more(house: House) -> None:
    id, _ = house.listen()
    house.shop.answers(410)
    house.announce(1)
    house.deliver()
    house.announce(2)

    assert house.rows("select state, disabled_reason from webhook_endpoint") == [
        ("disabled", "The endpoint answered 410 Gone, so it wants nothing more")
    ]
    assert house.rows(STATES) == [("given_up", 1)]
    assert house.books.setting(LISTENED) == []
    assert house.deliver(after=DAY) == 0
    house.do(endpoints.resume, id)
    assert house.books.setting(LISTENED) == ["segment.entered"]


def test_where_everything_has_failed_for_five_days_nothing_more_is_sent(house: House) -> None:
    house.listen()
    house.shop.answers(503)
    for _ in range(5):
        house.announce(1)
        house.deliver()
        assert house.rows("select state from webhook_endpoint") == [("active",)]
        house.clock.at += DAY

    house.announce(2)
    house.deliver()

    [(state, reason)] = house.rows("select state, disabled_reason from webhook_endpoint")
    assert state == "disabled"
    assert reason == "Everything has failed for 5 days; the last attempt: answered 503"


def test_an_arrival_in_between_begins_the_five_days_anew(house: House) -> None:
    house.listen()
    for day in range(7):
        house.shop.answers(200 if day == 3 else 500)
        house.announce(day)
        house.deliver()
        house.clock.at += DAY

    assert house.rows("select state from webhook_endpoint") == [("active",)]


def test_days_on_which_nothing_was_sent_are_no_days_of_failing(house: House) -> None:
    house.listen()
    house.shop.answers(500)
    house.announce(1)
    house.deliver()
    with house.books.transaction() as unit:
        unit.driver.execute("update webhook_delivery set state = 'given_up'")
    house.announce(2)

    house.deliver(after=20 * DAY)

    assert house.rows("select state from webhook_endpoint") == [("active",)]


@pytest.mark.parametrize(("asked", "waits"), [("3600", HOUR), ("999999999", DAY), ("1", PAUSES[0])])
def test_an_endpoint_that_says_when_to_come_again_is_obeyed(house: House, asked: str, waits: timedelta) -> None:
    house.listen()
    house.shop.answers(429, {"Retry-After": asked})
    house.announce(1)
    house.deliver()
    house.announce(2)

    assert house.deliver(after=waits - SECOND) == (0 if waits > PAUSES[0] else 1)
    assert house.deliver(after=SECOND) > 0


def test_an_endpoint_that_never_answers_is_waited_for_no_longer_than_that(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it sends a little now and then, so that no single wait is long."""
    monkeypatch.setattr(sending, "SECONDS", 0.5)
    listening = socket.create_server(("127.0.0.1", 0))
    dripping, ended = threading.Event(), threading.Event()

    def drip() -> None:
        connection, _ = listening.accept()
        connection.sendall(b"HTTP/1.1 ")
        dripping.set()
        while not ended.wait(0.05):
            connection.sendall(b"2")
        connection.close()

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    house.listen(url=f"http://127.0.0.1:{listening.getsockname()[1]}/")
    house.announce(1)

    house.deliver()

    assert dripping.is_set()
    ended.set()
    thread.join()
    listening.close()
    assert house.rows("select state, last_error from webhook_delivery") == [("failed", "no answer within 0 seconds")]


def test_an_endpoint_that_can_not_be_sent_to_at_all_keeps_nobody_else_waiting(house: House) -> None:
    house.listen("/broken")
    house.listen("/whole")
    with house.books.transaction() as unit:
        unit.driver.execute("update webhook_endpoint set secret = 'whsec_' where url like '%broken'")
    house.announce(1)

    house.deliver()

    assert len(house.shop.at("/whole")) == 1
    assert house.rows("select state from webhook_delivery order by id") == [("failed",), ("delivered",)]


def test_a_redirect_is_not_followed(house: House) -> None:
    house.listen()
    house.shop.answers(302, {"Location": house.shop.url + "/elsewhere"})
    house.announce(1)

    house.deliver()

    assert house.shop.at("/elsewhere") == []
    assert house.rows("select last_error from webhook_delivery") == [
        ("answered 302, a redirect, which is not followed; set the address it leads to",)
    ]


def test_of_a_long_answer_the_beginning_is_kept(house: House) -> None:
    house.listen()
    house.shop.answers(200, text="\0" + "é" * 100_000)
    house.announce(1)

    house.deliver()

    [(answer,)] = house.rows("select answer from webhook_attempt")
    assert answer == "\ufffd" + "é" * 999
