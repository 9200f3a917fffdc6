"""What is done to segments: made, changed, archived, restored. The keeper computes them after the commit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regulars.books import Unit
from regulars.core.errors import Conflict, Fault, Invalid, NotFound
from regulars.core.sentences import say
from regulars.core.slugs import slug
from regulars.http.house import SegmentUse
from regulars.journal.append import CHANNEL
from regulars.rules.fold import fold, refuse_taken
from regulars.rules.scope import Names, Standing

from . import standing, store
from .actions import Actions
from .checking import ASKED, Saving, places
from .model import AppliesTo, Definition
from .questions import Ground
from .refresh import AUTOMATIC, read

ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
RESERVED = frozenset({"compare", "new", "overlap", "preview", "templates"})
"""Ids that are addresses of something else."""

NamedElsewhere = Callable[[Unit, str], Sequence[str]]
"""What outside the segments names a segment, in words."""


def nowhere(_: Unit, __: str) -> Sequence[str]:
    """Nothing else names segments."""
    return ()


class SegmentChanged(Conflict):
    """Somebody else saved the segment meanwhile."""

    code = "segment.changed"

    def __init__(self, id: str, version: int) -> None:
        super().__init__(say("segment {id!r} was changed meanwhile; look at it again and repeat your change", id=id))
        self.id = id
        self.version = version


class SegmentExists(Conflict):
    """The id is taken."""

    code = "segment.exists"

    def __init__(self, id: str) -> None:
        super().__init__(say("there is a segment {id!r} already; choose another id", id=id))
        self.id = id


class Archived(Conflict):
    """Nobody is in the segment, as it is archived."""

    code = "segment.archived"

    def __init__(self, id: str) -> None:
        super().__init__(say("segment {id!r} is archived, so that nobody is in it; restore it first", id=id))
        self.id = id


class KeptByItself(Conflict):
    """The segment is not one to refresh: it is exact in every moment, or archived."""

    code = "segment.kept_by_itself"

    def __init__(self, id: str, *, archived: bool) -> None:
        why = say("is archived") if archived else say("is up to date in every moment")
        super().__init__(say("segment {id!r} {why}; there is nothing to refresh", id=id, why=why))
        self.id = id


class SegmentInUse(Conflict):
    """Other segments name it, or something else does."""

    code = "segment.in_use"

    def __init__(self, id: str, used_by: list[str]) -> None:
        super().__init__(say("segment {id!r} is named by {used_by}; change those first", id=id, used_by=used_by))
        self.id = id
        self.used_by = used_by


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person says of a segment; `condition` is JSON."""

    name: str
    condition: Any
    description: str = ""
    applies_to: AppliesTo = "everyone"
    id: str | None = None
    exclude: Any = None
    stores: Sequence[str] = ()
    actions: Any = None
    hold_jumps: bool = False
    refresh: Any = None


def create(unit: Unit, ground: Ground, names: Names, draft: Draft) -> Definition:
    """Make a segment; the worker computes it at once. Raises `InvalidCondition`, `SegmentExists`, `SegmentCircle`.

    No two have one name, archived ones aside: raises `NameTaken`.
    """
    unit.hold_names()
    _check_name(unit, draft.name)
    id = draft.id if draft.id is not None else _free_id(unit, draft.name)
    if not ID.fullmatch(id):
        detail = say(
            "an id is made of small letters a–z, digits, - and _, at most 64, and begins with a letter or digit"
        )
        raise Invalid(detail, [Fault("/id", "id", detail)])
    if id in RESERVED:
        raise Invalid(say("{id!r} has a meaning of its own", id=id), [Fault("/id", "id", say("choose another id"))])
    stores = _stores(draft.stores)
    asked = {"condition": draft.condition, "exclude": draft.exclude, "applies_to": draft.applies_to, "stores": stores}
    saving = Saving(unit, ground, id, draft.name.strip(), asked, draft.actions)
    saving.check_condition(names)
    saving.check_tags()
    saving.check_actions()
    values = asked | {
        "id": id,
        "name": draft.name.strip(),
        "description": draft.description,
        "actions": draft.actions,
        "hold_jumps": draft.hold_jumps,
        "refresh": read(draft.refresh).document(),
        "created_at": unit.now,
        "updated_at": unit.now,
    }
    if not store.insert_definition(unit.connection, values):
        raise SegmentExists(id)
    unit.audit("segment.created", f"segment:{id}", {"name": draft.name})
    _wake_worker(unit)
    return get(unit, id)


def change(
    unit: Unit, ground: Ground, names: Names, id: str, *, version: int, changes: Mapping[str, Any]
) -> Definition:
    """Change some of name, description, condition, exclude, applies_to, stores, actions, refresh of the version that was looked at.

    What is newly done on entry is done for everybody who is in.

    A broken segment whose condition is given again, also unchanged, is computed again.
    """
    unit.hold_names()
    before = get(unit, id, lock=True)
    if before.version != version:
        raise SegmentChanged(id, before.version)
    if "stores" in changes:
        changes = {**changes, "stores": _stores(changes["stores"])}
    if "refresh" in changes:
        changes = {**changes, "refresh": read(changes["refresh"]).document()}
    changed = {name: value for name, value in changes.items() if getattr(before, name) != value}
    if "actions" in changed and _on_entry(before.actions) != _on_entry(changed["actions"]):
        standing.act_again(unit.connection, id, at=unit.now)
    mended = before.broken_reason is not None and "condition" in changes
    if not changed and not mended:
        return before
    if "name" in changed:
        _check_name(unit, changed["name"], of=id)
    asked = changed.keys() & set(ASKED)
    saving = Saving.of(unit, ground, before, changed)
    if "actions" in changed:
        saving.check_tags()
    if mended or asked or changed.get("refresh", ...) is None:
        is_new = not changed.keys().isdisjoint(("condition", "exclude"))
        saving.check_condition(names if is_new else Standing(names))
        changed |= {"version": before.version + 1, "broken_reason": None, "broken_by": None}
    else:
        changed["version"] = before.version + 1
        if before.computed_version == before.version:
            changed["computed_version"] = before.version + 1
    if mended or changed.keys() & {"actions", "condition", "exclude"}:
        saving.check_actions(newly=changed.keys())
    store.update_definition(unit.connection, id, **changed, updated_at=unit.now)
    unit.audit("segment.changed", f"segment:{id}", {name: changes[name] for name in changes if name in changed})
    _wake_worker(unit)
    return get(unit, id)


