"""The pages as HTML: one column, large enough for thumbs, in the reader's language, without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from starlette.responses import HTMLResponse

from regulars.messaging.texts import LANGUAGES, TEXTS

STYLE = """
:root{color-scheme:light dark;--ink:#1d2521;--soft:#5c6660;--line:#d8ddd9;--accent:#1f6b4a;--ground:#fff;--card:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e8ece9;--soft:#9aa49e;--line:#3a423d;--accent:#4fa97f;--ground:#151a17;--card:#1c2320}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:30rem;margin:0 auto;padding:2.5rem 1.25rem}.shop{color:var(--soft);font-size:.875rem;margin:0 0 1.5rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}p{margin:0 0 1.25rem;overflow-wrap:anywhere}
form{margin:0}fieldset{border:1px solid var(--line);border-radius:8px;margin:0 0 1.25rem;padding:.75rem 1rem}
legend{padding:0 .35rem;color:var(--soft);font-size:.875rem}label{display:flex;gap:.6rem;align-items:center;min-height:2.75rem;overflow-wrap:anywhere}
input[type=checkbox],input[type=radio]{width:1.15rem;height:1.15rem;accent-color:var(--accent);flex:none}
button{font:inherit;border:0;border-radius:8px;background:var(--accent);color:#fff;padding:.75rem 1.25rem;min-height:2.75rem;cursor:pointer}
@media(prefers-color-scheme:dark){button{color:#0d120f}}a{color:var(--accent)}button:focus-visible,input:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.said{border:1px solid var(--accent);border-radius:8px;padding:.6rem 1rem}
"""


@dataclass(frozen=True, slots=True)
class Page:
    """Says things in one language for one shop."""

    shop: str
    language: str

    def text(self, name: str, **named: str) -> str:
        return TEXTS[self.language][name].format(**named)

    def message(self, title: str, text: str, *, status: int = 200, more: str = "", **named: str) -> HTMLResponse:
        """A heading and a sentence."""
        return self._page(self.text(title, **named), f"<p>{escape(self.text(text, **named))}</p>{more}", status)

    def button(self, title: str, text: str, button: str, **named: str) -> HTMLResponse:
        """What one button does, and the button; it is sent to where the page is."""
        form = f'<form method="post"><input type="hidden" name="by" value="page"><button>{escape(self.text(button))}</button></form>'
        return self.message(title, text, status=200, more=form, **named)

    def preferences(
        self,
        lists: Sequence[tuple[str, str, bool]],
        *,
        language: str | None,
        paused_until: datetime | None,
        days: Sequence[int],
        saved: bool,
        date: str,
    ) -> HTMLResponse:
        """What may be chosen; `lists` by key, name and whether it is confirmed."""
        ticks = "".join(
            f'<label><input type="checkbox" name="list" value="{escape(key)}"{" checked" if on else ""}><span>{escape(name)}</span></label>'
            for key, name, on in lists
        )
        spoken: Mapping[str, str] = {"": self.text("language_any")} | LANGUAGES
        languages = "".join(_choice("language", code, name, code == (language or "")) for code, name in spoken.items())
        pauses = _choice("pause", "0", self.text("pause_none"), paused_until is None)
        if paused_until is not None:
            pauses += _choice("pause", "same", self.text("paused_until", date=date), True)
        pauses += "".join(_choice("pause", str(n), self.text("pause_days", days=str(n)), False) for n in days)
        note = f'<p class="said" role="status">{escape(self.text("saved"))}</p>' if saved else ""
        body = (
            f"{note}<p>{escape(self.text('preferences_text'))}</p><form method='post'>"
            f"<fieldset><legend>{escape(self.text('lists'))}</legend>{ticks or escape(self.text('no_lists'))}</fieldset>"
            f"<fieldset><legend>{escape(self.text('language'))}</legend>{languages}</fieldset>"
            f"<fieldset><legend>{escape(self.text('pause'))}</legend>{pauses}</fieldset>"
            f"<button>{escape(self.text('save'))}</button></form>"
        )
        return self._page(self.text("preferences", shop=self.shop), body, 200)

    def _page(self, title: str, body: str, status: int) -> HTMLResponse:
        return HTMLResponse(
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
            f'<meta name="referrer" content="no-referrer"><title>{escape(title)}</title><style>{STYLE}</style></head>'
            f'<body><main><p class="shop">{escape(self.shop)}</p><h1>{escape(title)}</h1>{body}</main></body></html>',
            status,
        )


def _choice(name: str, value: str, label: str, chosen: bool) -> str:
    return f'<label><input type="radio" name="{name}" value="{value}"{" checked" if chosen else ""}><span>{escape(label)}</span></label>'
