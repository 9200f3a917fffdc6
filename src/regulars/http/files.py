"""Files that are sent as the body itself."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header

from regulars.core.errors import Refusal
from regulars.core.sentences import say


class NotTheFile(Refusal):
    """A form came where the file itself is to be sent."""

    code = "content_type"
    status = 415

    def __init__(self, kind: str) -> None:
        super().__init__(
            say(
                "the body came as {kind}; send the file itself, with Content-Type: text/csv (curl: --data-binary @customers.csv)",
                kind=kind,
            )
        )


def file_alone(content_type: Annotated[str, Header(include_in_schema=False)] = "") -> None:
    """Refuse forms, whose own lines would be read as names."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith("multipart/") or kind == "application/x-www-form-urlencoded":
        raise NotTheFile(kind)
