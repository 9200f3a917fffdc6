"""Routes of the API: mail templates."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    MailCheck,
    MailPreview,
    MailPreviewIn,
    MailRevision,
    MailSaying,
    MailStarter,
    MailTemplate,
    MailTemplateChange,
    MailTemplateIn,
    MailTemplateVersion,
    MailTested,
    MailTestIn,
    MailWords,
    PageMailTemplateOut,
)


class MailTemplatesRoutes:
    _transport: Transport

    def preview_mail_template(self, body: MailPreviewIn) -> MailPreview:
        """Show a template as a customer would get it: of an order or a cart the customer's last one, and examples of what only
        a campaign can give. Nothing is stored and nothing is sent.
        """
        return cast("MailPreview", self._transport.request("POST", "/v1/mail-templates/preview", json=body))

    def test_mail_template(self, body: MailTestIn, *, idempotency_key: str | None = None) -> MailTested:
        """Send a template to somebody of the team now, as a customer would get it. Its links lead nowhere, and nothing is counted."""
        return cast(
            "MailTested",
            self._transport.request("POST", "/v1/mail-templates/test", json=body, key=idempotency_key, keyed=True),
        )

    def list_mail_templates(
        self,
        *,
        search: str | None = None,
        kind: Literal["marketing", "transactional"] | None = None,
        archived: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageMailTemplateOut:
        """Templates, the latest first; those that are archived when they are asked for."""
        return cast(
            "PageMailTemplateOut",
            self._transport.request(
                "GET",
                "/v1/mail-templates",
                params={"search": search, "kind": kind, "archived": archived, "limit": limit, "cursor": cursor},
            ),
        )

    def create_mail_template(self, body: MailTemplateIn, *, idempotency_key: str | None = None) -> MailTemplate:
        """Begin a template, as a draft."""
        return cast(
            "MailTemplate",
            self._transport.request("POST", "/v1/mail-templates", json=body, key=idempotency_key, keyed=True),
        )

    def get_mail_template_words(self) -> MailWords:
        """The variables that templates can use, the blocks that can be put into them, and the plural forms of languages."""
        return cast("MailWords", self._transport.request("GET", "/v1/mail-templates/words"))

    def list_mail_template_starters(self) -> list[MailStarter]:
        """Templates to begin with, each in every language of the application."""
        return cast("list[MailStarter]", self._transport.request("GET", "/v1/mail-templates/starters"))

    def check_mail_template(self, body: MailSaying) -> MailCheck:
        """Say what is wrong with a template, and what it needs; nothing is stored."""
        return cast("MailCheck", self._transport.request("POST", "/v1/mail-templates/check", json=body))

    def get_mail_template(self, id: str) -> MailTemplate:
        """One template with its draft."""
        return cast("MailTemplate", self._transport.request("GET", f"/v1/mail-templates/{quote(str(id), safe='')}"))

    def save_mail_template(
        self, id: str, body: MailTemplateChange, *, idempotency_key: str | None = None
    ) -> MailTemplate:
        """Save a draft. What is sent stays as it is until the draft is published. When somebody else has saved meanwhile,
        the answer is 409 and nothing is changed.
        """
        return cast(
            "MailTemplate",
            self._transport.request(
                "PATCH", f"/v1/mail-templates/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def publish_mail_template(self, id: str, body: MailRevision, *, idempotency_key: str | None = None) -> MailTemplate:
        """Make a version of the draft, which mails are written by from then on; mails that wait keep theirs."""
        return cast(
            "MailTemplate",
            self._transport.request(
                "POST",
                f"/v1/mail-templates/{quote(str(id), safe='')}/publish",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def list_mail_template_versions(self, id: str) -> list[MailTemplateVersion]:
        """What was published of a template, the latest first."""
        return cast(
            "list[MailTemplateVersion]",
            self._transport.request("GET", f"/v1/mail-templates/{quote(str(id), safe='')}/versions"),
        )

    def restore_mail_template_version(
        self, id: str, version: str, body: MailRevision, *, idempotency_key: str | None = None
    ) -> MailTemplate:
        """Make the draft say what a version said; what is sent stays as it is until that is published."""
        return cast(
            "MailTemplate",
            self._transport.request(
                "POST",
                f"/v1/mail-templates/{quote(str(id), safe='')}/versions/{quote(str(version), safe='')}/restore",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def archive_mail_template(self, id: str, *, idempotency_key: str | None = None) -> MailTemplate:
        """Offer a template no more. Mails that were decided are still written by its versions. Refused, naming them, while campaigns,
        workflows, newsletters or rewards are to send by it.
        """
        return cast(
            "MailTemplate",
            self._transport.request(
                "POST", f"/v1/mail-templates/{quote(str(id), safe='')}/archive", key=idempotency_key, keyed=True
            ),
        )

    def restore_mail_template(self, id: str, *, idempotency_key: str | None = None) -> MailTemplate:
        """Offer an archived template again."""
        return cast(
            "MailTemplate",
            self._transport.request(
                "POST", f"/v1/mail-templates/{quote(str(id), safe='')}/restore", key=idempotency_key, keyed=True
            ),
        )
