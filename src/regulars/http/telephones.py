"""Telephone numbers that are searched for: the same one is written with its country's code or without, and with signs between.

Which country a number is of that has no code isn't known here; so each length of a code is tried.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

BETWEEN_DIGITS = " +-()./\u00a0"
"""What stands in telephone numbers and is passed over, so that +48 600-700-801 is found however it is typed."""
LEAST_DIALLED = 5
LEAST_WITHOUT_CODE = 7
CODE_LENGTHS = (1, 2, 3)
TRUNKS = ("0", "8", "80", "06")
"""What is dialled before a number within some countries, and left out from abroad: 8 916 … is +7 916 …"""
LONG = 11
"""So many digits begin with what is dialled within a country, where they begin with an 8 or 06; fewer may be the number's own."""


def dialled(search: str) -> str | None:
    """The digits of a text that may be of a telephone number, None of any other."""
    digits = "".join(letter for letter in search if letter not in BETWEEN_DIGITS)
    return digits if len(digits) >= LEAST_DIALLED and digits.isascii() and digits.isdecimal() else None


def within(digits: str) -> list[str]:
    """What a number holds that these digits are a part of, also where it has its country's code and they do not."""
    found = [digits, digits.lstrip("0")]
    if len(digits) == LONG:
        found += [digits.removeprefix(trunk) for trunk in TRUNKS if digits.startswith(trunk)]
    return [one for one in dict.fromkeys(found) if len(one) >= LEAST_DIALLED]


def without_code(digits: str) -> list[str]:
    """How a number may be written without its country's code, where these digits begin with one."""
    whole = digits.lstrip("0")
    bare = [whole[length:] for length in CODE_LENGTHS if len(whole) - length >= LEAST_WITHOUT_CODE]
    return [trunk + number for number in bare for trunk in ("", *TRUNKS)]


def has(phone: ir.StringValue, digits: str) -> ir.BooleanValue:
    """Whether a number as the shop has sent it may be that which was dialled, or holds it."""
    number = phone.fill_null("")
    for sign in BETWEEN_DIGITS:
        number = number.replace(sign, "")
    held = ibis.or_(*(number.contains(one) for one in within(digits)))
    written = without_code(digits)
    return held | number.isin(written) if written else held
