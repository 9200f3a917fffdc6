"""The links of a mail: to leave, to choose, and those that tell that it was opened or clicked.

Each holds a word that says which message it is of and nothing else (`model/tokens.py`).
A link that is counted carries where it leads, and the word is good for that place alone.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

from .model import tokens
from .model.letters import Letter, Links

PATH = "/m"
"""Where these links lead, below the public address."""
_HREF = re.compile(r"(<(?:a|area)\b[^>]*?\bhref\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE | re.DOTALL)
_END = re.compile(r"</body\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkMaker:
    """Makes links at a public address, signed with the installation's secret."""

    public_url: str
    secret: bytes

    @property
    def base(self) -> str:
        return self.public_url.rstrip("/") + PATH

    def letter_links(self, message_id: int, *, leaves: bool) -> Links:
        """What a letter may show; `leaves`: whether there is a list to leave."""
        preferences = f"{self.base}/p/{tokens.token(self.secret, 'prefer', message_id)}"
        return Links(self.unsubscribe(message_id) if leaves else None, preferences)

    def unsubscribe(self, message_id: int) -> str:
        """One click leaves the list; the same address shows a page with a button."""
        return f"{self.base}/u/{tokens.token(self.secret, 'leave', message_id)}"

    def confirm(self, consent_id: int) -> str:
        """Says that a subscription is meant."""
        return f"{self.base}/s/{tokens.token(self.secret, 'confirm', consent_id)}"

    def click(self, message_id: int, url: str) -> str:
        """A link that leads to a place and tells that it was followed."""
        return f"{self.base}/c/{tokens.token(self.secret, 'click', message_id, url)}?u={_quoted(url)}"

    def pixel(self, message_id: int) -> str:
        """A picture of nothing that tells that it was loaded."""
        return f"{self.base}/o/{tokens.token(self.secret, 'open', message_id)}.gif"


@lru_cache(maxsize=20_000)
def _quoted(url: str) -> str:
    """An address within another; most mails lead to the same places."""
    return quote(url, safe="")


def decorate(letter: Letter, message_id: int, maker: LinkMaker, *, opens: bool, clicks: bool) -> Letter:
    """The letter with links that are counted, and the picture that tells it was opened."""
    body = letter.html
    if clicks and body:
        body = _HREF.sub(_counted(message_id, maker), body)
    if opens and body:
        seen = f'<img src="{maker.pixel(message_id)}" width="1" height="1" alt="" style="display:block;border:0;width:1px;height:1px">'
        at = _last(_END, body)
        body = body + seen if at is None else body[:at] + seen + body[at:]
    return replace(letter, html=body)


def _counted(message_id: int, maker: LinkMaker) -> Callable[[re.Match[str]], str]:
    own = maker.base + "/"
    made: dict[str, str | None] = {}

    def counted(found: re.Match[str]) -> str:
        before, quoted = found.groups()
        if quoted not in made:
            url = html.unescape(quoted[1:-1]).strip()
            elsewhere = url.lower().startswith(("https://", "http://")) and not url.startswith(own)
            made[quoted] = html.escape(maker.click(message_id, url)) if elsewhere else None
        link = made[quoted]
        return found[0] if link is None else f'{before}"{link}"'

    return counted


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    usual = text.rfind("</body>")
    if usual >= 0 and pattern.search(text, usual + 1) is None:
        return usual
    found = None
    for one in pattern.finditer(text):
        found = one.start()
    return found


def bounce_address(address: str, message_id: int, secret: bytes) -> str:
    """An address for what comes back of one message: `bounces+WORD@shop.example`. Servers may write it in small letters."""
    local, _, domain = address.rpartition("@")
    word = tokens.token(secret, "bounce", message_id)
    packed = base64.b32encode(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))).decode().rstrip("=").lower()
    return f"{local}+{packed}@{domain}"


def message_of_bounce(address: str, secret: bytes) -> int | None:
    """The message that an address for what comes back is of."""
    packed = address.rpartition("@")[0].rpartition("+")[2].upper()
    try:
        raw = base64.b32decode(packed + "=" * (-len(packed) % 8))
    except ValueError:
        return None
    return tokens.read(secret, "bounce", base64.urlsafe_b64encode(raw).decode().rstrip("="))
