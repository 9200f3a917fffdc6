"""Each message reaches each endpoint at least once, with one id, however often it is tried and whoever is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

from standardwebhooks import Webhook

from regulars.books.announcing import LISTENED
from regulars.core.sentences import told
from regulars.webhooks import deliveries, endpoints
from regulars.webhooks.model import PAUSES

from .conftest import House

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
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
    assert told(error, "pl") == "brak odpowiedzi: 127.0.0.1 nie przyjmuje połączeń na porcie 1"


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


def test_twenty_thousand_announcements_become_deliveries_as_sets(house: House) -> None:
    house.listen("/a")
    house.listen("/b")
    house.announce(*range(20_000))

    rounds = []
    while taken := house.do(deliveries.publish):
        rounds.append(taken)

    assert rounds == [deliveries.AT_ONCE] * 10
    assert house.rows("select count(*), count(distinct message_id) from webhook_delivery") == [(40_000, 20_000)]
