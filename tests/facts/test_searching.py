"""What a search for customers looks through."""

from __future__ import annotations

from pathlib import Path

import duckdb
from tests.facts.said import WARSAW, Journal, rows

from regulars.facts.store import Facts


def test_a_file_of_before_gets_what_is_searched(tmp_path: Path) -> None:
    path = tmp_path / "facts.duckdb"
    journal = Journal()
    journal.say("customer", "C-1", first_name="Jan", last_name="Łącki", email="Jan@x.example")
    journal.say("order", "o1", customer="only-mentioned", status="complete", currency="USD", grand_total="1.00")
    asked = "select search_folded from customer order by customer_id"
    with Facts(path, calendar=WARSAW, currency="USD", threads=1) as facts:
        facts.apply(*journal.batches())
        whole = rows(facts, asked)
    with duckdb.connect(str(path)) as con:
        con.execute("alter table customer drop column search_folded")

    with Facts(path, calendar=WARSAW, currency="USD", threads=1) as facts:
        found = rows(facts, asked)

    assert [row["search_folded"] for row in whole] == ["c-1\njan@x.example\njan\nlacki", "only-mentioned"]
    assert found == whole
