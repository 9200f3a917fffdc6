"""Routes of what can be asked and chosen: the vocabulary, values for forms, kinds, and conditions themselves."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from regulars import kinds
from regulars.core import money
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say, told
from regulars.facts.values import PRICE_PLACES
from regulars.http.asking import require
from regulars.http.house import House, InHouse
from regulars.http.languages import Speaking, now_answering
from regulars.http.names import by_number, called, names_of
from regulars.http.problems import FaultOut, responses
from regulars.http.scopes import Scope
from regulars.kinds.points import FIRST
from regulars.messaging.templates import kept
from regulars.points import ledgers, programme
from regulars.rules import check, operators, sentence
from regulars.rules import scope as scopes
from regulars.rules import vocabulary as words
from regulars.rules.fold import searchable
from regulars.rules.texts import Language, Texts

from .questions import values as ask


class NoSuchFormat(Invalid):
    """Values of what no field is."""

    code = "format.unknown"

    def __init__(self, format: str) -> None:
        said = say("no field has the format {format!r}; /v1/vocabulary tells each field's", format=format)
        super().__init__(said, [Fault("?format", "unknown", said)])


router = APIRouter(
    prefix="/v1",
    tags=["Shop"],
    dependencies=[Depends(require(Scope.SEGMENTS_READ))],
    responses=responses(401, 403),
)

OTHER_POINTS = "other_points_entry"
"""What is offered once a shop has more than one kind of points."""
GROUPS = {
    "customer": "Customer",
    "address": "Addresses",
    "order": "Orders",
    "order_line": "Products bought",
    "refund": "Refunds",
    "cart": "Carts",
    "cart_line": "Products in carts",
    "line": "Lines",
    "product": "Product",
    "wishlist_item": "Wishlist",
    "product_view": "Products viewed",
    "review": "Reviews",
    "subscription": "Subscriptions",
    "login": "Logins",
    "event": "Events",
    "points_entry": "Points entries",
    OTHER_POINTS: "Entries of another kind of points",
    "coupon": "Coupons",
    "message": "Messages",
    "segment_stay": "Segment stays",
}
"""The heading that fields of each subject are offered under, in this order."""

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks", "mo": "months", "y": "years"}


class FieldOut(BaseModel):
    """One value that can be asked for."""

    path: str
    type: words.Type
    label: str
    description: str
    source: str
    places: int | None
    choices: list[str]
    history: bool
    format: str | None
    operators: list[str]
    group: str
    subject_only: bool


class RowsOut(BaseModel):
    """What a customer, cart or order has many of."""

    name: str
    label: str
    plural: str
    time: str | None
    inside: str | None
    product: bool
    lines: bool


class UnitOut(BaseModel):
    """A unit of windows."""

    unit: str
    label: str


class VocabularyOut(BaseModel):
    """Everything that a condition may ask about."""

    fields: list[FieldOut]
    rows: list[RowsOut]
    operators: dict[words.Type, list[str]]
    units: list[UnitOut]
    currency: str
    currency_places: int
    time_zone: str


class ValueOut(BaseModel):
    """A value for an input, and how often it is found; categories say which they lie in."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    value: str
    label: str
    parent: str | None = None
    count: int | None = None
    price: str | None = None
    """Of a product, what a piece costs in the base currency, rounded to its decimals."""


class ValuesOut(BaseModel):
    """Values for an input."""

    data: list[ValueOut]


class ConditionIn(BaseModel):
    """A condition to check."""

    model_config = ConfigDict(
        use_attribute_docstrings=True,
        json_schema_extra={"examples": [{"condition": {"value": "customer.country", "op": "=", "to": "UA"}}]},
    )

    condition: Any
    subject: scopes.Subject = "customer"
    language: Language | None = None
    """The sentence's; without it that of `Accept-Language`, else the shop's."""


class CheckedOut(BaseModel):
    """Whether a condition can be saved: its sentence, or everything that is wrong with it."""

    valid: bool
    sentence: str | None
    errors: list[FaultOut] = Field(default=[])


@router.get("/vocabulary", operation_id="getVocabulary")
def get_vocabulary(house: InHouse) -> VocabularyOut:
    """What can be asked about, with the operators of each."""
    vocabulary = house.vocabulary()
    order = {subject: n for n, subject in enumerate(GROUPS)}
    fields = sorted(vocabulary.fields.values(), key=lambda field: order.get(field.subject, len(order)))
    with house.books.looking() as unit:
        hidden = {OTHER_POINTS} if len(programme.every(unit)) == 1 else set()
    return VocabularyOut(
        fields=[_field(field, vocabulary) for field in fields if field.subject not in hidden],
        rows=[
            RowsOut.model_validate(row, from_attributes=True)
            for row in vocabulary.rows.values()
            if row.name not in hidden
        ],
        operators={type: list(of) for type, of in operators.OPERATORS.items()},
        units=[UnitOut(unit=unit, label=label) for unit, label in UNITS.items()],
        currency=house.shop.currency,
        currency_places=house.shop.places,
        time_zone=house.shop.time_zone,
    )


