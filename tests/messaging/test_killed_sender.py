"""The sender is killed while mails go: only of the one in flight is there a doubt, and it is told."""

from __future__ import annotations

import os
import signal
from collections import Counter
from multiprocessing.process import BaseProcess
from pathlib import Path

import orjson
import pytest
from tests.messaging.conftest import NOON, Box, House, to
from tests.messaging.sending_apart import started

from regulars.core.sentences import written
from regulars.journal.deliver import deliver, door_of
from regulars.journal.stamp import stamp
from regulars.messaging import slips
from regulars.messaging.model.answers import Answer
from regulars.messaging.postman import KILLED
from regulars.messaging.slips import Slip

MAILS = 240
KILLED_AT = (37, 101, 180)
"""The server has the mail of this place and hasn't answered yet."""


@pytest.fixture
def many(by_smtp: House) -> House:
    """A house with as many customers, each of whom a mail waits for."""
    said = [{"external_id": f"c{n}", "updated_at": NOON.isoformat(), "email": f"c{n}@x.example"} for n in range(MAILS)]
    by_smtp.books.perform(
        lambda unit: deliver(unit, door_of(by_smtp.books), "customer", [orjson.dumps(one) for one in said])
    )
    stamp(by_smtp.books)
    return by_smtp


def killing(box: Box, running: list[BaseProcess]) -> None:
    """Have the server kill the sender at certain mails, after it has taken them and before it says so."""
    seen = Counter[str]()

    def at_data() -> str:
        seen["mails"] += 1
        if seen["mails"] in KILLED_AT:
            pid = running[-1].pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
        return "250 OK"

    box.at_data = at_data


@pytest.mark.parametrize("marketing", [True, False])
def test_no_mail_is_lost_and_only_those_in_flight_are_in_doubt(many: House, box: Box, marketing: bool) -> None:
    many.queue(
        *(to(id, f"{id}", marketing=marketing) for (id,) in many.rows("select customer_id from customer_identity"))
    )
    running: list[BaseProcess] = []
    killing(box, running)

    for _ in range(len(KILLED_AT) + 1):
        running.append(started(many))
        running[-1].join()

    assert [one.exitcode for one in running] == [-signal.SIGKILL] * 3 + [0]
    times = Counter(whom for _, [whom], _ in box.mails)
    assert len(times) == MAILS, "none is lost"
    if marketing:
        assert set(times.values()) == {1}, "none goes twice"
        assert (
            many.rows("select state, answer from message where state <> 'accepted'")
            == [("unknown", written(KILLED))] * 3
        )
    else:
        assert sorted(times.values())[-4:] == [1, 2, 2, 2], "whoever waits for it gets the one in flight again"
        assert many.rows("select distinct state from message") == [("accepted",)]


def test_what_the_server_answered_is_known_though_it_was_not_noted(many: House, tmp_path: Path) -> None:
    [(id,)] = many.rows("select min(customer_id) from customer_identity")
    many.queue(*(to(id, key) for key in ("refused", "taken", "waiting")))
    ids = dict(many.rows("select key, id from message"))
    many.books.perform(
        lambda unit: unit.driver.execute(
            "update message set state = 'handed_over', attempts = 1, mail_id = key, address = 'c@shop.example',"
            " sent_at = %s, claimed_until = %s",
            [NOON, NOON],
        )
    )
    slip = Slip(tmp_path, 0)
    slip.begin(dict.fromkeys(ids.values(), 1))
    for key, answer in (("refused", Answer(550, "5.1.1 no such user")), ("taken", Answer(250, "queued as 17"))):
        slip.giving(ids[key])
        slip.given(ids[key], answer)
    slip.close()

    many.postman.recover()

    assert many.rows("select key, state, answer from message order by key")[:2] == [
        ("refused", "bounced", "550 5.1.1 no such user"),
        ("taken", "accepted", "250 queued as 17"),
    ]
    assert many.rows("select state from message where key = 'waiting'") == [("deferred",)]
    assert many.rows("select address, reason from mail_suppression") == [("c@shop.example", "bounced")]


def test_a_slip_says_nothing_after_the_machine_was_started_again(tmp_path: Path) -> None:
    slip = Slip(tmp_path, 0)
    slip.begin({7: 1})
    slip.close()
    assert slips.read(tmp_path) == {(7, 1): "not_given"}

    [path] = tmp_path.glob("mail/*.slip")
    _, rest = path.read_bytes().split(b",", 1)
    path.write_bytes(b'{"boot":"another",' + rest)

    assert slips.read(tmp_path) == {}


def test_a_line_that_was_not_written_whole_says_nothing(tmp_path: Path) -> None:
    slip = Slip(tmp_path, 0)
    slip.begin({7: 1})
    slip.giving(7)
    slip.given(7, Answer(250, "OK"))
    slip.close()
    [path] = tmp_path.glob("mail/*.slip")
    path.write_bytes(path.read_bytes()[:-3])

    assert slips.read(tmp_path) == {(7, 1): "in_flight"}
