"""Slips: what a lane has handed over of its batch, mail by mail, so that who is killed meanwhile leaves one doubt and not a hundred.

A batch is marked as handed over in the books before the server gets any of it. Which
of its mails the server was really given stands on the lane's slip, a small file that is
written to before and after each: of a mail that isn't on it nothing had left, of one that was
answered the answer is known, and only of the one in between nobody can say.

What was written is there after a process was killed, but perhaps not after the machine
was: a slip of before its last start says nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

import orjson

from regulars.core import sentences
from regulars.core.sentences import written

from .model.answers import Answer

FOLDER = "mail"
_BOOT = Path("/proc/sys/kernel/random/boot_id")

Fate = Answer | Literal["not_given", "in_flight"]
"""What the server said to a mail, or how far it had come."""
Slips = Mapping[tuple[int, int], Fate]
"""By message and attempt."""


class Slip:
    """The slip of the lane with this number."""

    def __init__(self, data_dir: Path, number: int) -> None:
        self._path = data_dir / FOLDER / f"lane-{number}.slip"
        self._file: int | None = None

    def begin(self, attempts: Mapping[int, int]) -> None:
        """Begin a new one: for messages with the attempts that this one makes it. What stood on it must be settled."""
        self.close()
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.open(self._path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_APPEND, 0o600)
        self._write({"boot": _boot(), "attempts": list(attempts.items())})

    def giving(self, message_id: int) -> None:
        """Note that the server is given the mail of a message now."""
        self._write({"of": message_id})

    def given(self, message_id: int, answer: Answer) -> None:
        """Note what came of it."""
        self._write({"of": message_id, "code": answer.code, "text": written(answer.text), "given": answer.given})

    def close(self) -> None:
        """Let go of the file; what stands on it stays."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _write(self, line: Mapping[str, object]) -> None:
        assert self._file is not None
        os.write(self._file, orjson.dumps(line) + b"\n")


def read(data_dir: Path) -> Slips:
    """What stands on the slips there are."""
    found: dict[tuple[int, int], Fate] = {}
    for path in sorted((data_dir / FOLDER).glob("lane-*.slip")):
        with suppress(OSError, ValueError, KeyError):  # one that can't be read says nothing
            found |= _read(path.read_bytes())
    return found


def _read(noted: bytes) -> dict[tuple[int, int], Fate]:
    first, *lines = [orjson.loads(line) for line in noted.splitlines(keepends=True) if line.endswith(b"\n")] or [{}]
    if not first or first["boot"] is None or first["boot"] != _boot():
        return {}
    attempts = dict(first["attempts"])
    found: dict[tuple[int, int], Fate] = dict.fromkeys(attempts.items(), "not_given")
    for line in lines:
        answered = "code" in line
        fate: Fate = (
            Answer(line["code"], sentences.read(line["text"]), given=line["given"]) if answered else "in_flight"
        )
        found[line["of"], attempts[line["of"]]] = fate
    return found


def _boot() -> str | None:
    """Which start of the machine this is; None where that isn't told."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return None
