"""Reading expressions: attributes, aggregates, date parts, held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast, get_args

from regulars.core.sentences import say, word

from . import sense
from .calendar import Calendar
from .faults import Faults, Faulty, pointer_to
from .literals import NUMBER_PLACES
from .scope import Place
from .tree import Aggregate, Condition, DatePart, Expression, Function, Held, Now, Part, Read, Window
from .vocabulary import Field, Rows, Type, Vocabulary
from .windows import read_window

FUNCTIONS: tuple[str, ...] = get_args(Function)
PARTS: tuple[str, ...] = get_args(Part)
MOST_NESTING = 32
COUNTING = ("count", "distinct")

TYPES: dict[str, frozenset[Type]] = {
    "count": frozenset(Type),
    "sum": frozenset({Type.NUMBER, Type.MONEY}),
    "avg": frozenset({Type.NUMBER, Type.MONEY}),
    "min": frozenset(Type) - {Type.BOOLEAN, Type.SET},
    "max": frozenset(Type) - {Type.BOOLEAN, Type.SET},
    "first": frozenset(Type),
    "last": frozenset(Type),
    "distinct": frozenset(Type) - {Type.SET},
}
"""The types of fields that each function can be asked of."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an expression stands in the document: what can be read there, and how deep it is."""

    place: Place
    depth: int
    nesting: int = 1


ReadCondition = Callable[[object, str, Place, int], Condition]


