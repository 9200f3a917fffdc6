"""The values that records are made of: amounts, quantities, instants, ids and texts.

Each is checked where it stands and described in the schema with its unit. They
are kept as text in the form they came in, because a decimal that was once a
float is no longer what the shop meant.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, NotRequired, Required

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    JsonValue,
    Strict,
    StringConstraints,
    ValidationInfo,
    with_config,
)
from pydantic_core import core_schema
from typing_extensions import TypedDict

from regulars.core.forms import misfit
from regulars.core.sentences import say
from regulars.rules.calendar import Calendar

FIRST_YEAR = 1900
LAST_YEAR = 2299
ID_LENGTH = 255
TEXT_LENGTH = 10_000
LEAST_WHOLE = -(2**63)
MOST_WHOLE = 2**64 - 1
AMOUNT_DIGITS = 13
AMOUNT_PLACES = 4


def _decimal(*, places: int, digits: int, code: str, unit: str, advice: str, description: str) -> Any:
    """Decimal text that isn't negative, or a whole JSON number, which becomes such text; a JSON float is refused."""
    pattern = rf"^[0-9]{{1,{digits}}}(\.[0-9]{{1,{places}}}0*)?$"
    text = core_schema.str_schema(strict=True, pattern=pattern)
    whole = core_schema.chain_schema(
        [
            core_schema.int_schema(strict=True, ge=0, lt=10**digits),
            core_schema.str_schema(coerce_numbers_to_str=True),
        ]
    )
    schema = core_schema.custom_error_schema(
        core_schema.union_schema([text, whole], mode="left_to_right"),
        custom_error_type=code,
        custom_error_message="{advice}",
        custom_error_context={"advice": advice, "most": f"{'9' * digits}.{'9' * places}", "places": places},
    )
    return GetPydanticSchema(
        lambda _source, _handler: schema,
        lambda _schema, _handler: {
            "anyOf": [{"type": "string", "pattern": pattern}, {"type": "integer", "minimum": 0}],
            "format": code,
            "description": description,
            "x-unit": unit,
        },
    )


Amount = Annotated[
    str,
    _decimal(
        places=AMOUNT_PLACES,
        digits=AMOUNT_DIGITS,
        code="amount",
        unit="major units of the record's currency",
        advice=say(
            'an amount is decimal text such as "12.34" or a whole number, not negative; JSON floats lose cents: quote it'
        ),
        description="Money in major units of the record's currency, with no more decimals than the currency has.",
    ),
]
Price = Annotated[
    str,
    _decimal(
        places=AMOUNT_PLACES,
        digits=AMOUNT_DIGITS,
        code="price",
        unit="major units of the record's currency, for one piece",
        advice=say('a price is decimal text such as "1.2345" or a whole number, not negative, with at most 4 decimals'),
        description="Money for one piece, in major units of the record's currency, with at most 4 decimals.",
    ),
]
Quantity = Annotated[
    str,
    _decimal(
        places=4,
        digits=14,
        code="quantity",
        unit="pieces",
        advice=say('a quantity is decimal text such as "1.5" or a whole number, not negative, with at most 4 decimals'),
        description="Pieces, with at most 4 decimals.",
    ),
]
Weight = Annotated[
    str,
    _decimal(
        places=4,
        digits=14,
        code="weight",
        unit="units",
        advice=say('a weight is decimal text such as "1.5" or a whole number, not negative, with at most 4 decimals'),
        description="A weight in the shop's unit, with at most 4 decimals.",
    ),
]
Stars = Annotated[
    str,
    _decimal(
        places=4,
        digits=4,
        code="stars",
        unit="stars",
        advice=say('stars are decimal text such as "4.5" or a whole number, not negative, with at most 4 decimals'),
        description="Stars given, with at most 4 decimals.",
    ),
]
Rate = Annotated[
    str,
    _decimal(
        places=9,
        digits=9,
        code="rate",
        unit="units of the base currency for one unit of the record's currency",
        advice=say('a rate is decimal text such as "1.0825", above zero, with at most 9 decimals'),
        description="Units of the base currency for one unit of the record's currency, with at most 9 decimals.",
    ),
]


def _id(*, shortest: int, advice: str, description: str) -> Any:
    """Text as it stands, or a whole JSON number, which becomes its digits."""
    text = core_schema.str_schema(strict=True, min_length=shortest, max_length=ID_LENGTH)
    whole = core_schema.chain_schema(
        [core_schema.int_schema(strict=True), core_schema.str_schema(coerce_numbers_to_str=True)]
    )
    schema = core_schema.custom_error_schema(
        core_schema.union_schema([text, whole], mode="left_to_right"),
        custom_error_type="id",
        custom_error_message="{advice}",
        custom_error_context={"advice": advice},
    )
    return GetPydanticSchema(
        lambda _source, _handler: schema,
        lambda _schema, _handler: {
            "anyOf": [{"type": "string", "minLength": shortest, "maxLength": ID_LENGTH}, {"type": "integer"}],
            "description": description,
        },
    )


