"""How the nodes of a draft hang together: who comes where, past what, and round in which circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .definition import Draft
from .steps import Step


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes of a draft. `steps`: those that could be read, by the place of their node; `places`: of nodes, by their ids."""

    draft: Draft
    steps: Mapping[int, Step]
    places: Mapping[str, int]

    def always_after(self, kind: type[Step], node: str) -> bool:
        """Whether a step of a kind lies on every way to a node, so that nobody comes there without it."""
        assert self.draft.first is not None
        return node not in set(self.reached(self.draft.first, but_through=kind))

    def reached(self, first: str, *, but_through: type[Step] | None = None) -> Iterator[str]:
        """The nodes that are come to from one, itself among them; ways end at steps of a kind that aren't gone through."""
        seen, waiting = {first}, [first]
        while waiting:
            node = waiting.pop()
            yield node
            if but_through is not None and isinstance(self.steps.get(self.places[node]), but_through):
                continue
            for target in self._targets(node):
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)

    def circles(self) -> list[int]:
        """The nodes that can be come back to without a wait on the way, one of each circle, the first in the draft's order."""
        reach = {node: self._without_rest(node) for node in self.places if not self._rests(node)}
        found: list[str] = []
        for node, reached in reach.items():
            if node in reached and not any(node in reach[one] and one in reached for one in found):
                found.append(node)
        return [self.places[node] for node in found]

    def _targets(self, node: str) -> list[str]:
        n = self.places[node]
        step = self.steps.get(n)
        leads = self.draft.nodes[n].next.items()
        return [to for name, to in leads if to in self.places and (step is None or name in step.branches())]

    def _without_rest(self, first: str) -> set[str]:
        """The nodes that are come to from one at once."""
        seen: set[str] = set()
        waiting = [first]
        while waiting:
            for target in self._targets(waiting.pop()):
                if target not in seen and not self._rests(target):
                    seen.add(target)
                    waiting.append(target)
        return seen

    def _rests(self, node: str) -> bool:
        step = self.steps.get(self.places[node])
        return step is not None and step.waits
