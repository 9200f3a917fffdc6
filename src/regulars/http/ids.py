"""Ids as the API writes them: strings, also where the books count."""

from __future__ import annotations

from urllib.parse import quote

from regulars.core.errors import Fault, Invalid, NotFound

_OTHERWISE = {
    "customer": "; a customer's page goes by the id that was given here, and /v1/customers?search={id} tells it for the"
    " shop's own id or an e-mail"
}
"""Where what was asked for may be found, of kinds that go by other names too."""


def number(id: str, kind: str) -> int:
    """The number that an id stands for; raises `NotFound` for what can't be one."""
    if not (id.isascii() and id.isdigit() and len(id) <= 18):
        raise NotFound(kind, id, _OTHERWISE.get(kind, "").format(id=quote(id, safe="")))
    return int(id)


def named(id: str, kind: str, pointer: str) -> int:
    """The number of something that a body names; raises `Invalid` where it stands for what can't be one."""
    try:
        return number(id, kind)
    except NotFound as unknown:
        raise Invalid(unknown.message, [Fault(pointer, "unknown", unknown.message)]) from None
