"""Settings of one installation's processes, read from `REGULARS_*` and nowhere else.

What the shop decides once (currency, time zone) is kept in the books from the
first start on; the values here are what a new installation begins with.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from regulars.core.currencies import PLACES
from regulars.core.errors import Fault, Invalid

PREFIX = "REGULARS_"


class BadSettings(Invalid):
    """One or more `REGULARS_*` variables can't be used as they are."""

    code = "settings"


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
        faults = [
            Fault(PREFIX + str(e["loc"][0]).upper(), e["type"], e["msg"].removeprefix("Value error, "))
            for e in error.errors(include_url=False)
        ]
        named = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults)
        raise BadSettings(named, faults) from None
