"""Conditions over the whole vocabulary, with thresholds that occur in the shop.

A writer knows what can be read where (as the language defines it, not as the
checker does), and looks up with the reference which values an expression takes,
so that most thresholds lie exactly on a value or just beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from regulars.rules.vocabulary import Field, Rows, Type, Vocabulary

from .luck import Luck
from .reference import Asker, Clock, value_of

JSON = Any
ORDERED = ("=", "!=", "<", "<=", ">", ">=", "between", "in", "not_in", "exists", "missing")
TEXTUAL = ("contains", "not_contains", "starts_with", "ends_with", "matches")
OPERATORS: dict[Type, tuple[str, ...]] = {
    Type.TEXT: (*ORDERED, *TEXTUAL),
    Type.NUMBER: ORDERED,
    Type.MONEY: ORDERED,
    Type.DATE: ORDERED,
    Type.INSTANT: ORDERED,
    Type.BOOLEAN: ("=", "!=", "in", "not_in", "exists", "missing"),
    Type.SET: ("has_any", "has_all", "has_none", "exists", "missing"),
}
LISTS = {"in", "not_in", "has_any", "has_all", "has_none"}
UNARY = {"exists", "missing"}
TO_EXPRESSION = {"=", "!=", "<", "<=", ">", ">=", "contains", "not_contains", "starts_with", "ends_with"} | LISTS - {
    "in",
    "not_in",
}
PARTS: dict[Type, tuple[str, ...]] = {
    Type.DATE: ("days_since", "days_until", "days_until_anniversary", "age", "month", "weekday"),
    Type.INSTANT: ("days_since", "days_until", "days_until_anniversary", "age", "month", "weekday", "hour", "date"),
}
COMPARED = (Type.TEXT, Type.NUMBER, Type.MONEY, Type.DATE, Type.INSTANT)
FUNCTIONS: dict[str, tuple[Type, ...]] = {
    "count": tuple(Type),
    "sum": (Type.NUMBER, Type.MONEY),
    "avg": (Type.NUMBER, Type.MONEY),
    "min": COMPARED,
    "max": COMPARED,
    "first": tuple(Type),
    "last": tuple(Type),
    "distinct": (*COMPARED, Type.BOOLEAN),
}
SPANS = ("30d", "1d", "7d", "1mo", "1y", "3mo", "1h", "60m", "2w", "365d", "90d")
PATTERNS = (
    "^u",
    "A",
    "a.b",
    "ß",
    "STRASSE",
    r"\d",
    "(s|ß)t",
    "line.break",
    "(?s)line.break",
    "é$",
    "[^a-z]",
    "i",
    "İ",
    "日",
    r"\bx\b",
)
SUBJECTS: dict[str, tuple[str, ...]] = {
    "customer": (),
    "cart": ("cart",),
    "order": ("order",),
    "line": ("line", "product", "order", "cart"),
    "event": ("event",),
}
"""Each subject, and what can be read on it beside the customer."""

NAMES: dict[str, tuple[str, ...]] = {
    "text": ("UA", "ua", "straße", "STRASSE", "x", "nowhere", "İSTANBUL", "%", "_", "ab"),
    "set": ("UA", "vip", "12", "Äpfel", "news", "ß", "nowhere"),
}


@dataclass(frozen=True)
class Place:
    """Where an expression stands: what it can read and aggregate, and some of the subjects or rows it is read on.

    `inner` in a `where`.
    """

    fields: tuple[Field, ...]
    rows: tuple[Rows, ...]
    askers: tuple[Asker, ...]
    inner: bool = False


class Writer:
    """Writes conditions for one kind of subject."""

    def __init__(self, luck: Luck, vocabulary: Vocabulary, subject: str, askers: Sequence[Asker], clock: Clock) -> None:
        self.luck = luck
        self.vocabulary = vocabulary
        self.clock = clock
        subjects = ("customer", *SUBJECTS[subject])
        fields = tuple(field for one in subjects for field in vocabulary.subjects[one])
        lines = subject in {"cart", "order", "line"}
        rows = tuple(one for one in vocabulary.rows.values() if one.name != "line" or lines)
        self.root = Place(fields, rows, tuple(askers))

    # Places

    def on(self, place: Place, rows: Rows) -> Place:
        """The place of a `where` over these rows."""
        subjects = [
            "customer",
            rows.name,
            *([rows.inside] if rows.inside else []),
            *(["product"] if rows.product else []),
        ]
        fields = [field for one in subjects for field in self.vocabulary.subjects.get(one, ())]
        fields = [field for field in fields if not field.subject_only]
        askers = [asker.on(row) for asker in place.askers for row in asker.rows.get(rows.name, ())]
        lines = (self.vocabulary.rows["line"],) if rows.lines else ()
        return Place(tuple(fields), lines, tuple(askers[:40]), inner=True)

    # Conditions

    def condition(self, place: Place | None = None, depth: int = 3) -> JSON:
        """A test, or a group of some."""
        place = place or self.root
        if depth and self.luck.once_in(3):
            children = [self.condition(place, depth - 1) for _ in range(self.luck.below(4))]
            return {self.luck.pick(("all", "any", "none")): children}
        return self.test(place)

    def test(self, place: Place) -> JSON:
        expression = self.expression(place)
        kind = self.type_of(expression)
        operators = OPERATORS[kind]
        if kind is Type.TEXT and isinstance(expression, dict):
            operators = tuple(
                one for one in operators if one != "matches"
            )  # as which of equal texts it is read, isn't said
        return self.with_operator(place, expression, self.luck.pick(operators))

    def with_operator(self, place: Place, expression: JSON, operator: str) -> JSON:
        """A test of an expression with an operator, and something to compare to."""
        test = {"value": expression, "op": operator}
        if operator in UNARY:
            return test
        if operator in TO_EXPRESSION and self.luck.once_in(5):
            other = self.like(place, expression)
            if other is not None:
                return test | {"to": {"value": other}}
        return test | {"to": self.threshold(place, expression, operator)}

    def like(self, place: Place, expression: JSON) -> JSON | None:
        """Another expression of the same type."""
        kind = self.type_of(expression)
        for _ in range(6):
            other = self.expression(place)
            if self.type_of(other) is kind:
                return other
        return None

    # Expressions

    def expression(self, place: Place) -> JSON:
        match self.luck.below(8):
            case 0 | 1 | 2 | 3 if place.rows:
                return self.aggregate(place, self.luck.pick(place.rows))
            case 4 | 5:
                return self.part(place)
            case 6:
                held = [field for field in place.fields if field.history]
                return {"held": self.luck.pick(held).path} if held else "now"
            case 7 if self.luck.once_in(4):
                return "now"
        return self.luck.pick(place.fields).path

    def part(self, place: Place) -> JSON:
        """A date part of a date or an instant."""
        timed = [field.path for field in place.fields if field.type in PARTS]
        of: JSON = self.luck.pick(("now", *timed))
        if place.rows and self.luck.once_in(3):
            rows = self.luck.pick(place.rows)
            timed = [field.path for field in self.own(rows) if field.type in PARTS]
            if timed:
                of = {self.luck.pick(("last", "first", "max", "min")): self.luck.pick(timed)} | self.narrowing(
                    place, rows
                )
        part = self.luck.pick(PARTS[self.type_of(of)])
        if part == "date" and self.luck.once_in(2):
            return {self.luck.pick(PARTS[Type.DATE]): {"date": of}}
        return {part: of}

    def aggregate(self, place: Place, rows: Rows) -> JSON:
        """An aggregate of some rows."""
        function = self.luck.pick(tuple(FUNCTIONS))
        fields = [field for field in self.own(rows) if field.type in FUNCTIONS[function]]
        if function == "count" and not self.luck.once_in(3):
            return {"count": rows.name} | self.narrowing(place, rows)
        if not fields:
            return {"count": rows.name} | self.narrowing(place, rows)
        return {function: self.luck.pick(fields).path} | self.narrowing(place, rows)

    def own(self, rows: Rows) -> list[Field]:
        """The rows' own fields."""
        fields = self.vocabulary.subjects.get(rows.name, ())
        return [field for field in fields if not field.subject_only]

    def narrowing(self, place: Place, rows: Rows) -> JSON:
        """A `where`, a `within`, both or neither."""
        found: dict[str, Any] = {}
        if self.luck.once_in(2):
            found["where"] = self.condition(self.on(place, rows), 1)
        if rows.time and self.luck.once_in(2):
            found["within"] = self.window(place, rows)
        return found

    def window(self, place: Place, rows: Rows) -> JSON:
        if not self.luck.once_in(3):
            span = self.luck.pick(SPANS)
            return {"last": span} | ({"aligned": "day"} if span[-1] not in "mh" and self.luck.once_in(2) else {})
        times = [row.time for asker in place.askers for row in asker.rows.get(rows.name, ()) if row.time]
        found = {}
        for name in self.luck.pick((("from",), ("until",), ("from", "until"))):
            at = self.luck.pick(times or [asker.now for asker in self.root.askers])
            value = at if self.luck.once_in(2) else self.clock.local_date(at)
            found[name] = self.written(
                self.beside(value), Type.INSTANT if isinstance(value, datetime) else Type.DATE, 0
            )
        return found

    def type_of(self, expression: JSON) -> Type:
        """The type of an expression, by the vocabulary."""
        if expression == "now":
            return Type.INSTANT
        if isinstance(expression, str):
            return self.vocabulary.fields[expression].type
        function, of = next(iter(expression.items()))
        if function in {"sum", "avg", "min", "max", "first", "last"}:
            return self.vocabulary.fields[of].type
        return Type.DATE if function == "date" else Type.NUMBER

    def places_of(self, expression: JSON) -> int:
        """The decimals that a threshold for this expression may have."""
        while isinstance(expression, dict):
            expression = next(iter(expression.values()))
        field = self.vocabulary.fields.get(expression)
        return self.vocabulary.places_of(field) if field is not None and field.type is Type.MONEY else 4

    # Thresholds

    def threshold(self, place: Place, expression: JSON, operator: str) -> JSON:
        """A literal, or a list of them, on or beside values that occur."""
        kind, places = self.type_of(expression), self.places_of(expression)
        if operator == "matches":
            return self.luck.pick(PATTERNS)
        occurring = self.occurring(place, expression)
        if kind is Type.SET:
            members = [member for value in occurring for member in sorted(value)]
            return [self.cased(self.luck.pick((*members, *NAMES["set"]))) for _ in range(1 + self.luck.below(2))]
        count = {"between": 2}.get(operator, 1 + self.luck.below(3) if operator in LISTS else 1)
        found = [self.written(self.near(kind, occurring, expression, operator), kind, places) for _ in range(count)]
        return found if operator in LISTS or operator == "between" else found[0]

    def occurring(self, place: Place, expression: JSON) -> list[Any]:
        """The values the expression takes on the subjects or rows at hand."""
        values = [value_of(expression, asker) for asker in place.askers[:12]]
        return list(dict.fromkeys(value for value in values if value is not None))

    def near(self, kind: Type, occurring: list[Any], expression: JSON, operator: str) -> Any:
        """One of the values, or one beside it; something plausible when there are none."""
        if kind is Type.TEXT:
            return self.some_text(occurring, expression, operator)
        if kind is Type.BOOLEAN:
            return self.luck.pick((True, False))
        plausible: dict[Type, tuple[Any, ...]] = {
            Type.NUMBER: (Fraction(0), Fraction(1), Fraction(30)),
            Type.MONEY: (Fraction(0), Fraction(10), Fraction(2000)),
            Type.DATE: (date(2026, 3, 1), date(2004, 2, 29)),
            Type.INSTANT: tuple(asker.now for asker in self.root.askers[:3]),
        }
        return self.beside(self.luck.pick(occurring or plausible[kind]))

    def beside(self, value: Any) -> Any:
        """The value itself more often than not, or the next one up or down."""
        steps: tuple[Any, ...] = (0, 0, 0, Fraction(1, 100), -Fraction(1, 100), 1, -1)
        if isinstance(value, datetime):
            steps = tuple(timedelta(microseconds=n) for n in (0, 0, 1, -1))
        elif isinstance(value, date):
            steps = tuple(timedelta(days=n) for n in (0, 0, 1, -1))
        return value + self.luck.pick(steps)

    def some_text(self, occurring: list[str], expression: JSON, operator: str) -> str:
        """A text that occurs, or for parts of texts a part of one, in these letters or others."""
        field = self.vocabulary.fields.get(
            next(iter(expression.values())) if isinstance(expression, dict) else expression
        )
        whole = operator in {"=", "!=", "<", "<=", ">", ">=", "between", "in", "not_in"}
        if field is not None and field.choices and whole:
            return self.cased(self.luck.pick(field.choices))
        text = self.luck.pick((*occurring, *occurring, *NAMES["text"]))
        if operator in {"contains", "not_contains", "starts_with", "ends_with"} and len(text) > 1:
            start, length = self.luck.below(len(text)), 1 + self.luck.below(3)
            text = text[start : start + length]
        return self.cased(text)

    def cased(self, text: str) -> str:
        return self.luck.pick((text, text, text.upper(), text.lower()))

    def written(self, value: Any, kind: Type, places: int) -> JSON:
        """A value as a literal of JSON, in one of the forms it may have."""
        if kind in {Type.NUMBER, Type.MONEY}:
            units = value.numerator * 10**places // value.denominator
            whole, rest = divmod(abs(units), 10**places)
            if not rest and self.luck.once_in(2):
                return whole if units >= 0 else -whole
            fraction = f".{rest:0{places}}" if places else ""
            return f"{'-' if units < 0 else ''}{whole}{fraction}"
        if isinstance(value, datetime):
            local = self.clock.local(value)
            forms = [value.isoformat().replace("+00:00", "Z"), value.astimezone(self.clock.zone).isoformat()]
            if self.clock.to_utc(local) == value:
                forms.append(local.isoformat())
            return self.luck.pick(forms)
        return value.isoformat() if isinstance(value, date) else value
