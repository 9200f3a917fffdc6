"""The mailbox: mails are files in the data directory, to be looked at in the admin pages. Nothing leaves the house.

Until a mail server is set this is where everything goes, so that a shop can see
what its customers would get. A mail is a file that is there whole or not at all,
named by its message.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from regulars.core.sentences import say
from regulars.messaging.composing import Mail
from regulars.messaging.model.answers import Answer

from . import TransportDown

FOLDER = "mailbox"
A_FOLDER = 1_000
"""Files in one folder, by the number of their message."""


class Mailbox:
    """Writes mails to a data directory, and finds them again."""

    TAKEN = "250 kept in the mailbox"
    """What the answer to a mail is that was."""

    @classmethod
    def worded(cls, answer: str) -> str:
        """An answer to whoever reads of it: our own is said in words, for there was no server whose words they are."""
        if answer != cls.TAKEN:
            return answer
        return say(
            "It was put into the mailbox of this installation. Nobody gets it by mail until a mail server is set."
        )

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER

    def open(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise TransportDown(_unkept(self._folder, error)) from error

    def hand_over(self, mail: Mail) -> Answer:
        path = self.path(_number(mail.mail_id))
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(mail.raw)
            os.replace(part, path)
        except OSError as error:
            return Answer(None, _unkept(path, error), given=False)
        return Answer(250, self.TAKEN.removeprefix("250 "))

    def has(self, mail_id: str, message_id: int) -> bool | None:
        return self.path(message_id).exists()

    def close(self) -> None:
        """Nothing is held."""

    def path(self, message_id: int) -> Path:
        """Where the mail of a message is, if it was handed over here."""
        return self._folder / f"{message_id // A_FOLDER:06d}" / f"{message_id}.eml"

    def read(self, message_id: int) -> bytes | None:
        """The mail of a message; None when there is none."""
        try:
            return self.path(message_id).read_bytes()
        except FileNotFoundError:
            return None

    def forget(self, message_ids: list[int]) -> None:
        """Remove mails."""
        for id in message_ids:
            self.path(id).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _unkept(path: Path, error: OSError) -> str:
    return say("mails can't be kept in {path}: {error}", path=str(path), error=error.strerror or str(error))


def _number(mail_id: str) -> int:
    return int(mail_id[1:].partition(".")[0])
