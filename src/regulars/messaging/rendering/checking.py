"""Checks: what is wrong with a template before anybody gets it, where, and on which line.

Errors keep it from being published. Warnings are for people to weigh: a mail without
text part is read by fewer, one over 102 kB is cut short by Gmail.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from liquid.exceptions import LiquidError

from regulars.core.errors import Fault
from regulars.core.sentences import say
from regulars.messaging.model import templates
from regulars.messaging.model.languages import chosen
from regulars.messaging.model.templates import Content, Saying
from regulars.messaging.model.variables import examples

from .blocks import with_blocks
from .compiling import Found, compile_saying, ready
from .hiding import hide, strip
from .lines import parted
from .reading import read
from .writing import CannotBeWritten, write

Level = Literal["error", "warning"]

MOST_HTML_BYTES = 102_000
"""Gmail shows no more than this and hides the rest, the link to unsubscribe with it."""
_PICTURE = re.compile(r"<(?:mj-image|img)\b((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>", re.DOTALL)
_ADDRESS = re.compile(r"[^@\s<>\",;]+@[^@\s<>\",;]+\.[^@\s<>\",;.]+")
_TO_SHOP = re.compile(r"\b(?:store|referral)\.url\b")
_WORDS = re.compile(r"\w{2,}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has to say."""

    level: Level
    code: str
    pointer: str
    detail: str
    line: int | None = None


def check(
    saying: Saying, *, shop_language: str, readers: Sequence[str] = (), has_address: bool = True
) -> tuple[Found, list[Finding]]:
    """Compile a template and say everything that is to be said of it; `readers` are languages that customers read, `has_address`
    whether it is known where the shop is."""
    found = compile_saying(saying)
    findings = [_finding("error", fault) for fault in found.faults]
    for language, content in saying.languages.items():
        findings += _content(saying, content, language)
        if not findings or not any(one.level == "error" for one in findings):
            findings += _written(found, content, language)
        if saying.kind == "marketing":
            findings += _leaving(found, content, language)
        if not has_address:
            findings += _leading_nowhere(content, language)
    findings += [_finding("warning", remark) for remark in found.remarks]
    findings += _languages(saying, [shop_language, *readers])
    return found, sorted(dict.fromkeys(findings), key=lambda one: one.level != "error")


def lacking(needs: Iterable[str], gives: Collection[str]) -> list[str]:
    """The sources that a template can't do without and whatever sends it doesn't give."""
    return sorted(set(needs).difference(gives))


def _finding(level: Level, fault: Fault) -> Finding:
    line, told = parted(fault.detail)
    return Finding(level, fault.code, fault.pointer, told, line)


def _content(saying: Saying, content: Content, language: str) -> Iterator[Finding]:
    """What is missing from one language, before anything is compiled."""

    def place(field: str) -> str:
        return templates.pointer(language, field)

    if not strip(content.subject, lambda liquid: "x" if liquid.startswith("{{") else "").strip():
        yield Finding("error", "subject", place("subject"), say("write a subject"))
    for field in ("sender_address", "reply_to"):
        address = getattr(content, field)
        if address and not _ADDRESS.fullmatch(address):
            yield Finding("error", "address", place(field), say("write an address such as shop@example.com"))
    for field in ("sender_name", "sender_address", "reply_to"):
        if "\n" in getattr(content, field) or "{{" in getattr(content, field):
            yield Finding("error", "plain", place(field), say("this takes plain words in one line, without variables"))
    if not content.preview.strip():
        yield Finding("warning", "preview", place("preview"), say("write what inboxes show beside the subject"))
    masked = hide(content.body).source
    for picture in _PICTURE.finditer(masked):
        if not re.search(r"\balt\s*=", picture[1]):
            line = masked.count("\n", 0, picture.start()) + 1
            told = say('say what the picture shows: alt="…"; alt="" for one that only decorates')
            yield Finding("warning", "alt", place("body"), told, line)


def _written(found: Found, content: Content, language: str) -> Iterator[Finding]:
    """What shows only once the mail is written, with example values."""
    assert found.version is not None
    values = examples()
    for field, text in templates.parts(content).items():
        source = with_blocks(text, "", language=language)[0] if field == "body" else text
        place = templates.pointer(language, field)
        try:
            template, _ = read(source, place, language=language, html=field == "body")
            assert template is not None
            template.render(values)
        except LiquidError as error:
            where = error.context()
            yield Finding("error", "value", place, str(error.message), where[0] if where else None)
            return
    compiled = found.version.languages[language]
    try:
        mail = write(ready(compiled, language), values)
    except CannotBeWritten as error:
        yield Finding("error", "value", templates.pointer(language, "body"), error.message)
        return
    if len(mail.html.encode()) > MOST_HTML_BYTES:
        told = say(
            "this mail has {size} kB; Gmail shows the first 102 kB and hides the rest",
            size=len(mail.html.encode()) // 1000,
        )
        yield Finding("warning", "size", templates.pointer(language, "body"), told)
    if not _WORDS.search(mail.text):
        field = "text" if compiled.own_text else "body"
        told = say("there is no text part: write one, or words into mj-text that it can be made of")
        yield Finding("warning", "text", templates.pointer(language, field), told)


def _leaving(found: Found, content: Content, language: str) -> Iterator[Finding]:
    for field in ("body", "text"):
        text = getattr(content, field)
        if text is None or (field == "body" and not text):
            continue
        source = with_blocks(text, "", language=language)[0]
        if "links.unsubscribe" not in source:
            told = say("what advertises needs a link to unsubscribe: {{{{ links.unsubscribe }}}}, or the block footer")
            yield Finding("error", "unsubscribe", templates.pointer(language, field), told)


def _leading_nowhere(content: Content, language: str) -> Iterator[Finding]:
    for field in ("body", "text"):
        source = with_blocks(getattr(content, field) or "", "", language=language)[0]
        if _TO_SHOP.search(source):
            told = say("links to the shop lead nowhere, for its address isn't known yet: say it in Settings, Shop")
            yield Finding("warning", "no_address", templates.pointer(language, field), told)


def _languages(saying: Saying, readers: Sequence[str]) -> Iterator[Finding]:
    having = list(saying.languages)
    for wanted in dict.fromkeys(readers):
        got = chosen(having, wanted, shop=having[0])
        if got.partition("-")[0] != wanted.partition("-")[0]:
            told = say(
                "who reads {wanted} gets this mail in {chosen}",
                wanted=wanted,
                chosen=chosen(having, wanted, shop=readers[0]),
            )
            yield Finding("warning", "language", f"/languages/{wanted}", told)
