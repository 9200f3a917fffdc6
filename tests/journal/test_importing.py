"""Files come in whole, once, with what was wrong in them written down."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet
import pytest
import sqlalchemy as sa

from regulars.books import Books
from regulars.books.tables import audit
from regulars.journal import read, stamp
from regulars.journal.importing import (
    BadFile,
    BadMapping,
    Import,
    Options,
    UnreadableFile,
    import_file,
    parse_mapping,
    rejects,
    running,
    separated,
)

ORDERS = """
type = "order"
delimiter = ";"
decimal = ","
thousands = "."

[fields]
external_id = "Order"
updated_at = {column = "Date", format = "%d.%m.%Y %H:%M", zone = "Europe/Warsaw"}
placed_at = {column = "Date", format = "%d.%m.%Y %H:%M", zone = "Europe/Warsaw"}
customer = "Customer"
status = {column = "State", values = {Fertig = "complete"}, otherwise = "pending"}
currency = {constant = "USD"}
grand_total = "Total"

[lines]
sku = "Article"
quantity = "Pieces"
row_total = "Sum"
"options.colour" = "Colour"
"""

CSV = """Order;Date;Customer;State;Total;Article;Pieces;Sum;Colour
1;01.03.2026 12:00;anna;Fertig;1.012,50;SHORT-1;2;1.000,00;red
2;01.03.2026 13:00;boris;Offen;5,00;TEE-1;1;5,00;
1;01.03.2026 12:00;anna;Fertig;1.012,50;TEE-1;1,5;12,50;
"""


def order(n: int, **changes: Any) -> bytes:
    document = {
        "external_id": str(n),
        "updated_at": "2026-03-01T10:00:00Z",
        "placed_at": "2026-03-01T10:00:00Z",
        "status": "complete",
        "currency": "USD",
        "grand_total": "10.00",
    }
    return orjson.dumps({"type": "order"} | document | changes)


def write(path: Path, *lines: bytes) -> Path:
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def counts(done: Import) -> tuple[int, int, int]:
    return done.accepted, done.repeated, done.refused


def bodies(books: Books) -> list[dict[str, Any]]:
    while stamp(books):
        pass
    return [orjson.loads(entry.body) for entry in read(books, 0).entries]


def audited(books: Books) -> list[str]:
    with books.transaction() as unit:
        return list(unit.connection.scalars(sa.select(audit.c.action).order_by(audit.c.id)))


def test_a_bad_line_stops_no_other_and_is_written_down(books: Books, tmp_path: Path) -> None:
    path = write(tmp_path / "shop.jsonl", order(1), b"{", order(2, grand_total=12.5, curency="x"), b"", order(3))

    done = import_file(books, path, Options())

    assert counts(done) == (2, 0, 2)
    with books.transaction() as unit:
        found = [reject for _, reject in rejects(unit, done.id or 0)]
    assert [(reject.line, reject.field, reject.code) for reject in found] == [
        (2, "", "json"),
        (3, "/grand_total", "amount"),
        (3, "/curency", "unknown"),
    ]
    assert [body["external_id"] for body in bodies(books)] == ["1", "3"]


def test_a_record_changed_after_tomorrow_is_refused_in_files_too(books: Books, tmp_path: Path) -> None:
    books.clock = lambda: datetime(2026, 3, 1, 12, tzinfo=UTC)
    path = write(tmp_path / "shop.jsonl", order(1, updated_at="2100-01-01T00:00:00Z"), order(2))

    tried = import_file(books, path, Options(), dry_run=True)
    done = import_file(books, path, Options())

    assert counts(tried) == counts(done) == (1, 0, 1)
    assert [(reject.field, reject.code) for reject in tried.rejects] == [("/updated_at", "ahead")]


def test_an_event_of_a_file_says_when_it_happened(books: Books, tmp_path: Path) -> None:
    path = write(tmp_path / "shop.jsonl", b'{"type":"event","id":"1","name":"quiz"}')

    tried = import_file(books, path, Options(live=True), dry_run=True)

    assert [(reject.field, reject.code) for reject in tried.rejects] == [("/occurred_at", "missing")]


def test_the_same_file_again_is_done_at_once(books: Books, tmp_path: Path) -> None:
    path = write(tmp_path / "shop.jsonl", order(1), order(2))
    import_file(books, path, Options())

    again = import_file(books, path.rename(tmp_path / "copy.jsonl"), Options())

    assert again.done
    assert counts(again) == (0, 2, 0), "nothing of it is new to this run"
    assert len(bodies(books)) == 2


def test_another_file_with_the_same_records_repeats_them(books: Books, tmp_path: Path) -> None:
    import_file(books, write(tmp_path / "a.jsonl", order(1), order(2)), Options())

    done = import_file(books, write(tmp_path / "b.jsonl", order(2), order(3), order(3)), Options())

    assert counts(done) == (1, 2, 0)


def test_an_import_that_was_stopped_goes_on_where_it_was(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK_ITEMS", 2)
    path = write(tmp_path / "shop.jsonl", order(1), order(2), b"{", order(3), order(4), order(5))
    told: list[int] = []

    def stop_at_the_second_chunk(done: int, total: int, unit: str) -> None:
        told.append(done)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(books, path, Options(), tell=stop_at_the_second_chunk)
    assert len(bodies(books)) == 3
    assert audited(books) == ["import.started"]

    done = import_file(books, path, Options())

    assert audited(books) == ["import.started", "import.started", "import.finished"]
    assert done.resumed
    assert counts(done) == (2, 3, 1), "three were brought in by the run before"
    assert [body["external_id"] for body in bodies(books)] == ["1", "2", "3", "4", "5"]


def test_a_run_that_goes_on_for_another_counts_what_both_brought_in(books: Books, tmp_path: Path) -> None:
    path, asked_at = write(tmp_path / "shop.jsonl", order(1), order(2)), books.clock()
    import_file(books, path, Options(), asked_at=asked_at)

    assert counts(import_file(books, path, Options(), asked_at=asked_at)) == (2, 0, 0)


def test_a_dry_run_says_the_same_and_stores_nothing(books: Books, tmp_path: Path) -> None:
    import_file(books, write(tmp_path / "a.jsonl", order(1)), Options())

    tried = import_file(books, write(tmp_path / "b.jsonl", order(1), order(2), b"{"), Options(), dry_run=True)

    assert counts(tried) == (1, 1, 1)
    assert [reject.line for reject in tried.rejects] == [3]
    assert len(bodies(books)) == 1


def test_history_is_not_live_unless_it_is_said(books: Books, tmp_path: Path) -> None:
    import_file(books, write(tmp_path / "a.jsonl", order(1)), Options(asks_points=True))
    import_file(books, write(tmp_path / "b.jsonl", order(2)), Options(live=True))
    bodies(books)

    entries = read(books, 0).entries

    assert [(entry.live, entry.asks_points) for entry in entries] == [(False, True), (True, False)]
    assert entries[0].deed is not None


def test_rows_of_one_order_become_one_record_wherever_they_stand(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(CSV)

    done = import_file(books, path, Options(mapping=parse_mapping(ORDERS)))

    assert counts(done) == (2, 0, 0)
    first, second = bodies(books)
    assert first["updated_at"] == "2026-03-01T11:00:00Z"
    assert first["status"] == "complete"
    assert first["grand_total"] == "1012.50"
    assert first["lines"] == [
        {"id": "1", "sku": "SHORT-1", "quantity": "2", "row_total": "1000.00", "options": {"colour": "red"}},
        {"id": "2", "sku": "TEE-1", "quantity": "1.5", "row_total": "12.50"},
    ]
    assert (second["status"], second["grand_total"]) == ("pending", "5.00")


def test_rows_that_cannot_be_read_are_refused_with_their_line(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    bad_cells = "3;yesterday;anna;Fertig;ten;TEE-1;1;1,00;"
    path.write_text(CSV + "too;few\n" + bad_cells + "\n")

    done = import_file(books, path, Options(mapping=parse_mapping(ORDERS)), dry_run=True)

    assert counts(done) == (2, 0, 2)
    assert {(reject.line, reject.field, reject.code) for reject in done.rejects} == {
        (5, "", "columns"),
        (6, "Date", "instant"),
        (6, "Total", "amount"),
    }


PEOPLE = """
type = "customer"
[fields]
external_id = "id"
updated_at = "changed"
first_name = "name"
"""


def people(books: Books, path: Path, *lines: bytes, mapping: str = PEOPLE) -> list[tuple[int, str, str]]:
    """What is refused of a file with these lines."""
    write(path, b"id,changed,name,note", *lines)
    done = import_file(books, path, Options(mapping=parse_mapping(mapping)), dry_run=True)
    return [(reject.line, reject.field, reject.code) for reject in done.rejects]


def test_a_row_in_another_encoding_stops_no_other(books: Books, tmp_path: Path) -> None:
    rows = [
        "1,2026-03-01T10:00Z,Ädel,".encode(),
        "2,2026-03-01T10:00Z,Ädel,".encode("latin-1"),
        b"3,2026-03-01T10:00Z,Anna,",
    ]

    assert people(books, tmp_path / "people.csv", *rows) == [(3, "name", "encoding")]


def test_what_no_field_reads_may_be_in_any_encoding(books: Books, tmp_path: Path) -> None:
    assert people(books, tmp_path / "people.csv", "1,2026-03-01T10:00Z,Anna,Ädel".encode("latin-1")) == []


def test_a_byte_that_an_encoding_lacks_stops_no_other_row(books: Books, tmp_path: Path) -> None:
    mapping = PEOPLE.replace("[fields]", 'encoding = "cp1252"\n[fields]')
    rows = [b"1,2026-03-01T10:00Z,\x81,", b"2,2026-03-01T10:00Z,\xc4del,"]

    assert people(books, tmp_path / "people.csv", *rows, mapping=mapping) == [(2, "name", "encoding")]


@pytest.mark.parametrize("mapped", ["", 'encoding = "cp1250"', 'encoding = "utf-16"'])
def test_a_file_that_is_marked_as_utf_16_is_read_so(books: Books, tmp_path: Path, mapped: str) -> None:
    path = tmp_path / "people.txt"
    path.write_text("id\tchanged\tname\r\n1\t2026-03-01T10:00Z\tЖанна\r\n2\tsoon\tŻak\r\n", "utf-16", newline="")
    mapping = parse_mapping(PEOPLE.replace("[fields]", f'delimiter = "\\t"\n{mapped}\n[fields]'))

    done = import_file(books, path, Options(mapping=mapping))

    assert counts(done) == (1, 0, 1)
    assert [body["first_name"] for body in bodies(books)] == ["Жанна"]


def test_utf_16_that_is_cut_off_is_told_so(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("id,changed,name\n1,2026-03-01T10:00Z,Anna\n".encode("utf-16")[:-1])

    with pytest.raises(UnreadableFile, match="can't be read as CSV in utf-16"):
        import_file(books, path, Options(mapping=parse_mapping(PEOPLE)))


def test_an_order_is_not_taken_without_the_line_that_can_not_be_read(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(CSV.encode() + "1;01.03.2026 12:00;anna;Fertig;1.012,50;TEE-2;1;0,00;grün\n".encode("latin-1"))

    done = import_file(books, path, Options(mapping=parse_mapping(ORDERS)), dry_run=True)

    assert counts(done) == (1, 0, 1)
    [reject] = done.rejects
    assert (reject.line, reject.field, reject.code) == (5, "Colour", "encoding")


def test_a_line_is_counted_as_an_editor_counts_it(books: Books, tmp_path: Path) -> None:
    rows = [
        b"",
        b'1,2026-03-01T10:00Z,"Anna',
        b'of the ""Hill""",',
        b"2,soon,Boris,",
        b"\r",
        b"3,2026-03-01",
        b'4,soon,5" pipe,',
    ]

    assert people(books, tmp_path / "people.csv", *rows) == [
        (5, "changed", "instant"),
        (7, "", "columns"),
        (8, "changed", "instant"),
    ]


