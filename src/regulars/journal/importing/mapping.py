"""The mapping file: which columns of a CSV or Parquet file are which fields of a record.

A TOML (or JSON) file such as

    type = "order"
    delimiter = ";"
    decimal = ","

    [fields]
    external_id = "Order"
    updated_at = {column = "Changed", format = "%d.%m.%Y %H:%M"}
    status = {column = "State", values = {Done = "complete", Open = "pending"}}
    currency = {constant = "EUR"}
    "attributes.source" = "Source"

    [lines]
    sku = "Article"
    quantity = "Pieces"
    row_total = "Sum"

With `[lines]` all rows of one `external_id` are one record: its fields are
read off the first of them, each row is a line. `[[addresses]]` sections each
make one address of a customer's row. An empty cell is a value that is missing.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from regulars.core.errors import Fault, Invalid
from regulars.core.forms import Form
from regulars.core.sentences import say
from regulars.core.wording import unparsed
from regulars.journal.faults import of_validation
from regulars.journal.records import TYPES, Address, OrderLine, RefundLine

_GROUPED = {"order", "cart", "refund"}
_FREE = ("attributes", "properties", "options")


class BadMapping(Invalid):
    """The mapping file can't be used as it is."""

    code = "import.mapping"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, frozen=True)


class Cell(_Part):
    """Where a field's value is from."""

    column: str | None = None
    """The column's name in the file."""
    constant: str | int | bool | None = None
    """The same value for every row, instead of a column."""
    format: str | None = None
    """How dates and times are written, in the letters of strptime; without it as in JSON."""
    zone: str | None = None
    """Time zone of times without an offset; without it the shop's."""
    split: str | None = None
    """What stands between the texts of a list in one cell, such as a comma."""
    values: dict[str, str] | None = None
    """What a cell's text stands for; texts that aren't named stay as they are."""
    otherwise: str | None = None
    """What stands for texts that `values` doesn't name."""
    places: int | None = Field(default=None, ge=0, le=9)
    """Round numbers to so many decimals, half away from zero; for files that hold floats."""
    as_: Annotated[str, Form(r"^(text|number|boolean)$", say("write text, number or boolean"))] | None = Field(
        default=None, alias="as"
    )
    """What a value of the shop's own is kept as."""

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None and name not in available_timezones():
            raise ValueError(say("there is no such time zone; write one such as Europe/Warsaw"))
        return name

    @model_validator(mode="after")
    def _one_source(self) -> Cell:
        if (self.column is None) == (self.constant is None):
            raise ValueError(say("give a column or a constant, and not both"))
        return self


Cells = dict[str, Cell]


class Mapping(_Part):
    """How the rows of a file become records of one type."""

    type: str
    """What the rows are: order, customer, product …"""
    fields: Cells
    """Field by field, where it is from: a column's name, or more than that."""
    lines: Cells | None = None
    """The fields of a line; rows of one external_id become one record."""
    addresses: list[Cells] = []
    """The fields of each address in a customer's row."""
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    """What separates the cells of a CSV file."""
    encoding: str = "utf-8"
    """How a CSV file's text is written."""
    decimal: Annotated[str, Form(r"^[.,]$", say("a point or a comma stands before decimals"))] = "."
    """What stands before the decimals."""
    thousands: str | None = Field(default=None, max_length=1)
    """What stands between thousands, if anything."""

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, given: Any) -> Any:
        """A bare column name is the short form of {column = …}."""
        if not isinstance(given, dict):
            return given
        long = dict(given)
        for name in ("fields", "lines"):
            if isinstance(long.get(name), dict):
                long[name] = _long(long[name])
        if isinstance(long.get("addresses"), list):
            long["addresses"] = [_long(cells) if isinstance(cells, dict) else cells for cells in long["addresses"]]
        return long

    @property
    def columns(self) -> set[str]:
        """The columns it reads."""
        parts = [self.fields, self.lines or {}, *self.addresses]
        return {cell.column for cells in parts for cell in cells.values() if cell.column is not None}


def _long(cells: dict[str, Any]) -> dict[str, Any]:
    return {name: {"column": cell} if isinstance(cell, str) else cell for name, cell in _flat(cells)}


