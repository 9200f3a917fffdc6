"""Formats: the types of arguments, and with each the one input that the UI has for it.

An argument's `format` in the schema names its input. Plain types have one by
themselves; `formatted` gives a type another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, PlainSerializer, ValidationInfo, WithJsonSchema
from pydantic_core.core_schema import SerializationInfo

from regulars.core import currencies, money
from regulars.core.forms import misfit
from regulars.core.sentences import Said, either, say, template, word

MOST_POINTS = 10**12
"""As many as one rule gives for one order: sums of millions of such still are numbers that a database holds."""

FORMATS: Mapping[str, str] = {
    "text": "a text",
    "integer": "a whole number",
    "boolean": "yes or no",
    "choice": "one of the values listed",
    "points": "a number of points",
    "points_kind": "a kind of points, by its id",
    "points_or_counted": "a number of points, or what they are counted by: of what, times what, how it is rounded",
    "money": "an amount in the base currency",
    "amounts": "an amount in the base currency, and where wanted in others",
    "percent": "a percentage, with at most two decimals",
    "factor": "how many times as much, with at most two decimals",
    "sku_points": "a number of points for each of some SKUs",
    "lifetime": "how long something lasts, in days or months",
    "coupon_lifetime": "how long a coupon lasts, in days or months",
    "condition": "a condition of the language",
    "selection": "some products, by SKU and by category",
    "parts": "sets of products, so many pieces of each",
    "amount_tiers": "what is taken off from which amount on",
    "piece_tiers": "what is taken off from how many pieces on",
    "texts": "some texts",
    "duration": "how long, in minutes, hours, days, weeks or months",
    "local_time": "a time of the local day, such as 09:00",
    "weekdays": "days of the week, Monday is 1 and Sunday 7",
    "date": "a day, such as 2026-03-01",
    "recurrence": "a recurrence rule of RFC 5545",
    "date_field": "a field of customers that is a date",
    "attribute": "an attribute of customers",
    "attribute_value": "what an attribute of customers can hold: a text, a number, yes or no, a day, a list",
    "segment": "a segment, by its id",
    "group": "a customer group",
    "tags": "some tags",
    "promotion": "a promotion, by its id",
    "template": "a mail template, by its id",
    "campaign": "a campaign, by its id",
    "legal_entity": "a legal entity that owes points",
    "order_statuses": "some statuses of orders",
    "fitting_branches": "branches, each with a name and a condition",
    "share_branches": "branches, each with a name and a percentage",
}
"""Every format, and what it is of."""


def formatted(format: str) -> Any:
    """Metadata that gives an argument its input: `Annotated[str, formatted("segment")]`."""
    assert format in FORMATS, format
    return Field(json_schema_extra={"format": format})


_LONGEST = 100
"""Longer texts are no amounts that can be kept; Python reads none of thousands of digits."""


def _from_money(value: object, info: ValidationInfo) -> object:
    """Money of the API as minor units of the currency in the context; what is kept is in minor units already."""
    context = info.context or {}
    if not isinstance(value, Mapping) and "currency" not in context:
        return value
    if not isinstance(value, Mapping) or "currency" not in context or value.keys() != {"amount", "currency"}:
        raise misfit("money", _money_is(context.get("currency", "EUR")))
    if value["currency"] != context["currency"]:
        raise misfit("currency", say("amounts here are in {currency}", currency=context["currency"]))
    return _read(str(value["amount"]), context["places"], context["currency"])


def _money_is(currency: str) -> str:
    return say('an amount is {{"amount": "12.34", "currency": "{currency}"}}', currency=currency)


def _read(text: str, places: int, currency: str) -> int:
    try:
        amount = money.parse(text, places) if len(text) <= _LONGEST else money.MOST_UNITS + 1
    except money.BadAmount as bad:
        raise misfit("money", bad.args[0]) from None
    if amount > money.MOST_UNITS:
        most = money.spelt(money.MOST_UNITS, places, currency)
        raise misfit("too_much", say("this may be at most {most}", most=most))
    return amount


def _to_money(amount: int, info: SerializationInfo) -> object:
    """Minor units as money of the API when the context names a currency."""
    context = info.context or {}
    if "currency" not in context:
        return amount
    return {"amount": money.text(amount, context["places"]), "currency": context["currency"]}


def _from_amounts(value: object, info: ValidationInfo) -> object:
    """Money of the API, one or a list of different currencies, as minor units by currency; kept ones as they are."""
    context = info.context or {}
    if "currency" not in context:
        return value
    told: dict[str, int] = {}
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, Mapping) or one.keys() != {"amount", "currency"}:
            raise misfit("money", _money_is(context["currency"]))
        currency = str(one["currency"])
        if currency not in currencies.PLACES:
            raise misfit("currency", say("there is no currency {currency}", currency=currency[:10]))
        if currency in told:
            raise misfit("currency", say("there are two amounts in {currency}", currency=currency))
        told[currency] = _read(str(one["amount"]), currencies.places_of(currency), currency)
        if told[currency] <= 0:
            raise misfit("money", say("give an amount above zero"))
    if context["currency"] not in told:
        raise misfit("currency", say("say the amount in {currency} too", currency=context["currency"]))
    return told


def _to_amounts(amounts: dict[str, int], info: SerializationInfo) -> object:
    """Money of the API when the context names a currency, the base currency's first."""
    context = info.context or {}
    if "currency" not in context:
        return amounts
    base = context["currency"]
    ordered = sorted(amounts, key=lambda currency: (currency != base, currency))
    told = [{"amount": money.text(amounts[c], currencies.places_of(c)), "currency": c} for c in ordered]
    return told[0] if len(told) == 1 else told


