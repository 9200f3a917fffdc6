"""What is kept secret from a copy of the database: the mail server's password and the key that signs.

They are encrypted with a key in a file of the data directory that only its owner
can read. Whoever restores the database elsewhere brings `secret.key` along, or
enters the password again.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from regulars.core.errors import Conflict
from regulars.core.sentences import say

FILE = "secret.key"


class SecretLost(Conflict):
    """What was kept can't be read with the key that is there."""

    code = "mail.secret_lost"

    def __init__(self, what: str) -> None:
        super().__init__(
            say(
                "{what} was encrypted with another {file} than that of this data directory; bring that file back, or enter it again",
                what=what,
                file=FILE,
            )
        )
        self.what = what


class Vault:
    """Encrypts with the key of a data directory, made when it is first needed."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE

    def close(self, text: str) -> str:
        """A text as it may be kept."""
        return Fernet(self._key()).encrypt(text.encode()).decode()

    def open(self, kept: str, what: str) -> str:
        """What was kept; raises `SecretLost`, naming `what` it was."""
        try:
            return Fernet(self._key()).decrypt(kept.encode()).decode()
        except (InvalidToken, ValueError):
            raise SecretLost(what) from None

    def _key(self) -> bytes:
        try:
            return self._path.read_bytes().strip()
        except FileNotFoundError:
            pass
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{FILE}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, self._path)  # unless another process was first
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        return self._path.read_bytes().strip()