def ask_refresh(unit: Unit, id: str) -> Definition:
    """Have a segment refreshed that is not kept in every moment; asking twice is one refresh. Raises `KeptByItself`."""
    before = get(unit, id, lock=True)
    if before.archived or before.kept == AUTOMATIC:
        raise KeptByItself(id, archived=before.archived)
    if not before.refreshing:
        store.update_definition(unit.connection, id, refresh_asked_at=unit.now)
        unit.audit("segment.refreshed", f"segment:{id}")
        _wake_worker(unit)
    return get(unit, id)


def archive(unit: Unit, id: str, *, named_elsewhere: NamedElsewhere = nowhere) -> Definition:
    """Stop keeping a segment; what is known of it stays. Raises `SegmentInUse` while others name it."""
    unit.hold_names()
    before = get(unit, id, lock=True)
    if before.archived:
        return before
    used_by = list(dict.fromkeys(use.id for use in segments_naming(unit, id)))
    used_by += named_elsewhere(unit, id)
    if used_by:
        raise SegmentInUse(id, used_by)
    store.update_definition(unit.connection, id, archived=True, parts_at=unit.now, updated_at=unit.now)
    unit.audit("segment.archived", f"segment:{id}")
    _wake_worker(unit)
    return get(unit, id)


def restore(unit: Unit, ground: Ground, names: Names, id: str, *, name: str | None = None) -> Definition:
    """Keep an archived segment again, under another name if one is given: it is computed anew, and its history goes on. What
    it does on entry is done for everybody.

    It is checked like a new one: raises `InvalidCondition` when something that it names is no longer there, `SegmentCircle`,
    `AsksForWhatItDoes`, `FeedEachOther`, and `NameTaken` when another has taken its name.
    """
    unit.hold_names()
    before = get(unit, id, lock=True)
    if not before.archived:
        return before
    called = before.name if name is None else name.strip()
    _check_name(unit, called, of=id)
    saving = Saving.of(unit, ground, before, {"name": called})
    saving.check_condition(Standing(names))
    saving.check_actions()
    anew: dict[str, Any] = {"computed_version": None, "broken_reason": None, "broken_by": None}
    if called != before.name:
        anew |= {"name": called, "version": before.version + 1}
    standing.let_go(unit.connection, id, Actions.model_validate(before.actions or {}).group, at=unit.now)
    store.update_definition(unit.connection, id, archived=False, **anew, updated_at=unit.now)
    unit.audit("segment.restored", f"segment:{id}", {} if called == before.name else {"name": called})
    _wake_worker(unit)
    return get(unit, id)


def segments_naming(unit: Unit, id: str) -> Iterator[SegmentUse]:
    """The other segments that name one, in their condition or in what they leave out."""
    for other in store.definitions(unit.connection):
        for where, document in (("condition", other.condition), ("exclude", other.exclude)):
            if other.id != id and (pointer := next(places(document, id), None)):
                yield SegmentUse("segment", other.id, other.name, where, pointer)


def get(unit: Unit, id: str, *, lock: bool = False) -> Definition:
    """A segment; raises `NotFound`."""
    found = store.definition(unit.connection, id, lock=lock)
    if found is None:
        raise NotFound("segment", id)
    return found


def _on_entry(actions: Any) -> object:
    """What is done on entry, of actions as JSON."""
    read = Actions.model_validate(actions or {})
    return read.group, read.on_entry


def _stores(given: Sequence[str]) -> list[str]:
    """The stores as they are kept: each once, by whatever case it was written in first."""
    by_fold = {fold(name.strip()): name.strip() for name in reversed(given)}
    if "" in by_fold:
        raise Invalid(
            say("a store needs a name"), [Fault("/stores", "missing", say("name the store, or leave it out"))]
        )
    return sorted(by_fold.values(), key=fold)


def _check_name(unit: Unit, name: str, *, of: str | None = None) -> None:
    if not name.strip():
        raise Invalid(say("a segment needs a name"), [Fault("/name", "missing", say("say what the segment is called"))])
    refuse_taken("a segment", name, (one.name for one in store.definitions(unit.connection) if one.id != of))


def _free_id(unit: Unit, name: str) -> str:
    """An id made from the name, with a number behind it when it is taken."""
    base = slug(name, longest=48, otherwise="segment")
    taken = RESERVED | {d.id for d in store.definitions(unit.connection, archived=None)}
    id, number = base, 2
    while id in taken:
        id, number = f"{base}-{number}", number + 1
    return id


def _wake_worker(unit: Unit) -> None:
    unit.ring(CHANNEL)
