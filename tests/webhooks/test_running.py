"""The deliverer runs beside the road: woken by what is committed, and gone soon after it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from regulars.webhooks.deliverer import Deliverer

from .conftest import House

PATIENCE_SECONDS = 20
"""Less than it would sleep by itself."""


@contextmanager
def running(house: House) -> Iterator[Deliverer]:
    deliverer = Deliverer(house.books, private=True)
    thread = threading.Thread(target=deliverer.run, daemon=True)
    thread.start()
    yield deliverer
    deliverer.stop()
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive()


def test_what_is_announced_wakes_it(house: House) -> None:
    house.listen()
    came = threading.Semaphore(0)
    house.shop.before["/"] = lambda _: came.release()

    with running(house):
        for number in range(3):
            house.announce(number)
            assert came.acquire(timeout=PATIENCE_SECONDS)

    assert house.rows("select state from webhook_delivery") == [("delivered",)] * 3


def test_what_has_been_waiting_goes_out_when_it_starts(house: House) -> None:
    house.listen()
    came = threading.Event()
    house.shop.before["/"] = lambda _: came.set()
    house.announce(1)

    with running(house):
        assert came.wait(PATIENCE_SECONDS)


def test_what_is_not_answered_when_it_stops_is_left_to_the_next(house: House) -> None:
    house.listen()
    came, answer = threading.Event(), threading.Event()

    def hold(_: object) -> None:
        came.set()
        answer.wait(60)

    house.shop.before["/"] = hold
    house.announce(1)

    with running(house):
        assert came.wait(PATIENCE_SECONDS)
    answer.set()

    assert house.rows("select state, claimed_until from webhook_delivery") == [("waiting", None)]
    house.deliver()
    assert list(house.shop.counts().values()) == [2]


def test_one_that_was_stopped_does_not_begin(house: House) -> None:
    house.announce(1)
    deliverer = Deliverer(house.books, private=True)
    deliverer.stop()

    deliverer.run()

    assert house.shop.counts() == {}
