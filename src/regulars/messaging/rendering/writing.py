"""A mail written out: one pass of Liquid over subject, HTML and text with one customer's values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any

from liquid.exceptions import LiquidError

from regulars.core.errors import Refusal
from regulars.core.sentences import say

from .compiling import Ready
from .filters import CURRENCY, ZONE, with_one_stop
from .plain import MOST_BLANK


class CannotBeWritten(Refusal):
    """With these values the mail grows beyond what a mail may be."""

    code = "mail.cannot_be_written"
    status = 422


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it is sent."""

    language: str
    subject: str
    html: str
    text: str
    sender_name: str
    sender_address: str
    reply_to: str


def write(ready: Ready, values: Mapping[str, Any], *, zone: tzinfo = UTC, currency: str = "EUR") -> Mail:
    """The mail for one customer; raises `CannotBeWritten` where a limit is passed. What isn't there is written as nothing."""
    given = {**values, ZONE: zone, CURRENCY: currency}
    try:
        subject, html, text = (with_one_stop(part.render(given)) for part in (ready.subject, ready.html, ready.text))
    except LiquidError as error:
        raise CannotBeWritten(
            say("the mail can't be written for this customer: {message}", message=error.message)
        ) from error
    said = ready.compiled
    return Mail(
        ready.language,
        " ".join(subject.split()),
        html,
        MOST_BLANK.sub("\n\n", text).strip() + "\n",
        said.sender_name,
        said.sender_address,
        said.reply_to,
    )
