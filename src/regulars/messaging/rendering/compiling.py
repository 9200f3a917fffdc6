"""A version of a template compiled: each language's HTML and text with nothing but Liquid left in them.

What was compiled is plain data and kept with the version, so that a mail sent next
year by this version looks as it does today. `Ready` is the same, read by Liquid;
it is kept in memory for as long as mails of it are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from liquid.template import BoundTemplate
from pydantic import BaseModel, ConfigDict

from regulars.core.errors import Fault
from regulars.messaging.model import templates
from regulars.messaging.model.templates import Content, Saying
from regulars.messaging.model.variables import GIVEN

from . import mjml, plain
from .blocks import with_blocks
from .liquid import environment
from .naming import Names, names_in
from .quick import quicken
from .reading import read


class Compiled(BaseModel):
    """One language of a version, ready to be read by Liquid."""

    model_config = ConfigDict(frozen=True)

    subject: str
    html: str
    text: str
    own_text: bool
    """Whether the text part was written, and not made of the body."""
    sender_name: str
    sender_address: str
    reply_to: str


class Version(BaseModel):
    """What is kept of a version: its languages, and the sources that it uses and can't do without."""

    model_config = ConfigDict(frozen=True)

    languages: dict[str, Compiled]
    uses: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What came of compiling: the version when nothing is wrong, and what is to be said of it."""

    version: Version | None
    faults: list[Fault]
    remarks: list[Fault]
    names: Mapping[str, Names]
    """What each language names."""


def compile_saying(saying: Saying) -> Found:
    """Compile every language of a template."""
    made: dict[str, Compiled] = {}
    faults: list[Fault] = []
    remarks: list[Fault] = []
    names: dict[str, Names] = {}
    for language, content in saying.languages.items():
        compiled, wrong = _compile(content, language)
        named = _names(content, language)
        faults += [*wrong, *named.faults]
        remarks += named.remarks
        names[language] = named
        if compiled is not None:
            made[language] = compiled
    uses = {source for named in names.values() for source in named.uses}
    needs = {source for named in names.values() for source in named.needs} & GIVEN
    version = None if faults else Version(languages=made, uses=tuple(sorted(uses)), needs=tuple(sorted(needs)))
    return Found(version, _once(faults), _once(remarks), names)


def _compile(content: Content, language: str) -> tuple[Compiled | None, list[Fault]]:
    place = templates.pointer(language, "body")
    source, faults = with_blocks(content.body, place, language=language)
    if faults:
        return None, faults
    html, faults = mjml.to_html(source, place, language=language, preview=content.preview)
    if html is None:
        return None, faults
    text = plain.to_text(html.hidden) if content.text is None else content.text
    return Compiled(
        subject=content.subject, html=html.source, text=text, own_text=content.text is not None,
        sender_name=content.sender_name, sender_address=content.sender_address, reply_to=content.reply_to,
    ), []  # fmt: skip


def _names(content: Content, language: str) -> Names:
    """What all parts of a content name, blocks included."""
    found = Names()
    for field, text in templates.parts(content).items():
        place = templates.pointer(language, field)
        source = with_blocks(text, place, language=language)[0] if field == "body" else text
        template, wrong = read(source, place, language=language, html=field == "body")
        found.faults += wrong
        if template is None:
            continue
        named = names_in(template, source, place)
        found.uses |= named.uses
        found.needs |= named.needs
        found.paths |= named.paths
        found.faults += named.faults
        found.remarks += named.remarks
    return found


def _once(faults: list[Fault]) -> list[Fault]:
    return list(dict.fromkeys(replace(fault) for fault in faults))


@dataclass(frozen=True, slots=True)
class Ready:
    """A language of a version, read by Liquid."""

    language: str
    subject: BoundTemplate
    html: BoundTemplate
    text: BoundTemplate
    compiled: Compiled


def ready(compiled: Compiled, language: str) -> Ready:
    """Read what was compiled; it was read strictly before it was kept, so nothing is refused here."""
    plain_words = environment(language, html=False)
    return Ready(
        language,
        quicken(plain_words.from_string(compiled.subject)),
        quicken(environment(language, html=True).from_string(compiled.html)),
        quicken(plain_words.from_string(compiled.text)),
        compiled,
    )


def kept(document: Mapping[str, Any]) -> Version:
    """A version as it was kept."""
    return Version.model_validate(document)
