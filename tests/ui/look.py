"""What a look is: a page, and what is done there before the picture is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Look:
    """A page to look at, and what to do there before the picture."""

    path: str
    do: Callable[[Page], None] = lambda page: None
    state: str = "typical"
