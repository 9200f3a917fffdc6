"""The page of the reference on what is chosen from a list in a form: benefits, ways to earn, triggers and steps."""

from __future__ import annotations

import json
from typing import Any

from tables import otherwise, table

from regulars import kinds
from regulars.campaigns.model.steps import Step
from regulars.campaigns.model.triggers import Trigger
from regulars.points.model.styles import EarnStyle
from regulars.promotions.model.benefits import Benefit


def chosen() -> str:
    """Every kind of what is chosen from a list in a form."""
    parts = [
        "# Benefits, ways to earn, triggers and steps",
        "What a promotion gives, what an earning rule gives, what lets customers enter a campaign and what is done there are JSON objects: `kind` says which of these it is, beside it stand its arguments. `GET /v1/kinds` has the "
        "same with JSON schemas. An amount is "
        '`{"amount": "5.00", "currency": "USD"}`; where amounts in several currencies are taken, also a list of such.',
    ]
    context = {"currency": "USD", "places": 2}
    for family, title in (
        (Benefit, "Benefits of promotions"),
        (EarnStyle, "Ways to earn points"),
        (Trigger, "Triggers of campaigns"),
        (Step, "Steps of campaigns"),
    ):
        parts.append(f"## {title}")
        for kind in kinds.kinds_of(family).values():
            one = kinds.described(kind, context)
            example = json.dumps(one["example"], ensure_ascii=False)
            parts += [f"### {one['kind']}", one["description"], f"```json\n{example}\n```", _arguments(one["schema"])]
    return "\n\n".join(parts)


def _arguments(schema: dict[str, Any]) -> str:
    required = set(schema.get("required", ()))
    rows = (
        (
            f"`{name}`",
            _is(one, schema.get("$defs", {})),
            "required" if name in required else otherwise(one),
            one.get("description", ""),
        )
        for name, one in schema["properties"].items()
        if name != "kind"
    )
    return table(("argument", "is", "", ""), rows)


def _is(argument: dict[str, Any], definitions: dict[str, Any]) -> str:
    """What an argument is: its format, or the values that can be chosen."""
    chosen = [value for one in (argument, *argument.get("anyOf", ())) for value in _values(one, definitions)]
    if argument["format"] != "choice" or not chosen:
        return kinds.FORMATS[argument["format"]]
    return "one of " + ", ".join(f"`{value}`" for value in chosen)


def _values(schema: dict[str, Any], definitions: dict[str, Any]) -> list[Any]:
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[1]]
    return [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]
