"""Cursors: where a list goes on, as an opaque word.

A cursor holds the sort key of the last row shown, so that rows added or removed
meanwhile neither repeat nor hide others. It names the list it belongs to and is
refused anywhere else. It carries no authority: it only says where to go on.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

import orjson
from fastapi import Query
from pydantic import BaseModel

from regulars.core.errors import Refusal
from regulars.core.sentences import say

T = TypeVar("T")
Row = TypeVar("Row")

MOST = 200
USUAL = 50
_MOST_WHOLE = 2**63 - 1
"""What a database takes."""

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before.")]


class BadCursor(Refusal):
    """A cursor that this list did not give."""

    code = "bad_cursor"
    status = 400

    def __init__(self) -> None:
        super().__init__(say("this cursor is not one that this list gave; ask for the first page again"))


class Page(BaseModel, Generic[T]):
    """One page of a list; `next_cursor` is null on the last."""

    data: list[T]
    next_cursor: str | None = None


def encode(of: str, key: Sequence[Any]) -> str:
    """The cursor of list `of` after the row with this sort key (JSON values)."""
    packed = orjson.dumps([of, *key], option=orjson.OPT_PASSTHROUGH_DATETIME, default=str)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode(of: str, cursor: str | None, *types: type) -> list[Any] | None:
    """The sort key that a cursor of list `of` holds, or None for the first page.

    `types` are those of the key's parts; None is let pass in each. Raises `BadCursor`.
    """
    if cursor is None:
        return None
    key: list[Any]
    try:
        named, *key = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError):
        raise BadCursor from None
    fits = len(key) == len(types) and all(v is None or type(v) is t for v, t in zip(key, types, strict=True))
    if named != of or not fits or any(isinstance(v, int) and abs(v) > _MOST_WHOLE for v in key):
        raise BadCursor
    return key


def page(
    of: str, rows: Sequence[Row], limit: int, *, key: Callable[[Row], Sequence[Any]], show: Callable[[Row], T]
) -> Page[T]:
    """A page of at most `limit` from rows that were asked for with `limit + 1`."""
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(data=[show(row) for row in shown], next_cursor=encode(of, key(shown[-1])) if more else None)
