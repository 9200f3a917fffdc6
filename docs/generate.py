"""The part of the reference that is drawn from the code: `make reference` writes it, a test holds it to the code.

Each page is a function from nothing to Markdown. What is written here are
headings and an opening sentence; all else are the declarations' own words.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer
from campaign_page import campaigns
from choices import chosen
from pydantic import BaseModel
from pydantic_core import PydanticUndefined
from tables import members, said, table

from regulars import app, cli
from regulars.cli.serve import Processes
from regulars.facts.fields import FIELDS, ROWS
from regulars.journal.records import TYPES
from regulars.rules.operators import OPERATORS
from regulars.rules.vocabulary import Field
from regulars.settings import PREFIX, Settings

FOLDER = Path(__file__).parent / "reference"
NOTE = "<!-- Written by `make reference` from the code; change it there. -->\n"
PROCESSES = Processes(web=app.run_web, worker=app.run_worker)
SUBJECTS = (("customer", "Customer"), ("product", "Product"), ("cart", "Cart"))


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
        parts += [f"## {name}", said(model), members(model)]
        nested |= {part.__name__: part for part in _nested(model)}
    parts.append("## Parts of records")
    for name, model in nested.items():
        parts += [f"### {name}", said(model), members(model)]
    return "\n\n".join(parts)


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
