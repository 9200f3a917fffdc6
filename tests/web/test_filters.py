"""What a list is narrowed by must be there: a word mistaken is told, and never shown as an empty list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

NARROWS_NOTHING = {"limit", "cursor", "language", "days", "deliveries", "dry"}
FREE = {
    "search",  # words that may be found nowhere
    "at", "from", "to", "since", "until",  # instants and days
    "subject", "actor",  # what an audit entry is about may be gone since
    "format",  # an input asks for the values of a format that no field of this shop has
}  # fmt: skip


def filters(application: FastAPI) -> Iterator[tuple[str, str]]:
    """Each list without an id in its path, and what it can be narrowed by."""
    for path, routes in application.openapi()["paths"].items():
        if "{" in path or "storefront" in path:
            continue
        for one in routes.get("get", {}).get("parameters", ()):
            if one["in"] == "query" and one["name"] not in NARROWS_NOTHING | FREE:
                yield path, one["name"]


def test_a_list_narrowed_by_what_there_is_not_says_so(application: FastAPI, owner: TestClient) -> None:
    answers = {(path, name): owner.get(path, params={name: "9999"}) for path, name in filters(application)}

    assert {one: answer.status_code for one, answer in answers.items() if answer.status_code not in (404, 422)} == {}
    assert {
        one for one, answer in answers.items() if answer.status_code == 404 and "'9999'" not in answer.text
    } == set()
    assert ("/v1/coupons", "promotion") in answers


@pytest.mark.parametrize("path", ["/v1/promotions/9999/coupon-batches", "/v1/promotions/x/coupon-batches"])
def test_there_are_no_batches_of_no_promotion(owner: TestClient, path: str) -> None:
    assert owner.get(path).status_code == 404
