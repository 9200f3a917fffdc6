"""Passwords, and the secrets that sessions and keys are known by.

Passwords are hashed with argon2. Session tokens and keys are long random words,
so a plain SHA-256 of them is kept: nobody guesses one from its hash, and it can
be looked up by an index.
"""

from __future__ import annotations

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say

SHORTEST = 10
LONGEST = 200
SECRET_PREFIX = "rk_"
PUBLISHABLE_PREFIX = "pk_"

_hasher = PasswordHasher()


@cache
def _of_nobody() -> str:
    """A hash to compare with when there is no such user, so that it takes as long."""
    return _hasher.hash("the password of nobody")


def hash_password(password: str) -> str:
    """The argon2 hash of a new password; raises `Invalid` when it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        said = say("a password has {shortest} to {longest} characters", shortest=SHORTEST, longest=LONGEST)
        raise Invalid(said, [Fault("/password", "password", said)])
    return _hasher.hash(password)


def password_is_right(hashed: str | None, password: str) -> bool:
    """Whether this is the password; takes as long when there is no such user."""
    try:
        return _hasher.verify(hashed or _of_nobody(), password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(hashed: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(hashed)


def fresh_token() -> str:
    """A new session token, 256 bits."""
    return secrets.token_urlsafe(32)


def fresh_key(*, publishable: bool) -> str:
    """A new API key; its first letters tell which kind it is."""
    return (PUBLISHABLE_PREFIX if publishable else SECRET_PREFIX) + secrets.token_urlsafe(32)


def fresh_password() -> str:
    """A password for a person to type once, in groups of letters that can't be confused."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def digest(secret: str) -> bytes:
    """What is kept of a token or key."""
    return hashlib.sha256(secret.encode()).digest()
