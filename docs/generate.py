"""The part of the reference that is drawn from the code: `make reference` writes it, a test holds it to the code.

Each page is a function from nothing to Markdown. What is written here are
headings and an opening sentence; all else are the declarations' own words.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from regulars import app, cli, kinds
from regulars.campaigns.model.amounts import BALANCE, EVENT, OF_ORDER, Counted
from regulars.campaigns.model.definition import Draft, DrawnNode
from regulars.campaigns.model.durations import Duration
from regulars.campaigns.model.formulas import MOST_DEPTH, MOST_PARTS, NUMBER, RECKONING
from regulars.campaigns.model.quiet import QuietHours
from regulars.campaigns.model.settings import CampaignSettings, EndsOn, Entry
from regulars.campaigns.model.steps import Step
from regulars.campaigns.model.triggers import Trigger
from regulars.cli.serve import Processes
from regulars.facts.fields import FIELDS, ROWS
from regulars.journal.records import TYPES
from regulars.points.model.styles import EarnStyle
from regulars.promotions.model.benefits import Benefit
from regulars.rules.operators import OPERATORS
from regulars.rules.vocabulary import Field
from regulars.settings import PREFIX, Settings

FOLDER = Path(__file__).parent / "reference"
NOTE = "<!-- Written by `make reference` from the code; change it there. -->\n"
PROCESSES = Processes(web=app.run_web, worker=app.run_worker)
SUBJECTS = (("customer", "Customer"), ("product", "Product"), ("cart", "Cart"))


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    lines = [list(headings)]
    lines += [["---"] * len(lines[0]), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def vocabulary() -> str:
    """Every field and row of the shop."""
    rows = {row.name: row for row in ROWS}
    parts = [
        "# Fields and rows",
        "What [conditions](language.md) can read and count. A shop's own attributes join them once they are declared, on the "
        "page *Settings → Attributes* or with `PUT /v1/attributes/{subject}/{name}` of the [API](rest.md): "
        "`customer.attributes.NAME`, `product.attributes.NAME`, `event.properties.NAME`.",
        "Money fields are in the base currency. *History* marks fields that `held` may be asked of.",
    ]
    for name, title in SUBJECTS:
        if name not in rows:
            parts += [f"## {title}", _fields(name)]
    parts += ["## Rows", table(("rows", "own time", "lies in", "reads `product.*`"), map(_row, ROWS))]
    for row in ROWS:
        parts += [f"### {row.plural.capitalize()}: `{row.name}`", _fields(row.name)]
    parts += [
        "## Operators",
        table(("type", "operators"), ((t, " ".join(f"`{o}`" for o in ops)) for t, ops in OPERATORS.items())),
    ]
    return "\n\n".join(parts)


def _row(row: Any) -> tuple[str, ...]:
    return (
        f"`{row.name}`",
        f"`{row.time}`" if row.time else "none",
        f"`{row.inside}`" if row.inside else "",
        "yes" if row.product else "",
    )


def _fields(subject: str) -> str:
    return table(("field", "type", "", ""), (_field(field) for field in FIELDS if field.subject == subject))


def _field(field: Field) -> tuple[str, ...]:
    notes = []
    if field.choices:
        notes.append("one of " + ", ".join(f"`{choice}`" for choice in field.choices))
    if field.history:
        notes.append("history")
    if field.subject_only:
        notes.append("only of the cart asked about")
    if field.checked:
        notes.append(f"must name a {field.checked} there is")
    return f"`{field.path}`", str(field.type), field.description, "; ".join(notes)


def records() -> str:
    """Every record and the event."""
    parts = [
        "# Records and events",
        "What comes in through the door, as JSON; see [how to send them](../how-to/send-records.md) and [how to import files]"
        '(../how-to/import-data.md). Amounts are decimal text (`"12.34"`) or whole numbers. Unknown keys are refused.',
    ]
    documents = dict(TYPES)
    nested: dict[str, type[BaseModel]] = {}
    for name, model in documents.items():
        parts += [f"## {name}", _said(model), _members(model)]
        nested |= {part.__name__: part for part in _nested(model)}
    parts.append("## Parts of records")
    for name, model in nested.items():
        parts += [f"### {name}", _said(model), _members(model)]
    return "\n\n".join(parts)


def _said(model: type) -> str:
    return " ".join(inspect.getdoc(model).split()) if model.__doc__ else ""


def _members(model: type[BaseModel]) -> str:
    drawn = model.model_json_schema(ref_template="{model}")
    required = set(drawn.get("required", ()))
    order = sorted(
        drawn["properties"], key=lambda name: (name != "external_id", name != "updated_at", name not in required)
    )
    rows = (
        (
            f"`{name}`",
            _type(drawn["properties"][name]),
            "required" if name in required else _else(drawn["properties"][name]),
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


def _nested(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    import regulars.journal.records as module

    for name in model.model_json_schema().get("$defs", {}):
        found = getattr(module, name, None)
        if isinstance(found, type) and issubclass(found, BaseModel):
            yield found


def settings() -> str:
    """Every `REGULARS_*` variable."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, PydanticUndefined) else f"`{field.default}`"
        if isinstance(field.default, bool):
            default = default.lower()
        if field.default_factory is not None:
            default = "`~/.local/share/regulars`"
        rows.append((f"`{PREFIX}{name.upper()}`", default, field.description or ""))
    return "\n\n".join(
        [
            "# Settings",
            "Read from the environment when a process starts. What the shop decides once (currency, time zone) is kept in the "
            "books from then on; the variable is what a new installation begins with. Until something is in the journal another currency or time zone is taken, with a warning; "
            "after that it is refused. A wrong value is told in one line, with exit code 2; "
            "of a `REGULARS_*` variable that nothing reads, `regulars` says which it is most like, and goes on.",
            table(("variable", "without it", ""), rows),
        ]
    )


