"""Parameters of an address that a route of the API doesn't know are refused: a mistyped filter would answer everything.

Pages take any: what links in mails and advertisements carry is added by others.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say


async def only_known(request: Request) -> None:
    """Raises `Invalid` for what the route of a request has no name for, and says what it might have been."""
    if not request.query_params or not request.url.path.startswith("/v1/"):
        return
    route = request.scope["route"]
    known = frozenset(_names(route.dependant)) if isinstance(route, APIRoute) else frozenset()
    strange = sorted(set(request.query_params) - known)
    if strange:
        faults = [Fault(f"/{name}", "unknown", _told(name, known)) for name in strange]
        raise Invalid(faults[0].detail, faults)


def _told(name: str, known: frozenset[str]) -> str:
    if not known:
        return say("there is no parameter {name!r} here, nor any other; leave it out", name=name)
    near = difflib.get_close_matches(name, known, n=1)
    meant = (
        say("did you mean {near}?", near=near[0]) if near else say("there are {known}", known=", ".join(sorted(known)))
    )
    return say("there is no parameter {name!r} here; {meant}", name=name, meant=meant)


def _names(dependant: Dependant) -> Iterator[str]:
    yield from (param.alias for param in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _names(inner)
