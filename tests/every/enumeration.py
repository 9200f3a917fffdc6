"""Everything that can be asked, once: no luck decides whether a field or an operator is tried, only with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regulars.rules.vocabulary import Field, Rows, Type

from .conditions import FUNCTIONS, JSON, OPERATORS, PARTS, SPANS, TO_EXPRESSION, UNARY, Place, Writer


def every_test(writer: Writer) -> Iterator[JSON]:
    """Each field with each operator, each aggregate of each field, each date part, each window, each `held`."""
    yield from every_read(writer, writer.root, writer.root.fields)
    for rows in writer.root.rows:
        place = writer.on(writer.root, rows)
        thorough = {rows.name, "product" if rows.name == PRODUCTS_OF else rows.name}
        full = [field for field in place.fields if field.subject in thorough]
        for test in (*every_read(writer, place, full), *(every_line(writer, place) if rows.lines else ())):
            yield {"value": {"count": rows.name, "where": test}, "op": writer.luck.pick((">=", "=", "<")), "to": 1}
        yield from every_window(writer, rows)
        yield from every_aggregate(writer, writer.root, rows)


PRODUCTS_OF = "order_line"
"""The rows on which fields of the product are asked with each operator; on others with one."""


def every_line(writer: Writer, place: Place) -> Iterator[JSON]:
    """The lines inside a `where` of orders or carts."""
    lines = writer.vocabulary.rows["line"]
    yield from every_aggregate(writer, place, lines)
    yield from every_window(writer, lines, place)
    for test in every_read(writer, writer.on(place, lines), ()):
        yield {"value": {"count": "line", "where": test}, "op": ">=", "to": 1}


def every_read(writer: Writer, place: Place, full: Sequence[Field]) -> Iterator[JSON]:
    """Each field that can be read here with each operator or, if not in full, with one; and what can be made of it.

    Fields of the customer mean in a `where` what they mean outside, so one operator is enough for them too.
    """
    for field in place.fields:
        outer = field.subject == "customer" and place.inner
        if outer and not writer.luck.once_in(4):
            continue
        operators = OPERATORS[field.type]
        for operator in operators if field in full and not outer else (writer.luck.pick(operators),):
            test = {"value": field.path, "op": operator}
            yield test if operator in UNARY else test | {"to": writer.threshold(place, field.path, operator)}
        comparing = [operator for operator in operators if operator in TO_EXPRESSION]
        if not outer and comparing and (other := writer.like(place, field.path)) is not None:
            yield {"value": field.path, "op": writer.luck.pick(comparing), "to": {"value": other}}
    for expression in every_part(place):
        operators = OPERATORS[writer.type_of(expression)]
        yield writer.with_operator(place, expression, writer.luck.pick(operators))


def every_part(place: Place) -> Iterator[JSON]:
    """Every date part of `now` and of each field with a time, and every `held`."""
    yield "now"
    timed = [field for field in place.fields if field.subject != "customer" or not place.inner]
    for path, kind in (("now", Type.INSTANT), *((field.path, field.type) for field in timed)):
        yield from ({part: path} for part in PARTS.get(kind, ()))
        if kind is Type.INSTANT:
            yield from ({part: {"date": path}} for part in PARTS[Type.DATE])
    yield from ({"held": field.path} for field in timed if field.history)


def every_window(writer: Writer, rows: Rows, place: Place | None = None) -> Iterator[JSON]:
    """Rows counted in windows of each form; of orders in each window."""
    if not rows.time:
        return
    place = place or writer.root
    windows: list[JSON] = [{"last": span} for span in SPANS]
    windows += [{"last": span, "aligned": "day"} for span in SPANS if span[-1] not in "mh"]
    if rows.name != "order":
        windows = [writer.luck.pick(windows[: len(SPANS)]), writer.luck.pick(windows[len(SPANS) :])]
    for window in (*windows, writer.window(place, rows), writer.window(place, rows)):
        expression = {"count": rows.name, "within": window}
        yield {"value": expression, "op": ">=", "to": writer.threshold(place, expression, ">=")}


def every_aggregate(writer: Writer, place: Place, rows: Rows) -> Iterator[JSON]:
    """Each aggregate of each field of these rows, bare and in a window."""
    for function, types in FUNCTIONS.items():
        of = [rows.name] if function == "count" else []
        for path in (*of, *(field.path for field in writer.own(rows) if field.type in types)):
            for form in ({}, {"within": writer.window(place, rows)}) if rows.time else ({},):
                expression = {function: path} | form
                kind = writer.type_of(expression)
                operators = [one for one in OPERATORS[kind] if one != "matches"]
                yield writer.with_operator(place, expression, writer.luck.pick(operators))
                if kind in PARTS:
                    part = {writer.luck.pick(PARTS[kind]): expression}
                    yield writer.with_operator(place, part, writer.luck.pick(OPERATORS[writer.type_of(part)]))
