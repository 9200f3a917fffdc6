"""A file of rows tells some fields of a record; what it doesn't tell stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from tests.journal.test_importing import bodies, counts

from regulars.books import Books
from regulars.journal import archive, deliver, door_of
from regulars.journal.importing import Options, import_file, parse_mapping
from regulars.journal.importing.completing import Told

LONG_AGO, LATER, LAST = "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"
ANNA: dict[str, Any] = {
    "external_id": "anna", "updated_at": LONG_AGO, "email": "anna@shop.example", "first_name": "Anna", "last_name": "Nowak",
    "attributes": {"shoe": "38", "colour": "red"},
}  # fmt: skip
ORDER: dict[str, Any] = {
    "external_id": "1", "updated_at": LONG_AGO, "placed_at": LONG_AGO, "customer": "anna", "status": "cancelled",
    "currency": "EUR", "rate": "4.25", "grand_total": "20.00",
    "lines": [{"id": "1", "sku": "TEE-1", "quantity": "1", "price": "20.00", "row_total": "20.00"}],
}  # fmt: skip


def send(books: Books, type_: str, *documents: dict[str, Any]) -> None:
    with books.transaction() as unit:
        told = deliver(unit, door_of(books), type_, [orjson.dumps(one) for one in documents])
    assert [one.errors for one in told] == [[]] * len(documents)


def rows(
    path: Path, text: str, fields: str, type_: str = "customer", at: str = LATER, *, by_sight: bool = False
) -> Any:
    """What importing these rows needs: the file, and how it is read."""
    path.write_text(text)
    said = f'type = "{type_}"\n[fields]\nupdated_at = {{constant = "{at}"}}\n{fields}'
    return path, Options(mapping=parse_mapping(said), by_sight=by_sight)


def last(books: Books) -> dict[str, Any]:
    return {name: value for name, value in bodies(books)[-1].items() if value is not None}


def test_a_row_leaves_what_it_does_not_tell(books: Books, tmp_path: Path) -> None:
    send(books, "customer", ANNA)

    done = import_file(
        books, *rows(tmp_path / "few.csv", "id,group\nanna,VIP\n", 'external_id = "id"\ngroup = "group"')
    )

    assert counts(done) == (1, 0, 0)
    assert last(books) == ANNA | {"updated_at": LATER, "group": "VIP"}


def test_an_empty_cell_empties_and_one_attribute_leaves_the_others(books: Books, tmp_path: Path) -> None:
    send(books, "customer", ANNA)
    fields = 'external_id = "id"\nlast_name = "name"\n"attributes.shoe" = "shoe"'

    import_file(books, *rows(tmp_path / "few.csv", "id,name,shoe\nanna,,39\n", fields))

    found = last(books)
    assert found.get("last_name") is None
    assert found["attributes"] == {"shoe": "39", "colour": "red"}
    assert found["first_name"] == "Anna"


@pytest.mark.parametrize(("address", "stays"), [("anna@shop.example", True), ("ania@shop.example", None)])
def test_another_address_was_confirmed_by_nobody(
    books: Books, tmp_path: Path, address: str, stays: bool | None
) -> None:
    send(books, "customer", ANNA | {"email_verified": True})

    import_file(books, *rows(tmp_path / "few.csv", f"id,mail\nanna,{address}\n", 'external_id = "id"\nemail = "mail"'))

    found = last(books)
    assert (found["email"], found.get("email_verified"), found["first_name"]) == (address, stays, "Anna")


def test_rows_of_one_record_go_on_top_of_each_other(books: Books, tmp_path: Path) -> None:
    text = "id,group,at\nanna,VIP,2026-03-02T00:00:00Z\nanna,Plain,2026-03-01T00:00:00Z\n"
    send(books, "customer", ANNA)
    path, options = rows(tmp_path / "few.csv", text, 'external_id = "id"\ngroup = "group"')
    said = options.mapping.model_dump(mode="json", by_alias=True, exclude_none=True)
    said["fields"]["updated_at"] = {"column": "at"}

    import_file(books, path, Options(mapping=parse_mapping(orjson.dumps(said).decode())))

    newer, older = bodies(books)[-2:]
    assert (newer["group"], newer["email"]) == ("VIP", "anna@shop.example")
    assert (older["group"], older["email"]) == ("Plain", "anna@shop.example")


def test_a_row_dated_before_what_is_known_is_taken_as_it_is(books: Books, tmp_path: Path) -> None:
    send(books, "customer", ANNA)

    import_file(
        books, *rows(tmp_path / "old.csv", "id,group\nanna,Old\n", 'external_id = "id"\ngroup = "group"', at="2026-01-01T00:00:00Z")
    )  # fmt: skip

    assert last(books) == {"external_id": "anna", "updated_at": "2026-01-01T00:00:00Z", "group": "Old"}


def test_what_was_deleted_is_begun_anew(books: Books, tmp_path: Path) -> None:
    send(books, "customer", ANNA)
    send(books, "customer", {"external_id": "anna", "updated_at": "2026-02-02T00:00:00Z", "deleted": True})

    import_file(books, *rows(tmp_path / "few.csv", "id,group\nanna,VIP\n", 'external_id = "id"\ngroup = "group"'))

    assert last(books) == {"external_id": "anna", "updated_at": LATER, "group": "VIP"}


def test_the_same_rows_again_are_known(books: Books, tmp_path: Path) -> None:
    send(books, "customer", ANNA)
    path, options = rows(tmp_path / "few.csv", "id,group\nanna,VIP\n", 'external_id = "id"\ngroup = "group"')
    assert counts(import_file(books, path, options, dry_run=True)) == (1, 0, 0)
    import_file(books, path, options)
    send(books, "customer", ANNA | {"updated_at": "2026-02-10T00:00:00Z", "first_name": "Ania"})

    path.write_text("id,group\nanna,VIP\n\n")  # another file that says the same

    assert counts(import_file(books, path, options)) == (0, 1, 0)


def test_an_order_keeps_its_lines_its_rate_and_how_it_stands(books: Books, tmp_path: Path) -> None:
    send(books, "order", ORDER)
    fields = (
        'external_id = "id"\nplaced_at = "on"\nstatus = {constant = "complete"}\ncurrency = {constant = "USD"}\n'
        'grand_total = "total"'
    )
    text = "id,on,total\n1,2026-02-01T00:00:00Z,25.00\n"

    import_file(books, *rows(tmp_path / "few.csv", text, fields, "order", by_sight=True))

    found = last(books)
    assert {name: found[name] for name in ("status", "currency", "rate", "customer", "grand_total")} == {
        "status": "cancelled", "currency": "EUR", "rate": "4.25", "customer": "anna", "grand_total": "25.00",
    }  # fmt: skip
    assert [line["sku"] for line in found["lines"]] == ["TEE-1"]


@pytest.mark.parametrize(("owner", "value"), [("customer", "boris"), ("email", "boris@shop.example")])
def test_an_order_that_is_said_to_be_anothers_is_theirs_alone(
    books: Books, tmp_path: Path, owner: str, value: str
) -> None:
    send(books, "order", ORDER | {"email": "anna@shop.example"})
    fields = (
        f'external_id = "id"\n{owner} = "whose"\nplaced_at = "on"\nstatus = {{constant = "complete"}}\n'
        'currency = {constant = "USD"}\ngrand_total = "total"'
    )

    import_file(books, *rows(tmp_path / "few.csv", f"id,whose,on,total\n1,{value},2026-02-01T00:00:00Z,5.00\n", fields, "order"))  # fmt: skip

    found = last(books)
    assert (found.get("customer"), found.get("email")) == (("boris", None) if owner == "customer" else (None, value))
    assert (found["currency"], found["rate"], found["status"]) == ("USD", "1", "complete")


def test_events_are_what_their_rows_say(books: Books, tmp_path: Path) -> None:
    """They are no versions of anything: one with the id of another is the same one."""
    said = 'type = "event"\n[fields]\nid = "id"\nname = "name"\ncustomer = "who"\noccurred_at = "at"'
    path = tmp_path / "events.csv"
    path.write_text(f"id,name,who,at\n1,survey,anna,{LONG_AGO}\n2,survey,boris,{LATER}\n")
    mapping = parse_mapping(said)

    assert Told.by(mapping, by_sight=False) is None
    assert counts(import_file(books, path, Options(mapping=mapping))) == (2, 0, 0)
    assert [one["customer"] for one in bodies(books)] == ["anna", "boris"]


def test_what_has_moved_to_files_is_known_too(books: Books, tmp_path: Path) -> None:
    books.data_dir = tmp_path
    send(books, "customer", ANNA)
    assert bodies(books)
    assert archive.move(books, books.clock().replace(year=books.clock().year + 1)) == 1

    import_file(books, *rows(tmp_path / "few.csv", "id,group\nanna,VIP\n", 'external_id = "id"\ngroup = "group"'))

    assert last(books)["first_name"] == "Anna"
