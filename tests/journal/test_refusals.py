"""What was refused comes back as it came, to be mended and sent again."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from regulars.books import Books
from regulars.journal import read, stamp
from regulars.journal.importing import Options, import_file, parse_mapping, refusals
from regulars.journal.importing.running import Import

CUSTOMERS = """
    type = "customer"
    delimiter = ";"
    encoding = "cp1250"
    [fields]
    external_id = "Id"
    email = "E-mail"
    born_on = {column = "Born", format = "%d.%m.%Y"}
    updated_at = {constant = "2026-03-01T10:00:00Z"}
"""
ORDERS = """
    type = "order"
    [fields]
    external_id = "Order"
    updated_at = "Placed"
    placed_at = "Placed"
    status = "Status"
    currency = {constant = "USD"}
    subtotal = "Total"
    grand_total = "Total"
    [lines]
    sku = "Article"
    quantity = "Pieces"
    row_total = "Sum"
"""


def sheet_of(books: Books, done: Import, mapping: str, language: str = "en") -> refusals.Sheet:
    known = parse_mapping(mapping)
    with books.transaction() as unit:
        header = refusals.header_of(unit, done.id or 0)
    return refusals.Sheet(header, delimiter=known.delimiter, encoding=known.encoding, language=language)


def written(books: Books, done: Import, mapping: str, path: Path, language: str = "en") -> list[list[str]]:
    """The file of what an import refused, and its rows as a spreadsheet shows them."""
    known = parse_mapping(mapping)
    with books.transaction() as unit:
        found = refusals.refusals(unit, done.id or 0)
    sheet_of(books, done, mapping, language).write(path, found)
    encoding = "utf-8-sig" if known.encoding == "utf-8" else known.encoding
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=known.delimiter))


def save(path: Path, rows: Sequence[Sequence[str]], mapping: str) -> Path:
    known = parse_mapping(mapping)
    with path.open("w", encoding=known.encoding, newline="") as file:
        csv.writer(file, delimiter=known.delimiter).writerows(rows)
    return path


def test_a_row_comes_back_whole_with_what_is_wrong_and_mended_it_is_taken(books: Books, tmp_path: Path) -> None:
    rows = [
        ["Id", "Name", "E-mail", "Born"],
        ["1", "Łącki", "jan@x.example", "04.05.1990"],
        ["2", "=Żółw; senior", "ola@x.example", "soon"],
        ["", "nobody", "x@x.example", "never"],
    ]
    options = Options(mapping=parse_mapping(CUSTOMERS))

    done = import_file(books, save(tmp_path / "people.csv", rows, CUSTOMERS), options)
    names, *refused = written(books, done, CUSTOMERS, tmp_path / "refused.csv")

    assert names == [*rows[0], "refused: line", "refused: field", "refused: value", "refused: reason"]
    assert [row[:4] for row in refused] == [["2", "'=Żółw; senior", "ola@x.example", "soon"], rows[3]]
    assert [row[4:7] for row in refused] == [["3", "Born", "soon"], ["4", "Born\nId", "never"]]
    assert all(row[7] for row in refused)

    refused[0][3], refused[1][0], refused[1][3] = "05.05.1991", "3", "06.06.1992"
    again = import_file(books, save(tmp_path / "mended.csv", [names, *refused], CUSTOMERS), options)

    assert (done.accepted, done.refused) == (1, 2)
    assert (again.accepted, again.refused) == (2, 0)


def test_all_lines_of_an_order_come_back_for_it_comes_whole(books: Books, tmp_path: Path) -> None:
    at = "2026-02-01T10:00:00Z"
    rows = [
        ["Order", "Placed", "Status", "Total", "Article", "Pieces", "Sum"],
        ["A", at, "complete", "30.00", "TEE", "1", "10.00"],
        ["B", at, "complete", "5.00", "TEE", "1", "5.00"],
        ["A", at, "complete", "30.00", "MUG", "two", "20.00"],
    ]
    options = Options(mapping=parse_mapping(ORDERS))

    done = import_file(books, save(tmp_path / "orders.csv", rows, ORDERS), options)
    names, *refused = written(books, done, ORDERS, tmp_path / "refused.csv")

    assert [row[:7] for row in refused] == [rows[1], rows[3]]
    assert [row[8:10] for row in refused] == [["", ""], ["Pieces", "two"]]
    assert refused[0][10] == "another line of the same record was refused"
    refused[1][5] = "2"
    again = import_file(books, save(tmp_path / "mended.csv", [names, *refused], ORDERS), options)
    assert (again.accepted, again.refused) == (1, 0)


def test_a_row_that_fits_under_no_header_is_told_beside_its_cells(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Id;E-mail;Born\n1;jan@x.example;04.05.1990;x\n2\n", encoding="cp1250")

    done = import_file(books, path, Options(mapping=parse_mapping(CUSTOMERS)))
    _, *refused = written(books, done, CUSTOMERS, tmp_path / "refused.csv")

    assert [(row[:3], row[5]) for row in refused] == [([""] * 3, "1;jan@x.example;04.05.1990;x"), ([""] * 3, "2")]
    again = import_file(books, tmp_path / "refused.csv", Options(mapping=parse_mapping(CUSTOMERS)))
    assert (again.accepted, again.refused) == (0, 2)


def test_names_behind_are_in_the_readers_language_where_the_files_letters_have_it(books: Books, tmp_path: Path) -> None:
    rows = [["Id", "E-mail", "Born"], ["1", "jan@x.example", "soon"]]

    done = import_file(books, save(tmp_path / "p.csv", rows, CUSTOMERS), Options(mapping=parse_mapping(CUSTOMERS)))

    polish, refused = written(books, done, CUSTOMERS, tmp_path / "pl.csv", "pl")
    russian, _ = written(books, done, CUSTOMERS, tmp_path / "ru.csv", "ru")
    assert (polish[3], polish[5]) == ("odrzucono: wiersz", "odrzucono: wartość")
    assert russian[3] == "refused: line"  # cp1250 has no Cyrillic
    refused[1] = "'+x@x.example"
    again = import_file(
        books, save(tmp_path / "again.csv", [polish, refused], CUSTOMERS), Options(mapping=parse_mapping(CUSTOMERS))
    )
    assert again.refused == 1
    with books.transaction() as unit:
        [kept] = refusals.refusals(unit, again.id or 0)
    assert kept.cells[1] == "'+x@x.example"  # as it came, the apostrophe too


def test_a_record_of_json_lines_is_one_cell(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "shop.jsonl"
    path.write_text(
        '{"type": "customer", "external_id": "1", "updated_at": "2026-02-01T10:00:00Z", "born_on": "soon"}\n'
    )

    done = import_file(books, path, Options())
    with books.transaction() as unit:
        [kept] = refusals.refusals(unit, done.id or 0)
        header = refusals.header_of(unit, done.id or 0)

    row = refusals.Sheet(header, language="en").row(kept)
    assert (header, row[:4]) == (["record"], [path.read_text().strip(), "1", "/born_on", "soon"])


def test_rows_are_forgotten_after_a_while_and_what_was_wrong_is_not(books: Books, tmp_path: Path) -> None:
    rows = [["Id", "E-mail", "Born"], ["1", "jan@x.example", "soon"]]
    done = import_file(books, save(tmp_path / "p.csv", rows, CUSTOMERS), Options(mapping=parse_mapping(CUSTOMERS)))

    with books.transaction() as unit:
        assert refusals.forget(unit, unit.now - timedelta(days=1)) == 0
        assert refusals.forget(unit, unit.now + timedelta(days=1)) == 1
        [kept] = refusals.refusals(unit, done.id or 0)

    assert (kept.line, kept.cells, [fault.field for fault in kept.faults]) == (2, [], ["Born"])


def test_columns_and_cells_that_a_spreadsheet_would_calculate_come_back_as_they_were(
    books: Books, tmp_path: Path
) -> None:
    mapping = CUSTOMERS.replace('"E-mail"', '"=mail"')
    rows = [["Id", "=mail", "Born"], [" 1", "+a@x.example ", "soon"]]
    options = Options(mapping=parse_mapping(mapping))

    done = import_file(books, save(tmp_path / "p.csv", rows, mapping), options)
    names, row = written(books, done, mapping, tmp_path / "refused.csv")

    assert (names[:3], row[:2]) == (["Id", "'=mail", "Born"], [" 1", "'+a@x.example "])
    row[2] = "04.05.1990"
    again = import_file(books, save(tmp_path / "mended.csv", [names, row], mapping), options)
    assert (again.accepted, again.refused) == (1, 0)
    while stamp(books):
        pass
    [entry] = read(books, 0).entries
    assert orjson.loads(entry.body)["email"] in ("+a@x.example", "+a@x.example ")


@pytest.mark.parametrize("text", ["-5", "-5.25", "-0,5"])
def test_a_number_below_zero_stays_one(text: str) -> None:
    sheet = refusals.Sheet(["Sum"], language="en")

    assert sheet.row(refusals.Refusal(2, [text], []))[0] == text
