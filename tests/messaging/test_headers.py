"""Headers: any text is one header, whole again when it is read, and no line is too long."""

from __future__ import annotations

from email import message_from_string, policy
from email.headerregistry import AddressHeader

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kinds.addresses import in_ascii, is_address
from regulars.messaging.model import headers, tokens

TEXTS = st.text(max_size=300)


def read(name: str, value: str) -> tuple[str, list[str]]:
    """A header as a mail program reads it, and the names of all headers that there are."""
    message = message_from_string(f"{name}: {value}\r\n\r\n", policy=policy.default)
    return str(message[name]), message.keys()


@given(TEXTS)
def test_any_subject_is_one_header_and_whole_again(text: str) -> None:
    value = headers.unstructured(text)

    found, names = read("Subject", value)

    assert names == ["Subject"]
    assert found == headers.one_line(text)
    assert all(len(line) <= 998 for line in f"Subject: {value}".split("\r\n"))
    assert value.isascii()


@given(TEXTS)
def test_any_name_is_one_address(name: str) -> None:
    value = headers.mailbox(name, "anna@shop.example")
    message = message_from_string(f"To: {value}\r\n\r\n", policy=policy.default)
    to = message["To"]
    assert isinstance(to, AddressHeader)

    assert message.keys() == ["To"]
    assert [one.addr_spec for one in to.addresses] == ["anna@shop.example"]
    # Python reads a space between two encoded words of a name, where RFC 2047 (6.2) has none
    assert "".join(to.addresses[0].display_name.split()) == "".join(headers.one_line(name).split())


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00"])
def test_nothing_that_ends_a_line_gets_through(end: str) -> None:
    evil = f"Anna{end}Bcc: everybody@shop.example"

    for value in (headers.unstructured(evil), headers.mailbox(evil, "anna@shop.example")):
        assert read("To", value)[1] == ["To"]


@pytest.mark.parametrize(
    ("address", "ascii"),
    [
        ("anna@Straße.example", "anna@xn--strae-oqa.example"),
        ("anna@пример.испытание", "anna@xn--e1afmkfd.xn--80akhbyknj4f"),
        ("ANNA+x@Shop.Example", "ANNA+x@shop.example"),
    ],
)
def test_domains_are_written_as_the_dns_has_them(address: str, ascii: str) -> None:
    assert is_address(address)
    assert in_ascii(address) == ascii


@pytest.mark.parametrize(
    "address",
    [
        "", "anna", "anna@", "@shop.example", "an na@shop.example", "anna@shop", "anna@-shop.example", "a<b>@shop.example",
        "anna@shop..example", "anna@shop.example\r\nBcc: x@y.example", ".anna@shop.example", "łódź@shop.example",
    ],
)  # fmt: skip
def test_what_mail_cannot_be_sent_to_is_no_address(address: str) -> None:
    assert not is_address(address)


SECRET = b"s" * 32


@given(st.integers(1, 2**63 - 1), st.text(max_size=50))
def test_a_word_says_whose_it_is_to_whom_made_it(id: int, extra: str) -> None:
    word = tokens.token(SECRET, "click", id, extra)

    assert tokens.read(SECRET, "click", word, extra) == id
    assert tokens.read(SECRET, "open", word, extra) is None
    assert tokens.read(SECRET, "click", word, extra + "x") is None
    assert tokens.read(b"t" * 32, "click", word, extra) is None


@given(st.text(max_size=60))
def test_no_other_word_is_taken(word: str) -> None:
    assert tokens.read(SECRET, "leave", word) is None
