"""Ways out: where a mail goes when it is made."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from regulars.messaging.composing import Mail
from regulars.messaging.model.answers import Answer


class TransportDown(Exception):
    """Nothing can be handed over just now; nothing was. `why` is a sentence, which `str` would leave in English."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Transport(Protocol):
    """A way out, used by one thread."""

    def open(self) -> None:
        """Make sure that mails can be handed over; raises `TransportDown`."""
        ...

    def hand_over(self, mail: Mail) -> Answer:
        """Give one mail; whatever goes wrong is in the answer."""
        ...

    def has(self, mail_id: str, message_id: int) -> bool | None:
        """Whether a mail was taken that this process knows nothing of, because it was killed; None: nobody can know."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
