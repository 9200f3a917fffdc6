"""The step that sends a mail."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from regulars.campaigns.model.named import TemplateId
from regulars.core.forms import misfit
from regulars.core.sentences import say
from regulars.kinds import formatted

from .base import Step


class SendMail(Step):
    """Sends a mail by a template. What advertises goes only to whoever may be written to; who may not is in the log as blocked."""

    kind: Literal["mail"] = "mail"
    sentence: ClassVar[str] = "send the mail {template}"
    group: ClassVar[str] = "Mails"
    example: ClassVar[dict[str, Any]] = {"template": "3"}

    template: TemplateId
    """The template, by the version that is published when the mail is sent."""
    sends_to: Literal["all", "opted_in", "registered", "both"] = "all"
    """Only to whoever has confirmed the list, or has an account, or both."""
    list: Annotated[str | None, Field(min_length=1, max_length=255), formatted("text")] = None
    """The list that must be confirmed; needed with `opted_in` and `both`."""
    once: bool = False
    """Only once to each customer, however often they come by here."""

    @model_validator(mode="after")
    def _names_the_list(self) -> SendMail:
        if self.sends_to in ("opted_in", "both") and self.list is None:
            raise misfit("list", say("name the list that must be confirmed"))
        return self
