"""`regulars members` and `regulars explain`: who a condition holds for, and why for one customer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.core import money
from regulars.core.errors import Fault, Invalid
from regulars.core.wording import unparsed

from .desk import desk as asked_at
from .instants import instant_of

if TYPE_CHECKING:
    from regulars.rules.texts import Texts

Where = Annotated[str, typer.Option("--where", help="A condition as JSON, or @FILE with one.", metavar="JSON|@FILE")]
At = Annotated[
    str | None,
    typer.Option("--at", help="The instant to look at; now if left out. Without an offset it is local time."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("members")(members)
    app.command("explain")(explain)


def members(where: Where, at: At = None, as_json: AsJson = False) -> None:
    """Print the external ids of the customers a condition holds for, one a line; guests by their e-mail."""
    document = _document(where)
    with asked_at() as desk:
        found = desk.members(document, instant_of(at, desk.calendar))
    if as_json:
        typer.echo(json.dumps({"count": len(found), "members": found}, ensure_ascii=False))
        return
    for name in found:
        typer.echo(name)


def explain(
    customer: Annotated[
        str,
        typer.Argument(
            help="The customer's external id, the id that pages show, or the e-mail; external_id:7, id:7 and email:… say which."
        ),
    ],
    where: Where,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Print a condition as a tree with the values found for a customer, and when the answer changes next."""
    document = _document(where)
    with asked_at() as desk:
        found = desk.explain(desk.checked(document), desk.customer_id(customer), instant_of(at, desk.calendar))
        explanation, written = found.to_json(), _Written(desk.speaker.texts, desk.shop.places)
    if as_json:
        typer.echo(json.dumps(explanation, ensure_ascii=False))
        return
    _print(explanation, written, "")


def _document(where: str) -> Any:
    """The condition given on the command line, as JSON."""
    source = where[1:] if where.startswith("@") else "--where"
    try:
        return json.loads(Path(source).read_text(encoding="utf-8") if where.startswith("@") else where)
    except (ValueError, RecursionError) as error:
        detail = f"{source} {unparsed(error)}"
        raise Invalid(detail, [Fault("", "json", detail)]) from None


def _print(node: dict[str, Any], written: _Written, indent: str) -> None:
    """One node of an explanation and those below it."""
    mark = "✓" if node["held"] else "✗"
    typer.echo(f"{indent}{mark} {node['sentence']}{_found(node, written)}")
    for child in node["children"]:
        _print(child, written, indent + "  ")
    if not indent:
        typer.echo(f"next change: {node['next_change'] or 'none by time alone'}")


def _found(node: dict[str, Any], written: _Written) -> str:
    """The value found, how far it is from the threshold, and how many rows counted."""
    unit = node["unit"]
    if unit is None:
        return ""
    said = f" — {written.value(node['value'], unit)}"
    if node["distance"] is not None:
        said += f", {written.value(node['distance'], unit)} from it"
    if node["counted_total"] or node["not_counted_total"]:
        said += f" ({node['counted_total']:,} rows counted, {node['not_counted_total']:,} did not)"
    return said


@dataclass(frozen=True, slots=True)
class _Written:
    """Values as the sentences around them write theirs: "$2,415.56"."""

    texts: Texts
    currency_places: int

    def value(self, value: Any, unit: str) -> str:
        match value:
            case None:
                return "no value"
            case {"amount": str(amount), "currency": str(currency)}:
                places = len(amount.partition(".")[2])
                minor = money.parse(amount, places)
                return self.texts.amount(minor, places=places, currency=currency, currency_places=self.currency_places)
            case list():
                return ", ".join(self.value(item, unit) for item in value)
            case bool():
                return "yes" if value else "no"
            case str() if unit == "number":
                return self.texts.number(Decimal(value))
        return str(value)
