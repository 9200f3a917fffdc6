"""The FastAPI application around the routers: problems, headers, limits, the schema, the built pages.

Which routers there are is for `app.py` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

import regulars
from regulars.http import problems
from regulars.http.direct import DirectRoute
from regulars.http.house import House
from regulars.http.languages import Languages
from regulars.http.parameters import only_known
from regulars.journal.records import TYPES

from .front import Front
from .guards import BodyLimit, SecurityHeaders, Storefronts

REFERENCE = "#/components/schemas/{model}"
STATIC = Path(__file__).parent / "static"

DESCRIPTION = """
Segments, points and everything a shop does for its regulars.

Ids are strings. Money is `{"amount": "12.34", "currency": "EUR"}`. Times are RFC 3339 in UTC. Lists are
`{"data": […], "next_cursor": …}`. Errors are problem documents (RFC 9457) with a stable `code`; their `detail` is told in
the language that `Accept-Language` asks for (English, Polish or Russian), in English without it. A POST that moves
something takes `Idempotency-Key`: the same key again is answered with the first answer.
"""

TAGS = [
    {"name": "Access", "description": "Signing in, users, API keys, the audit."},
    {"name": "Shop", "description": "The overview, and what can be asked about."},
    {"name": "Records", "description": "The door: records and events that the shop sends, and imports of files."},
    {"name": "Customers", "description": "Customers, and what they did."},
    {"name": "Segments", "description": "Groups of customers that a condition finds, and conditions themselves."},
    {"name": "Points", "description": "Earning rules, balances and lots."},
    {"name": "Messages", "description": "Mails: their templates, what is sent to whom, and how mail leaves the house."},
    {"name": "Campaigns", "description": "Campaigns as they are drawn, and who is on the way through them."},
    {
        "name": "Storefront",
        "description": "What pages of the shop read with the publishable key and a token of their customer.",
    },
    {
        "name": "Reports",
        "description": "What the shop's figures were, beside those of the period before and of a year ago.",
    },
    {"name": "Webhooks", "description": "Where a shop is told of what happens here, and how that goes."},
]


def build(house: House, routers: Sequence[APIRouter], *, static: Path = STATIC) -> FastAPI:
    """The application over these rooms, with these routes."""
    app = FastAPI(
        title="Regulars",
        version=regulars.__version__,
        description=DESCRIPTION,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        openapi_tags=TAGS,
        separate_input_output_schemas=False,
    )
    app.state.house = house
    problems.install(app)
    for router in routers:
        app.include_router(router, dependencies=[Depends(only_known)])
    _nothing_else(app)
    if (static / "index.html").exists():
        app.frontend("/", directory=static, fallback="index.html")
    app.add_middleware(Languages)
    app.add_middleware(BodyLimit)
    app.add_middleware(Storefronts)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(
        Front, routes=[one for router in routers for one in router.routes if isinstance(one, DirectRoute)]
    )
    _tell_problems(app)
    return app


def _nothing_else(app: FastAPI) -> None:
    """Below /v1 an unknown path is a problem also for a browser, never a page; so is a path that only takes others."""

    @app.get("/v1/{path:path}", include_in_schema=False)
    def nothing(path: str) -> None:
        taken = sorted(
            method.upper() for known in app.openapi()["paths"].items() for method in _methods(f"/v1/{path}", *known)
        )
        if taken:
            raise HTTPException(405, headers={"Allow": ", ".join(taken)})
        raise HTTPException(404)


def _methods(path: str, template: str, operations: Mapping[str, Any]) -> Iterable[str]:
    """The methods that a path takes by one path of the schema."""
    steps, known = path.split("/"), template.split("/")
    fits = len(steps) == len(known) and all(
        step == asked or step.startswith("{") for asked, step in zip(steps, known, strict=True)
    )
    return operations if fits else ()


def _tell_problems(app: FastAPI) -> None:
    """Let the schema say that every error is a problem document."""
    draw = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is not None:
            return app.openapi_schema
        schema = draw()
        problem = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for path in schema["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if status >= "400":
                        response["content"] = problem
        known = schema["components"]["schemas"]
        _, drawn = models_json_schema([(model, "validation") for model in TYPES.values()], ref_template=REFERENCE)
        for name, model in drawn["$defs"].items():
            known.setdefault(name, model)
        for unused in ("HTTPValidationError", "ValidationError"):
            known.pop(unused, None)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to change the schema
