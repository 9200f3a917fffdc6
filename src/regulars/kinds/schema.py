"""What the UI, the API and the reference are drawn from: each kind as a JSON document."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

from . import base
from .base import Kind
from .formats import format_in


def exported() -> dict[str, list[dict[str, Any]]]:
    """Every kind, by family."""
    return {
        name: [described(kind) for kind in base.kinds_of(family).values()] for name, family in base.families().items()
    }


def described(kind: type[Kind]) -> dict[str, Any]:
    """One kind: what to show of it, an example, and the schema of its arguments, each with its `format`."""
    schema = kind.model_json_schema()
    definitions = schema.get("$defs", {})
    for argument in schema["properties"].values():
        argument.setdefault("format", format_in(argument, definitions))
    name = kind.model_fields["kind"].default
    return {
        "kind": name,
        "label": base.label(kind),
        "description": cleandoc(kind.__doc__ or ""),
        "sentence": base.template(kind),
        "group": kind.group,
        "example": {"kind": name, **kind.example},
        "schema": schema,
    }