Points = Annotated[int, Field(strict=True, ge=0, le=MOST_POINTS, json_schema_extra={"format": "points"})]
"""A number of points."""


def _exact(most: int, format: str) -> Any:
    """An exact number above zero with two decimals, in JSON a text such as "2.5"."""
    schema = {"type": "string", "format": format, "pattern": r"^[0-9]+(\.[0-9]{1,2})?$", "maximum": most}
    return Annotated[
        Decimal,
        Field(gt=0, le=most, decimal_places=2, allow_inf_nan=False),
        PlainSerializer(lambda number: f"{number.normalize():f}", return_type=str),
        WithJsonSchema(schema),
    ]


Percent = _exact(1_000, "percent")
"""A percentage: "2.5" is 2.5 %."""

Part = _exact(100, "percent")
"""A percentage of something: no more than all of it."""

Factor = _exact(100, "factor")
"""How many times as much."""

MoneyMinor = Annotated[
    int,
    Field(strict=True, ge=0, le=money.MOST_UNITS),
    BeforeValidator(_from_money),
    PlainSerializer(_to_money),
    WithJsonSchema(
        {
            "type": "object",
            "format": "money",
            "properties": {"amount": {"type": "string"}, "currency": {"type": "string"}},
            "required": ["amount", "currency"],
            "additionalProperties": False,
        }
    ),
]
"""An amount in minor units of the base currency; in the API money, when the context names the currency."""


_MONEY = {
    "type": "object",
    "properties": {"amount": {"type": "string"}, "currency": {"type": "string"}},
    "required": ["amount", "currency"],
    "additionalProperties": False,
}

Amounts = Annotated[
    dict[str, Annotated[int, Field(strict=True, gt=0)]],
    Field(min_length=1),
    BeforeValidator(_from_amounts),
    PlainSerializer(_to_amounts),
    WithJsonSchema({"anyOf": [_MONEY, {"type": "array", "items": _MONEY, "minItems": 1}], "format": "amounts"}),
]
"""An amount above zero by currency, the base currency's among them, in minor units of each; in the API money, or a list
of it."""


def format_of(model: type[BaseModel], argument: str) -> str:
    """The format of an argument: the one it was given, else that of its type."""
    schema = model.model_json_schema()
    return format_in(schema["properties"][argument], schema.get("$defs", {}))


def format_in(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """The format of a JSON schema that pydantic wrote; of an optional one that of what it may be."""
    if "format" in schema:
        return str(schema["format"])
    if "$ref" in schema:
        return format_in(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    if "anyOf" in schema:
        return format_in(next(one for one in schema["anyOf"] if one.get("type") != "null"), definitions)
    if "enum" in schema or "const" in schema:
        return "choice"
    return {"string": "text"}.get(schema.get("type", ""), str(schema.get("type", "")))


SPANS = {
    "minutes": template("{n:minute|minutes}"),
    "hours": template("{n:hour|hours}"),
    "days": template("{n:day|days}"),
    "weeks": template("{n:week|weeks}"),
    "months": template("{n:month|months}"),
    "quarters": template("{n:quarter|quarters}"),
    "years": template("{n:year|years}"),
}


def span(amount: int, unit: str) -> Said:
    """So many minutes, days or months."""
    return say(SPANS[unit], n=amount)


Writer = Callable[[str, Any], str]
"""Writes an argument of a format as it stands in a sentence."""


def writers(*, currency: str, places: int) -> Writer:
    """How an argument of a format is written in a sentence; one that isn't given is nothing."""

    def write(format: str, value: Any) -> str:
        match format, value:
            case _, None:
                return ""
            case "money", amount:
                return money.spelt(amount, places, currency)
            case "amounts", amounts:
                ordered = sorted(amounts, key=lambda one: (one != currency, one))
                symbols = currencies.symbols_of(ordered)
                return either(
                    [money.spelt(amounts[one], currencies.places_of(one), one, symbol=symbols[one]) for one in ordered]
                )
            case (("points" | "integer" | "points_or_counted"), int(number)):
                return say("{number:,}", number=number)
            case (("percent" | "factor"), number):
                return f"{number.normalize():f}{'%' if format == 'percent' else ''}"
            case "sku_points", points:
                return ", ".join(f"{many:,} for {sku}" for sku, many in points.items())
            case (("parts" | "amount_tiers" | "piece_tiers"), parts):
                return (" and " if format == "parts" else ", ").join(part.said(write) for part in parts)
            case (("selection" | "duration"), described):
                told: str = described.said(write)
                return told
            case "lifetime" | "coupon_lifetime", lifetime:
                return span(lifetime.amount, lifetime.unit)
            case "local_time", at:
                return f"{at:%H:%M}"
            case "attribute_value", bool():
                return say("yes") if value else say("no")
            case "attribute_value", tuple():
                return ", ".join(value)
            case (("tags" | "texts"), names):
                return ", ".join(names)
            case "order_statuses", statuses:
                return either([word(status) for status in statuses])
            case "condition", _:
                return say("a condition holds")
            case "fitting_branches", branches:
                return say("{names}", names=[one.name for one in branches])
            case "share_branches", shares:
                return say(
                    "{names}",
                    names=[say("{name} {percent:n} %", name=one.name, percent=f"{one.percent:f}") for one in shares],
                )
            case "points_or_counted", counted:
                by: str = counted.said(write)
                return by
        return str(value)

    return write
