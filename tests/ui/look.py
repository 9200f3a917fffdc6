"""What a look is: a page, and what is done there before the picture is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import ConsoleMessage, Page


@dataclass(frozen=True)
class Look:
    """A page to look at, and what to do there before the picture."""

    path: str
    do: Callable[[Page], None] = lambda page: None
    state: str = "typical"


def complaints_of(page: Page) -> list[str]:
    """What the page will complain about from here on; that a request was refused is often what is to be seen."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of" not in message.text:
            heard.append(message.text)

    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", hear)
    return heard
