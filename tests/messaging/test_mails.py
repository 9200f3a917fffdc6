"""Mails as they arrive at a server: both parts, headers of lists, and a signature that others find right."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import dkim
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.messaging.conftest import NOON, Box, House, parsed, serving, smtp, to

from regulars.messaging import mail_settings
from regulars.messaging.composing import Envelope, Sender, compose
from regulars.messaging.dkim import Signer, fresh_key, record
from regulars.messaging.links import bounce_address, message_of_bounce
from regulars.messaging.model.letters import Letter
from regulars.messaging.vault import Vault

KEY = fresh_key()
SIGNER = Signer.of("shop.example", "regulars", KEY)
SHOP = Sender("The shop", "news@shop.example")
LETTER = Letter("Good day", "<p>Hello</p>", "Hello")
ENVELOPE = Envelope(
    12, "anna@shop.example", "Anna", NOON, "newsletter", "3", list="newsletter", unsubscribe="https://mail.shop.example/m/u/x"
)  # fmt: skip
TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=400), max_size=20
).map("\n".join)  # fmt: skip


def is_signed_right(raw: bytes, key: str = KEY) -> bool:
    """What another implementation says of the signature."""
    return bool(dkim.verify(raw, dnsfunc=lambda *_, **__: record(key).encode()))


def as_written(part: Any) -> str:
    """The text of a part with the line ends of a program, not those of the wire."""
    return str(part.get_content()).replace("\r\n", "\n").rstrip("\n")


@given(TEXTS, TEXTS, st.text(max_size=100), st.text(max_size=60))
def test_any_letter_arrives_whole_and_signed(text: str, html: str, subject: str, name: str) -> None:
    letter = Letter(subject, f"<p>{html}</p>", f"Hello {text}", from_name=name)

    mail = compose(letter, ENVELOPE, SHOP, b"secret", SIGNER)

    found = parsed(mail.raw)
    plain, rich = found.iter_parts()
    assert as_written(plain) == f"Hello {text}".rstrip("\n")
    assert as_written(rich) == f"<p>{html}</p>"
    assert (plain.get_content_type(), rich.get_content_type()) == ("text/plain", "text/html")
    assert all(len(line) <= 998 for line in mail.raw.split(b"\r\n"))
    assert b"\n" not in mail.raw.replace(b"\r\n", b"")
    assert mail.raw.isascii()
    assert is_signed_right(mail.raw)


def test_a_mail_that_was_changed_on_the_way_is_seen_to_be() -> None:
    raw = compose(LETTER, ENVELOPE, SHOP, b"secret", SIGNER).raw

    for before, after in ((b"Good day", b"Bad day"), (b"<p>Hello", b"<p>Hallo")):
        assert before in raw
        assert not is_signed_right(raw.replace(before, after))


def test_a_header_that_was_added_is_seen_to_be() -> None:
    raw = compose(LETTER, ENVELOPE, SHOP, b"secret", SIGNER).raw

    assert not is_signed_right(raw.replace(b"MIME-Version", b"From: evil@other.example\r\nMIME-Version", 1))


def test_what_advertises_can_be_left_with_one_click() -> None:
    found = parsed(compose(LETTER, ENVELOPE, SHOP, b"secret", SIGNER).raw)

    assert found["List-Unsubscribe"] == "<https://mail.shop.example/m/u/x>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["List-Id"] == "<newsletter.shop.example>"
    assert found["Feedback-ID"] == "3:newsletter:newsletter:shop.example"
    assert found["Auto-Submitted"] is None, "a newsletter is sent by a person"
    signed = found["DKIM-Signature"].replace(" ", "").lower()
    assert "list-unsubscribe:list-unsubscribe-post" in signed


def test_what_is_waited_for_cannot_be_left_and_says_that_no_person_wrote_it() -> None:
    envelope = replace(ENVELOPE, source="transactional", marketing=False, unsubscribe=None, list=None)

    found = parsed(compose(LETTER, envelope, SHOP, b"secret", None).raw)

    assert [name for name in found if name.startswith("List")] == []
    assert found["Auto-Submitted"] == "auto-generated"


def test_the_same_message_has_the_same_id_whenever_it_is_made() -> None:
    one = compose(LETTER, ENVELOPE, SHOP, b"secret", None)
    later = compose(LETTER, replace(ENVELOPE, at=NOON + timedelta(days=1)), SHOP, b"secret", None)
    other = compose(LETTER, replace(ENVELOPE, message_id=13), SHOP, b"secret", None)

    assert one.mail_id == later.mail_id != other.mail_id


def test_names_of_all_alphabets_arrive_as_they_are() -> None:
    letter = replace(LETTER, subject="Żółć i Ёлка", from_name="Sklep „Łódź”")
    found = parsed(
        compose(letter, replace(ENVELOPE, to_name="Łucja, Ż.", to_address="l@straße.example"), SHOP, b"s", None).raw
    )

    assert found["Subject"] == "Żółć i Ёлка"
    assert found["From"].addresses[0].display_name == "Sklep „Łódź”"
    assert (found["To"].addresses[0].display_name, found["To"].addresses[0].domain) == (
        "Łucja, Ż.",
        "xn--strae-oqa.example",
    )


def test_an_address_for_what_comes_back_says_of_which_message_in_any_letters() -> None:
    address = bounce_address("bounces@shop.example", 4711, b"secret")

    assert message_of_bounce(address, b"secret") == message_of_bounce(address.upper(), b"secret") == 4711
    assert message_of_bounce("bounces+abc@shop.example", b"secret") is None
    assert message_of_bounce("bounces@shop.example", b"secret") is None


def test_a_mail_through_a_server_is_signed_counted_and_can_be_left(by_smtp: House, box: Box) -> None:
    by_smtp.books.perform(lambda unit: mail_settings.make_key(unit, Vault(by_smtp.data_dir), version=1))
    by_smtp.queue(to(by_smtp.customer("anna", name="Anna"), source="newsletter"))

    by_smtp.send()

    [(sender, [recipient], raw)] = box.mails
    assert (sender, recipient) == ("news@shop.example", "anna@shop.example")
    found = parsed(raw)
    dkim_kept = by_smtp.rows("select value -> 'dkim' from setting where name = 'mail'")[0][0]
    assert dkim.verify(raw, dnsfunc=lambda *_, **__: dkim_kept["record"].encode())
    _, rich = found.iter_parts()
    body = rich.get_content()
    assert 'href="https://mail.shop.example/m/c/' in body
    assert "?u=https%3A%2F%2Fshop.example%2F%3Fa%3D1%26b%3D2" in body
    assert "https://mail.shop.example/m/o/" in body
    assert "anna" not in body.lower()
    assert found["List-Unsubscribe"].startswith("<https://mail.shop.example/m/u/")


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_server_may_want_a_password(house: House) -> None:
    with serving(auth_required=True, auth_require_tls=False) as box:
        house.change(**smtp(box, username="shop", password="open sesame"))
        house.queue(to(house.customer("anna")))

        house.send()

        assert (box.signed_in, len(box.mails)) == (["shop"], 1)
        kept: Any = house.rows("select value from setting where name = 'mail'")[0][0]
        assert "sesame" not in str(kept)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_wrong_password_is_said_and_costs_no_message(house: House) -> None:
    with serving(auth_required=True, auth_require_tls=False) as box:
        house.change(**smtp(box, username="shop", password="wrong"))
        house.queue(to(house.customer("anna")))

        with pytest.raises(Exception, match="doesn't take this user and password"):
            house.send()

        assert house.states() == [("m", "queued", None)]
        [(said,)] = house.rows("select value ->> 'what' from setting where name = 'mail.trouble'")
        assert "doesn't take this user and password" in said