def commands() -> str:
    """Every command of the command line."""
    opening = (
        "# Commands",
        "`regulars COMMAND --help` says the same; in a checkout the command is `.venv/bin/regulars`. Exit codes: 0 done, 1 refused, 2 misused, 3 something needed is not there.",
    )
    return "\n\n".join([*opening, *_commands(typer.main.get_command(cli.build(PROCESSES)), "regulars")])


def _commands(group: Any, prefix: str) -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            yield from _commands(command, f"{prefix} {name}")
            continue
        usage = " ".join(command.collect_usage_pieces(command.context_class(command)))
        yield f"## {prefix} {name}"
        yield f"```\n{prefix} {name} {usage}\n```"
        yield inspect.cleandoc(command.help or "")
        rows = [(_option(parameter), _help(parameter)) for parameter in command.params]
        if rows:
            yield table(("", ""), rows)


def _option(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        value = "" if parameter.is_flag else f" {(parameter.metavar or parameter.name).upper()}"
        return f"`{', '.join([*parameter.opts, *parameter.secondary_opts])}{value}`"
    return f"`{parameter.name.upper()}`"


def _help(parameter: Any) -> str:
    """What an option or argument is; an option that can't be left out says so."""
    said = getattr(parameter, "help", "") or ""
    return f"Required. {said}" if parameter.param_type_name == "option" and parameter.required else said


def webhooks() -> str:
    """Every type of messages."""
    parts = [
        "# Webhooks",
        "What a shop can ask to be told of. See [how to receive webhooks](../how-to/receive-webhooks.md). Each message is a `POST` of "
        "a JSON document, signed by the [Standard Webhooks](https://www.standardwebhooks.com) specification:",
        '```json\n{"type": "segment.entered", "timestamp": "2026-03-01T12:00:00Z", "data": {}}\n```',
        "`timestamp` is when it became true here, and `data` what is shown with each type below. A customer's `external_id` is the shop's own id, null for "
        "a guest; `email` is trimmed and in small letters. Later versions may add members to `data`, and never take one away.",
    ]
    for type, one in app.announcements().items():
        example = json.dumps(one.example, indent=2, ensure_ascii=False)
        parts += [f"## {type}", one.description, f"```json\n{example}\n```"]
    parts += [
        "## webhook.test",
        'Sent when somebody asks for a test. `data` names the endpoint: `{"endpoint": {"id": "3"}}`.',
    ]
    return "\n\n".join(parts)


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
            "required" if name in required else _else(one),
            one.get("description", ""),
        )
        for name, one in schema["properties"].items()
        if name != "kind"
    )
    return table(("argument", "is", "", ""), rows)


def _else(argument: dict[str, Any]) -> str:
    """What an argument is that isn't said, where that is a word, a number or a list."""
    usual = argument.get("default")
    return "" if usual in (None, []) or isinstance(usual, dict) else f"else `{json.dumps(usual, ensure_ascii=False)}`"


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


