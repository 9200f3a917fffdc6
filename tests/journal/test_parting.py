"""The lines of a canonical document can be taken off unread."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import orjson
import pytest

from regulars.journal.door import Door
from regulars.journal.parting import WITH_LINES, parted
from regulars.journal.records import RECORDS
from regulars.rules.calendar import Calendar

DOOR = Door(Calendar(ZoneInfo("Europe/Warsaw")), "USD")
ORDER = {
    "external_id": "1", "updated_at": "2026-03-01T10:00:00Z", "placed_at": "2026-03-01T10:00:00Z", "status": "complete",
    "currency": "USD", "grand_total": "10.00",
}  # fmt: skip
LINE = {"sku": "TEE", "quantity": "1", "row_total": "10.00"}


@pytest.mark.parametrize("type", WITH_LINES)
def test_lines_are_the_last_field(type: str) -> None:
    assert list(RECORDS[type].model_fields)[-1] == "lines"


def test_no_other_type_has_lines_at_its_end_that_are_looked_for() -> None:
    assert {type for type, model in RECORDS.items() if "lines" in model.model_fields} == {*WITH_LINES, "refund"}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"lines": []},
        {"lines": [LINE]},
        {"lines": [LINE, {"id": "b", "options": {"lines": ["x"], "a": 1}, **LINE}]},
        {"shop_status": ',"lines":[', "lines": [LINE]},
        {"shop_status": '\\","lines":[{"sku":"X"}]}', "lines": [LINE]},
        {"status_history": [{"at": "2026-03-01T10:00:00Z", "status": "complete"}], "lines": [LINE]},
    ],
)
def test_head_and_lines_are_the_document(said: dict[str, object]) -> None:
    body = DOOR.read("order", orjson.dumps(ORDER | said)).body
    document = orjson.loads(body)

    head, lines = parted(body)

    assert orjson.loads(lines) == document.pop("lines", [])
    assert orjson.loads(head) == document
