"""Settings of one installation's processes, read from `REGULARS_*` and nowhere else.

What the shop decides once (currency, time zone) is kept in the books from the
first start on; the values here are what a new installation begins with.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from regulars.core.currencies import PLACES
from regulars.core.errors import Fault, Invalid, Refusal
from regulars.core.wording import said

PREFIX = "REGULARS_"
NEW_PASSWORD = PREFIX + "NEW_PASSWORD"
"""What `regulars user` takes for a password that is not to stand in the shell's history."""
OF_TESTS = (PREFIX + "TEST_", PREFIX + "CHROMIUM", PREFIX + "FAILPOINT")
"""How variables begin that only tests read."""


class BadSettings(Invalid):
    """One or more `REGULARS_*` variables can't be used as they are."""

    code = "settings"


class DataDirUnusable(Refusal):
    """The data directory can't be made or isn't one."""

    code = "data_dir"
    status = 503

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} can't be the data directory ({reason}); set REGULARS_DATA_DIR to a directory that this user may write to"
        )
        self.path = str(path)


class Settings(BaseSettings):
    """Where things are, and where to listen."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: Path.home() / ".local" / "share" / "regulars",
        description="Directory of the embedded database, the facts file and old months of the journal.",
    )
    database_url: str | None = Field(
        default=None, description="PostgreSQL 15 or newer, postgresql://…; without it one is run in the data directory."
    )
    facts_url: str | None = Field(
        default=None,
        description="Kept for later: in this version facts live in the data directory, and a value is refused.",
    )
    host: str = Field(default="127.0.0.1", description="Address that the web process listens on.")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(default=8000, description="Port; 0 takes a free one.")
    shop_name: str = Field(default="Your shop", description="What the shop is called on the admin pages.")
    shop_url: str = Field(
        default="",
        description="Address of the shop's pages, https://…, to which mails link; holds before what Settings, Shop say.",
    )
    currency: str = Field(default="USD", description="Base currency a new installation begins with (ISO 4217).")
    time_zone: str = Field(
        default="UTC", description="Time zone a new installation begins with, such as Europe/Warsaw."
    )
    language: Literal["en", "pl", "ru"] = Field(default="en", description="Language of the admin pages and sentences.")
    guest_history: Literal["always", "when_verified", "never"] = Field(
        default="always",
        description="Whether a registered customer takes over what was done as a guest with the same e-mail.",
    )
    leap_day: Literal["02-28", "03-01"] = Field(
        default="02-28", description="The day on which a 29 February falls in common years."
    )
    webhooks_private: bool = Field(
        default=False,
        description="Whether webhooks may be sent to private addresses and by http, as to a shop on the same machine.",
    )

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, url: str | None) -> str | None:
        if url and not url.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
            raise ValueError("this is not a PostgreSQL address; write postgresql://user:password@host:5432/name")
        return url or None

    @field_validator("shop_url")
    @classmethod
    def _address(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://")):
            raise ValueError("write the whole address, such as https://shop.example")
        return url.rstrip("/")

    @field_validator("facts_url")
    @classmethod
    def _in_the_data_directory(cls, url: str | None) -> None:
        if url:
            raise ValueError("facts live in the data directory in this version; unset this, and set REGULARS_DATA_DIR")

    @field_validator("currency")
    @classmethod
    def _known_currency(cls, code: str) -> str:
        if code not in PLACES:
            raise ValueError("there is no such currency; write one of ISO 4217, such as EUR")
        return code

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("there is no such time zone; write one such as Europe/Warsaw") from None
        return name

    @property
    def facts_path(self) -> Path:
        """The DuckDB file of the facts."""
        return self.data_dir / "facts.duckdb"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone a new installation begins with."""
        return ZoneInfo(self.time_zone)


def load() -> Settings:
    """The settings of this process; raises `BadSettings` naming every variable at fault."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [Fault(PREFIX + str(e["loc"][0]).upper(), e["type"], said(e)) for e in error.errors(include_url=False)]
        named = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults)
        raise BadSettings(named, faults) from None


def make_data_dir(path: Path) -> None:
    """Make the data directory unless it is there, for nobody else to read; raises `DataDirUnusable`."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        raise DataDirUnusable(path, error.strerror or str(error)) from error


def unknown(names: Iterable[str]) -> list[str]:
    """What is to be said of each `REGULARS_*` variable that nothing reads, such as one that is misspelt."""
    known = [PREFIX + name.upper() for name in Settings.model_fields] + [NEW_PASSWORD]
    said = []
    for name in sorted(names):
        if name.upper().startswith(PREFIX) and name.upper() not in known and not name.upper().startswith(OF_TESTS):
            nearest = get_close_matches(name.upper(), known, n=1, cutoff=0.7)
            advice = f"did you mean {nearest[0]}?" if nearest else "see the settings there are in the documentation"
            said.append(f"{name} is no setting and is passed over; {advice}")
    return said
