"""Conditions as sentences that a shop owner reads: "country is UA and number of orders is at least 3".

A sentence is put together from templates of one language (`texts`), and from
the labels of fields and rows that the catalogue doesn't know. It is said of the
subject: whoever shows it begins with "Customers for whom …" or the like.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .fold import fold
from .texts import Texts
from .tree import (
    Aggregate,
    Condition,
    DatePart,
    Expression,
    Group,
    Held,
    LastWindow,
    Now,
    Read,
    Test,
    Window,
)
from .vocabulary import Field, Rows, Type, Vocabulary

NameOf = Callable[[str, str], str | None]
"""What an id is called, by the format of its field ("segment", "category" …), if that is known."""

_LAST_COMMA = re.compile(r",(?=\)|$)")
_TIMES = (Type.DATE, Type.INSTANT)
_OF_AMOUNTS = ("sum", "avg", "min", "max")
_ORDER = ("<", "<=", ">", ">=")


def _nameless(format: str, id: str) -> str | None:
    return None


def sentence(
    condition: Condition,
    vocabulary: Vocabulary,
    texts: Texts,
    *,
    name_of: NameOf = _nameless,
    within: Rows | None = None,
) -> str:
    """The condition in words; `within` when it stands in the `where` of rows."""
    return tidy(Speaker(vocabulary, texts, name_of).condition(condition, within))


def tidy(said: str) -> str:
    """Without the commas that close a clause where the sentence or its parenthesis ends anyway."""
    return _LAST_COMMA.sub("", said)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says conditions, expressions and values in one language."""

    vocabulary: Vocabulary
    texts: Texts
    name_of: NameOf = _nameless

    # Conditions

    def condition(self, condition: Condition, within: Rows | None) -> str:
        if isinstance(condition, Test):
            return self.test(condition, within)
        if not condition.children:
            return self.texts.say("group.never" if condition.mode == "any" else "group.always")
        joint = self.texts.say("group.all" if condition.mode == "all" else "group.any")
        children = joint.join(self._child(child, condition, within) for child in condition.children)
        return self.texts.say("group.none", children=children) if condition.mode == "none" else children

    def _child(self, child: Condition, parent: Group, within: Rows | None) -> str:
        said = self.condition(child, within)
        mixed = isinstance(child, Group) and child.mode != "none" and len(child.children) > 1
        return self.texts.say("group.inner", children=said) if mixed and len(parent.children) > 1 else said

    def test(self, test: Test, within: Rows | None) -> str:
        """A test: an idiom when there is one, else its value, its operator and what it is compared with."""
        value, op = test.value, test.op
        if (idiom := self._idiom(test, within)) is not None:
            return idiom
        a = self.expression(value, within)
        if op in ("exists", "missing"):
            return self.texts.say(op, a=a)
        if op == "between" and isinstance(test.to, tuple):
            least, most = (self.literal(test, index) for index in (0, 1))
            return self.texts.say(op, a=a, b=least, c=most)
        b = self._other(test.to, within) if isinstance(test.to, Expression) else self._literals(test)
        if isinstance(value, Read) and (own := self.texts.find(f"field.{value.field.path}.{op}")):
            return own.format_map({"b": b})
        return self.texts.say(self._operator(op, value.type), a=a, b=b)

    def _operator(self, op: str, type: Type) -> str:
        if op in _ORDER and type in _TIMES:
            return f"time.{op}"
        return f"text.{op}" if op in _ORDER and type is Type.TEXT else op

    def _idiom(self, test: Test, within: Rows | None) -> str | None:
        """Words of their own for yes and no, for rows that are there or not, and for the day of an anniversary."""
        value, op, to = test.value, test.op, test.to
        if isinstance(value, Read) and isinstance(to, bool) and op in ("=", "!="):
            answer = "yes" if to == (op == "=") else "no"
            own = self.texts.find(f"{answer}.{value.field.path}")
            return own or self.texts.say(answer, a=self.expression(value, within))
        if isinstance(value, Aggregate) and value.function == "count" and value.field is None and to in (0, 1):
            if (op, to) in ((">=", 1), (">", 0), ("!=", 0)):
                return self.texts.say("rows.there", rows=self._rows(value, "have"))
            if (op, to) in (("<", 1), ("=", 0), ("<=", 0)):
                return self.texts.say("rows.none", rows=self._rows(value, "many"))
        if isinstance(value, DatePart) and value.part == "days_until_anniversary" and (op, to) == ("=", 0):
            own = self.texts.find(f"today.{_path(value.of)}")
            return own or self.texts.say("today", x=self._moment(value.of, within))
        return None

    # Expressions

    def _other(self, expression: Expression, within: Rows | None) -> str:
        """What a value is compared with: there "the month" is the current one."""
        if isinstance(expression, DatePart) and isinstance(expression.of, Now):
            own = self.texts.find(f"{expression.part}.now.current")
            return own or self.expression(expression, within)
        return self.expression(expression, within)

    def expression(self, expression: Expression, within: Rows | None) -> str:
        match expression:
            case Now():
                return self.texts.say("now")
            case Read():
                return self.field(expression.field, within)
            case Aggregate():
                return self._aggregate(expression)
            case DatePart():
                return self._part(expression, within)
            case Held():
                return self.texts.say("held", field=self.field(expression.field, within))

    def field(self, field: Field, within: Rows | None) -> str:
        """A field by its name; one of another subject with whose it is."""
        name = self._name(field)
        at_home = field.subject in (within.name if within else "customer", "product")
        if at_home:
            return self.texts.say("field", field=name)
        subject = self.texts.find(f"subject.{field.subject}") or field.subject
        return self.texts.say("field.its", field=name, subject=subject)

    def _name(self, field: Field) -> str:
        return self.texts.find(f"field.{field.path}") or _uncapitalised(field.label)

    def _aggregate(self, aggregate: Aggregate) -> str:
        function, field = aggregate.function, aggregate.field
        if field is None:
            return self.texts.say("count", rows=self._rows(aggregate, "many"))
        name = self._name(field)
        if function in ("first", "last"):
            if field.name == aggregate.rows.time:
                return self.texts.say("time.of", row=self._rows(aggregate, function))
            return self.texts.say(function, field=name, row=self._rows(aggregate, function))
        key = f"{function}.time" if function in ("min", "max") and field.type in _TIMES else function
        key = "count.field" if function == "count" else key
        own = f"{function}.{field.path}"
        if key in _OF_AMOUNTS:
            name = self.texts.find(f"field.{field.path}.many") or self.texts.say("field.among", field=name)
        return self.texts.say(own if self.texts.find(own) else key, field=name, rows=self._rows(aggregate, "many"))

    def _rows(self, aggregate: Aggregate, form: str) -> str:
        """The rows of an aggregate, with their window and their `where`."""
        rows = aggregate.rows
        said = self.texts.find(f"rows.{rows.name}.{form}")
        if said is None:
            named = self.texts.find(f"rows.{form}")
            said = rows.plural if named is None else named.format(row=rows.label)
        where = ""
        if aggregate.where is not None:
            inner = self.condition(aggregate.where, rows)
            if isinstance(aggregate.where, Group) and len(aggregate.where.children) > 1:
                inner = self.texts.say("group.inner", children=inner)
            where = self.texts.say("where", condition=inner)
        within = "" if aggregate.within is None else self.window(aggregate.within)
        return self.texts.say("rows", rows=said, within=within, where=where)

    def window(self, window: Window) -> str:
        if isinstance(window, LastWindow):
            return self._last(window) + (self.texts.say("within.days") if window.aligned else "")
        since, until = self._bound(window.since), self._bound(window.until)
        if since and until:
            return self.texts.say("within.span", since=since, until=until)
        if since:
            return self.texts.say("within.from", since=since)
        return self.texts.say("within.until", until=until) if until else self.texts.say("within.any")

    def _last(self, window: LastWindow) -> str:
        if window.amount == 1:
            return self.texts.say(f"within.last.{window.unit}")
        return self.texts.say("within.last", span=self.texts.counted(window.unit, window.amount))

    def _bound(self, bound: date | datetime | None) -> str:
        if bound is None:
            return ""
        return self.texts.instant(bound) if isinstance(bound, datetime) else self.texts.day(bound)

    def _part(self, part: DatePart, within: Rows | None) -> str:
        of, name = part.of, str(part.part)
        if isinstance(of, Now) and self.texts.find(f"{name}.now"):
            return self.texts.say(f"{name}.now")
        if own := self.texts.find(f"{name}.{_path(of)}"):
            return own
        if isinstance(of, DatePart) and of.part == "date" and self.texts.find(f"{name}.date"):
            return self.texts.say(f"{name}.date", x=self._moment(of.of, within))
        return self.texts.say(name, x=self._moment(of, within))

    def _moment(self, expression: Expression, within: Rows | None) -> str:
        """What days are counted from: "registration", "the last order"."""
        if isinstance(expression, Read):
            if own := self.texts.find(f"field.{expression.field.path}.of"):
                return own
            return self.texts.say("field.of", field=self.field(expression.field, within))
        if isinstance(expression, Aggregate) and expression.field and expression.field.name == expression.rows.time:
            form = {"min": "first", "max": "last"}.get(expression.function, expression.function)
            return self.texts.say("the.row", row=self._rows(expression, form))
        return self.expression(expression, within)

    # Values

    def _literals(self, test: Test) -> str:
        """The literal, or the list of them."""
        if not isinstance(test.to, tuple):
            return self.literal(test, None)
        count = len(test.written) if isinstance(test.written, tuple) else len(test.to)
        joint = "and" if test.op == "has_all" else "or"
        return self.texts.listed([self.literal(test, index) for index in range(count)], joint)

    def literal(self, test: Test, index: int | None) -> str:
        """One literal of a test, texts as they were written."""
        given = test.to if test.written is None else test.written
        return self.value(
            given[index] if index is not None and isinstance(given, tuple) else given, test.value, test.places
        )

    def value(self, value: Any, expression: Expression, places: int) -> str:
        """A value of an expression, amounts in units of 10^-places."""
        match value:
            case bool():
                return self.texts.say("true" if value else "false")
            case str():
                return self._text(value, expression)
            case datetime():
                return self.texts.instant(value)
            case date():
                return self.texts.day(value)
            case frozenset() | tuple():
                return self.texts.listed([self._text(text, expression) for text in sorted(value)], "and")
        if expression.type is Type.MONEY:
            currency, own = self.vocabulary.currency, self.vocabulary.currency_places
            return self.texts.amount(int(value), places=places, currency=currency, currency_places=own)
        number = Decimal(value)
        if isinstance(expression, DatePart) and expression.part in ("weekday", "month") and number == int(number):
            return self.texts.find(f"{expression.part}.{int(number)}") or self.texts.number(number)
        return self.texts.number(number)

    def _text(self, text: str, expression: Expression) -> str:
        field = expression.field if isinstance(expression, Read | Aggregate) else None
        if field is not None and field.choices:
            return self.texts.find(f"choice.{field.path}.{fold(text)}", f"choice.{fold(text)}") or self.texts.quoted(
                text
            )
        named = self.name_of(field.format, text) if field is not None and field.format is not None else None
        return named or self.texts.quoted(text)


def _path(expression: Expression) -> str:
    """The path of a field that is read as it is, else nothing."""
    return expression.field.path if isinstance(expression, Read) else ""


def _uncapitalised(label: str) -> str:
    """A label within a sentence: "Gender" is "gender", "SKU" and "E-mail" keep what they are known by."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
