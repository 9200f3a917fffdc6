"""What is to be known of documents that are taken all the same."""

from __future__ import annotations

from pathlib import Path

import orjson

from regulars.books import Books
from regulars.journal.importing import Options, import_file, remarks

from .test_importing import bodies, counts, order, write


def test_who_can_not_be_mailed_is_taken_all_the_same_and_told_of(books: Books, tmp_path: Path) -> None:
    def person(n: int, email: str) -> bytes:
        at = "2026-03-01T10:00:00Z"
        return orjson.dumps({"type": "customer", "external_id": str(n), "updated_at": at, "email": email})

    orders = (order(4, email="nowhere"), order(5, email="nowhere", customer="1"))
    path = write(
        tmp_path / "shop.jsonl", person(1, "zła-poczta"), person(2, " JAN@Example.com "), person(3, ""), *orders
    )

    tried = import_file(books, path, Options(), dry_run=True)
    done = import_file(books, path, Options())

    assert counts(tried) == counts(done) == (5, 0, 0)
    with books.transaction() as unit:
        kept = [reject for _, reject in remarks(unit, done.id or 0)]
    assert tried.remarks == kept
    assert [(one.line, one.field, one.code) for one in kept] == [
        (1, "/email", "unmailable"),
        (4, "/email", "unmailable"),
    ]
    assert (tried.remarked, done.remarked) == (2, 2)
    assert bodies(books)[1]["email"] == "JAN@Example.com"
