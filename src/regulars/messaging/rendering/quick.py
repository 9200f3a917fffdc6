"""Liquid read once more, so that it is written sooner: what is the same for every mail is decided when the template is read.

`liquid` asks of each part of each name whether it is a name itself (`list[index]`), of each output what kind
of value it holds, and sums up what its blocks wrote. Nearly all names are plain and most values text. Nothing else
is different: what isn't plain goes the way of `liquid`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from liquid import RenderContext
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions.filtered import FilteredExpression
from liquid.builtin.expressions.path import Path
from liquid.builtin.output import OutputNode
from liquid.expression import Expression
from liquid.stringify import to_liquid_string
from liquid.template import BoundTemplate
from markupsafe import escape


class _Path(Path):
    """A name whose parts are all known."""

    __slots__ = ()

    def evaluate(self, context: RenderContext) -> object:
        return context.get(self.path, token=self.token)  # type: ignore[arg-type]


class _Filtered(FilteredExpression):
    """A value through its filters; what is there needs no default."""

    __slots__ = ()

    def evaluate(self, context: RenderContext) -> object:
        value = self.left.evaluate(context)
        for one in self.filters or ():
            if one.name == "default" and type(value) is str and value:
                continue
            value = one.evaluate(value, context)
        return value


class _Output(OutputNode):
    """`{{ … }}`, of text for the most part."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        value = self.expression.evaluate(context)
        if type(value) is str:
            return buffer.write(escape(value) if context.autoescape else value)
        return buffer.write(to_liquid_string(value, context.autoescape))


class _Block(BlockNode):
    """What is between two tags, if something is."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        for node in self.nodes:
            node.render_to_output(context, buffer)  # no tag is ever forbidden here, which `render` would ask
        return 1


def quicken(template: BoundTemplate) -> BoundTemplate:
    """The same template."""
    context = RenderContext(template)
    _nodes(template.nodes, context)
    return template


def _nodes(nodes: Iterable[Node], context: RenderContext) -> None:
    for node in nodes:
        if type(node) is OutputNode:
            node.__class__ = _Output
        elif type(node) is BlockNode and not node.blank:
            node.__class__ = _Block
        _expressions(node.expressions())
        _nodes(node.children(context), context)


def _expressions(expressions: Iterable[Expression]) -> None:
    for one in expressions:
        if type(one) is FilteredExpression:
            one.__class__ = _Filtered
        if type(one) is Path and not any(isinstance(part, Path) for part in one.path):
            one.__class__ = _Path
        _expressions(one.children())
