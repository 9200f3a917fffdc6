"""Advice: what whoever made a file of rows can do about a cell, in the words that they know.

Who writes a mapping reads what to say in it. Who had the columns matched on the import page never saw one, and reads
what to choose there; fields are called there as its labels have them.
"""

from __future__ import annotations

import json
from typing import Protocol

from regulars.core.sentences import both, say

from .labels import OF_LINE, label_of
from .mapping import Mapping

LONGEST_SHOWN = 60


class Advice(Protocol):
    """What to do about each kind of fault that a mapping could help with."""

    def place(self, field: str) -> str:
        """What a field is called that no column gives."""
        ...

    def no_column(self, detail: str) -> str: ...

    def constant(self, constant: object, detail: str) -> str: ...

    def encoding(self, *, is_utf8: bool) -> str: ...

    def decimals(self, detail: str) -> str: ...

    def moment(self, *, timed: bool) -> str:
        """Of a date or instant of which it isn't known how it is written."""
        ...

    def no_list(self, detail: str) -> str: ...

    def no_truth(self, detail: str) -> str: ...

    def word(self, value: str, detail: str) -> str:
        """Of a word that is none of those that there are."""
        ...

    def either_number(self, whole: str, decimals: str, sign: str, mapping: Mapping) -> str:
        """Of 1,012, which is one number or another."""
        ...

    def number(
        self, whole: str, decimals: str | None, *, point: str | None, between: str | None, mapping: Mapping
    ) -> str:
        """Of a number that is written with other signs."""
        ...


class ForMapping:
    """To who writes a mapping."""

    def place(self, field: str) -> str:
        return field.removeprefix(OF_LINE)

    def no_column(self, detail: str) -> str:
        return say("{detail}; the mapping names no column for it", detail=detail)

    def constant(self, constant: object, detail: str) -> str:
        return say("the mapping says {constant!r}: {detail}", constant=constant, detail=detail)

    def encoding(self, *, is_utf8: bool) -> str:
        if is_utf8:
            return say(
                'in Excel save it as "CSV UTF-8", or say in the mapping how it is written, such as encoding = "cp1250"'
            )
        return say("if the whole file is not, name its encoding in the mapping")

    def decimals(self, detail: str) -> str:
        return say("{detail}; round them in the file, or let the mapping do it with `places`", detail=detail)

    def moment(self, *, timed: bool) -> str:
        if timed:
            return say(
                'write it as 2026-03-01T10:00:00Z, or say in the mapping how it is written: format = "%d.%m.%Y %H:%M"'
            )
        return say('write it as 2026-03-01, or say in the mapping how it is written: format = "%d.%m.%Y"')

    def no_list(self, detail: str) -> str:
        del detail
        return say('this field is a list: say in the mapping what stands between its entries: split = ","')

    def no_truth(self, detail: str) -> str:
        return say("{detail}; say what it stands for under values", detail=detail)

    def word(self, value: str, detail: str) -> str:
        word = json.dumps(value[:LONGEST_SHOWN], ensure_ascii=False)
        return say(
            '{detail}; or say in the mapping which of them it stands for: values = {{{word} = "…"}}',
            detail=detail,
            word=word,
        )

    def either_number(self, whole: str, decimals: str, sign: str, mapping: Mapping) -> str:
        del mapping
        said = say('say in the mapping what {point} is: decimal = "{point}" or thousands = "{point}"', point=sign)
        return say(
            "write {whole}{decimals} or {whole}.{decimals}, or {said}", whole=whole, decimals=decimals, said=said
        )

    def number(
        self, whole: str, decimals: str | None, *, point: str | None, between: str | None, mapping: Mapping
    ) -> str:
        says = [f'{name} = "{sign}"' for name, sign, known in (
            ("decimal", point, mapping.decimal), ("thousands", between, mapping.thousands)
        ) if sign and sign != known]  # fmt: skip
        number = f"{whole}.{decimals}" if decimals else whole
        if not says:
            return say("write {number}", number=number)
        return say("write {number}, or in the mapping {says}", number=number, says=both(says))


class ForPage:
    """To who had the columns matched on the import page."""

    def place(self, field: str) -> str:
        return label_of(field)

    def no_column(self, detail: str) -> str:
        return say("{detail}; choose the column that tells it, or add one", detail=detail)

    def constant(self, constant: object, detail: str) -> str:
        return say(
            "no column tells it, so it is {constant!r} for every row: {detail}", constant=constant, detail=detail
        )

    def encoding(self, *, is_utf8: bool) -> str:
        del is_utf8
        return say('in Excel save the file as "CSV UTF-8"')

    def decimals(self, detail: str) -> str:
        return say("{detail}; round them in the file", detail=detail)

    def moment(self, *, timed: bool) -> str:
        if timed:
            return say("write it as 2026-03-01T10:00:00Z, or all of the column in one way, such as 01.03.2026 10:00")
        return say("write it as 2026-03-01, or all of the column in one way, such as 01.03.2026")

    def no_list(self, detail: str) -> str:
        return detail

    def no_truth(self, detail: str) -> str:
        return say("{detail}; write true or false", detail=detail)

    def word(self, value: str, detail: str) -> str:
        del detail
        return say(
            "choose beside this column on the import page what {value!r} stands for", value=value[:LONGEST_SHOWN]
        )

    def either_number(self, whole: str, decimals: str, sign: str, mapping: Mapping) -> str:
        del sign
        return say("write {one} or {other}", one=f"{whole}{decimals}", other=f"{whole}{mapping.decimal}{decimals}")

    def number(
        self, whole: str, decimals: str | None, *, point: str | None, between: str | None, mapping: Mapping
    ) -> str:
        del point, between
        return say("write {number}", number=f"{whole}{mapping.decimal}{decimals}" if decimals else whole)


FOR_MAPPING: Advice = ForMapping()
FOR_PAGE: Advice = ForPage()
