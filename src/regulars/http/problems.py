"""Errors as the API tells them: RFC 9457 problem documents, each with a stable code.

There is one place where an exception becomes an answer. A refusal keeps its
code, its sentence and its facts, and is told in the language asked for; a malformed request names every fault with a
JSON pointer; a bug of ours tells nothing but the number under which the log
has it.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from regulars.core.errors import Fault, Refusal
from regulars.core.languages import ENGLISH
from regulars.core.sentences import all_told, say
from regulars.core.wording import NOT_SAID, code_of, pointer, pointer_in, said, unparsed

from .languages import Sentence, answering

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_JSON = re.compile(r"application/(.+\+)?json")
RETRY_AFTER_SECONDS = "5"
"""When to try again what can't be reached just now."""


class FaultOut(BaseModel):
    """One thing wrong in what was sent."""

    pointer: str
    """JSON pointer into the body, empty for the whole; of a parameter its name, such as /limit."""
    code: str
    detail: Sentence


class Problem(BaseModel):
    """What went wrong, in a form for programs and in words (RFC 9457)."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:regulars:problem:not_found",
                    "title": "Not Found",
                    "status": 404,
                    "detail": "there is no segment 'vip'",
                    "code": "not_found",
                    "kind": "segment",
                    "id": "vip",
                }
            ]
        },
    )

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FaultOut] = []


class Unavailable(Refusal):
    """Something that an answer needs can't be reached at the moment."""

    code = "unavailable"
    status = 503


def document(
    status: int,
    code: str,
    detail: str,
    errors: Sequence[Fault] = (),
    facts: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A problem document; facts never hide the standard members."""
    problem: dict[str, Any] = {
        "type": f"urn:regulars:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    }
    if errors:
        problem["errors"] = [{"pointer": e.pointer, "code": e.code, "detail": e.detail} for e in errors]
    return {**(facts or {}), **problem}


def of_refusal(refusal: Refusal) -> dict[str, Any]:
    """The problem document of a refusal."""
    facts = refusal.details()
    errors = facts.pop("errors", ())
    facts.pop("headers", None)
    return document(refusal.status, refusal.code, refusal.message, errors, facts)


def answer(
    problem: Mapping[str, Any], headers: Mapping[str, str] | None = None, *, language: str = ENGLISH
) -> Response:
    """The response that carries a problem document, in a language."""
    body = orjson.dumps(all_told(problem, language), default=str)
    return Response(body, status_code=problem["status"], media_type=MEDIA_TYPE, headers=dict(headers or {}))


def _answered(request: Request, problem: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    return answer(problem, headers, language=answering(request.headers.get("accept-language", "")))


def fault_of(error: Mapping[str, Any], body: object) -> Fault:
    """The fault that one of pydantic's errors is, for a request with this body."""
    where, *rest = error["loc"] or ("body",)
    if where != "body":
        rest = rest[:1]  # behind the name of a parameter stands only what it was read as
    detail, lacking = said(error), error["type"] in ("missing", NOT_SAID)
    place = pointer_in(body, rest, lacking=lacking) if where == "body" and body is not None else pointer(rest)
    told = detail if where == "body" else say("{where}: {detail}", where=_parameter(str(where), rest), detail=detail)
    return Fault(place, code_of(error), told)


def _each_place_once(faults: Iterable[Fault]) -> list[Fault]:
    """What may be one of several is wrong as each of them: told together, where it stands."""
    found: dict[str, Fault] = {}
    for fault in faults:
        before = found.get(fault.pointer)
        if before is None:
            found[fault.pointer] = fault
        elif fault.detail not in before.detail:
            found[fault.pointer] = replace(
                before, detail=say("{one}, or {other}", one=before.detail, other=fault.detail)
            )
    return list(found.values())


def _parameter(where: str, path: Sequence[str | int]) -> str:
    name = ".".join(map(str, path))
    if where == "header":
        return say("the header {name}", name=name.title())
    return say("{where} parameter {name}", where=where, name=name)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    headers = {"Retry-After": RETRY_AFTER_SECONDS} if error.status == 503 else {}
    return _answered(request, of_refusal(error), headers | dict(getattr(error, "headers", {})))


def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if any(tuple(e["loc"]) == ("body",) for e in error.errors()) and not _JSON.fullmatch(kind):
        told = say(
            "the body came {how}; send it with Content-Type: application/json",
            how=say("as {kind}", kind=kind) if kind else say("without a type"),
        )
        return _answered(request, document(415, "content_type", told))
    if isinstance(error.__cause__, json.JSONDecodeError):
        return _not_json(request, error.__cause__)
    faults = _each_place_once(fault_of(e, error.body) for e in error.errors())
    return _answered(request, document(422, "invalid", say("what was sent can't be taken as it is"), faults))


def _not_json(request: Request, cause: Exception) -> Response:
    """The answer to a body that couldn't be read as JSON."""
    told = say("the body {why}", why=unparsed(cause))
    return _answered(request, document(400, "malformed", told, [Fault("", "json_invalid", told)]))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}
    if isinstance(error.__cause__, RecursionError | ValueError):  # the reader of bodies gave up, not a route
        return _not_json(request, error.__cause__)
    told: str = str(error.detail)
    if error.status_code == 404:
        told = say("there is nothing at {path}", path=request.url.path)
    elif error.status_code == 405 and (allowed := (error.headers or {}).get("Allow")):
        told = say(
            "{path} takes no {method}; it takes {allowed}",
            path=request.url.path,
            method=request.method,
            allowed=allowed,
        )
    code = codes.get(error.status_code, "refused")
    return _answered(request, document(error.status_code, code, told), error.headers)


def _bug(request: Request, error: Exception) -> Response:
    number = secrets.token_hex(6)
    log.error("%s %s failed (%s)", request.method, request.url.path, number, exc_info=error)
    told = say("something went wrong here, and nothing was changed; the log has it under {number}", number=number)
    return _answered(request, document(500, "internal", told, facts={"incident": number}))


def install(app: FastAPI) -> None:
    """Let every exception of this application be answered as a problem."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for its schema."""
    return {
        status: {
            "model": Problem,
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }
