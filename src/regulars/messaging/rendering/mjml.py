"""MJML to HTML, once a version; and what is wrong with it, on which line.

The compiler passes over what it doesn't know and says little of what it can't
read, so the elements are looked at here first: closed, known, and where they may
stand. Anything of Liquid that doesn't come through stood where MJML shows nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

import css_inline
import mjml as compiler

from regulars.core.errors import Fault
from regulars.core.sentences import either, say

from .hiding import Hidden, hide
from .lines import in_line

_TAG = re.compile(r"<!--.*?-->|<(/?)([A-Za-z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*?)(/?)>", re.DOTALL)
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"])

_CONTENT = frozenset(
    [
        "mj-text",
        "mj-button",
        "mj-image",
        "mj-divider",
        "mj-spacer",
        "mj-table",
        "mj-social",
        "mj-navbar",
        "mj-hero",
        "mj-raw",
        "mj-accordion",
        "mj-carousel",
    ]
)
_MAY_STAND_IN: dict[str, frozenset[str]] = {
    "": frozenset({"mjml"}),
    "mjml": frozenset({"mj-head", "mj-body"}),
    "mj-head": frozenset(
        [
            "mj-attributes",
            "mj-breakpoint",
            "mj-font",
            "mj-preview",
            "mj-style",
            "mj-title",
            "mj-raw",
            "mj-html-attributes",
        ]
    ),
    "mj-body": frozenset(["mj-section", "mj-wrapper", "mj-hero", "mj-raw"]),
    "mj-wrapper": frozenset(["mj-section", "mj-hero", "mj-raw"]),
    "mj-section": frozenset(["mj-column", "mj-group", "mj-raw"]),
    "mj-group": frozenset(["mj-column", "mj-raw"]),
    "mj-column": _CONTENT - {"mj-hero"},
    "mj-hero": _CONTENT - {"mj-hero"},
    "mj-social": frozenset({"mj-social-element", "mj-raw"}),
    "mj-navbar": frozenset({"mj-navbar-link", "mj-raw"}),
    "mj-accordion": frozenset({"mj-accordion-element", "mj-raw"}),
    "mj-accordion-element": frozenset({"mj-accordion-title", "mj-accordion-text", "mj-raw"}),
    "mj-carousel": frozenset({"mj-carousel-image"}),
}
_KNOWN = frozenset({"mj-all", "mj-class"}).union(*_MAY_STAND_IN.values(), _MAY_STAND_IN) - {""}
_ENDING = frozenset(
    [
        "mj-text",
        "mj-button",
        "mj-table",
        "mj-raw",
        "mj-style",
        "mj-title",
        "mj-preview",
        "mj-accordion-title",
        "mj-accordion-text",
        "mj-social-element",
        "mj-navbar-link",
    ]
)
"""Those that hold HTML or text."""

_UNSEEN = "display:none;font-size:1px;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden"


@dataclass(frozen=True, slots=True)
class Html:
    """HTML with Liquid in it, and the hidden MJML that it was made of."""

    source: str
    hidden: Hidden


def to_html(source: str, pointer: str, *, language: str, preview: str = "") -> tuple[Html | None, list[Fault]]:
    """The HTML of an MJML source, styles in its elements; or what is wrong."""
    faults = misplaced(source, pointer)
    if faults:
        return None, faults
    hidden = hide(_with_language(source, language))
    try:
        made = compiler.mjml2html(
            hidden.source, fonts={}
        )  # a mail loads no fonts from others, who would see its reader
    except ValueError as error:
        told = say("this MJML can't be read: {error}; write & as &amp; and < as &lt; in texts", error=error)
        return None, [Fault(pointer, "mjml", told)]
    lost = hidden.lost(made)
    if lost:
        told = say(
            "{what} stands where nothing is shown; move it into {element}",
            what=hidden.liquid[lost[0]],
            element="mj-text",
        )
        return None, [Fault(pointer, "mjml", in_line(hidden.lines[lost[0]], told))]
    inlined = css_inline.inline(made, keep_at_rules=True, load_remote_stylesheets=False)
    html = hidden.restored(inlined)
    return Html(_with_preview(html, preview) if preview and "<mj-preview" not in source else html, hidden), []


def misplaced(source: str, pointer: str) -> list[Fault]:
    """Elements that aren't closed, are unknown, or stand where they can't."""
    hidden = hide(source)
    masked = hidden.source
    open_tags: list[tuple[str, int]] = []
    faults: list[Fault] = []
    seen = set()
    before = 0

    def fault(line: int, told: str) -> None:
        faults.append(Fault(pointer, "mjml", in_line(line, told)))

    for found in _TAG.finditer(masked):
        lost = masked[before : found.start()]
        if lost.strip() and (not open_tags or open_tags[-1][0] in _MAY_STAND_IN):
            line = masked.count("\n", 0, before + len(lost) - len(lost.lstrip())) + 1
            what = hidden.restored(lost.strip())[:60]
            told = say("{what} stands where nothing is shown; move it into {element}", what=what, element="<mj-text>")
            fault(line, told)
        before = found.end()
        if found[2] is None:
            continue
        closing, name, itself = found[1], found[2].lower(), found[4]
        line = masked.count("\n", 0, found.start()) + 1
        if closing:
            if open_tags and open_tags[-1][0] == name:
                open_tags.pop()
                continue
            opened = (
                say("<{tag}> of line {line} is open", tag=open_tags[-1][0], line=open_tags[-1][1])
                if open_tags
                else say("nothing is open")
            )
            fault(line, say("</{name}> closes nothing here: {opened}", name=name, opened=opened))
            return faults
        seen.add(name)
        within = open_tags[-1][0] if open_tags else ""
        wrong = _why_not(name, within, [one for one, _ in open_tags])
        if wrong:
            fault(line, wrong)
        if not itself and name not in _VOID:
            open_tags.append((name, line))
    if open_tags:
        fault(open_tags[-1][1], say("<{tag}> isn't closed; write </{tag}>", tag=open_tags[-1][0]))
    elif not {"mjml", "mj-body"} <= seen and not faults:
        fault(1, say("a body begins with <mjml><mj-body>; take a starter to see how"))
    return faults


def _why_not(name: str, within: str, way: list[str]) -> str | None:
    in_html = any(one in _ENDING for one in way)
    if name.startswith("mj") and name not in _KNOWN and "mj-attributes" not in way and "mj-html-attributes" not in way:
        close = get_close_matches(name, _KNOWN, n=1)
        if close:
            return say("there is no element <{name}>; did you mean <{near}>?", name=name, near=close[0])
        return say("there is no element <{name}>", name=name)
    if in_html:
        return (
            say("<{name}> can't stand in <{within}>, which holds text", name=name, within=within)
            if name in _KNOWN
            else None
        )
    if "mj-attributes" in way or "mj-html-attributes" in way or (within.startswith("mj") and within not in _KNOWN):
        return None  # of what is in something unknown nothing can be said
    allowed = _MAY_STAND_IN.get(within, frozenset())
    if name in allowed:
        return None
    place = say("in <{within}>", within=within) if within else say("at the outset")
    if not allowed:
        return say("<{name}> can't stand {place}", name=name, place=place)
    expected = either([f"<{one}>" for one in sorted(allowed)[:4]])
    return say("<{name}> can't stand {place}; expected {expected}", name=name, place=place, expected=expected)


def _with_language(source: str, language: str) -> str:
    """The language, where the source doesn't say it itself."""
    if re.search(r"<mjml\b[^>]*\blang=", source):
        return source
    return re.sub(r"<mjml\b", f'<mjml lang="{language}"', source, count=1)


def _with_preview(html: str, preview: str) -> str:
    """What inboxes show beside the subject, and mails themselves don't."""
    said = f'<div style="{_UNSEEN}">{_escaped(preview)}</div>'
    return re.sub(r"<body\b[^>]*>", lambda found: found[0] + said, html, count=1)


def _escaped(text: str) -> str:
    """A text of plain words and Liquid as MJML takes it."""
    parts = re.split(r"(\{\{.*?\}\}|\{%.*?%\})", text, flags=re.DOTALL)
    return "".join(
        part if n % 2 else part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for n, part in enumerate(parts)
    )
