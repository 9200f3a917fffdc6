"""A list goes on where it stopped, and takes no cursor but its own."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.http import cursors
from regulars.http.instants import from_microseconds


@given(st.text(), st.integers(-(2**53), 2**53), st.none() | st.text())
def test_a_cursor_gives_back_the_key_it_was_made_of(name: str, number: int, other: str | None) -> None:
    cursor = cursors.encode("orders", [name, number, other])

    assert cursors.decode("orders", cursor, str, int, str) == [name, number, other]


def test_without_a_cursor_the_list_begins() -> None:
    assert cursors.decode("orders", None, str) is None


@pytest.mark.parametrize("cursor", ["", "x", "%%%", "bnVsbA", "e30", "Zm9v"])
def test_a_word_that_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(cursors.BadCursor):
        cursors.decode("orders", cursor, str)


def test_the_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(cursors.BadCursor):
        cursors.decode("orders", cursors.encode("segments", ["a"]), str)


def test_a_key_of_another_type_is_refused() -> None:
    with pytest.raises(cursors.BadCursor):
        cursors.decode("orders", cursors.encode("orders", [True]), int)


def test_the_last_page_has_no_cursor() -> None:
    rows = ["a", "b", "c"]

    first = cursors.page("letters", rows, 2, key=lambda row: [row], show=str.upper)
    last = cursors.page("letters", rows[2:], 2, key=lambda row: [row], show=str.upper)

    assert first.data == ["A", "B"]
    assert cursors.decode("letters", first.next_cursor, str) == ["b"]
    assert last.model_dump() == {"data": ["C"], "next_cursor": None}


@pytest.mark.parametrize("number", [2**63, -(2**63)])
def test_a_number_that_no_database_takes_is_refused(number: int) -> None:
    packed = base64.urlsafe_b64encode(f'["orders",{number}]'.encode()).decode()
    with pytest.raises(cursors.BadCursor):
        cursors.decode("orders", packed, int)


@pytest.mark.parametrize("us", [2**62, -(2**62), None])
def test_an_instant_that_is_in_no_calendar_is_refused(us: int) -> None:
    with pytest.raises(cursors.BadCursor):
        from_microseconds(us)
