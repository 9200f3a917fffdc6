"""The calls of the API that the documentation shows work as they are written there, with a key of the scopes that the page names."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import NOON, Clock, Send, SignIn

from regulars.http.scopes import SECRET

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"```(?:sh|bash)\n(.*?)```", re.DOTALL)
SCOPE = re.compile(r"\b[a-z]+:(?:read|write|ask|erase)\b")
REPORT = b"""Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.shop.example

Final-Recipient: rfc822; anna@shop.example
Action: failed
Status: 5.1.1

--b--
"""


@dataclass(frozen=True, slots=True)
class Call:
    """What a `curl` asks for."""

    method: str
    path: str
    headers: dict[str, str]
    body: str | None


def calls(page: Path) -> Iterator[Call]:
    """Every call of a page, in the order in which they stand there."""
    for block in BLOCK.findall(page.read_text("utf-8")):
        for line in re.split(r"\n(?=\S)", block.replace("\\\n", " ")):
            if re.match(r"(?:\w+=\$\()?curl ", line):
                yield _read(shlex.split(line[line.index("curl ") :].removesuffix(")")))


def _read(words: list[str]) -> Call:
    method, path, body, headers = None, "", None, {}
    rest = iter(words[1:])
    for word in rest:
        match word:
            case "-s":
                pass
            case "-X":
                method = next(rest)
            case "-H":
                name, _, value = next(rest).partition(": ")
                headers[name] = value
            case "-d" | "--data-binary":
                body = next(rest)
            case "-o":
                next(rest)
            case _:
                assert not word.startswith("-"), word
                path = re.sub(r"^(?:http://127\.0\.0\.1:8000|\$SHOP)", "", word)
    return Call(method or ("GET" if body is None else "POST"), path, headers, body)


PAGES = [page for page in sorted((DOCS / "how-to").glob("*.md")) if any(calls(page))]


@pytest.fixture
def shop(owner: TestClient, send: Send, clock: Clock) -> TestClient:
    """A day after those that the pages name. What the pages take to be there: two customers of the demo, a category, products, a published template."""
    now = {"updated_at": NOON.isoformat(), "placed_at": NOON.isoformat()}
    since = {"updated_at": (NOON - timedelta(days=9)).isoformat()}
    products = ("1000050", "1004906", "24-MB01", "TEE-1")
    people = (("1", "genesis.hughes.1"), ("6", "hugo.howard.6"))
    rule = {"kind": "fixed", "points": 900}
    owner.post("/v1/earning-rules", json={"name": "Each order", "style": rule}).raise_for_status()
    with send.at_once():
        send("category", since | {"external_id": "grocery/dog-foods", "name": "Dog foods"})
        send("product", *(since | {"external_id": sku, "price": "10.00"} for sku in products))
        send("customer", *(since | {"external_id": id, "email": f"{name}@example.com"} for id, name in people))
        send("order", now | {"external_id": "o", "customer": "1", "status": "complete", "currency": "USD", "grand_total": "10.00"})  # fmt: skip
    starter = next(one for one in owner.get("/v1/mail-templates/starters").json() if one["id"] == "newsletter")
    said = {"name": "News", "kind": starter["kind"], "languages": starter["languages"], "starter": starter["id"]}
    made = owner.post("/v1/mail-templates", json=said).json()
    owner.post(f"/v1/mail-templates/{made['id']}/publish", json={"revision": made["revision"]}).raise_for_status()
    clock.at = NOON + timedelta(days=40)
    return owner


FILES = {"@customers.csv": b"external_id\n1\n6\n", "@report.eml": REPORT}


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_calls_of_a_page_are_answered(page: Path, with_key: SignIn) -> None:
    scopes = SECRET.intersection(SCOPE.findall(page.read_text("utf-8")))
    own, public = with_key(*scopes), with_key()
    known: dict[str, str] = {}
    for call in calls(page):
        client = public if "PUBLISHABLE" in call.headers.get("Authorization", "") else own
        body: Any = call.body
        for name, value in known.items():
            body, call = body and body.replace(f"${name}", value), _filled(call, name, value)
        content = FILES.get(call.body or "", body)
        answer = client.request(call.method, call.path, headers=_told(call.headers), content=content)

        assert answer.is_success, f"{call.method} {call.path}: {answer.text}"

        known |= _named(call.path, answer.content)


def _filled(call: Call, name: str, value: str) -> Call:
    return Call(call.method, call.path.replace(f"${name}", value), call.headers, call.body)


def _told(headers: dict[str, str]) -> dict[str, str]:
    """All but who asks, which the client says."""
    return {name: value for name, value in headers.items() if name != "Authorization"}


def _named(path: str, answer: bytes) -> dict[str, str]:
    """What of an answer is called by a name in the calls after it."""
    for ending, name in (("/coupon-batches", "BATCH"), ("/promotions", "ID"), ("/checkouts", "ID")):
        if path.endswith(ending):
            return {name: json.loads(answer)["id"]}
    if path.startswith("/v1/coupons?"):
        return {"COUPON": json.loads(answer)["data"][0]["id"]}
    return {}
