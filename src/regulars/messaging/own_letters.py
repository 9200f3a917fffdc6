"""Letters that need no template: the question whether a subscription is meant, and the mail that tries the settings out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from regulars.core.sentences import say

from .model.letters import Asked, Letter, Renderer, Unmade
from .texts import TEXTS, language_of

CONFIRMATION = 0
TRIAL = -1
"""In place of a template's number."""


class OwnLetters:
    """Makes its own letters, and has all others made. `shop` gives its name and language."""

    def __init__(self, others: Renderer, shop: Callable[[], tuple[str, str]]) -> None:
        self._others = others
        self._shop = shop

    def render(self, asked: Sequence[Asked]) -> Sequence[Letter | Unmade]:
        own = {n: self._own(one) for n, one in enumerate(asked) if one.template_id <= 0}
        others = iter(
            self._others.render([one for one in asked if one.template_id > 0]) if len(own) < len(asked) else ()
        )
        return [own[n] if n in own else next(others) for n in range(len(asked))]

    def _own(self, one: Asked) -> Letter | Unmade:
        name, language = self._shop()
        if one.template_id == CONFIRMATION:
            return confirmation(
                str(one.values["confirm_url"]), shop=name, language=language_of([one.language, language])
            )
        if one.template_id == TRIAL:
            return trial(name, language_of([one.language, language]))
        return Unmade(say("there is no such letter"))


def trial(shop: str, language: str) -> Letter:
    """A mail that says that mail works, to whoever tries the settings out."""
    text = TEXTS[language]["trial_text"].format(shop=shop)
    return Letter(TEXTS[language]["trial_subject"].format(shop=shop), f"<p>{escape(text)}</p>", text)


def confirmation(url: str, *, shop: str, language: str) -> Letter:
    """The question whether a subscription is meant."""
    said = {name: text.format(shop=shop) for name, text in TEXTS[language].items() if name.startswith("mail_")}
    button = (
        f'<a href="{escape(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1f6b4a;'
        f'color:#ffffff;text-decoration:none">{escape(said["mail_button"])}</a>'
    )
    html = (
        f'<!doctype html><html lang="{language}"><body style="font:16px/1.5 sans-serif;color:#1d2521;margin:24px">'
        f'<p>{escape(said["mail_text"])}</p><p>{button}</p><p style="color:#5c6660">{escape(said["mail_ignore"])}</p></body></html>'
    )
    return Letter(said["mail_subject"], html, f"{said['mail_text']}\n\n{url}\n\n{said['mail_ignore']}\n")
