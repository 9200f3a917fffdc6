"""What people bring from spreadsheets is read as they save it."""

from __future__ import annotations

import codecs

import pytest

from regulars.core.errors import Invalid
from regulars.core.spreadsheets import rows, text_of


@pytest.mark.parametrize(
    "file",
    [
        "id\tИмя\r\n1\tŻanna\r\n".encode(),
        "id\tИмя\r\n1\tŻanna\r\n".encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + "id\tИмя\r\n1\tŻanna\r\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "id\tИмя\r\n1\tŻanna\r\n".encode("utf-16-be"),
    ],
)
def test_a_file_is_read_as_it_is_marked(file: bytes) -> None:
    assert rows(text_of(file)) == [["id", "Имя"], ["1", "Żanna"]]


@pytest.mark.parametrize("file", [b"id\n\xe4", "id".encode("utf-16")[:-1]])
def test_what_can_not_be_read_is_told_how_to_be_saved(file: bytes) -> None:
    with pytest.raises(Invalid, match="CSV UTF-8"):
        text_of(file)
