"""Choosing: by hypothesis, which remembers and shrinks, or by a seed, which gives the same each time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]


class Luck(ABC):
    """Something that picks; the first of what is offered is the simplest."""

    @abstractmethod
    def below(self, bound: int) -> int:
        """A whole number from 0 up to but not including the bound."""

    def pick(self, offered: Sequence[T]) -> T:
        return offered[self.below(len(offered))]

    def some(self, offered: Sequence[T], at_most: int) -> list[T]:
        """From none to so many of what is offered, in any order, repeated or not."""
        return [self.pick(offered) for _ in range(self.below(at_most + 1))]

    def once_in(self, times: int) -> bool:
        """True one time in so many."""
        return self.below(times) == times - 1

    def shuffled(self, offered: Sequence[T]) -> list[T]:
        """As it is, or in some other order."""
        seed = self.below(50)
        mixed = list(offered)
        if seed:
            Random(seed).shuffle(mixed)
        return mixed


class Drawn(Luck):
    """Hypothesis chooses."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def below(self, bound: int) -> int:
        return int(self._draw(_below(bound))) if bound > 1 else 0


class Seeded(Luck):
    """A seed chooses."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def below(self, bound: int) -> int:
        return self._random.randrange(bound)


@cache
def _below(bound: int) -> st.SearchStrategy[int]:
    return st.integers(0, bound - 1)