def _flat(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The cells by field; TOML reads attributes.size, written without quotes, as a table of its own."""
    for name, cell in cells.items():
        if name in _FREE and isinstance(cell, dict) and not cell.keys() & {"column", "constant"}:
            yield from ((f"{name}.{own}", inner) for own, inner in cell.items())
        else:
            yield name, cell


_PLACE = re.compile(r"\((at [^()]+)\)$")
"""Where Python's reader of TOML stopped: at line 3, column 7."""


THE_MAPPING = say("the mapping")


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file; raises `BadMapping` with every fault found."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise BadMapping(
            say("{name} is no text file", name=path.name), [Fault("", "text", say("write the mapping in UTF-8"))]
        ) from None
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str = THE_MAPPING) -> Mapping:
    """A mapping from its TOML or JSON text; raises `BadMapping`."""
    try:
        given = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except RecursionError:
        detail = say("tables and lists are nested too deep")
        raise BadMapping(
            say("{name} can't be read: {detail}", name=name, detail=detail), [Fault("", "syntax", detail)]
        ) from None
    except json.JSONDecodeError as error:
        detail = say("it {why}", why=unparsed(error))
        raise BadMapping(
            say("{name} can't be read: {detail}", name=name, detail=detail), [Fault("", "syntax", detail)]
        ) from None
    except ValueError as error:
        place = _PLACE.search(str(error))
        detail = say('it is no TOML{place}; a line reads: name = "value"', place=f" ({place[1]})" if place else "")
        raise BadMapping(
            say("{name} can't be read: {detail}", name=name, detail=detail), [Fault("", "syntax", detail)]
        ) from None
    try:
        mapping = Mapping.model_validate(given)
    except ValidationError as error:
        raise _bad(name, [_of_mapping(fault) for fault in of_validation(error)]) from None
    faults = _faults(mapping)
    if faults:
        raise _bad(name, faults)
    return mapping


def _of_mapping(fault: Fault) -> Fault:
    """A fault of the models, in the words of mapping files."""
    if fault.code != "unknown":
        return fault
    *above, name = fault.pointer.split("/")[1:]
    if name in _FREE and not above:
        part = "lines" if name == "options" else "fields"
        return replace(
            fault, detail=say('this is no section: write "{name}.NAME" = "Column" under [{part}]', name=name, part=part)
        )
    keys = Cell.model_json_schema()["properties"] if above else Mapping.model_fields
    return replace(fault, detail=say("there is no such key; there are {keys}", keys=", ".join(keys)))


def _bad(name: str, faults: list[Fault]) -> BadMapping:
    return BadMapping(
        say("{name} can't be used: {pointer}: {detail}", name=name, pointer=faults[0].pointer, detail=faults[0].detail),
        faults,
    )


def _faults(mapping: Mapping) -> list[Fault]:
    """Fields that the type doesn't have."""
    model = TYPES.get(mapping.type)
    if model is None:
        return [
            Fault(
                "/type",
                "type",
                say("there is no type {type!r}; there are {types}", type=mapping.type, types=", ".join(TYPES)),
            )
        ]
    faults = _unknown(mapping.fields, set(model.model_fields), "/fields")
    if mapping.lines is not None:
        if mapping.type not in _GROUPED:
            faults.append(Fault("/lines", "lines", say("records of type {type} have no lines", type=mapping.type)))
        else:
            faults += _unknown(mapping.lines, _fields_of(mapping.type, "lines"), "/lines")
            if "external_id" not in mapping.fields:
                faults.append(
                    Fault(
                        "/fields/external_id", "missing", say("rows are put together by external_id: name its column")
                    )
                )
    if mapping.addresses and mapping.type != "customer":
        faults.append(
            Fault("/addresses", "addresses", say("records of type {type} have no addresses", type=mapping.type))
        )
    for n, cells in enumerate(mapping.addresses if mapping.type == "customer" else []):
        faults += _unknown(cells, _fields_of("customer", "addresses"), f"/addresses/{n}")
    return faults


def _fields_of(type_: str, name: str) -> set[str]:
    part = {"addresses": Address, "lines": RefundLine if type_ == "refund" else OrderLine}[name]
    return set(part.model_fields)


def _unknown(cells: Cells, known: set[str], above: str) -> list[Fault]:
    free = next((free for free in _FREE if free in known), None)
    own = say('; the shop\'s own are written "{free}.NAME"', free=free) if free else ""
    return [
        Fault(
            f"{above}/{name}",
            "unknown",
            say("there is no such field; there are {known}{own}", known=", ".join(sorted(known)), own=own),
        )
        for name in cells
        if name not in known and not (name.split(".", 1)[0] in _FREE and name.split(".", 1)[0] in known and "." in name)
    ]
