"""What a CSV shows at first sight, so that a person need only look it over."""

from __future__ import annotations

import codecs
import json
from typing import Any

import pytest

from regulars.core.sentences import told
from regulars.journal.importing import BadFile, Sight, look, parse_mapping
from regulars.journal.importing.cells import Reader
from regulars.journal.importing.labels import label_of
from regulars.journal.importing.sight import fields_of
from regulars.journal.records import TYPES
from regulars.rules.texts import LANGUAGES


def seen(text: str, *, encoding: str = "utf-8", **said: Any) -> Sight:
    return look(text.encode(encoding), **({"type_": None, "language": "en", "whole": True} | said))


def fields(sight: Sight) -> list[str | None]:
    return [column.field for column in sight.columns]


def test_polish_customers_are_recognised_with_their_dates_and_words() -> None:
    sight = seen(
        "Nr klienta;E-mail;Imię;Nazwisko;Płeć;Data urodzenia;Ulubiony kolor\n"
        "1;a@b.pl;Anna;Żak;K;04.05.1990;zielony\n"
        "2;b@b.pl;Jan;Nowak;M;24.12.1990;szary\n",
        encoding="cp1250",
        language="pl",
    )

    assert (sight.type, sight.delimiter, sight.encoding) == ("customer", ";", "cp1250")
    assert fields(sight) == ["external_id", "email", "first_name", "last_name", "gender", "born_on", None]
    assert sight.columns[5].format == "%d.%m.%Y"
    assert sight.columns[4].values == {"gender": {"K": "female", "M": "male"}}
    assert sight.columns[3].samples == ["Żak", "Nowak"]


@pytest.mark.parametrize(
    ("header", "encoding"),
    [("Imię;Płeć;Zażółć", "cp1250"), ("Имя;Почта;Дата", "cp1251"), ("Prénom;Größe;Señor", "cp1252")],
)
def test_what_a_file_is_written_in_is_seen_whatever_the_shop_speaks(header: str, encoding: str) -> None:
    sight = seen(f"{header}\n1;2;3\n", encoding=encoding, language="en")

    assert (sight.encoding, [column.name for column in sight.columns]) == (encoding, header.split(";"))


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
@pytest.mark.parametrize("whole", [True, False])
def test_unicode_text_of_excel_is_seen_whatever_part_of_it(mark: bytes, whole: bool) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    text = "Id\tИмя\r\n1\tАнна\r\n2\tЖа"
    head = mark + text.encode(encoding)

    sight = look(head if whole else head[:-1], type_="customer", language="en", whole=whole)

    assert (sight.encoding, sight.delimiter) == ("utf-16", "\t")
    assert [column.name for column in sight.columns] == ["Id", "Имя"]
    assert sight.columns[1].samples == (["Анна", "Жа"] if whole else ["Анна"])


def test_orders_are_recognised_with_their_lines_and_states() -> None:
    sight = seen(
        "Order,Customer ID,Date,Status,Total,SKU,Qty,Row total\n"
        "1,anna,2026-02-01 10:00,Completed,12.50,MUG,1,12.50\n"
        "2,jan,2026-02-13 11:30,Shipped,9.00,CUP,2,9.00\n"
    )

    assert sight.type == "order"
    assert fields(sight) == ["external_id", "customer", "placed_at", "status", "grand_total", "lines.sku", "lines.quantity", "lines.row_total"]  # fmt: skip
    assert sight.columns[3].values == {"status": {"Completed": "complete", "Shipped": "shipped"}}
    assert sight.columns[2].format == "%Y-%m-%d %H:%M"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("type_", TYPES)
def test_a_column_that_is_headed_as_the_page_calls_a_field_is_that_field(type_: str, language: str) -> None:
    names = [field.name for field in fields_of(type_)]
    labels = [told(label_of(name), language) for name in names]

    assert fields(seen(";".join(labels) + "\n", type_=type_)) == names
    assert [fields(seen(f"Note;Remark;{label}\n", type_=type_))[2] for label in labels] == names
    assert not set(labels) & set(names), "every field has a label of its own"


def test_a_column_of_lines_is_known_by_the_bare_label_too() -> None:
    sight = seen("Suma produktów;Rabat;Suma pozycji\n", type_="order")

    assert fields(sight) == ["subtotal", "discount", "lines.row_total"]


def test_a_day_beyond_the_twelfth_tells_how_dates_are_written() -> None:
    american = seen("email,registered\na@b.c,02/13/2026\nb@b.c,03/01/2026\n")
    british = seen("email,registered\na@b.c,13/02/2026\nb@b.c,03/01/2026\n")

    assert (american.columns[1].format, british.columns[1].format) == ("%m/%d/%Y", "%d/%m/%Y")


def test_a_word_that_stands_far_down_is_seen_too() -> None:
    rows = ["1;complete"] * 1_000 + ["2; Zwrócone "]

    sight = seen("Order;Status\n" + "\n".join(rows) + "\n")

    assert sight.columns[1].words == ["complete", "Zwrócone"]


