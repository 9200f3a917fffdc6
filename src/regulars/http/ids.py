"""Ids as the API writes them: strings, also where the books count."""

from __future__ import annotations

import re
from urllib.parse import quote

from regulars.core.errors import Fault, Invalid, NotFound
from regulars.core.sentences import say

_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


def number(id: str, kind: str) -> int:
    """The number that an id stands for; raises `NotFound` for what can't be one."""
    if not _ID.fullmatch(id):
        raise NotFound(kind, id, _of_customers(quote(id, safe="")) if kind == "customer" else "")
    return int(id)


def _of_customers(id: str) -> str:
    """Where a customer may be found who goes by another name."""
    return say(
        "; a customer's page goes by the id that was given here, and /v1/customers?search={id} tells it for the shop's own id or an e-mail",
        id=id,
    )


def named(id: str, kind: str, pointer: str) -> int:
    """The number of something that a body names; raises `Invalid` where it stands for what can't be one."""
    try:
        return number(id, kind)
    except NotFound as unknown:
        raise Invalid(unknown.message, [Fault(pointer, "unknown", unknown.message)]) from None