@dataclass(frozen=True, slots=True)
class ExpressionReader:
    """Reads the expressions of one document; `condition` reads what stands in a `where`.

    `standing` is of a condition that was saved before, see `scope.Names`.
    """

    vocabulary: Vocabulary
    calendar: Calendar
    faults: Faults
    condition: ReadCondition
    standing: bool

    def read(self, document: object, pointer: str, spot: Spot) -> Expression:
        """The expression given as JSON; raises `Faulty`, having noted why."""
        if spot.nesting > MOST_NESTING:
            raise self.faults.note(
                pointer, "too_deep", say("date parts are nested at most {most_nesting} deep", most_nesting=MOST_NESTING)
            )
        if document == "now":
            return Now()
        if isinstance(document, str):
            field = self._field(document, pointer, spot.place)
            return Read(field, field.type, self._places(field))
        if not isinstance(document, dict):
            detail = say("a field, an aggregate or a date part stands here, not {document!r:.40}", document=document)
            raise self.faults.note(pointer, "not_an_expression", detail)
        if function := next((key for key in FUNCTIONS if key in document), None):
            return self._aggregate(cast(Function, function), document, pointer, spot)
        if part := next((key for key in PARTS if key in document), None):
            return self._date_part(cast(Part, part), document, pointer, spot)
        if "held" in document:
            return self._held(document, pointer, spot.place)
        known = ", ".join((*FUNCTIONS, *PARTS, "held"))
        detail = say('an expression is a field, "now", or an object with one of: {known}', known=known)
        raise self.faults.note(pointer, "not_an_expression", detail)

    def _field(self, path: str, pointer: str, place: Place) -> Field:
        """A field that can be read here."""
        field = self.vocabulary.fields.get(path)
        if field is not None and place.reads(field):
            return field
        if field is not None:
            raise self.faults.note(pointer, "not_here", place.why_not(field))
        if path in self.vocabulary.rows:
            detail = say('{path} are rows: ask for one value of them, such as {{"count": "{path}"}}', path=path)
            raise self.faults.note(pointer, "unknown_field", detail)
        raise self.faults.note(
            pointer, "unknown_field", say('there is no field "{path}"{nearest}', path=path, nearest=place.nearest(path))
        )

    def _places(self, field: Field) -> int:
        """The most decimals a value of a field has."""
        if field.type is Type.MONEY:
            return self.vocabulary.places_of(field)
        if field.type is Type.NUMBER:
            return NUMBER_PLACES if field.places is None else field.places
        return 0

    # Aggregates

    def _aggregate(self, function: Function, document: dict[str, object], pointer: str, spot: Spot) -> Aggregate:
        before = len(self.faults.found)
        self.faults.keys(document, pointer, required=(function,), optional=("where", "within"))
        rows = self._rows(document[function], pointer_to(pointer, function), spot.place)
        field = where = within = None
        with self.faults.going_on():
            field = self._field_of(rows, function, str(document[function]), pointer_to(pointer, function), spot.place)
        with self.faults.going_on():
            if "where" in document:
                inner = spot.place.where(rows)
                where = self.condition(document["where"], pointer_to(pointer, "where"), inner, spot.depth + 1)
        with self.faults.going_on():
            if "within" in document:
                at = pointer_to(pointer, "within")
                if rows.time is None:
                    detail = say('{name} rows have no time of their own: leave "within" out', name=rows.name)
                    raise self.faults.note(at, "no_time", detail)
                within = self._window(document["within"], at)
        if len(self.faults.found) > before:
            raise Faulty
        if field is None or function in COUNTING:
            return Aggregate(function, rows, field, where, within, Type.NUMBER)
        return Aggregate(function, rows, field, where, within, field.type, self._places(field))

    def _window(self, document: object, pointer: str) -> Window:
        found = read_window(document, pointer, calendar=self.calendar, faults=self.faults)
        if not self.standing and (wrong := sense.window(found, self.calendar)):
            raise self.faults.note(pointer_to(pointer, *wrong.below), wrong.code, wrong.detail)
        return found

    def _rows(self, path: object, pointer: str, place: Place) -> Rows:
        """The rows that an aggregate is of."""
        if not isinstance(path, str):
            detail = say('rows or a field of rows stand here, such as "order.net_total", not {path!r:.40}', path=path)
            raise self.faults.note(pointer, "unknown_rows", detail)
        name = path.partition(".")[0]
        rows = self.vocabulary.rows.get(name)
        if rows is not None and name in place.countable:
            return rows
        raise self.faults.note(pointer, "unknown_rows", place.why_no_rows(name))

    def _field_of(self, rows: Rows, function: Function, path: str, pointer: str, place: Place) -> Field | None:
        """The field of rows that an aggregate is of, None for a bare count."""
        name = path.partition(".")[2]
        if not name:
            if function == "count":
                return None
            detail = say(
                'only "count" takes bare rows: say of which field "{function}" is, such as "{name}.…"',
                function=function,
                name=rows.name,
            )
            raise self.faults.note(pointer, "field_needed", detail)
        field = self.vocabulary.fields.get(path)
        if field is None or field.subject_only:
            hint = place.where(rows).nearest(path)
            raise self.faults.note(
                pointer,
                "unknown_field",
                say('{rows} rows have no field "{name}"{hint}', rows=rows.name, name=name, hint=hint),
            )
        if field.type not in TYPES[function]:
            fitting = [word(type) for type in sorted(TYPES[function])]
            raise self.faults.note(
                pointer,
                "wrong_type",
                say(
                    '"{function}" takes {fitting}, and "{path}" is {type}',
                    function=function,
                    fitting=fitting,
                    path=path,
                    type=word(field.type),
                ),
            )
        return field

    # Date parts and held

    def _date_part(self, part: Part, document: dict[str, object], pointer: str, spot: Spot) -> DatePart:
        before = len(self.faults.found)
        self.faults.keys(document, pointer, required=(part,))
        at = pointer_to(pointer, part)
        of = self.read(document[part], at, Spot(spot.place, spot.depth, spot.nesting + 1))
        if part == "hour" and of.type is not Type.INSTANT:
            raise self.faults.note(
                at, "wrong_type", say('"hour" is of instants only, and this is {type}', type=word(of.type))
            )
        if of.type not in (Type.DATE, Type.INSTANT):
            raise self.faults.note(
                at,
                "wrong_type",
                say('"{part}" is of a date or an instant, and this is {type}', part=part, type=word(of.type)),
            )
        if len(self.faults.found) > before:
            raise Faulty
        return DatePart(part, of, Type.DATE if part == "date" else Type.NUMBER)

    def _held(self, document: dict[str, object], pointer: str, place: Place) -> Held:
        before = len(self.faults.found)
        self.faults.keys(document, pointer, required=("held",))
        path, at = document["held"], pointer_to(pointer, "held")
        if not isinstance(path, str):
            raise self.faults.note(at, "unknown_field", say('"held" is of a field, such as "customer.group"'))
        field = self._field(path, at, place)
        if not field.history:
            kept = [other.path for other in self.vocabulary.fields.values() if other.history and place.reads(other)]
            only = say(", only of {kept}", kept=kept) if kept else ""
            raise self.faults.note(at, "no_history", say("no history is kept of {path}{only}", path=path, only=only))
        if len(self.faults.found) > before:
            raise Faulty
        return Held(field)
