"""Sending: whom it goes to, what is held back and why, what a server's answer brings about."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.messaging.conftest import HANGS_UP, NOON, Box, House, to

from regulars.messaging import consents, log, measured, suppressing
from regulars.messaging.consents import Preference, Word
from regulars.messaging.model.gate import Cap, Subscribed
from regulars.messaging.transports import TransportDown

LIST = "newsletter"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def left(house: House, id: int, list: str = LIST) -> None:
    word = Word("anna@shop.example", list, "left", "one click", "one_click", customer_id=id)
    house.books.perform(lambda unit: consents.say(unit, word))


def test_a_message_goes_to_the_mailbox_until_a_server_is_set(house: House) -> None:
    house.queue(to(house.customer("anna", name="Anna Nowak")))

    house.send()

    mail = house.mail("m")
    assert house.states() == [("m", "accepted", None)]
    assert (mail["To"], mail["Subject"]) == ("Anna Nowak <anna@shop.example>", "Good day")


def test_a_message_is_sent_once_however_often_it_is_looked(by_smtp: House, box: Box) -> None:
    by_smtp.queue(*(to(by_smtp.customer(name), name) for name in ("anna", "boris")))

    by_smtp.send()
    by_smtp.send(DAY)

    assert sorted(whom for _, [whom], _ in box.mails) == ["anna@shop.example", "boris@shop.example"]


def test_what_waits_is_sent_at_its_instant_and_not_before(house: House) -> None:
    house.queue(to(house.customer("anna"), not_before=NOON + HOUR))

    assert house.send(HOUR - timedelta(seconds=1)) == 0
    assert house.send(timedelta(seconds=1)) == 1


def test_what_is_too_late_is_not_sent(house: House) -> None:
    house.queue(to(house.customer("anna"), not_after=NOON + HOUR))

    house.send(HOUR)

    assert house.states() == [("m", "blocked", "too_late")]


def test_who_was_erased_or_has_no_address_gets_nothing(house: House) -> None:
    nobody, wrong = house.customer("anna", email=""), house.customer("boris", email="b<oris>@x")
    house.queue(to(4711, "erased"), to(nobody, "none"), to(wrong, "wrong"))

    house.send()

    assert house.states() == [
        ("erased", "blocked", "erased"),
        ("none", "blocked", "no_address"),
        ("wrong", "blocked", "no_address"),
    ]


def test_who_is_not_opted_in_gets_nothing_that_is_only_for_who_is(house: House) -> None:
    confirmed = {LIST: Subscribed("confirmed", NOON)}
    pending = {LIST: Subscribed("pending", NOON)}
    anna, boris = house.customer("anna", lists=confirmed), house.customer("boris", lists=pending)
    house.queue(*(to(id, f"{id}", sends_to="opted_in", list=LIST) for id in (anna, boris)))
    house.queue(to(boris, "all"))

    house.send()

    assert house.states() == [
        (f"{anna}", "accepted", None),
        (f"{boris}", "blocked", "not_opted_in"),
        ("all", "accepted", None),
    ]


def test_who_leaves_between_queueing_and_sending_gets_nothing(house: House) -> None:
    anna = house.customer("anna", lists={LIST: Subscribed("confirmed", NOON)})
    house.queue(to(anna, sends_to="opted_in", list=LIST), to(anna, "everybody"), to(anna, "coupon", marketing=False))
    house.clock.at += HOUR
    left(house, anna)

    house.send()

    assert house.states() == [
        ("m", "blocked", "unsubscribed"),
        ("everybody", "blocked", "unsubscribed"),
        ("coupon", "accepted", None),
    ]


def test_the_later_word_holds_whether_it_was_said_here_or_at_the_shop(house: House) -> None:
    anna = house.customer("anna")
    left(house, anna)
    house.people.known[anna] = house.people.known[anna].__class__(
        "anna@shop.example", lists={LIST: Subscribed("confirmed", NOON + HOUR)}
    )
    house.queue(to(anna, sends_to="opted_in", list=LIST))

    house.send(2 * HOUR)

    assert house.states() == [("m", "accepted", None)]


def test_guests_get_what_they_agreed_to_and_what_they_wait_for(house: House) -> None:
    anna = house.customer("anna", guest=True)
    boris = house.customer("boris", guest=True, lists={LIST: Subscribed("confirmed", NOON)})
    house.queue(to(anna, "a"), to(boris, "b"), to(boris, "c", sends_to="registered"), to(anna, "d", marketing=False))

    house.send()

    assert house.states() == [
        ("a", "blocked", "guest_without_consent"),
        ("b", "accepted", None),
        ("c", "blocked", "not_registered"),
        ("d", "accepted", None),
    ]


def test_nothing_goes_to_an_address_that_mail_came_back_from_and_to_one_that_complained_only_what_is_waited_for(
    house: House,
) -> None:
    anna, boris = house.customer("anna"), house.customer("boris")
    house.books.perform(lambda unit: suppressing.suppress(unit, "Anna@shop.example", "bounced"))
    house.books.perform(lambda unit: suppressing.suppress(unit, "boris@shop.example", "complained"))
    house.queue(*(to(id, f"{id} {kind}", marketing=kind) for id in (anna, boris) for kind in (True, False)))

    house.send()

    assert [state for _, state, _ in house.states()] == ["blocked", "blocked", "blocked", "accepted"]


def test_who_asked_for_a_pause_is_left_alone_until_its_end(house: House) -> None:
    anna = house.customer("anna")
    house.books.perform(lambda unit: consents.prefer(unit, anna, Preference("pl", NOON + DAY)))
    house.queue(to(anna, "early"), to(anna, "late", not_before=NOON + DAY))

    house.send()
    house.send(DAY)

    assert house.states() == [("early", "blocked", "paused"), ("late", "accepted", None)]
    assert house.renderer.asked[0].language == "pl"


def test_a_cap_counts_what_was_sent_and_what_goes_out_with_it(house: House) -> None:
    anna = house.customer("anna")
    house.change(cap=Cap(2, 7))
    house.queue(*(to(anna, f"{n}") for n in range(3)), to(anna, "service", marketing=False))
    house.send()
    house.queue(to(anna, "later", not_before=NOON + 8 * DAY))

    house.send(8 * DAY)

    assert house.states() == [
        ("0", "accepted", None),
        ("1", "accepted", None),
        ("2", "blocked", "cap"),
        ("service", "accepted", None),
        ("later", "accepted", None),
    ]


def test_a_test_goes_to_its_address_whoever_it_is_for(house: House) -> None:
    anna = house.customer("anna")
    left(house, anna)
    house.queue(to(anna, test_address="me@shop.example"))

    house.send()

    assert house.states() == [("m", "accepted", None)]
    assert house.mail("m")["To"] == "me@shop.example"


def test_a_letter_that_cannot_be_made_blocks_no_other(house: House) -> None:
    anna = house.customer("anna")
    house.queue(to(anna, "broken", template_id=0), to(anna, "whole"))

    house.send()

    assert house.states() == [("broken", "blocked", "rendering"), ("whole", "accepted", None)]
    assert house.rows("select answer from message where key = 'broken'") == [("there is no such template",)]


def test_what_is_put_off_is_tried_again_and_given_up_in_the_end(by_smtp: House, box: Box) -> None:
    box.say = lambda _: "451 4.7.1 greylisted, come back later"
    by_smtp.queue(to(by_smtp.customer("anna")))

    by_smtp.send()

    assert by_smtp.states() == [("m", "deferred", None)]
    assert by_smtp.send(timedelta(seconds=59)) == 0
    for _ in range(7):
        assert by_smtp.send(DAY) == 1
    assert by_smtp.states() == [("m", "deferred", None)]
    by_smtp.send(DAY)
    assert by_smtp.states() == [("m", "bounced", "gave_up")]
    assert box.mails == []


def test_what_a_server_hung_up_on_is_sent_again_only_to_who_waits_for_it(by_smtp: House, box: Box) -> None:
    box.at_data = lambda: HANGS_UP
    anna = by_smtp.customer("anna")
    by_smtp.queue(to(anna, "news"), to(anna, "coupon", marketing=False))

    by_smtp.send()
    box.at_data = lambda: "250 OK"
    by_smtp.send(DAY)

    assert by_smtp.states() == [("news", "unknown", None), ("coupon", "accepted", None)]
    assert len(box.mails) == 1


def test_a_mailbox_that_is_not_there_is_not_written_to_again(by_smtp: House, box: Box) -> None:
    box.say = lambda _: "550 5.1.1 no such user here"
    anna = by_smtp.customer("anna")
    by_smtp.queue(to(anna))

    by_smtp.send()
    by_smtp.queue(to(anna, "again"))
    by_smtp.send()

    assert by_smtp.states() == [("m", "bounced", "refused"), ("again", "blocked", "suppressed")]


def test_a_refusal_of_the_mail_itself_says_nothing_of_the_address(by_smtp: House, box: Box) -> None:
    box.at_data = lambda: "554 5.7.1 this looks like spam"
    anna = by_smtp.customer("anna")
    by_smtp.queue(to(anna))
    by_smtp.send()
    box.at_data = lambda: "250 OK"
    by_smtp.queue(to(anna, "again"))

    by_smtp.send()

    assert by_smtp.states() == [("m", "bounced", "refused"), ("again", "accepted", None)]


def test_a_server_that_is_away_costs_no_message(house: House) -> None:
    house.change(**{"transport": "smtp", "host": "127.0.0.1", "port": 1, "security": "none"} | _about())
    house.queue(to(house.customer("anna")))

    with pytest.raises(TransportDown):
        house.send()

    assert house.rows("select state, attempts, claimed_until from message") == [("queued", 0, None)]
    house.change(transport="mailbox")
    house.send()
    assert house.states() == [("m", "accepted", None)]


def test_what_is_due_waits_for_a_server_that_is_away_and_says_so(house: House, box: Box) -> None:
    about = {"transport": "smtp", "host": box.host, "security": "none"} | _about()
    house.change(**about, port=1)
    house.queue(to(house.customer("anna")), to(house.customer("boris"), "later", not_before=NOON + HOUR))

    def waits() -> tuple[list[str | None], list[tuple[str, int, datetime | None]]]:
        with house.books.transaction() as unit:
            listed = log.listed(unit, log.Asked(), before=None, limit=9)
            return [row.waits_for for row in listed], [tuple(one) for one in measured.waiting(unit, "campaign", "7")]

    with pytest.raises(TransportDown):
        house.send()

    assert waits() == (["batch", "server"], [("batch", 1, NOON + HOUR), ("server", 1, None)])
    house.change(port=box.port)
    house.send()
    assert waits() == (["batch", None], [("batch", 1, NOON + HOUR)])


def test_mails_to_one_domain_are_spread(by_smtp: House, box: Box) -> None:
    by_smtp.change(per_minute_and_domain=60)
    ids = [by_smtp.customer(f"c{n}") for n in range(4)] + [by_smtp.customer("d", email="d@other.example")]
    by_smtp.queue(*(to(id, f"{id}") for id in ids))

    by_smtp.send()
    at_once = len(box.mails)
    waits = by_smtp.rows("select distinct waits_for from message where state = 'queued'")
    for _ in range(3):
        by_smtp.send(timedelta(seconds=1))

    assert at_once == 3, "two of one second, and the other domain's"
    assert waits == [("throttle",)]
    assert len(box.mails) == 5


def test_the_journal_is_told_of_what_has_left_and_not_of_tests(house: House) -> None:
    anna = house.customer("anna")
    house.queue(to(anna), to(anna, "test", test_address="me@shop.example"), to(4711, "erased"))

    house.send()

    [(key, customer_id)] = house.rows("select key, customer_id from journal where type = 'decision.message'")
    assert (key.split(":")[2], customer_id) == ("sent", anna)


def _about() -> dict[str, str]:
    return {"from_address": "news@shop.example", "public_url": "https://mail.shop.example"}
