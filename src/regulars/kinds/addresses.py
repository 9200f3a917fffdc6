"""Addresses of mailboxes: whether mail can be sent to one at all, and how servers are told it."""

from __future__ import annotations

import re
from functools import lru_cache

import idna

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def is_address(address: str) -> bool:
    """Whether mail can be sent to this: what stands before the @ must be ASCII, as servers without SMTPUTF8 want it."""
    local, _, domain = address.rpartition("@")
    return len(local) <= 64 and _LOCAL.fullmatch(local) is not None and domain_in_ascii(domain) is not None


def in_ascii(address: str) -> str:
    """An address as servers are told it."""
    local, _, domain = address.rpartition("@")
    found = domain_in_ascii(domain)
    assert found is not None, address
    return f"{local}@{found}"


@lru_cache(maxsize=4096)
def domain_in_ascii(domain: str) -> str | None:
    """A domain as the DNS has it (IDNA 2008); None when it can't be one."""
    lower = domain.lower()
    if not lower.isascii():
        try:
            lower = idna.encode(lower, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            return None
    labels = lower.split(".")
    fits = (len(lower) <= 253 and len(labels) > 1) or lower == "localhost"
    return lower if fits and all(_LABEL.fullmatch(label) for label in labels) else None
