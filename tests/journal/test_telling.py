"""What is refused of a file of rows is told by its columns, values and lines, with advice on how to write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.books import Books
from regulars.core.sentences import told
from regulars.journal.importing import BadFile, Import, Options, Reject, import_file, parse_mapping, rejects

from .test_importing import bodies, counts

PEOPLE = """
type = "customer"
[fields]
external_id = "Number"
updated_at = "Changed"
born_on = "Born"
country = "Land"
[[addresses]]
kind = {constant = "billing"}
country = "Billed in"
[[addresses]]
kind = {constant = "shipping"}
country = "Sent to"
"""
ORDERS = """
type = "order"
delimiter = ";"
[fields]
external_id = "Order"
updated_at = "Changed"
placed_at = "Changed"
customer = "Customer"
status = "State"
currency = {constant = "USD"}
subtotal = "Total"
grand_total = "Total"
[lines]
sku = "Article"
quantity = "Pieces"
row_total = "Sum"
"""
AT = "2026-03-01T10:00Z"


def refused(books: Books, path: Path, text: str, mapping: str) -> list[Reject]:
    path.write_text(text)
    return import_file(books, path, Options(mapping=parse_mapping(mapping)), dry_run=True).rejects


def orders(books: Books, path: Path, *rows: str, mapping: str = ORDERS) -> list[Reject]:
    return refused(
        books, path, "\n".join(("Order;Changed;Customer;State;Total;Article;Pieces;Sum", *rows)) + "\n", mapping
    )


def people(books: Books, path: Path, *rows: str, mapping: str = PEOPLE) -> list[Reject]:
    return refused(books, path, "\n".join(("Number,Changed,Born,Land,Billed in,Sent to", *rows)) + "\n", mapping)


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("12,50", "'12,50': write 12.50, or in the mapping decimal = \",\""),
        ("1.012,50", '\'1.012,50\': write 1012.50, or in the mapping decimal = "," and thousands = "."'),
        ("1,012.50", "'1,012.50': write 1012.50, or in the mapping thousands = \",\""),
        ("1 012", "'1 012': write 1012, or in the mapping thousands = \" \""),
        ("1,012", 'write 1012 or 1.012, or say in the mapping what , is: decimal = "," or thousands = ","'),
        ("$12", "'$12': an amount is a number such as 12.34, not negative"),
        ("99999999999999999999999", "this is too large; the most there may be is 9999999999999.9999"),
        ("-5", "'-5': an amount is a number such as 12.34, not negative"),
        (
            "12.345",
            "amounts in USD have at most 2 decimals; round them in the file, or let the mapping do it with `places`",
        ),
    ],
)
def test_how_a_number_is_to_be_written_is_told(books: Books, tmp_path: Path, written: str, advice: str) -> None:
    [reject] = orders(books, tmp_path / "orders.csv", f"1;{AT};anna;complete;5.00;TEE;1;{written}")

    codes = {"too large": "too_large", "at most 2 decimals": "decimals"}
    code = next((code for words, code in codes.items() if words in advice), "amount")
    assert (reject.line, reject.field, reject.code) == (2, "Sum", code)
    assert advice in reject.reason


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31.02.1990", "there is no such day or time as '31.02.1990'"),
        ("3.13.1990", "there is no such day or time as '3.13.1990'"),
        ("1990-02-03", "'1990-02-03' is not written as day.month.year"),
        ("03.02.90", "'03.02.90' is not written as day.month.year"),
    ],
)
def test_a_date_that_is_written_as_was_said_but_is_none_is_told_apart(
    books: Books, tmp_path: Path, written: str, reason: str
) -> None:
    mapping = PEOPLE.replace('born_on = "Born"', 'born_on = {column = "Born", format = "%d.%m.%Y"}')

    [reject] = people(books, tmp_path / "people.csv", f"1,{AT},{written},,,", mapping=mapping)

    assert (reject.field, reject.reason) == ("Born", reason)


def test_a_word_of_the_shop_s_own_is_told_with_what_to_write_in_the_mapping(books: Books, tmp_path: Path) -> None:
    [reject] = orders(books, tmp_path / "orders.csv", f"1;{AT};anna;Lost;5.00;TEE;1;5.00")

    assert (reject.field, reject.code) == ("State", "literal_error")
    assert reject.reason.startswith("'Lost': ")
    assert reject.reason.endswith("""or say in the mapping which of them it stands for: values = {"Lost" = "…"}""")


def test_a_point_that_parts_no_thousands_is_no_thousand_s_sign(books: Books, tmp_path: Path) -> None:
    mapping = ORDERS.replace('delimiter = ";"', 'delimiter = ";"\ndecimal = ","\nthousands = "."')

    [reject] = orders(books, tmp_path / "orders.csv", f"1;{AT};anna;complete;12.50;TEE;1;1.012,50", mapping=mapping)

    assert (reject.field, reject.code) == ("Total", "thousands")


def test_a_fault_of_a_line_is_told_with_the_line_of_the_file(books: Books, tmp_path: Path) -> None:
    rows = (f"1;{AT};anna;complete;5.00;{sku};{pieces};5.00" for sku, pieces in (("TEE", "1"), ("TANK", "some")))

    [reject] = orders(books, tmp_path / "orders.csv", *rows)

    assert (reject.line, reject.field) == (3, "Pieces")
    assert reject.reason.startswith("'some': a quantity is a number")


def test_a_cell_that_is_two_fields_is_told_once(books: Books, tmp_path: Path) -> None:
    [reject] = orders(books, tmp_path / "orders.csv", f"1;{AT};anna;complete;ten;TEE;1;5.00")

    assert reject.field == "Total"


def test_a_status_of_the_shop_s_own_is_to_be_named_in_the_mapping(books: Books, tmp_path: Path) -> None:
    [reject] = orders(books, tmp_path / "orders.csv", f"1;{AT};anna;Done;5.00;TEE;1;5.00")

    assert reject.field == "State"
    assert reject.reason.startswith("'Done': write 'pending', 'processing'")
    assert 'values = {"Done" = "…"}' in reject.reason


def test_a_country_is_asked_for_in_words(books: Books, tmp_path: Path) -> None:
    [land, sent_to] = people(books, tmp_path / "people.csv", f"1,{AT},,Poland,,Germany")

    assert (land.field, land.reason) == ("Land", "'Poland': a country is its two-letter code of ISO 3166, such as PL")
    assert sent_to.field == "Sent to"


def test_an_empty_cell_that_is_needed_is_told_as_one(books: Books, tmp_path: Path) -> None:
    [reject] = people(books, tmp_path / "people.csv", "1,,,,,")

    assert (reject.field, reject.reason) == ("Changed", "the cell is empty: this field is required")


def test_a_field_that_the_mapping_lacks_is_told_by_its_name(books: Books, tmp_path: Path) -> None:
    mapping = PEOPLE.replace('updated_at = "Changed"\n', "")

    [reject] = people(books, tmp_path / "people.csv", "1,,,,,", mapping=mapping)

    assert (reject.field, reject.reason) == (
        "updated_at",
        "this field is required; the mapping names no column for it",
    )


def test_a_date_of_another_form_is_told_how_to_be_read(books: Books, tmp_path: Path) -> None:
    [reject] = people(books, tmp_path / "people.csv", f"1,{AT},04.05.1990,,,")

    assert reject.field == "Born"
    assert 'format = "%d.%m.%Y"' in reject.reason


def test_a_list_in_one_cell_is_told_how_to_be_read(books: Books, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(f'Number,Changed,Tags\n1,{AT},"a,b"\n')
    mapping = 'type = "customer"\n[fields]\nexternal_id = "Number"\nupdated_at = "Changed"\ntags = '

    def done(cell: str) -> Import:
        return import_file(books, tmp_path / "people.csv", Options(mapping=parse_mapping(mapping + cell)))

    with books.transaction() as unit:
        [(_, reject)] = rejects(unit, done('"Tags"').id or 0)
    assert reject.reason == (
        "'a,b': this field is a list: say in the mapping what stands between its entries: split = \",\""
    )
    done('{column = "Tags", split = ","}')
    assert [body["tags"] for body in bodies(books)] == [["a", "b"]]


def test_what_is_refused_stands_in_the_order_of_the_file(books: Books, tmp_path: Path) -> None:
    rejects = people(books, tmp_path / "people.csv", f"1,{AT},,Poland,,", "2", f"3,{AT},,Poland,,", "4", f"5,{AT},,,,")

    assert [reject.line for reject in rejects] == [2, 3, 4, 5]


def test_lines_that_disagree_about_their_order_are_refused_with_column_and_lines(books: Books, tmp_path: Path) -> None:
    rejects = orders(
        books,
        tmp_path / "orders.csv",
        f"1;{AT};anna;complete;10.00;TEE;1;5.00",
        f"2;{AT};boris;complete;5.00;TEE;1;5.00",
        f"1;{AT};boris;complete;10.0;TANK;1;5.00",
        f"1;{AT};clara;pending;10.00;TANK;1;5.00",
    )

    assert [(reject.line, reject.field, reject.code) for reject in rejects] == [
        (4, "Customer", "apart"),
        (5, "State", "apart"),
    ]
    assert rejects[0].reason == (
        "'anna' in line 2 and 'boris' in line 4: every line of order 1 has to say the same of it"
    )


def test_a_line_that_leaves_out_what_another_says_agrees_with_it(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    rows = ("1;;;;;TEE;1;5.00", f"1;{AT};anna;complete;10.00;TANK;1;5.00")
    path.write_text("\n".join(("Order;Changed;Customer;State;Total;Article;Pieces;Sum", *rows)) + "\n")

    done = import_file(books, path, Options(mapping=parse_mapping(ORDERS)))

    assert counts(done) == (1, 0, 0)
    [body] = bodies(books)
    assert (body["customer"], body["grand_total"], len(body["lines"])) == ("anna", "10.00", 2)


def test_an_import_goes_on_among_rows_that_are_part_of_nothing(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regulars.journal.importing.running.CHUNK_ITEMS", 2)
    path = tmp_path / "people.csv"
    rows = ["1", f"2,{AT},,,,", "3", f"4,{AT},,,,", f"5,{AT},,,,"]
    path.write_text("\n".join(("Number,Changed,Born,Land,Billed in,Sent to", *rows)) + "\n")
    options = Options(mapping=parse_mapping(PEOPLE))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(books, path, options, tell=stop)
    done = import_file(books, path, options)

    assert counts(done) == (2, 1, 2)
    assert [body["external_id"] for body in bodies(books)] == ["2", "4", "5"]


def test_a_file_of_excel_s_own_encoding_is_told_how_to_be_saved(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("Number,Changed,Born,Land,Billed in,Sent to\n1,2026-03-01T10:00Z,,Ö,,\n".encode("cp1250"))
    [reject] = import_file(books, path, Options(mapping=parse_mapping(PEOPLE)), dry_run=True).rejects
    path.write_bytes("Numm\u00e9ro,Changed\n".encode("cp1250"))
    with pytest.raises(BadFile) as refusal:
        import_file(books, path, Options(mapping=parse_mapping(PEOPLE)))

    assert (reject.line, reject.field) == (2, "Land")
    assert reject.reason.startswith(r"\xd6 is not in utf-8; in Excel save it as")
    assert '"CSV UTF-8"' in refusal.value.message


def by_sight(books: Books, path: Path, text: str, mapping: str) -> list[Reject]:
    """What the import page tells of a file whose columns were matched on it."""
    path.write_text(text)
    options = Options(mapping=parse_mapping(mapping), by_sight=True)
    return import_file(books, path, options, dry_run=True).rejects


SEEN = """
type = "order"
delimiter = ";"
decimal = ","
[fields]
external_id = "Nr"
placed_at = "Kiedy"
updated_at = "Kiedy"
status = "Stan"
currency = "Waluta"
grand_total = "Razem"
[lines]
sku = "Towar"
quantity = "Ile"
row_total = {constant = "dużo"}
"""


@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        (
            f"{AT};Zwrócone;USD;9,00;T;1",
            "Stan",
            "wybierz na stronie importu, przy tej kolumnie, co znaczy „Zwrócone”",
        ),
        (f"{AT};complete;USD;1.012,50;T;1", "Razem", "'1.012,50': napisz 1012,50"),
        (
            "3 maja;complete;USD;9,00;T;1",
            "Kiedy",
            "'3 maja': zapisz to jako 2026-03-01T10:00:00Z albo całą kolumnę w jeden sposób, na przykład 01.03.2026 10:00",
        ),
    ],
)
def test_who_matched_columns_on_the_page_reads_its_words(
    books: Books, tmp_path: Path, cells: str, field: str, reason: str
) -> None:
    mapping = SEEN.replace('{constant = "dużo"}', '{constant = "1.00"}')

    [reject] = by_sight(books, tmp_path / "z.csv", f"Nr;Kiedy;Stan;Waluta;Razem;Towar;Ile\n1;{cells}\n", mapping)

    assert (told(reject.field, "pl"), told(reject.reason, "pl")) == (field, reason)


def test_fields_that_no_column_tells_are_called_on_the_page_as_it_calls_them(books: Books, tmp_path: Path) -> None:
    text = f"Nr;Kiedy;Stan;Waluta;Razem;Towar;Ile\n1;{AT};complete;EUR;9,00;T;1\n"

    row_total, rate = by_sight(books, tmp_path / "z.csv", text, SEEN)

    assert told(row_total.field, "pl") == "Pozycja: Suma pozycji"
    assert told(row_total.reason, "pl").startswith(
        "żadna kolumna tego nie podaje, więc w każdym wierszu jest to „dużo”"
    )
    assert told(rate.field, "pl") == "Kurs do waluty podstawowej"
    assert told(rate.reason, "pl") == (
        "potrzebny jest kurs: ile USD za jeden EUR; wybierz kolumnę, która to podaje, albo dodaj ją do pliku"
    )


def test_all_that_is_wrong_in_a_row_is_told_at_once(books: Books, tmp_path: Path) -> None:
    mapping = PEOPLE.replace('born_on = "Born"', 'born_on = {column = "Born", format = "%d.%m.%Y"}')

    rejects = people(books, tmp_path / "people.csv", f"1,{AT},30.02.1999,Polska,,Niemcy", mapping=mapping)

    assert [(reject.field, reject.code) for reject in rejects] == [
        ("Born", "instant"),
        ("Land", "country"),
        ("Sent to", "country"),
    ]


def test_what_only_a_whole_order_shows_is_told_beside_what_can_not_be_read(books: Books, tmp_path: Path) -> None:
    mapping = ORDERS.replace('{constant = "USD"}', '"Customer"')
    rows = (f"1;{AT};EUR;Lost;10.00;TEE;some;5.00", f"1;{AT};EUR;Lost;10.00;TANK;1;5.001")

    rejects = orders(books, tmp_path / "orders.csv", *rows, mapping=mapping)

    assert [(reject.line, reject.field, reject.code) for reject in rejects] == [
        (2, "State", "literal_error"),
        (2, "Pieces", "quantity"),
        (2, "rate", "missing"),
        (3, "Sum", "decimals"),
    ]


def test_lines_that_disagree_name_their_record_in_the_reader_s_words(books: Books, tmp_path: Path) -> None:
    rows = (f"1;{AT};anna;complete;10.00;TEE;1;5.00", f"1;{AT};boris;complete;10.00;TANK;1;5.00")

    [reject] = orders(books, tmp_path / "orders.csv", *rows)

    assert told(reject.reason, "pl").endswith("każdy wiersz rekordu 1 (zamówienie) musi tu mówić to samo")
