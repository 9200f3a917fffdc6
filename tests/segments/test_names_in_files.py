"""Whom lists name: a number is the shop's id or nobody's, and of a file one column counts."""

from __future__ import annotations

import pytest

from regulars.segments import pinning


@pytest.mark.parametrize(
    ("file", "names"),
    [
        (
            "E-mail,Orders\nanna@shop.example,3\nnobody@shop.example,12\n",
            ["email:anna@shop.example", "email:nobody@shop.example"],
        ),
        ("customer_id,orders\n6,3\n7,12\n", ["6", "7"]),
        ("Kunde;Bestellungen\n6;3\n7;12\n", ["Kunde", "6", "7"]),
        ("k1,foo\nk2,bar\n", ["k1", "k2"]),
        ("\ufeffexternal_id\tpoints\n00012\t5\n", ["external_id:00012"]),
    ],
)
def test_of_a_file_one_column_counts(file: str, names: list[str]) -> None:
    assert pinning.names_in(file) == names