def campaigns() -> str:
    """The whole document of a campaign: what isn't a kind of trigger or step."""
    example = json.dumps(DRAWN, indent=2, ensure_ascii=False)
    parts = [
        "# Campaigns as JSON",
        "What `POST /v1/campaigns` takes as `draft`, `PUT /v1/campaigns/{id}/draft` saves and `POST /v1/campaigns/check` reads: a trigger, the first node, the nodes "
        "with the branches that lead on, and settings. [Triggers and steps](kinds.md#triggers-of-campaigns) have a page of their own. A draft is kept with whatever is wrong "
        "with it; `reading.errors` of the answer names each fault with a JSON pointer into the draft, and it can't be published before it has none.",
        f"```json\n{example}\n```",
        "## The draft",
        _members(Draft),
        "### DrawnNode",
        _members(DrawnNode),
        "## Settings",
        "Everything can be left out.",
        _members(CampaignSettings),
    ]
    for model in (Entry, EndsOn, QuietHours):
        parts += [f"### {model.__name__}", _said(model), _members(model)]
    parts += [
        "### Duration",
        _said(Duration) + ' Ten years at most: `{"amount": 3, "unit": "days"}`.',
        "## Points that are counted",
        'Where a step gives or takes points, `points` is a whole number, or an object that says how many: `{"of": "order.grand_total", "times": "0.05"}`.',
        _members(Counted),
        "### Formulas",
        "`of` is a value, or a formula of values and numbers, which may hold formulas again: at most "
        f"{MOST_PARTS} parts, {MOST_DEPTH} deep. 5 % of the order without its shipping, 200 at most:",
        f"```json\n{json.dumps(COUNTED, indent=2)}\n```",
        table(("part", "is"), _PARTS_OF_FORMULAS),
        "What is reckoned with a missing value is missing, and so is what is divided by zero; `least` and `greatest` pass over what is missing. A missing result gives nothing.",
    ]
    return "\n\n".join(parts)


DRAWN = {
    "trigger": {"kind": "registered"},
    "first": "points",
    "nodes": [
        {"id": "points", "step": {"kind": "award_points", "points": 100}, "next": {"next": "mail"}},
        {
            "id": "mail",
            "step": {"kind": "mail", "template": "3", "sends_to": "opted_in", "list": "newsletter"},
            "next": {"next": "end"},
        },
        {"id": "end", "step": {"kind": "end"}},
    ],
    "settings": {
        "entry": {"again": "once_ever"},
        "ends_on": {"order": True, "events": ["account_closed"]},
        "quiet_hours": {"since": "21:00", "until": "09:00"},
        "too_late": {"amount": 2, "unit": "days"},
    },
}
COUNTED = {
    "kind": "award_points",
    "points": {
        "of": {"multiply": [{"subtract": ["order.grand_total", "order.shipping"]}, {"number": "0.05"}]},
        "rounding": "down",
        "at_most": 200,
    },
}
_PARTS_OF_FORMULAS = [
    *((f'`"{path}"`', "an amount of the order that let the customer enter, in the base currency") for path in OF_ORDER),
    (f'`"{EVENT}NAME"`', "a number of the event that let the customer enter"),
    (f'`"{BALANCE}"`', "the points that the customer can spend"),
    (
        '`"customer.attributes.NAME"`',
        "a number of the customer; any [expression](language.md) that is a number or money is taken",
    ),
    (f'`{{"{NUMBER}": "0.05"}}`', "a number, with at most 4 decimals"),
    *(
        (
            f'`{{"{how}": [A, B]}}`' if most > 1 else f'`{{"{how}": [A]}}`',
            f"of {least} to {most} parts" if most > 1 else "of one part",
        )
        for how, (least, most, _) in RECKONING.items()
    ),
]


PAGES: dict[str, Callable[[], str]] = {
    "vocabulary": vocabulary,
    "records": records,
    "settings": settings,
    "webhooks": webhooks,
    "kinds": chosen,
    "campaigns": campaigns,
    "commands": commands,
}


def draw(name: str) -> str:
    """A page as it should be in the repository."""
    return NOTE + "\n" + PAGES[name]().rstrip() + "\n"


def main() -> int:
    """Write every page."""
    for name in PAGES:
        (FOLDER / f"{name}.md").write_text(draw(name), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
