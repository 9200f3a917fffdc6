"""What is asked of whoever makes the texts, and what comes of it.

The sender knows nothing of templates: it asks a `Renderer` for a few letters at
a time and gets each, or why it can't be made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that a letter may show, each for its reader alone; None where there is nothing to leave."""

    unsubscribe: str | None = None
    preferences: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A letter to be made. `language`: what the source asked for, else what the customer has chosen or speaks; None: the
    shop's. `values` are the source's. `subscribed_to`: the list that the reader has confirmed, of those whom the mail goes to for
    it; None: they get it as a customer."""

    message_id: int
    customer_id: int | None
    template_id: int
    template_version: int
    language: str | None
    values: Mapping[str, Any]
    links: Links
    subscribed_to: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent. A sender or an address for answers that isn't said is the installation's."""

    subject: str
    html: str
    text: str
    preview: str = ""
    from_name: str | None = None
    from_address: str | None = None
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Unmade:
    """Why a letter can't be made."""

    why: str


class Renderer(Protocol):
    """Makes letters of templates."""

    def render(self, asked: Sequence[Asked]) -> Sequence[Letter | Unmade]:
        """A letter for each, in their order. Called from several threads at a time, and with no transaction open."""
        ...
