"""People pause, resume, test, send again and delete; and what is old is forgotten."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from standardwebhooks import Webhook

from regulars.webhooks import asking, endpoints

from .conftest import House

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
STATES = "select state, attempts from webhook_delivery order by id"


def test_while_it_is_paused_everything_waits_and_then_arrives(house: House) -> None:
    id, _ = house.listen()
    house.do(endpoints.pause, id)
    house.announce(1, 2)
    assert house.deliver(after=HOUR) == 0

    house.do(endpoints.resume, id)
    house.deliver()

    assert sorted(one.data["n"] for one in house.shop.received) == [1, 2]


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


def test_what_is_more_than_can_be_sent_again_at_once_comes_next_and_before_what_failed_anew(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST_REPLAYED", 2)
    id, _ = house.listen()
    house.shop.answers(500)
    house.announce(1, 2, 3)
    house.deliver()
    since = house.clock.at

    assert house.do(asking.replay_failed, id, since=since) == asking.Replayed(2, True)
    house.deliver(after=SECOND)
    assert house.do(asking.replay_failed, id, since=since) == asking.Replayed(2, True)
    house.deliver(after=SECOND)

    assert sorted(house.shop.counts().values()) == [2, 2, 3]


def test_what_fails_anew_while_nothing_is_to_be_sent_again_is_no_rest(house: House) -> None:
    id, _ = house.listen()
    house.shop.answers(500)
    house.announce(1)
    house.deliver()
    since = house.clock.at
    assert house.do(asking.replay_failed, id, since=since) == asking.Replayed(1, False)

    assert house.do(asking.replay_failed, id, since=since) == asking.Replayed(0, False)


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