def test_a_quote_that_is_not_closed_is_found_where_it_opens(books: Books, tmp_path: Path) -> None:
    rows = [b"1,2026-03-01T10:00Z,Anna,", b'2,2026-03-01T10:00Z,Boris,"', b"3,2026-03-01T10:00Z,Clara,"]

    assert people(books, tmp_path / "people.csv", *rows) == [(3, "", "quote")]


def test_a_quote_that_is_not_closed_swallows_only_so_much(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(separated, "LONGEST_CELL", 20)
    rows = [b'1,2026-03-01T10:00Z,"Anna,', b"2,2026-03-01T10:00Z,Boris,", b"3,soon,Clara,"]

    assert people(books, tmp_path / "people.csv", *rows) == [(2, "", "csv"), (4, "changed", "instant")]


def test_each_row_that_names_no_record_is_refused(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    nobodys = [f"{id_};01.03.2026 12:00;anna;Fertig;5,00;TEE-1;1;5,00;" for id_ in ("", " ")]
    path.write_text(CSV + "\n".join(nobodys) + "\n")

    done = import_file(books, path, Options(mapping=parse_mapping(ORDERS)), dry_run=True)

    assert counts(done) == (2, 0, 2)
    assert [(reject.line, reject.field, reject.code) for reject in done.rejects] == [
        (5, "Order", "missing"),
        (6, "Order", "missing"),
    ]


def test_a_column_that_is_there_twice_is_named(books: Books, tmp_path: Path) -> None:
    path = write(tmp_path / "people.csv", b"id,changed,name,name", b"1,2026-03-01T10:00Z,Anna,Boris")

    with pytest.raises(UnreadableFile, match="'name'"):
        import_file(books, path, Options(mapping=parse_mapping(PEOPLE)))


def test_a_parquet_file_keeps_its_types(books: Books, tmp_path: Path) -> None:
    from datetime import UTC, date, datetime
    from decimal import Decimal

    table = pa.table(
        {
            "id": [7, 8],
            "changed": pa.array([datetime(2026, 3, 1, tzinfo=UTC)] * 2, pa.timestamp("ns", "UTC")),
            "born": [date(1990, 2, 28), None],
            "score": [1.5, float("nan")],
            "tags": ["a, b", ""],
            "street": ["Long Road 1", None],
            "land": ["UA", None],
            "spent": [Decimal("12.30"), None],
        }
    )
    pyarrow.parquet.write_table(table, tmp_path / "people.parquet")
    mapping = parse_mapping(
        """
        type = "customer"
        [fields]
        external_id = "id"
        updated_at = "changed"
        born_on = "born"
        tags = {column = "tags", split = ","}
        "attributes.score" = "score"
        "attributes.spent" = {column = "spent", as = "number"}
        [[addresses]]
        kind = {constant = "shipping"}
        country = "land"
        street = "street"
        """
    )

    done = import_file(books, tmp_path / "people.parquet", Options(mapping=mapping))

    assert counts(done) == (2, 0, 0)
    first, second = bodies(books)
    assert first == {
        "external_id": "7",
        "updated_at": "2026-03-01T00:00:00Z",
        "born_on": "1990-02-28",
        "tags": ["a", "b"],
        "addresses": [{"kind": "shipping", "country": "UA", "street": "Long Road 1"}],
        "attributes": {"score": 1.5, "spent": 12.3},
    }
    assert second == {"external_id": "8", "updated_at": "2026-03-01T00:00:00Z"}


def test_a_mapping_is_told_all_that_is_wrong_with_it() -> None:
    with pytest.raises(BadMapping) as refusal:
        parse_mapping('type = "order"\n[fields]\nordr = "a"\n[lines]\nprize = "b"')

    assert [fault.pointer for fault in refusal.value.errors] == ["/fields/ordr", "/lines/prize", "/fields/external_id"]


def test_the_shop_s_own_values_are_mapped_one_by_one() -> None:
    own = parse_mapping('type = "customer"\n[fields]\n"attributes.size" = "Size"')

    assert parse_mapping('type = "customer"\n[fields]\nattributes.size = "Size"') == own
    with pytest.raises(BadMapping) as refusal:
        parse_mapping('type = "customer"\n[fields]\nexternal_id = "id"\n[attributes]\nsize = "Size"')
    assert [(fault.pointer, fault.detail) for fault in refusal.value.errors] == [
        ("/attributes", 'this is no section: write "attributes.NAME" = "Column" under [fields]')
    ]


def test_a_mapping_that_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(BadMapping, match="nested too deep"):
        parse_mapping('{"type":' + "[" * 100_000)


@pytest.mark.parametrize("field", ["grand_total", "external_id"])
def test_a_parquet_column_of_floats_is_named(books: Books, tmp_path: Path, field: str) -> None:
    at = ["2026-03-01T10:00:00Z"]
    columns = {"id": ["1"], "at": at, "total": ["1.10"], "tax": pa.array([float("nan")], pa.float64())}
    columns |= {"grand_total": {"total": [1.1]}, "external_id": {"id": [7.0]}}[field]
    pyarrow.parquet.write_table(pa.table(columns), tmp_path / "orders.parquet")
    cells = {"external_id": "id", "updated_at": "at", "placed_at": "at", "tax": "tax", "grand_total": "total"}
    constants = {"status": {"constant": "complete"}, "currency": {"constant": "USD"}}

    def imported(**cell: Any) -> Import:
        mapping = {"type": "order", "fields": cells | constants | cell}
        return import_file(
            books, tmp_path / "orders.parquet", Options(mapping=parse_mapping(orjson.dumps(mapping).decode()))
        )

    with pytest.raises(BadFile, match="holds floating point numbers, which lose cents; store it as decimal or text"):
        imported()
    rounded = imported(**{field: {"column": cells[field], "places": 2 if field == "grand_total" else 0}})

    assert counts(rounded) == (1, 0, 0)
    [body] = bodies(books)
    assert (body["external_id"], body["grand_total"]) == ({"grand_total": "1", "external_id": "7"}[field], "1.10")


def test_a_column_that_is_not_there_is_named(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("Order;Date\n1;2\n")

    with pytest.raises(BadFile, match="'Article'"):
        import_file(books, path, Options(mapping=parse_mapping(ORDERS)))


def test_a_file_of_another_kind_is_told_what_to_do(books: Books, tmp_path: Path) -> None:
    (tmp_path / "orders.xlsx").write_bytes(b"PK")

    with pytest.raises(UnreadableFile, match=r"\.csv"):
        import_file(books, tmp_path / "orders.xlsx", Options())
