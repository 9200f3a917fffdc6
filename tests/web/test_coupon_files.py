"""Codes are brought in from files: the heading is none, what is exported is read again, and what is known can be left out."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

TENTH = {"kind": "percent_of_cart", "percent": "10"}


@pytest.fixture
def batches(owner: TestClient) -> str:
    made = owner.post(
        "/v1/promotions", json={"name": "Tenth", "benefit": TENTH, "coupon": "codes", "state": "published"}
    )
    return f"/v1/promotions/{made.json()['id']}/coupon-batches"


def read(owner: TestClient, file: str | bytes) -> Any:
    body = file.encode() if isinstance(file, str) else file
    return owner.post("/v1/coupon-batches/codes", content=body, headers={"Content-Type": "text/csv"})


@pytest.mark.parametrize(
    ("file", "codes"),
    [
        ("\ufeffcode\nA-1\nB-2\n", ["A-1", "B-2"]),
        ("name;Code\nAnna;A-1\n;B-2\n", ["A-1", "B-2"]),
        ("SEM-1;0;żółw\nSEM-2;0;kot\n", ["SEM-1", "SEM-2"]),
        ("'--A1\n", ["--A1"]),
    ],
)
def test_of_a_file_one_column_is_codes(owner: TestClient, file: str, codes: list[str]) -> None:
    assert read(owner, file).json() == {"codes": codes}


def test_what_is_exported_is_read_again(owner: TestClient, batches: str) -> None:
    made = owner.post(batches, json={"name": "Made", "count": 3, "format": {"prefix": "-"}}).json()
    exported = owner.get(f"/v1/coupon-batches/{made['id']}/codes.csv").text

    codes = read(owner, exported).json()["codes"]

    assert sorted(codes) == sorted(one["code"] for one in owner.get("/v1/coupons").json()["data"])


def test_a_file_without_codes_is_refused(owner: TestClient) -> None:
    assert read(owner, "code\n\n").status_code == 422
    assert read(owner, b"code\n\xff\n").json()["errors"][0]["code"] == "encoding"


def test_what_is_there_already_can_be_left_out(owner: TestClient, batches: str) -> None:
    codes = [f"X{n}Y" for n in range(150)]
    owner.post(batches, json={"name": "First", "codes": codes}).raise_for_status()

    refused = owner.post(batches, json={"name": "Again", "codes": [*codes, "NEW1"]})
    skipping = owner.post(batches, json={"name": "Again", "codes": [*codes, "NEW1"], "known": "skip"})

    assert (refused.status_code, refused.json()["count"]) == (409, 150)
    assert refused.json()["detail"].startswith("150 codes are taken already")
    assert (skipping.status_code, skipping.json()["size"], skipping.json()["skipped"]) == (201, 1, 150)
    nothing = owner.post(batches, json={"name": "Once more", "codes": codes, "known": "skip"})
    assert (nothing.status_code, nothing.json()["errors"][0]["pointer"]) == (422, "/codes")


def test_every_code_that_cannot_be_taken_is_told(owner: TestClient, batches: str) -> None:
    refused = owner.post(batches, json={"name": "Bad", "codes": ["GOOD1", "b a d!", "GOOD2", "good 1", "x?"]})

    assert [one["pointer"] for one in refused.json()["errors"]] == ["/codes/1", "/codes/3", "/codes/4"]
