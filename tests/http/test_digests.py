"""Two bodies are the same when they say the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.http.digests import digest

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
)
BODIES = st.lists(VALUES, max_size=4) | st.dictionaries(st.text(max_size=4), VALUES, max_size=4)


def turned(value: object) -> object:
    """The same with the members of objects in the other order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(one) for one in value] if isinstance(value, list) else value


@given(BODIES)
def test_spaces_escapes_and_the_order_of_members_do_not_matter(value: object) -> None:
    one = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
    other = json.dumps(turned(value), indent=3, ensure_ascii=True).encode()

    assert digest("", one) == digest("", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b'{"points": 10}', b'{"points": 11}'),
        (b'{"points": 10}', b'{"points": "10"}'),
        (b'{"customers": ["a", "b"]}', b'{"customers": ["b", "a"]}'),
        (b'{"name": "a b"}', b'{"name": "a  b"}'),
        (b"external_id\n1\n", b"external_id\n1\n\n"),
        (b'{"points": true}', b'{"points": 1}'),
        (b"[1", b"[ 1"),
    ],
)
def test_what_says_something_else_is_another(one: bytes, other: bytes) -> None:
    assert digest("", one) != digest("", other)


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert digest("", b'{"rate": 1.50, "points": 10.0}') == digest("", b'{"points": 1e1, "rate": 1.5}')


def test_parameters_are_the_same_in_any_order_of_their_names() -> None:
    assert digest("a=1&b=2", b"") == digest("b=2&a=1", b"") != digest("a=2&b=1", b"")
