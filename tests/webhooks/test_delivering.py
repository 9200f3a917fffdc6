"""Each message reaches each endpoint at least once, with one id, however often it is tried and whoever is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from datetime import timedelta
from functools import partial

import pytest
from standardwebhooks import Webhook

from regulars.books.announcing import LISTENED
from regulars.webhooks import asking, deliveries, endpoints, sending
from regulars.webhooks.model import PAUSES

from .conftest import House

SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
STATES = "select state, attempts from webhook_delivery order by id"


def test_what_is_announced_arrives_signed(house: House) -> None:
    _, secret = house.listen()
    house.announce(1)

    house.deliver()

    [received] = house.shop.received
    told = Webhook(secret).verify(received.body, received.headers)
    assert told == {
        "type": "segment.entered", "timestamp": house.clock.at.isoformat().replace("+00:00", "Z"), "data": {"n": 1},
    }  # fmt: skip
    assert received.id.startswith("msg_")
    assert received.headers["content-type"] == "application/json"
    assert house.rows("select state, attempts, last_status from webhook_delivery") == [("delivered", 1, 200)]
    assert house.rows("select status, error, answer from webhook_attempt") == [(200, None, "thanks")]
    assert house.rows("select count(*) from outbox") == [(0,)]


def test_each_endpoint_gets_the_types_it_asked_for(house: House) -> None:
    house.listen("/some", ["segment.left"])
    house.listen("/all", None)
    house.announce(1)
    house.announce(2, type="segment.left")

    house.deliver()

    assert [one.data["n"] for one in house.shop.at("/some")] == [2]
    assert sorted(one.data["n"] for one in house.shop.at("/all")) == [1, 2]


def test_what_nobody_listens_to_is_not_even_written(house: House) -> None:
    id, _ = house.listen(types=["segment.left"])
    house.announce(1)
    house.do(endpoints.remove, id)
    house.announce(2, type="segment.left")

    assert house.rows("select count(*) from outbox") == [(0,)]
    assert house.books.setting(LISTENED) == []


def test_a_shop_that_is_down_gets_each_message_once_it_is_up(house: House) -> None:
    house.listen()
    house.shop.answers(500)
    house.announce(1, 2, 3)
    house.deliver()
    house.deliver(after=PAUSES[0])
    assert house.rows(STATES) == [("failed", 2)] * 3
    house.shop.answers(204)
    house.shop.received.clear()

    house.deliver(after=PAUSES[1])

    assert sorted(one.data["n"] for one in house.shop.received) == [1, 2, 3]
    assert house.rows(STATES) == [("delivered", 3)] * 3
    assert house.deliver(after=DAY) == 0


def test_a_shop_that_nobody_is_at_is_tried_again_as_well(house: House) -> None:
    house.listen(url="http://127.0.0.1:1/")
    house.announce(1)

    house.deliver()

    [(state, status, error)] = house.rows("select state, last_status, last_error from webhook_delivery")
    assert (state, status) == ("failed", None)
    assert error.startswith("no answer: ")


def test_it_is_tried_by_the_schedule_with_one_id_and_then_given_up(house: House) -> None:
    house.listen()
    house.shop.answers(500)
    house.announce(1)
    house.deliver()
    for pause in PAUSES:
        assert house.deliver(after=pause - SECOND) == 0
        assert house.deliver(after=SECOND) == 1

    assert house.rows(STATES) == [("given_up", 10)]
    assert house.deliver(after=30 * DAY) == 0
    assert len(house.shop.received) == 10
    assert len(house.shop.counts()) == 1
    assert len({one.body for one in house.shop.received}) == 1


def test_a_message_whose_sender_was_killed_before_it_wrote_that_down_comes_again_as_the_same(house: House) -> None:
    house.listen()
    house.announce(1)
    program = (
        "import sys; from datetime import datetime; from regulars.books import Books;"
        "from regulars.webhooks.deliverer import Deliverer;"
        "Deliverer(Books(sys.argv[1]), private=True).deliver_due(datetime.fromisoformat(sys.argv[2]))"
    )
    url = house.books.url.render_as_string(hide_password=False)
    sender = subprocess.Popen([sys.executable, "-c", program, url, house.clock.at.isoformat()])
    killed = threading.Event()

    def kill(_: object) -> None:
        if not killed.is_set():
            os.kill(sender.pid, signal.SIGKILL)
            killed.set()

    house.shop.before["/"] = kill
    assert sender.wait() == -signal.SIGKILL
    assert house.deliver() == 0

    house.deliver(after=deliveries.CLAIMED_FOR)

    assert list(house.shop.counts().values()) == [2]
    assert house.rows(STATES) == [("delivered", 1)]


def test_an_endpoint_that_does_not_answer_holds_up_nobody_else(house: House) -> None:
    """The slow one has all its lanes full while a whole queue, and what comes in later, goes to the other."""
    house.listen("/slow")
    house.listen("/quick")
    house.announce(*range(50))
    answer, quick = threading.Event(), threading.Semaphore(0)
    house.shop.before["/slow"] = lambda _: answer.wait(60) and None
    house.shop.before["/quick"] = lambda _: quick.release()
    delivering = threading.Thread(target=house.deliver)

    delivering.start()
    for _ in range(50):
        assert quick.acquire(timeout=60)
    slow = len(house.shop.at("/slow"))
    answer.set()
    delivering.join()

    assert slow == deliveries.LANES
    assert {path: len(house.shop.at(path)) for path in ("/slow", "/quick")} == {"/slow": 50, "/quick": 50}


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
    house.rows("select 1")
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


def test_the_old_secret_signs_too_for_a_day(house: House) -> None:
    id, old = house.listen()
    house.clock.at -= HOUR
    new = house.do(endpoints.rotate, id)
    house.clock.at += HOUR
    house.announce(1)
    house.deliver()
    [received] = house.shop.received
    for secret in (old, new):
        Webhook(secret).verify(received.body, received.headers)

    house.announce(2)
    house.deliver(after=DAY)

    last = house.shop.received[-1]
    assert last.headers["webhook-signature"] == Webhook(new).sign(last.id, house.clock.at, last.body)


def test_while_it_is_paused_everything_waits_and_then_arrives(house: House) -> None:
    id, _ = house.listen()
    house.do(endpoints.pause, id)
    house.announce(1, 2)
    assert house.deliver(after=HOUR) == 0

    house.do(endpoints.resume, id)
    house.deliver()

    assert [one.data["n"] for one in house.shop.received] == [1, 2]


def test_what_was_given_up_is_sent_again_when_somebody_asks(house: House) -> None:
    id, _ = house.listen()
    house.shop.answers(500)
    house.announce(1, 2)
    house.deliver()
    with house.books.transaction() as unit:
        unit.driver.execute("update webhook_delivery set state = 'given_up', next_at = null")
    house.shop.answers(200)

    assert house.do(asking.replay_failed, id, since=house.clock.at + SECOND) == asking.Replayed(0, False)
    assert house.do(asking.replay_failed, id, since=house.clock.at) == asking.Replayed(2, False)
    house.deliver()

    assert house.rows(STATES) == [("delivered", 1)] * 2
    assert list(house.shop.counts().values()) == [2, 2]


def test_what_arrived_is_sent_again_with_its_id_when_somebody_asks(house: House) -> None:
    house.listen()
    house.announce(1)
    house.deliver()
    [(delivery,)] = house.rows("select id from webhook_delivery")

    house.do(asking.replay, delivery)
    house.deliver()

    assert list(house.shop.counts().values()) == [2]
    assert house.rows("select count(*) from webhook_attempt") == [(2,)]


def test_what_is_replayed_while_it_is_on_its_way_is_sent_once_more(house: House) -> None:
    house.listen()
    house.announce(1)
    replay = iter([partial(house.do, asking.replay)])

    def replayed(_: object) -> None:
        for one in replay:
            one(house.rows("select id from webhook_delivery")[0][0])

    house.shop.before["/"] = replayed
    house.deliver()

    assert list(house.shop.counts().values()) == [2]
    assert house.rows(STATES) == [("delivered", 1)]


def test_twenty_thousand_announcements_become_deliveries_as_sets(house: House) -> None:
    house.listen("/a")
    house.listen("/b")
    house.announce(*range(20_000))

    rounds = []
    while taken := house.do(deliveries.publish):
        rounds.append(taken)

    assert rounds == [deliveries.AT_ONCE] * 10
    assert house.rows("select count(*), count(distinct message_id) from webhook_delivery") == [(40_000, 20_000)]


def test_what_is_old_is_forgotten_and_so_is_what_went_to_an_endpoint_that_was_deleted(house: House) -> None:
    house.listen("/kept")
    id, _ = house.listen("/deleted")
    house.announce(1)
    house.deliver()
    house.do(endpoints.remove, id)
    while house.do(asking.forget_old):
        pass
    assert house.rows(
        "select url from webhook_endpoint join webhook_delivery d on d.endpoint_id = webhook_endpoint.id"
    ) == [(house.shop.url + "/kept",)]
    assert house.rows("select count(*) from webhook_endpoint") == [(1,)]

    house.clock.at += 30 * DAY + SECOND
    while house.do(asking.forget_old):
        pass

    for table in ("webhook_message", "webhook_delivery", "webhook_attempt"):
        assert house.rows(f"select count(*) from {table}") == [(0,)]


def test_a_test_message_goes_to_one_endpoint_whatever_it_listens_to(house: House) -> None:
    id, secret = house.listen()
    house.listen("/other", None)

    house.do(asking.test, id)
    house.deliver()

    [received] = house.shop.received
    assert Webhook(secret).verify(received.body, received.headers)["type"] == "webhook.test"
