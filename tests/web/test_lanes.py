"""Lanes of promotions over HTTP: which can be taken away."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

TENTH = {"kind": "percent_of_cart", "percent": "10"}


def policy(owner: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = owner.get("/v1/promotion-policy").json()
    return told


def with_lanes(owner: TestClient, *lanes: dict[str, Any]) -> Any:
    return owner.patch("/v1/promotion-policy", json={"lanes": list(lanes), "version": policy(owner)["version"]})


def made(owner: TestClient, lane: str, **more: Any) -> dict[str, Any]:
    answer = owner.post("/v1/promotions", json={"name": f"In {lane}", "benefit": TENTH, "lane": lane} | more)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    return told


def test_a_lane_goes_when_all_that_stood_in_it_has_ended(owner: TestClient) -> None:
    [first] = policy(owner)["lanes"]
    with_lanes(owner, first, {"name": "Sale", "together": "best"}).raise_for_status()
    sale = policy(owner)["lanes"][1]
    over = made(owner, sale["id"], ends_at="2026-01-01T00:00:00Z", state="published")
    draft = made(owner, sale["id"], name="Spring")
    assert over["state"] == "ended"

    refused = with_lanes(owner, first)

    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "in_use")
    assert refused.json()["detail"] == "the promotion 'Spring' stands in the lane 'Sale': put it into another first"
    assert [lane["name"] for lane in policy(owner)["lanes"]] == [first["name"], "Sale"]
    owner.patch(f"/v1/promotions/{draft['id']}", json={"state": "ended", "version": 1}).raise_for_status()
    with_lanes(owner, first).raise_for_status()
    assert [lane["id"] for lane in policy(owner)["lanes"]] == [first["id"]]
    assert owner.get(f"/v1/promotions/{over['id']}").json()["lane"] == first["id"]
