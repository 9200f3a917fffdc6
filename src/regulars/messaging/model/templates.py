"""Templates of mails, as they are said: one text a language, with everything that stands in the head of a mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from regulars.core.forms import misfit
from regulars.core.sentences import say

from . import languages

Kind = Literal["marketing", "transactional"]

MOST_BODY = 200_000
MOST_LINE = 1_000


def _tag(code: str) -> str:
    found = languages.canonical(code)
    if not languages.is_tag(found):
        raise misfit("language", say("write a language tag such as en, pl or pt-BR"))
    return found


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise misfit("nul", say("texts can't hold the NUL character; remove it"))
    return text.replace("\r\n", "\n")


Tag = Annotated[str, AfterValidator(_tag)]
Line = Annotated[str, Field(max_length=MOST_LINE), AfterValidator(_without_nul)]
Body = Annotated[str, Field(max_length=MOST_BODY), AfterValidator(_without_nul)]


class Content(BaseModel):
    """What a mail says in one language. Liquid may stand in everything but the addresses and the sender's name."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    subject: Line = ""
    preview: Line = ""
    """What inboxes show beside the subject."""
    sender_name: Line = ""
    """Without one, that of the settings."""
    sender_address: Line = ""
    """Without one, that of the settings."""
    reply_to: Line = ""
    body: Body = ""
    """MJML."""
    text: Body | None = None
    """The text part; null: it is made of the body."""


class Saying(BaseModel):
    """What a template says, in each of its languages, the first of which stands for whatever is missing."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    kind: Kind = "marketing"
    """What advertises can be left by a link; what answers something that the customer did can't."""
    languages: Annotated[dict[Tag, Content], Field(min_length=1, max_length=30)]

    def in_language(self, wanted: str | None, *, shop: str) -> tuple[str, Content]:
        """What a reader who wants this language is sent, and which it is."""
        code = languages.chosen(list(self.languages), wanted, shop=shop)
        return code, self.languages[code]


FIELDS = ("subject", "preview", "body", "text")
"""The parts of a content that hold Liquid."""


def pointer(language: str, field: str) -> str:
    """Where a part of a saying lies in the document."""
    return f"/languages/{language}/{field}"


def parts(content: Content) -> Mapping[str, str]:
    """The parts of a content that hold Liquid and are written."""
    said: dict[str, Any] = {field: getattr(content, field) for field in FIELDS}
    return {field: text for field, text in said.items() if text}
