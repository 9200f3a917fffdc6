"""What the page of recipes says is sent is taken by the API, in the order in which it stands there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import Send

PAGE = Path(__file__).parents[2] / "docs/how-to/recipes.md"
CALL = re.compile(r"`(POST|PUT) (/v1/[^`]+)`(?: gives `([A-Z]+)`)?\n\n```json\n(.*?)```", re.DOTALL)
CALLS = CALL.findall(PAGE.read_text("utf-8"))


@pytest.fixture
def template(owner: TestClient) -> str:
    """A mail template that was begun from a starter and published."""
    starter = next(one for one in owner.get("/v1/mail-templates/starters").json() if one["needs"] == [])
    said = {"name": "Begun", "kind": starter["kind"], "languages": starter["languages"], "starter": starter["id"]}
    made = owner.post("/v1/mail-templates", json=said).json()
    answer = owner.post(f"/v1/mail-templates/{made['id']}/publish", json={"revision": made["revision"]})
    assert answer.status_code == 200, answer.text
    return str(made["id"])


def test_every_recipe_can_be_followed(owner: TestClient, send: Send, template: str) -> None:
    since = {"updated_at": "2026-03-01T11:00:00Z"}
    send("category", *({"external_id": id, "name": id} | since for id in ("19", "21")))
    send("product", *({"external_id": sku, "categories": ["19"]} | since for sku in ("24-MB01", "24-MB04")))
    known, published = {"TEMPLATE": template}, []

    for method, path, gives, body in CALLS:
        for name, value in known.items():
            path, body = path.replace(name, value), body.replace(name, value)
        answer = owner.request(method, path, json=json.loads(body))
        assert answer.is_success, f"{method} {path}: {answer.text}"
        if gives:
            known[gives] = answer.json()["id"]
        if path.endswith("/publish"):
            published.append(answer.json()["state"])

    assert published == ["running"] * 6
    segments = owner.get("/v1/segments").json()["data"]
    assert {one["id"] for one in segments} >= {
        "male",
        "vip",
        "departed",
        "amazon",
        "wishes",
        "foreign",
        "loyal",
        "targets",
    }


def test_no_block_is_left_out() -> None:
    assert len(CALLS) == PAGE.read_text("utf-8").count("```json")
