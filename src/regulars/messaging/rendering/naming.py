"""What a template names, read off its syntax tree: sources it uses, those it can't do without, and names that are none.

A template *needs* what it writes or loops over outside of any `{% if %}` that asks
for it: `{% if coupon %}Your code: {{ coupon.code }}{% endif %}` does without a
coupon, and so does `{{ coupon.code | default: "…" }}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from liquid import RenderContext
from liquid.ast import ConditionalBlockNode, Node
from liquid.builtin.expressions import FilteredExpression, LoopExpression, Path
from liquid.builtin.output import OutputNode
from liquid.builtin.tags.assign_tag import AssignNode
from liquid.builtin.tags.case_tag import CaseNode
from liquid.builtin.tags.for_tag import ForNode
from liquid.builtin.tags.if_tag import IfNode
from liquid.builtin.tags.unless_tag import UnlessNode
from liquid.expression import Expression
from liquid.template import BoundTemplate

from regulars.core.errors import Fault
from regulars.core.sentences import say
from regulars.messaging.model.variables import BY_NAME, GIVEN, Variable

from .lines import in_line

_ANYTHING = Variable("", "group", "", open=True)
_NUMBER = Variable("size", "number", "")
_NEEDS_FILTER = {"amount": "money", "day": "date", "instant": "date"}


@dataclass
class Names:
    """What was found; places are paths such as `links.unsubscribe`."""

    uses: set[str] = field(default_factory=set)
    needs: set[str] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)


def names_in(template: BoundTemplate, source: str, pointer: str) -> Names:
    """Everything that a template names, with faults at `pointer` and their line."""
    reader = _Reader(template, source, pointer)
    reader.nodes(template.nodes, [{}], frozenset())
    return reader.found


class _Reader:
    def __init__(self, template: BoundTemplate, source: str, pointer: str) -> None:
        self.found = Names()
        self._context = RenderContext(template)
        self._filters = template.env.filters
        self._source = source
        self._pointer = pointer

    def nodes(self, nodes: Iterable[Node], scopes: list[dict[str, Variable]], guarded: frozenset[str]) -> None:
        for node in nodes:
            self._node(node, scopes, guarded)

    def _node(self, node: Node, scopes: list[dict[str, Variable]], guarded: frozenset[str]) -> None:
        if isinstance(node, (IfNode, UnlessNode, CaseNode)):
            self._choice(node, scopes, guarded)
            return
        for expression in node.expressions():
            self._expression(expression, scopes, guarded)
        if isinstance(node, OutputNode):
            self._shown_bare(node, scopes)
        if isinstance(node, AssignNode):
            scopes[0][str(node.name)] = self._type(node.expression, scopes)
        else:
            scopes[0].update({str(name): _ANYTHING for name in node.template_scope()})
        inner = {str(name): _ANYTHING for name in node.block_scope()}
        if isinstance(node, ForNode):
            inner[str(node.expression.identifier)] = _entry(self._type(node.expression.iterable, scopes))
        self.nodes(self._children(node), [*scopes, inner], guarded)

    def _choice(self, node: Node, scopes: list[dict[str, Variable]], guarded: frozenset[str]) -> None:
        """What any branch asks about holds for all of them, that of "else" too."""
        conditions = [*node.expressions()]
        for child in self._children(node):
            if isinstance(child, ConditionalBlockNode) or not isinstance(node, IfNode):
                conditions += child.expressions()
        inside = guarded | {root for one in conditions for root in _roots(one)}
        for condition in conditions:
            self._expression(condition, scopes, inside)
        for child in self._children(node):
            self.nodes(self._children(child), scopes, inside)

    def _children(self, node: Node) -> Iterable[Node]:
        return node.children(self._context, include_partials=False)

    def _expression(self, expression: Expression, scopes: list[dict[str, Variable]], guarded: frozenset[str]) -> None:
        if isinstance(expression, FilteredExpression) and expression.filters:
            for one in expression.filters:
                if one.name not in self._filters:
                    self._fault(
                        one.token.start_index,
                        "filter",
                        say("there is no filter {name!r}{meant}", name=one.name, meant=_meant(one.name, self._filters)),
                    )
            if expression.filters[0].name == "default":
                guarded = guarded | set(_roots(expression.left))
        if isinstance(expression, Path):
            self._path(expression, scopes, guarded)
        for child in expression.children():
            self._expression(child, scopes, guarded)

    def _path(self, path: Path, scopes: list[dict[str, Variable]], guarded: frozenset[str]) -> None:
        root = str(path.path[0])
        self._resolved(path, scopes, told=True)
        if _local(root, scopes) is None and root in BY_NAME:
            self.found.uses.add(root)
            self.found.paths.add(".".join(str(step) for step in path.path))
            if root in GIVEN and root not in guarded:
                self.found.needs.add(root)

    def _type(self, expression: Expression, scopes: list[dict[str, Variable]]) -> Variable:
        """What an expression gives; anything where filters change it."""
        if isinstance(expression, FilteredExpression):
            kept = all(
                one.name in ("sort", "where", "reverse", "slice", "uniq", "concat") for one in expression.filters or ()
            )
            return self._type(expression.left, scopes) if kept else _ANYTHING
        return self._resolved(expression, scopes) if isinstance(expression, Path) else _ANYTHING

    def _resolved(self, path: Path, scopes: list[dict[str, Variable]], *, told: bool = False) -> Variable:
        root, *steps = path.path
        known = _local(str(root), scopes) or BY_NAME.get(str(root))
        if known is None:
            if told:
                every = [*BY_NAME, *(name for scope in scopes for name in scope)]
                self._fault(
                    path.token.start_index,
                    "variable",
                    say("there is no variable {root!r}{meant}", root=str(root), meant=_meant(str(root), every)),
                )
            return _ANYTHING
        for step in steps:
            inner = _step(known, step)
            if inner is None:
                if told:
                    names = [one.name for one in known.fields]
                    whole = f"{known.name}.{step}" if known.name else str(step)
                    self._fault(
                        path.token.start_index,
                        "variable",
                        say("there is no {whole!r}{meant}", whole=whole, meant=_meant(str(step), names)),
                    )
                return _ANYTHING
            known = inner
        return known

    def _shown_bare(self, node: OutputNode, scopes: list[dict[str, Variable]]) -> None:
        expression = node.expression
        if (
            not isinstance(expression, FilteredExpression)
            or expression.filters
            or not isinstance(expression.left, Path)
        ):
            return
        needed = _NEEDS_FILTER.get(self._resolved(expression.left, scopes).type)
        if needed is not None:
            told = say(
                "write {{{{ {left} | {needed} }}}}, so that it is written as the language does",
                left=str(expression.left),
                needed=needed,
            )
            self.found.remarks.append(
                Fault(
                    self._pointer,
                    "bare",
                    in_line(self._line(node.token.start_index), told),
                )
            )

    def _fault(self, place: int, code: str, detail: str) -> None:
        self.found.faults.append(Fault(self._pointer, code, in_line(self._line(place), detail)))

    def _line(self, place: int) -> int:
        return self._source.count("\n", 0, max(place, 0)) + 1


def _local(name: str, scopes: list[dict[str, Variable]]) -> Variable | None:
    return next((scope[name] for scope in reversed(scopes) if name in scope), None)


def _entry(variable: Variable) -> Variable:
    """What a loop over something goes through."""
    if variable.type == "list":
        return Variable(variable.name.removesuffix("s"), "group", "", fields=variable.fields)
    return _ANYTHING


def _step(variable: Variable, step: object) -> Variable | None:
    """What is found one step further on; None where there is nothing."""
    if variable.open or isinstance(step, Path):
        return _ANYTHING
    if step == "size":
        return _NUMBER
    if variable.type == "list":
        return _entry(variable) if step in ("first", "last") or isinstance(step, int) else None
    return variable.field(str(step))


def _roots(expression: Expression) -> Iterator[str]:
    """The first names of every path in an expression."""
    if isinstance(expression, Path):
        yield str(expression.path[0])
    if isinstance(expression, LoopExpression):
        yield from _roots(expression.iterable)
    for child in expression.children():
        yield from _roots(child)


def _meant(name: str, known: Iterable[str] | Mapping[str, object]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return say("; did you mean {near!r}?", near=close[0]) if close else ""
