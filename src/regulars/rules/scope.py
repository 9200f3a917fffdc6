"""Where a condition stands, and so what can be read there.

A `Scope` is what the whole condition is checked on. A `Place` is one spot in
it: the condition itself, or the `where` of some rows, where other things can
be read and counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar, Literal, Protocol
from zoneinfo import ZoneInfo

from regulars.core.sentences import both, say

from .vocabulary import Field, Rows, Vocabulary

Subject = Literal["customer", "cart", "order", "line", "event"]

READABLE: dict[Subject, frozenset[str]] = {
    "customer": frozenset({"customer"}),
    "cart": frozenset({"customer", "cart"}),
    "order": frozenset({"customer", "order"}),
    "line": frozenset({"customer", "cart", "order", "line", "product"}),
    "event": frozenset({"customer", "event"}),
}
"""What can be read on each subject; a line reads the cart or order it lies in."""

LINE = "line"
WITH_LINES: frozenset[Subject] = frozenset({"cart", "order", "line"})
"""The subjects whose own lines can be aggregated."""


class Names(Protocol):
    """What literals may name; asked when a condition is saved.

    `standing`: the condition was saved before, so what is refused only in a new one, as it can never hold, is taken.
    """

    @property
    def standing(self) -> bool: ...

    def exists(self, kind: str, id: str) -> bool:
        """Whether there is a "segment", "group", "category", "list" or "promotion" of that folded id."""


class AnyName:
    """Every name exists."""

    standing = True

    def exists(self, kind: str, id: str) -> bool:
        return True


ANY_NAME = AnyName()


@dataclass(frozen=True, slots=True)
class Standing:
    """The names there are, for a condition that was saved before."""

    names: Names
    standing: ClassVar[bool] = True

    def exists(self, kind: str, id: str) -> bool:
        return self.names.exists(kind, id)


UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Scope:
    """What a condition is checked on: the vocabulary, its subject, the zone of local literals, the names there are."""

    vocabulary: Vocabulary
    subject: Subject = "customer"
    zone: ZoneInfo = UTC
    names: Names = ANY_NAME

    def place(self) -> Place:
        """The condition itself, outside of any `where`."""
        rows = self.vocabulary.rows.keys()
        countable = frozenset(rows) if self.subject in WITH_LINES else frozenset(rows) - {LINE}
        return Place(self.vocabulary, self.subject, READABLE[self.subject], countable, of_rows=False)


@dataclass(frozen=True)
class Place:
    """A spot in a condition: which subjects can be read there and which rows aggregated."""

    vocabulary: Vocabulary
    name: str
    readable: frozenset[str]
    countable: frozenset[str]
    of_rows: bool

    def where(self, rows: Rows) -> Place:
        """The `where` of rows: their own fields, those they lie in, their product, and the customer."""
        readable = {"customer", rows.name}
        if rows.inside is not None:
            readable.add(rows.inside)
        if rows.product:
            readable.add("product")
        return Place(
            self.vocabulary,
            rows.name,
            frozenset(readable),
            frozenset({LINE}) if rows.lines else frozenset(),
            of_rows=True,
        )

    def reads(self, field: Field) -> bool:
        if field.subject not in self.readable:
            return False
        return not (field.subject_only and self.of_rows)

    def why_not(self, field: Field) -> str:
        """Why a field that exists can't be read here, and what to write instead."""
        here = (
            say('in the "where" of {name} rows', name=self.name) if self.of_rows else say("on a {name}", name=self.name)
        )
        if field.subject in self.countable and not field.subject_only:
            return say(
                'a {name} has many {subject} rows, so {path} can\'t be read {here}: say which value of them, such as {{"last": "{path}"}}',
                name=self.name,
                subject=field.subject,
                path=field.path,
                here=here,
            )
        return say(
            "{path} can't be read {here}, only {readable} fields",
            path=field.path,
            here=here,
            readable=both(sorted(self.readable)),
        )

    def why_no_rows(self, name: str) -> str:
        """Why rows of a name can't be aggregated here, and what can."""
        if name not in self.vocabulary.rows:
            known = ", ".join(sorted(self.countable))
            return (
                say('there are no rows "{name}"; there are: {known}', name=name, known=known)
                if known
                else say('there are no rows "{name}"', name=name)
            )
        if self.of_rows:
            return say('{name} rows can\'t be aggregated in the "where" of {rows} rows', name=name, rows=self.name)
        return say(
            "a {subject} has no {name} rows of its own: ask for order_line or cart_line", subject=self.name, name=name
        )

    def nearest(self, path: str) -> str:
        """A hint at the field most like a path that doesn't exist, or nothing."""
        known = [field.path for field in self.vocabulary.fields.values() if self.reads(field)]
        above, _, name = path.rpartition(".")
        beside = {one.rpartition(".")[2]: one for one in known if one.rpartition(".")[0] == above}
        # What stands before the name is the same of all beside it, and would make any of them look alike.
        found = [beside[one] for one in get_close_matches(name, beside, n=1)] or _alike_elsewhere(path, known)
        if not found and above in DECLARED:
            return say(
                "; {above}.* can be asked once they are declared, on the page Settings → Attributes", above=above
            )
        return say('; did you mean "{near}"?', near=found[0]) if found else ""


DECLARED = ("customer.attributes", "product.attributes", "event.properties")


def _alike_elsewhere(path: str, known: list[str]) -> list[str]:
    """A path whose subject may be mistyped too."""
    return get_close_matches(path, known, n=1, cutoff=0.8)
