"""Liquid as templates may use it: within limits, strict when it is checked and lenient when a mail is written."""

from __future__ import annotations

from functools import lru_cache
from io import StringIO
from typing import Any

import liquid
from liquid import Mode, RenderContext, Token
from liquid.exceptions import LiquidError, OutputStreamLimitError, ResourceLimitError
from liquid.template import BoundTemplate
from liquid.utils.chain_map import ReadOnlyChainMap

from . import filters

MOST_OUTPUT = 1_000_000
"""So many characters a part of a mail can have."""
MOST_ITERATIONS = 10_000
MOST_LOCAL_BYTES = 1_000_000
_NOT_OURS = ("include", "render", "increment", "decrement", "tablerow", "doc")
"""Tags that there is nothing for, or that have no meaning in a mail."""
_MISSING: object = object()


class _Output(StringIO):
    """What is written, up to the limit. Characters are counted, for counting bytes takes as long as all the rest."""

    size = 0

    def write(self, text: str) -> int:
        self.size += len(text)
        if self.size > MOST_OUTPUT:
            raise OutputStreamLimitError("the mail is too long", token=None)
        return super().write(text)


class _Scope(ReadOnlyChainMap):
    """Names looked up one map after the other, without an error for each that hasn't got them."""

    def __getitem__(self, key: str) -> object:
        for mapping in self._maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)


class _Context(RenderContext):
    """Values looked up the short way where they are plain, which they nearly always are."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.scope.__class__ = _Scope

    def get(self, path: list[object], *, token: Token | None, default: object = _MISSING) -> object:
        try:
            found: Any = self.scope[path[0]]  # type: ignore[index]
        except (KeyError, TypeError):
            return super().get(path, token=token, **_told(default))
        for step in path[1:]:
            if type(found) is not dict or step not in found:
                return super().get(path, token=token, **_told(default))
            found = found[step]
        return found


def _told(default: object) -> dict[str, Any]:
    return {} if default is _MISSING else {"default": default}


class _Template(BoundTemplate):
    context_class = _Context

    def _get_buffer(self) -> StringIO:
        return _Output()


class Environment(liquid.Environment):
    """Liquid whose loops, assignments and output end somewhere."""

    context_depth_limit = 20
    loop_iteration_limit = MOST_ITERATIONS
    local_namespace_limit = MOST_LOCAL_BYTES
    output_stream_limit = MOST_OUTPUT
    template_class = _Template

    def error(self, exc: type[LiquidError] | LiquidError, msg: str | None = None, token: Token | None = None) -> None:
        """Whoever is lenient passes over what can't be shown, but sends nothing that was cut short."""
        if isinstance(exc, ResourceLimitError):
            raise exc
        super().error(exc, msg, token)


@lru_cache(maxsize=256)
def environment(language: str, *, html: bool, strict: bool = False) -> Environment:
    """Liquid for one language; in HTML values are escaped, in subject and text they aren't."""
    made = Environment(autoescape=html, tolerance=Mode.STRICT if strict else Mode.LAX, strict_filters=strict)
    for tag in _NOT_OURS:
        made.tags.pop(tag, None)
    filters.add_to(made, language)
    if not html:
        made.filters["escape"] = made.filters["escape_once"] = _as_it_is
    return made


def _as_it_is(value: Any) -> Any:
    return value