def _code(*, pattern: str, code: str, advice: str, description: str) -> Any:
    """Text of a few letters that stands for something."""
    schema = core_schema.custom_error_schema(
        core_schema.str_schema(strict=True, pattern=pattern, strip_whitespace=True),
        custom_error_type=code,
        custom_error_message="{advice}",
        custom_error_context={"advice": advice},
    )
    return GetPydanticSchema(
        lambda _source, _handler: schema,
        lambda _schema, _handler: {"type": "string", "pattern": pattern, "description": description},
    )


class DictOf:
    """Marks dicts that are what a model says: checked the same, at half the cost of objects.

    For parts that come by the dozen. What was not given is not in the dict.
    """

    def __init__(self, model: type[BaseModel]) -> None:
        fields: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            said: Any = (info.annotation, *info.metadata, Field(description=info.description))
            kind: Any = Annotated.__class_getitem__(said)  # type: ignore[attr-defined]
            fields[name] = Required[kind] if info.is_required() else NotRequired[kind]
        make: Any = TypedDict  # made of what the model says, which type checkers can't follow
        self._dict = make(model.__name__, fields)
        self._dict.__doc__ = model.__doc__
        with_config(ConfigDict(extra=model.model_config.get("extra")))(self._dict)

    def __get_pydantic_core_schema__(self, _source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return handler.generate_schema(self._dict)


def _in_utc(value: datetime, info: ValidationInfo) -> datetime:
    """The instant in UTC; one without an offset is the shop's local time."""
    if FIRST_YEAR <= value.year <= LAST_YEAR:
        if value.tzinfo is None:
            assert isinstance(info.context, Calendar)
            instant = info.context.to_utc(value)
        else:
            instant = value.astimezone(UTC)
        if FIRST_YEAR <= instant.year <= LAST_YEAR:
            return instant
    raise misfit("instant_range", say("instants lie in the years 1900 to 2299, in UTC too"))


def _in_range(value: date) -> date:
    if not FIRST_YEAR - 100 <= value.year <= LAST_YEAR:
        raise misfit("date_range", say("dates lie in the years 1800 to 2299"))
    return value


def _sorted(value: Any) -> Any:
    """The same JSON with its keys in order, so that equal documents are equal bytes.

    A longer whole number than 64 bits hold is refused: not every reader of JSON has such.
    """
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    if isinstance(value, int) and not LEAST_WHOLE <= value <= MOST_WHOLE:
        raise misfit("number_range", say("a whole number has at most 18 digits; write a longer one as text"))
    return value


Instant = Annotated[
    datetime,
    Strict(),
    AfterValidator(_in_utc),
    Field(description="RFC 3339 instant with microseconds; without an offset it is the shop's local time."),
]
Day = Annotated[date, Strict(), AfterValidator(_in_range), Field(description="Date, YYYY-MM-DD.")]
Id = Annotated[
    str,
    _id(
        shortest=1,
        advice=say("an id is text of 1 to 255 characters or a whole number"),
        description="The shop's own id: exact text, 1 to 255 characters.",
    ),
]
Reference = Annotated[
    str,
    _id(
        shortest=0,
        advice=say("an id is text of at most 255 characters or a whole number"),
        description="The shop's own id of something else; that may arrive later.",
    ),
]
Words = Annotated[str, StringConstraints(max_length=TEXT_LENGTH)]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=320),
    Field(description="E-mail address; kept without white space around it, compared without regard to case."),
]
Trimmed = Annotated[str, StringConstraints(strip_whitespace=True, max_length=TEXT_LENGTH)]
"""Words that are dialled or looked up, where white space around them means nothing."""
Country = Annotated[
    str,
    _code(
        pattern=r"^([A-Za-z]{2})?$",
        code="country",
        advice=say("a country is its two-letter code of ISO 3166, such as PL"),
        description="Two-letter country code (ISO 3166).",
    ),
]
CurrencyCode = Annotated[
    str,
    _code(
        pattern=r"^[A-Z]{3}$",
        code="currency",
        advice=say("a currency is its three-letter code of ISO 4217, such as PLN"),
        description="Currency, ISO 4217.",
    ),
]
Free = Annotated[
    dict[Annotated[str, StringConstraints(min_length=1, max_length=100)], JsonValue],
    AfterValidator(_sorted),
    Field(description="Values by name: text, numbers, booleans, lists of text."),
]
