"""Kinds of others: packages that are installed beside this one and add to the registries."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from regulars.core.errors import Refusal

ENTRY_POINTS = "regulars.kinds"
"""The group of entry points, each naming a module or class that defines kinds."""


class BrokenContribution(Refusal):
    """A package that contributes kinds can't be loaded."""

    code = "kind.contribution_broken"

    def __init__(self, *, name: str, module: str, reason: str) -> None:
        super().__init__(f"the contribution {name!r} ({module}) can't be loaded: {reason}; mend or uninstall it")
        self.name = name
        self.module = module
        self.reason = reason


def load_contributed() -> list[str]:
    """Load what installed packages contribute; the names of the contributions."""
    return [_load(entry) for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name)]


def _load(entry: EntryPoint) -> str:
    try:
        entry.load()
    except Exception as error:
        raise BrokenContribution(
            name=entry.name, module=entry.value, reason=f"{type(error).__name__}: {error}"
        ) from error
    return entry.name
