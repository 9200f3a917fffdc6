"""What all pages of the reference are drawn with: tables, and what a model says of its fields."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    lines = [list(headings)]
    lines += [["---"] * len(lines[0]), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def said(model: type) -> str:
    return " ".join(inspect.getdoc(model).split()) if model.__doc__ else ""


def members(model: type[BaseModel]) -> str:
    drawn = model.model_json_schema(ref_template="{model}")
    required = set(drawn.get("required", ()))
    order = sorted(
        drawn["properties"], key=lambda name: (name != "external_id", name != "updated_at", name not in required)
    )
    rows = (
        (
            f"`{name}`",
            _type(drawn["properties"][name]),
            "required" if name in required else otherwise(drawn["properties"][name]),
            drawn["properties"][name].get("description", _inner(drawn["properties"][name])),
        )
        for name in order
    )
    return table(("field", "type", "", ""), rows)


def _inner(schema: dict[str, Any]) -> str:
    found = [one["description"] for one in schema.get("anyOf", ()) if "description" in one]
    return found[0] if found else ""


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(one) for one in schema["anyOf"] if one.get("type") != "null"))
    if "enum" in schema:
        return " / ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any JSON")


def otherwise(argument: dict[str, Any]) -> str:
    """What an argument is that isn't said, where that is a word, a number or a list."""
    usual = argument.get("default")
    return "" if usual in (None, []) or isinstance(usual, dict) else f"else `{json.dumps(usual, ensure_ascii=False)}`"