def test_a_mistyped_date_hides_not_how_the_others_are_written() -> None:
    sight = seen("email,born\na@b.c,04.05.1990\nb@b.c,24.12.1985\nc@b.c,some day\n")

    assert sight.columns[1].format == "%d.%m.%Y"
    assert seen("email,note\na@b.c,04.05.1990\nb@b.c,none\n").columns[1].format is None


def test_commas_before_decimals_are_seen() -> None:
    assert seen("SKU;Cena\nMUG;12,50\nCUP;9\n").decimal == ","
    assert seen("SKU;Price\nMUG;12.50\nCUP;9\n").decimal == "."


@pytest.mark.parametrize(
    ("cells", "decimal", "thousands"),
    [
        (["1 234,50", "9,00"], ",", " "),
        (["1\u00a0234,50", "1\u202f000,00"], ",", " "),
        (["1.234,50", "9,00"], ",", "."),
        (["1.234", "9,50"], ",", "."),
        (["1,234.50", "9.00"], ".", ","),
        (["1,234", "9.50"], ".", ","),
        (["1'234.50"], ".", "'"),
        (["1,234", "2,345"], ",", None),
        (["12,50", "9"], ",", None),
    ],
)
def test_what_parts_thousands_is_seen(cells: list[str], decimal: str, thousands: str | None) -> None:
    sight = seen("SKU;Cena\n" + "".join(f"M{n};{cell}\n" for n, cell in enumerate(cells)))

    assert (sight.decimal, sight.thousands) == (decimal, thousands)


def test_dots_of_telephones_part_no_thousands() -> None:
    assert seen("SKU;Phone;Price\nM;501.234.567;9.50\n").thousands is None


@pytest.mark.parametrize("written", ["1 234,50", "1\u00a0234,50", "1\u202f234,50"])
def test_any_space_between_thousands_is_read(written: str) -> None:
    mapping = parse_mapping('type = "order"\ndecimal = ","\nthousands = " "\n[fields]\ngrand_total = "Razem"\n')
    reader = Reader(mapping.fields, TYPES["order"], mapping)

    assert reader.read({"Razem": written}, "", []) == {"grand_total": "1234.50"}


@pytest.mark.parametrize(
    "header",
    [
        "Nr zamówienia;Data złożenia;Do zapłaty;Wysyłka",
        "Номер заказа;Дата оформления;К оплате;Стоимость доставки",
        "Bestellnummer;Bestelldatum;Gesamtbetrag;Versandkosten",
    ],
)
def test_plain_headers_of_orders_are_recognised(header: str) -> None:
    assert fields(seen(f"{header}\n1;2026-02-01;12,50;9,00\n", type_="order")) == [
        "external_id", "placed_at", "grand_total", "shipping",
    ]  # fmt: skip


def test_a_state_of_payment_is_not_passed_over() -> None:
    sight = seen("Name,Email,Financial Status,Created at,Total\n#1,a@b.c,voided,2026-02-01,9.00\n", type_="order")

    assert fields(sight) == ["external_id", "email", "status", "placed_at", "grand_total"]
    assert sight.columns[2].values == {"status": {"voided": "cancelled"}}


def test_what_the_rows_are_can_be_said() -> None:
    assert seen("id,name\n1,Mugs\n", type_="category").fields == fields_of("category")


def test_a_line_that_is_cut_off_is_not_looked_at() -> None:
    assert seen("email,country\na@b.c,PL\nb@b.c,U", whole=False).columns[1].samples == ["PL"]


def test_a_file_without_column_names_is_refused() -> None:
    with pytest.raises(BadFile, match="no line of column names"):
        seen("")


@pytest.mark.parametrize("type_", TYPES)
def test_every_field_that_is_offered_can_be_mapped(type_: str) -> None:
    offered = [field.name for field in fields_of(type_)]
    lines = {name.removeprefix("lines."): name for name in offered if name.startswith("lines.")}

    mapped = parse_mapping(
        json.dumps({
            "type": type_,
            "fields": {name: name for name in offered if not name.startswith("lines.")},
            **({"lines": lines} if lines else {}),
        })
    )  # fmt: skip

    assert mapped.columns == set(offered)


def test_words_of_states_are_told_with_what_they_can_stand_for() -> None:
    sight = seen("order,status\n1,Ready\n2,complete\n3,Zrealizowane\n", type_="order")
    status = next(field for field in sight.fields if field.name == "status")

    assert sight.columns[1].words == ["Ready", "complete", "Zrealizowane"]
    assert sight.columns[1].values == {"status": {"Zrealizowane": "complete"}}
    assert status.choices == ("pending", "processing", "shipped", "complete", "cancelled", "closed")
    assert seen("id\n" + "\n".join(map(str, range(21))) + "\n").columns[0].words == []
