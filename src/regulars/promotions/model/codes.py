"""Coupon codes: how they are compared, made, and how hard they are to guess.

A code is compared without regard to case, spaces and dashes, and letters that
look like a digit are that digit: whoever types O for 0 is understood. Codes that
are made use none of the letters that could be mistaken.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.rules.fold import fold

LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})
"""Letters, folded, that are read as a digit."""
PASSED_OVER = str.maketrans("", "", " -_.\u2010\u2011\u2012\u2013\u2014\u00a0\t")

ALPHABETS = {
    "letters and digits": "ABCDEFGHJKMNPQRSTUVWXYZ23456789",
    "letters": "ABCDEFGHJKMNPQRSTUVWXYZ",
    "digits": "0123456789",
}
"""What codes are made of. None has two characters that `compared` takes for one."""

MOST_OF_THE_ROOM = 0.5
"""No more than this part of the codes that there can be is made: the last of them would take for ever to find."""
LEAST_BITS = 20
"""Of a batch whose codes are easier to guess, one in a million guesses would hit."""
MOST_CODES = 1_000_000
MOST_CHARACTERS = 100


def compared(code: str) -> str:
    """A code as it is compared; empty when nothing is left of it."""
    return fold(code).translate(PASSED_OVER).translate(LOOK_ALIKES)


def unfit(code: str) -> str | None:
    """Why a code can't be one; None when it can."""
    if len(code) > MOST_CHARACTERS or not (left := compared(code)):
        return say("a code has 1 to {most_characters} letters and digits", most_characters=MOST_CHARACTERS)
    if not left.isalnum():
        return say("a code is made of letters and digits, with spaces, dashes, dots and underscores between them")
    return None


class Impossible(Invalid):
    """So many codes of that form can't be made, or could be guessed."""

    code = "coupon.format"


def _of_letters(part: str) -> str:
    if part and (wrong := unfit(part)) and compared(part):
        raise ValueError(wrong)
    return part


class CodeFormat(BaseModel):
    """What the codes of a batch look like: PREFIX, so many random characters in groups, SUFFIX."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    length: Annotated[int, Field(ge=1, le=64)] = 10
    """How many random characters."""
    alphabet: Literal["letters and digits", "letters", "digits"] = "letters and digits"
    """What they are made of; letters and digits that look alike are left out."""
    prefix: Annotated[str, Field(max_length=32), AfterValidator(_of_letters)] = ""
    suffix: Annotated[str, Field(max_length=32), AfterValidator(_of_letters)] = ""
    dash: Annotated[int, Field(ge=0, le=64)] = 0
    """A dash after every so many random characters; 0: none."""

    @property
    def room(self) -> int:
        """How many different codes there can be."""
        return int(len(ALPHABETS[self.alphabet]) ** self.length)

    def bits(self, count: int) -> float:
        """How hard one of so many codes is to hit by a guess, in bits: each more halves the odds."""
        return math.log2(self.room / count)

    def refuse(self, count: int, *, made: int = 0) -> None:
        """Raises `Impossible` when so many codes can't be made beside those that were, or could be guessed."""
        if made + count > self.room * MOST_OF_THE_ROOM:
            raise Impossible(
                say(
                    "there are only {room:code|codes} of that form, too few for {wanted:,}",
                    room=self.room,
                    wanted=made + count,
                ),
                [
                    Fault(
                        "/format/length",
                        "too_short",
                        say("make the random part longer: {enough} do", enough=self._enough(made + count)),
                    )
                ],
            )
        if self.bits(made + count) < LEAST_BITS:
            odds = 2 ** self.bits(made + count)
            raise Impossible(
                say(
                    "one guess in {odds:,.0f} would hit one of {wanted:code|codes} of that form",
                    odds=odds,
                    wanted=made + count,
                ),
                [
                    Fault(
                        "/format/length",
                        "guessable",
                        say("make the random part longer: {enough} do", enough=self._enough(made + count)),
                    )
                ],
            )

    def _enough(self, count: int) -> int:
        """The least length at which so many codes can be made and not be guessed."""
        needed = max(count / MOST_OF_THE_ROOM, count * 2.0**LEAST_BITS)
        return math.ceil(math.log(needed, len(ALPHABETS[self.alphabet])) - 1e-9)

    def written(self, random: str) -> str:
        """A code with its random part in its place."""
        groups = [random[n : n + self.dash] for n in range(0, len(random), self.dash)] if self.dash else [random]
        return f"{self.prefix}{'-'.join(groups)}{self.suffix}"

    def codes(self, choose: Callable[[str], str]) -> Iterator[str]:
        """Codes without end, some of them twice; `choose` picks one of some characters."""
        alphabet = ALPHABETS[self.alphabet]
        while True:
            yield self.written("".join(choose(alphabet) for _ in range(self.length)))
