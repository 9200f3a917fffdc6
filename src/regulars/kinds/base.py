"""The base class of a kind, and the registries that fill by defining classes.

class EarnStyle(Kind, family="earn_style"):
    \"\"\"How an order earns points.\"\"\"

class PerAmount(EarnStyle):
    \"\"\"A number of points for every full amount spent.\"\"\"

    kind: Literal["per_amount"] = "per_amount"
    sentence: ClassVar[str] = "{points} points for every full {amount}"
    group: ClassVar[str] = "Orders"
    example: ClassVar[dict[str, Any]] = {"points": 1, "amount": 500}

    points: Points
    amount: MoneyMinor
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal, TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from regulars.core import sentences
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import counted_in, say, word
from regulars.core.wording import pointer_in, said

from . import formats

_families: dict[str, type[Kind]] = {}
_kinds: dict[str, dict[str, type[Kind]]] = {}


class BadKind(Invalid):
    """A document that is none of the kinds of its family, or one with wrong arguments."""

    code = "kind.invalid"


NameOf = Callable[[str, Any], str | None]


def nameless(format: str, id: Any) -> None:
    """Nothing is called anything but its id."""


class Kind(BaseModel):
    """One thing that can be chosen, with its arguments.

    `sentence`: a template over the arguments, `{points:point|points}` with its
    noun for one and for many; `group`: the heading it is
    offered under; `example`: arguments that are valid, without `kind`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    family: ClassVar[str]
    sentence: ClassVar[str]
    group: ClassVar[str]
    example: ClassVar[dict[str, Any]]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        assert (cls.__doc__ or "").strip(), f"{cls.__name__} has no docstring"
        if Kind in cls.__bases__:
            assert cls.family not in _families, f"the family {cls.family} is defined twice"
            _families[cls.family], _kinds[cls.family] = cls, {}
        elif "kind" in cls.model_fields:
            _register(cls)

    @classmethod
    def told(cls) -> Mapping[str, Any]:
        """What else is told of the kind where it is listed."""
        return {}

    def worded(self) -> str:
        """The template by what it says, where another sentence fits it than its kind's."""
        return self.sentence

    def further(self) -> Mapping[str, object]:
        """What else than its arguments that template names."""
        return {}

    def say(self, *, currency: str, places: int, name_of: NameOf = nameless) -> str:
        """The sentence with its arguments, amounts in a currency with so many decimals; `name_of` says what an id is called, and
        what a condition says, by the format of its argument."""
        write = formats.writers(currency=currency, places=places)
        values = {name: getattr(self, name) for name in type(self).model_fields}
        of = {name: formats.format_of(type(self), name) for name in values}
        called = {name: name_of(of[name], value) for name, value in values.items() if isinstance(value, str | dict)}
        written = {name: called.get(name) or write(of[name], value) for name, value in values.items()}
        numbers = {
            name: values[name] for name in counted_in(self.worded()) & values.keys() if isinstance(values[name], int)
        }
        return sentences.say(self.worded(), **{**written, **numbers, **self.further()})


KindT = TypeVar("KindT", bound=Kind)


def families() -> Mapping[str, type[Kind]]:
    """The families there are, by name."""
    return dict(_families)


def kinds_of(family: type[KindT]) -> Mapping[str, type[KindT]]:
    """The kinds of a family by their `kind`, in the order of their definition."""
    return cast(Mapping[str, type[KindT]], dict(_kinds[family.family]))


def read(family: type[KindT], document: object, *, context: Mapping[str, Any] | None = None) -> KindT:
    """The kind that a JSON document describes; raises `BadKind` with all that is wrong.

    With `context={"currency": "PLN", "places": 2}` amounts are given as money
    of the API, else as minor units.
    """
    kinds = kinds_of(family)
    kind = document.get("kind") if isinstance(document, dict) else None
    if not isinstance(kind, str) or kind not in kinds:
        detail = say("choose one of: {kinds}", kinds=", ".join(kinds))
        raise BadKind(
            say("there is no such {family}", family=word(_words(family.__name__))),
            [Fault("/kind", "unknown_kind", detail)],
        )
    try:
        return kinds[kind].model_validate(document, context=context)
    except ValidationError as error:
        faults = _faults(kind, document, error)
        told = say("{kind}: {detail}", kind=_words(kinds[kind].__name__), detail=faults[0].detail)
        raise BadKind(told, faults) from None


def _faults(kind: str, document: object, error: ValidationError) -> list[Fault]:
    """What is wrong in a document of a kind, each thing once. Of what may be one of several it is told how it fails to be the one that it looks like."""
    found: dict[str, Fault] = {}
    for one in error.errors():
        place = pointer_in(document, (kind, *one["loc"]), lacking=one["type"] == "missing")
        found.setdefault(place, Fault(place, one["type"], said(one)))
    misread = [
        place
        for place, one in found.items()
        if one.code.endswith("_type") and any(other.startswith(place + "/") for other in found)
    ]
    return [one for place, one in found.items() if place not in misread]


def _register(cls: type[Kind]) -> None:
    """Take a kind into its family, unless something that is drawn from it is lacking."""
    name, kind = cls.__name__, cls.model_fields["kind"]
    assert get_origin(kind.annotation) is Literal, f"{name}.kind is no literal"
    assert get_args(kind.annotation) == (kind.default,), f"{name}.kind must have its one value as default"
    for lacking in ("sentence", "group", "example"):
        assert hasattr(cls, lacking), f"{name} has no {lacking}"
    unknown = _placeholders(cls.sentence) - cls.model_fields.keys()
    assert not unknown, f"the sentence of {name} speaks of {unknown}"
    for argument in cls.model_fields.keys() - {"kind"}:
        assert formats.format_of(cls, argument) in formats.FORMATS, f"{name}.{argument} has a format without an input"
    known = _kinds[cls.family].get(kind.default)
    assert known is None or known.__qualname__ == cls.__qualname__, f"{kind.default} is defined twice in {cls.family}"
    _kinds[cls.family][kind.default] = cls


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def template(kind: type[Kind]) -> sentences.Said:
    """The sentence for lists of kinds, its arguments still open: "{points} points for every full {amount}"."""
    return sentences.say(kind.sentence, **{name: f"{{{name}}}" for name in kind.model_fields})


def _words(name: str) -> str:
    """PerAmount as "per amount"."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def label(kind: type[Kind]) -> str:
    """What a kind is called in lists: PerAmount is "Per amount"."""
    return _words(kind.__name__).capitalize()
