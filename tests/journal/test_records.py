"""The schema says of each field what it is and in which unit."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.journal.records import TYPES

NUMBERS = {
    "subtotal", "discount", "shipping", "tax", "grand_total", "amount", "row_total",
    "price", "cost", "rate", "quantity", "rating",
}  # fmt: skip


def objects(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [schema, *(inner for inner in schema.get("$defs", {}).values() if inner.get("type") == "object")]


@pytest.mark.parametrize("name", TYPES)
def test_each_document_and_each_number_and_instant_says_what_it_is(name: str) -> None:
    for schema in objects(TYPES[name].model_json_schema()):
        assert schema["description"]
        assert schema["additionalProperties"] is False, "unknown keys are refused"
        for field, said in schema["properties"].items():
            text = str(said)
            if field in NUMBERS:
                assert "x-unit" in text, (schema["title"], field)
            if field.endswith("_at") or field == "at":
                assert "date-time" in text, (schema["title"], field)


@pytest.mark.parametrize("name", sorted(TYPES.keys() - {"event"}))
def test_each_record_has_an_id_and_says_when_it_changed(name: str) -> None:
    assert {"external_id", "updated_at"} <= set(TYPES[name].model_json_schema()["required"])