@router.get("/kinds", operation_id="listKinds")
def list_kinds(house: InHouse) -> dict[str, list[dict[str, Any]]]:
    """Every kind that can be chosen, by family, with what its form is drawn from and an example as it is sent."""
    return kinds.exported({"currency": house.shop.currency, "places": house.shop.places})


@router.get("/values", operation_id="listValues", responses=responses(422))
def list_values(
    house: InHouse,
    format: Annotated[str, Query(description="The `format` of a field, such as country or category.")],
    search: Annotated[str | None, Query(max_length=200)] = None,
) -> ValuesOut:
    """Values that the shop has, for an input of that format; the whole tree of categories."""
    return ValuesOut(data=_values(house, format, search))


@router.post("/conditions/check", operation_id="checkCondition", tags=["Segments"])
def check_condition(asked: ConditionIn, house: InHouse, language: Speaking) -> CheckedOut:
    """Say what a condition means, or everything that is wrong with it; nothing is stored."""
    vocabulary, zone = house.vocabulary(), house.shop.calendar.zone
    scope = check.Scope(vocabulary, asked.subject, zone, names_of(house))
    try:
        condition = check.check(asked.condition, scope)
    except check.InvalidCondition as refusal:
        faults = [FaultOut(pointer=fault.pointer, code=fault.code, detail=fault.detail) for fault in refusal.errors]
        return CheckedOut(valid=False, sentence=None, errors=faults)
    texts = Texts(asked.language or language, zone)
    return CheckedOut(valid=True, sentence=sentence.sentence(condition, vocabulary, texts, name_of=called(house)))


def _field(field: words.Field, vocabulary: words.Vocabulary) -> FieldOut:
    return FieldOut(
        path=field.path,
        type=field.type,
        label=field.label,
        description=field.description,
        source=field.source,
        places=vocabulary.places_of(field) if field.type is words.Type.MONEY else field.places,
        choices=list(field.choices),
        history=field.history,
        format=field.format,
        operators=list(operators.OPERATORS[field.type]),
        group=GROUPS.get(field.subject, field.subject),
        subject_only=field.subject_only,
    )


def _values(house: House, format: str, search: str | None) -> list[ValueOut]:
    match format:
        case "segment":
            named = [ValueOut(value=id, label=name, count=size) for id, name, size in house.memberships.sizes()]
            return _matching(named, search)
        case "category":
            return _told(house.facts.ask(ask.categories()).to_pylist())
        case "points_kind":
            with house.books.looking() as unit:
                kinds = [one for one in programme.every(unit) if one.slug != FIRST]
            offered = [ValueOut(value=one.slug, label=one.plural) for one in kinds]
            return _matching(offered, search)
        case "legal_entity":
            with house.books.looking() as unit:
                owing = sorted(set(ledgers.names(unit).values()))
            return _matching([ValueOut(value=name, label=name) for name in owing], search)
        case "list":
            return _told(ask.lists(house.facts.ask, search))
        case "promotion":
            return _told(house.facts.ask(ask.promotions(search)).to_pylist())
        case "sku":
            rows = house.facts.ask(ask.products(search)).to_pylist()
            return _told([row | {"price": _price(house, row["price"])} for row in rows])
        case "sender":
            language = now_answering()
            senders = [ValueOut(value=one.whole, label=told(one.label, language)) for one in reversed(house.senders())]
            return _matching(senders, search)
        case "sender_number":
            numbered = [ValueOut(value=id, label=name) for id, name in by_number(house.senders()).items()]
            return _matching(numbered, search)
        case "template":
            with house.books.looking() as unit:
                templates = kept.listed(unit, search=search)
            return [ValueOut(value=str(one.id), label=one.name) for one in templates]
        case _:
            fields = [field for field in house.vocabulary().fields.values() if field.format == format]
            if not fields:
                raise NoSuchFormat(format)
            return _told(ask.values(house.facts.ask, fields, search))


def _matching(offered: list[ValueOut], search: str | None) -> list[ValueOut]:
    """Those in whose names the search lies, whatever its case and marks."""
    wanted = searchable(search or "")
    return [value for value in offered if wanted in searchable(value.label)]


def _price(house: House, price: int | None) -> str | None:
    places = house.shop.places
    return None if price is None else money.text(money.rounded(Fraction(price, 10**PRICE_PLACES) * 10**places), places)


def _told(rows: list[dict[str, Any]]) -> list[ValueOut]:
    return [ValueOut(**row) for row in rows]
