"""Templates for tests, small ones."""

from __future__ import annotations

from typing import Any

from regulars.messaging.model.templates import Content, Saying
from regulars.messaging.model.variables import examples
from regulars.messaging.rendering.checking import Finding, check
from regulars.messaging.rendering.compiling import Found, compile_saying, ready
from regulars.messaging.rendering.writing import Mail, write

LEAVING = '<a href="{{ links.unsubscribe }}">Leave</a>'


def body(text: str) -> str:
    """A body with one text in it, on the second line."""
    return (
        f"<mjml><mj-body><mj-section><mj-column>\n<mj-text>{text}</mj-text></mj-column></mj-section></mj-body></mjml>"
    )


def saying(text: str = "Hello", /, *, language: str = "en", whole: str | None = None, **said: Any) -> Saying:
    """A template that says something in one language; `whole`: its whole body."""
    said = {"subject": "Hello", "preview": "Hello"} | said
    kind = said.pop("kind", "transactional")
    return Saying(kind=kind, languages={language: Content(body=whole or body(text), **said)})


def compiled(text: str = "Hello", /, **said: Any) -> Found:
    return compile_saying(saying(text, **said))


def written(text: str = "Hello", values: dict[str, Any] | None = None, /, **said: Any) -> Mail:
    """The mail of a template for the examples, or for other values."""
    language = said.get("language", "en")
    version = compiled(text, **said).version
    assert version is not None
    return write(ready(version.languages[language], language), examples() if values is None else values)


def findings(text: str = "Hello", /, **said: Any) -> list[Finding]:
    return check(saying(text, **said), shop_language=said.get("language", "en"))[1]
