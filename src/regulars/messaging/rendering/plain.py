"""The text part of a mail, made of its MJML: once a version, with the Liquid still in it.

The layout's tables say nothing in text, so what is shown is taken out of the MJML
as simple HTML: texts, buttons and links with their addresses, no pictures.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from inscriptis import get_text

from .hiding import Hidden

_SILENT = frozenset({"mj-head", "mj-style", "style", "script"})
_LINES = frozenset(
    [
        "mj-text",
        "mj-button",
        "mj-table",
        "mj-social-element",
        "mj-navbar-link",
        "mj-accordion-title",
        "mj-accordion-text",
        "tr",
    ]
)
_LINKS = frozenset(["a", "mj-button", "mj-social-element", "mj-navbar-link"])
_KEPT = frozenset(["p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre"])
_TOKEN_LINE = re.compile(r"zq\d+qz")
MOST_BLANK = re.compile(r"(?:[ \t]*\n){3,}")


def to_text(hidden: Hidden) -> str:
    """The text of a hidden MJML source, as a Liquid template."""
    simple = _Simple()
    simple.feed(hidden.source)
    simple.close()
    return hidden.restored(tidy(get_text(f"<html><body>{''.join(simple.out)}</body></html>")))


def tidy(text: str) -> str:
    """A text without spaces at the ends of lines, and with at most one empty line at a time."""
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return MOST_BLANK.sub("\n\n", lines).strip() + "\n"


class _Simple(HTMLParser):
    """Simple HTML of the MJML that is read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._silent = 0
        self._shown = 0
        self._links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if self._silent:
            return
        if tag in _LINES:
            self._shown += 1
            self.out.append("<div>")
        elif tag in _KEPT:
            self.out.append(f"<{tag}>")
        elif tag in ("mj-section", "mj-divider", "hr"):
            self.out.append("<p></p>")
        if tag in _LINKS:
            self._links.append(dict(attrs).get("href"))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
            return
        if self._silent:
            return
        if tag in _LINKS and self._links:
            href = self._links.pop()
            if href and not href.startswith("#"):
                self.out.append(escape(f": {href}" if tag == "mj-button" else f" ({href})"))
        if tag in _LINES:
            self._shown = max(0, self._shown - 1)
            self.out.append("</div>")
        elif tag in _KEPT and tag != "br":
            self.out.append(f"</{tag}>")
        elif tag in ("td", "th"):
            self.out.append("  ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("br",):
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._shown or data.strip():
            self.out.append(escape(data))

    def handle_comment(self, data: str) -> None:
        if self._silent or not _TOKEN_LINE.fullmatch(data.strip()):
            return
        self.out.append(data.strip() if self._shown else f"<div>{data.strip()}</div>")
