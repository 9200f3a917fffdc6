"""What the UI, the API and the reference are drawn from: each kind as a JSON document."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

from annotated_types import Gt

from . import base
from .base import Kind
from .formats import format_in


def exported(context: Mapping[str, Any] | None = None) -> dict[str, list[dict[str, Any]]]:
    """Every kind, by family; with `context={"currency": "PLN", "places": 2}` amounts of examples are money of the API."""
    return {
        name: [described(kind, context) for kind in base.kinds_of(family).values()]
        for name, family in base.families().items()
    }


def described(kind: type[Kind], context: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """One kind: what to show of it, an example, and the schema of its arguments, each with its `format`."""
    schema = kind.model_json_schema()
    definitions = schema.get("$defs", {})
    for name, argument in schema["properties"].items():
        argument.setdefault("format", format_in(argument, definitions))
        if argument["format"] == "local_time" and argument.get("default") is not None:
            argument["default"] = argument["default"][:5]  # pydantic tells it with seconds, which isn't how it is given
        if argument["format"] == "money" and any(limit == Gt(0) for limit in kind.model_fields[name].metadata):
            argument["exclusiveMinimum"] = 0  # money is an object, which pydantic gives no limits
    kind_name = kind.model_fields["kind"].default
    return {
        "kind": kind_name,
        "label": base.label(kind),
        "description": cleandoc(kind.__doc__ or ""),
        "sentence": base.template(kind),
        "group": kind.group,
        "example": {"kind": kind_name, **_example(kind, context)},
        "schema": schema,
        **kind.told(),
    }


def _example(kind: type[Kind], context: Mapping[str, Any] | None) -> dict[str, Any]:
    """The example's arguments as they are given where the context is that."""
    return kind(**kind.example).model_dump(mode="json", context=context, exclude_unset=True)
