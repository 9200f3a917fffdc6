"""Reports of bounces and complaints: read as servers write them, and believed only when they name a mail of ours."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from tests.messaging.conftest import House, to

from regulars.books import Unit
from regulars.messaging import mail_settings, reports, suppressing
from regulars.messaging.links import bounce_address

DSN = """From: MAILER-DAEMON@mx.other.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.other.example
Arrival-Date: Sun, 01 Mar 2026 12:00:00 +0000

Final-Recipient: rfc822; anna@shop.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <anna@shop.example>: user unknown
    in virtual table

--b
Content-Type: text/rfc822-headers

Message-ID: {mail_id}
Subject: Good day

--b--
"""
ARF = """From: fbl@provider.example
To: abuse@shop.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1

--b
Content-Type: message/rfc822

From: news@shop.example
Message-ID: {mail_id}

Hello
--b--
"""


@pytest.fixture
def sent(house: House) -> tuple[House, int, str]:
    """A message that was sent, and the Message-ID of its mail."""
    house.queue(to(house.customer("anna")))
    house.send()
    [(id, mail_id)] = house.rows("select id, mail_id from message")
    return house, id, mail_id


def take(house: House, text: str, **named: str) -> bool:
    usual = {"to": "news@shop.example", "action": "failed", "status": "5.1.1", "mail_id": "<1@other.example>"}
    report = reports.read(text.format(**(usual | named)).encode())
    if report is None:
        return False

    def work(unit: Unit) -> bool:
        id = reports.message_of(unit, report)
        return id is not None and reports.note(unit, id, report.kind, report.detail)

    return house.books.perform(work)


def suppressed(house: House) -> dict[str, suppressing.Why]:
    with house.books.transaction() as unit:
        return suppressing.of(unit, ["anna@shop.example"])


def test_a_mail_that_came_back_for_good_keeps_mail_from_its_address(sent: tuple[House, int, str]) -> None:
    house, _, mail_id = sent

    assert take(house, DSN, mail_id=mail_id)

    assert house.states() == [("m", "bounced", "refused")]
    assert suppressed(house) == {"anna@shop.example": "bounced"}
    [(answer,)] = house.rows("select answer from message")
    assert answer == "550 5.1.1 <anna@shop.example>: user unknown in virtual table"
    told = house.rows("select key from journal where type = 'decision.message' order by seq")
    assert [key.split(":")[2] for (key,) in told] == ["sent", "bounced"]
    assert not take(house, DSN, mail_id=mail_id), "the same report again is no news"


def test_an_address_for_what_comes_back_names_its_message(sent: tuple[House, int, str]) -> None:
    house, id, _ = sent
    with house.books.transaction() as unit:
        address = bounce_address("bounces@shop.example", id, mail_settings.link_secret(unit))

    assert take(house, DSN, to=f"<{address}>")


def test_a_report_that_names_no_mail_of_ours_does_nothing(sent: tuple[House, int, str]) -> None:
    house, id, mail_id = sent

    forged = f"<{id}.{'0' * 18}@{mail_id.rpartition('@')[2]}"
    assert not take(house, DSN, mail_id=forged)
    assert not take(house, DSN)
    assert not take(house, ARF, mail_id=forged)

    assert house.states() == [("m", "accepted", None)]


def test_what_is_only_late_is_no_bounce(sent: tuple[House, int, str]) -> None:
    house, _, mail_id = sent

    assert not take(house, DSN, mail_id=mail_id, action="delayed", status="4.4.1")

    assert house.states() == [("m", "accepted", None)]


def test_bounces_that_may_pass_keep_mail_from_an_address_when_there_were_five_in_a_row(house: House) -> None:
    anna = house.customer("anna")
    for n in range(5):
        assert suppressed(house) == {}
        house.queue(to(anna, f"{n}"))
        house.send(timedelta(days=1))
        [(mail_id,)] = house.rows(f"select mail_id from message where key = '{n}'")
        assert take(house, DSN, mail_id=mail_id, status="4.2.2")

    assert suppressed(house) == {"anna@shop.example": "bounced"}


def test_who_complains_leaves_the_list_and_is_only_sent_what_they_wait_for(sent: tuple[House, int, str]) -> None:
    house, _, mail_id = sent

    assert take(house, ARF, mail_id=mail_id)

    assert suppressed(house) == {"anna@shop.example": "complained"}
    assert house.rows("select status, source from mail_consent") == [("left", "complaint")]
    [(at,)] = house.rows("select complained_at from message")
    assert at is not None
    assert not take(house, ARF, mail_id=mail_id)


def test_a_mail_of_a_person_is_no_report() -> None:
    mail = EmailMessage()
    mail["Subject"] = "failed: 5.1.1"
    mail.set_content("Action: failed\nStatus: 5.1.1\n")

    assert reports.read(mail.as_bytes()) is None
    assert reports.read(b"\xff\x00 no mail at all") is None
