"""Routes of the API: messages."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    AudienceIn,
    AudienceOut,
    HookSecretOut,
    LoggedMessageOut,
    MailOut,
    MailReportOut,
    MailSettingsOut,
    MailSettingsPatch,
    MailStandingOut,
    MessageCountsOut,
    NewsletterIn,
    NewsletterOut,
    NewsletterPatch,
    NewsletterTestIn,
    NewsletterTestOut,
    PageLoggedMessageOut,
    PageNewsletterOut,
    PageSuppressionOut,
    ScheduleIn,
    SettleAllIn,
    SettledOut,
    SettleIn,
    SuppressionIn,
    SuppressionOut,
    TrialIn,
    TrialOut,
    VersionIn,
)


class MessagesRoutes:
    _transport: Transport

    def list_newsletters(
        self, *, search: str | None = None, limit: int | None = None, cursor: str | None = None
    ) -> PageNewsletterOut:
        """Newsletters, the latest first."""
        return cast(
            "PageNewsletterOut",
            self._transport.request(
                "GET", "/v1/newsletters", params={"search": search, "limit": limit, "cursor": cursor}
            ),
        )

    def create_newsletter(self, body: NewsletterIn, *, idempotency_key: str | None = None) -> NewsletterOut:
        """Make a draft; nothing is sent yet."""
        return cast(
            "NewsletterOut",
            self._transport.request("POST", "/v1/newsletters", json=body, key=idempotency_key, keyed=True),
        )

    def count_newsletter_audience(self, body: AudienceIn) -> AudienceOut:
        """How many customers a newsletter would go to now."""
        return cast("AudienceOut", self._transport.request("POST", "/v1/newsletters/audience", json=body))

    def get_newsletter(self, id: str) -> NewsletterOut:
        """One newsletter, with what came of it."""
        return cast("NewsletterOut", self._transport.request("GET", f"/v1/newsletters/{quote(str(id), safe='')}"))

    def save_newsletter(self, id: str, body: NewsletterPatch, *, idempotency_key: str | None = None) -> NewsletterOut:
        """Change one that hasn't begun."""
        return cast(
            "NewsletterOut",
            self._transport.request(
                "PUT", f"/v1/newsletters/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def delete_newsletter(self, id: str, *, idempotency_key: str | None = None) -> None:
        """Forget a draft."""
        self._transport.request("DELETE", f"/v1/newsletters/{quote(str(id), safe='')}", key=idempotency_key, keyed=True)

    def schedule_newsletter(self, id: str, body: ScheduleIn, *, idempotency_key: str | None = None) -> NewsletterOut:
        """Have it sent, now or at an instant; its audience is fixed when it begins."""
        return cast(
            "NewsletterOut",
            self._transport.request(
                "POST",
                f"/v1/newsletters/{quote(str(id), safe='')}/schedule",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def unschedule_newsletter(self, id: str, *, idempotency_key: str | None = None) -> NewsletterOut:
        """Make it a draft again, as long as it hasn't begun."""
        return cast(
            "NewsletterOut",
            self._transport.request(
                "POST", f"/v1/newsletters/{quote(str(id), safe='')}/unschedule", key=idempotency_key, keyed=True
            ),
        )

    def pause_newsletter(self, id: str, *, idempotency_key: str | None = None) -> NewsletterOut:
        """Send no more of it for now."""
        return cast(
            "NewsletterOut",
            self._transport.request(
                "POST", f"/v1/newsletters/{quote(str(id), safe='')}/pause", key=idempotency_key, keyed=True
            ),
        )

    def resume_newsletter(self, id: str, *, idempotency_key: str | None = None) -> NewsletterOut:
        """Go on where it was."""
        return cast(
            "NewsletterOut",
            self._transport.request(
                "POST", f"/v1/newsletters/{quote(str(id), safe='')}/resume", key=idempotency_key, keyed=True
            ),
        )

    def cancel_newsletter(self, id: str, *, idempotency_key: str | None = None) -> NewsletterOut:
        """Send no more of it, ever."""
        return cast(
            "NewsletterOut",
            self._transport.request(
                "POST", f"/v1/newsletters/{quote(str(id), safe='')}/cancel", key=idempotency_key, keyed=True
            ),
        )

    def try_newsletter(
        self, id: str, body: NewsletterTestIn, *, idempotency_key: str | None = None
    ) -> NewsletterTestOut:
        """Send it to one address, once for each subject."""
        return cast(
            "NewsletterTestOut",
            self._transport.request(
                "POST", f"/v1/newsletters/{quote(str(id), safe='')}/test", json=body, key=idempotency_key, keyed=True
            ),
        )

    def list_messages(
        self,
        *,
        source: Literal["campaign", "workflow", "newsletter", "transactional"] | None = None,
        source_id: str | None = None,
        state: list[Literal["queued", "handed_over", "accepted", "deferred", "bounced", "blocked", "unknown"]]
        | None = None,
        reason: Literal[
            "no_address",
            "erased",
            "suppressed",
            "not_opted_in",
            "unsubscribed",
            "not_registered",
            "guest_without_consent",
            "paused",
            "cap",
            "too_late",
            "cancelled",
            "rendering",
            "refused",
            "gave_up",
            "unreachable",
            "no_coupon",
            "no_template",
            "run_ended",
        ]
        | None = None,
        customer: str | None = None,
        search: str | None = None,
        tests: bool | None = None,
        in_mailbox: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageLoggedMessageOut:
        """Messages, the latest queued first."""
        return cast(
            "PageLoggedMessageOut",
            self._transport.request(
                "GET",
                "/v1/messages",
                params={
                    "source": source,
                    "source_id": source_id,
                    "state": state,
                    "reason": reason,
                    "customer": customer,
                    "search": search,
                    "tests": tests,
                    "in_mailbox": in_mailbox,
                    "limit": limit,
                    "cursor": cursor,
                },
            ),
        )

    def count_messages(
        self,
        *,
        source: Literal["campaign", "workflow", "newsletter", "transactional"] | None = None,
        source_id: str | None = None,
        tests: bool | None = None,
    ) -> MessageCountsOut:
        """How many messages of a source there are of each state."""
        return cast(
            "MessageCountsOut",
            self._transport.request(
                "GET", "/v1/messages/counts", params={"source": source, "source_id": source_id, "tests": tests}
            ),
        )

    def explain_messages(
        self,
        *,
        customer: str,
        source: Literal["campaign", "workflow", "newsletter", "transactional"] | None = None,
        source_id: str | None = None,
        list: str | None = None,
    ) -> MailStandingOut:
        """Why a customer got the mail of a source, or didn't, and what would keep mail from them now."""
        return cast(
            "MailStandingOut",
            self._transport.request(
                "GET",
                "/v1/messages/why",
                params={"customer": customer, "source": source, "source_id": source_id, "list": list},
            ),
        )

    def get_message(self, id: str) -> LoggedMessageOut:
        """One message."""
        return cast("LoggedMessageOut", self._transport.request("GET", f"/v1/messages/{quote(str(id), safe='')}"))

    def settle_messages(self, body: SettleAllIn, *, idempotency_key: str | None = None) -> SettledOut:
        """Of everything that a source sent and nobody knows whether it was taken: send it again, or count it as sent."""
        return cast(
            "SettledOut",
            self._transport.request("POST", "/v1/messages/settle", json=body, key=idempotency_key, keyed=True),
        )

    def settle_message(self, id: str, body: SettleIn, *, idempotency_key: str | None = None) -> LoggedMessageOut:
        """Of one message that nobody knows of whether it was taken: send it again, or count it as sent."""
        return cast(
            "LoggedMessageOut",
            self._transport.request(
                "POST", f"/v1/messages/{quote(str(id), safe='')}/settle", json=body, key=idempotency_key, keyed=True
            ),
        )

    def get_message_mail(self, id: str) -> MailOut:
        """The mail of a message that went to the mailbox, headers and all."""
        return cast("MailOut", self._transport.request("GET", f"/v1/messages/{quote(str(id), safe='')}/mail"))

    def report_mail(self, file: bytes, *, idempotency_key: str | None = None) -> MailReportOut:
        """Take a mail that reports a bounce (RFC 3464) or a complaint (RFC 5965), as it came to the bounce address."""
        return cast(
            "MailReportOut",
            self._transport.request(
                "POST", "/v1/mail-reports", content=file, content_type="message/rfc822", key=idempotency_key, keyed=True
            ),
        )

    def list_suppressions(
        self,
        *,
        search: str | None = None,
        reason: Literal["bounced", "complained", "by_hand"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageSuppressionOut:
        """Addresses that nothing is sent to, the latest first."""
        return cast(
            "PageSuppressionOut",
            self._transport.request(
                "GET", "/v1/suppressions", params={"search": search, "reason": reason, "limit": limit, "cursor": cursor}
            ),
        )

    def add_suppression(self, body: SuppressionIn, *, idempotency_key: str | None = None) -> SuppressionOut:
        """Send nothing to an address any more."""
        return cast(
            "SuppressionOut",
            self._transport.request("POST", "/v1/suppressions", json=body, key=idempotency_key, keyed=True),
        )

    def remove_suppression(self, address: str, *, idempotency_key: str | None = None) -> None:
        """Send to an address again. Whoever removes one says so in the audit."""
        self._transport.request(
            "DELETE", f"/v1/suppressions/{quote(str(address), safe='')}", key=idempotency_key, keyed=True
        )

    def get_mail_settings(self) -> MailSettingsOut:
        """How mail leaves the house, and whether it does."""
        return cast("MailSettingsOut", self._transport.request("GET", "/v1/mail-settings"))

    def change_mail_settings(self, body: MailSettingsPatch, *, idempotency_key: str | None = None) -> MailSettingsOut:
        """Change some of them; what is queued is sent by the new ones from then on."""
        return cast(
            "MailSettingsOut",
            self._transport.request("PATCH", "/v1/mail-settings", json=body, key=idempotency_key, keyed=True),
        )

    def make_mail_key(self, body: VersionIn, *, idempotency_key: str | None = None) -> MailSettingsOut:
        """Make a key that mail is signed with; put its record into the DNS."""
        return cast(
            "MailSettingsOut",
            self._transport.request("POST", "/v1/mail-settings/dkim", json=body, key=idempotency_key, keyed=True),
        )

    def remove_mail_key(self, body: VersionIn, *, idempotency_key: str | None = None) -> MailSettingsOut:
        """Sign no more, and forget the key."""
        return cast(
            "MailSettingsOut",
            self._transport.request(
                "POST", "/v1/mail-settings/dkim/remove", json=body, key=idempotency_key, keyed=True
            ),
        )

    def make_mail_hook_secret(self, body: VersionIn, *, idempotency_key: str | None = None) -> HookSecretOut:
        """Make the secret that a mail provider signs its reports of bounces and complaints with."""
        return cast(
            "HookSecretOut",
            self._transport.request(
                "POST", "/v1/mail-settings/hook-secret", json=body, key=idempotency_key, keyed=True
            ),
        )

    def try_mail_settings(self, body: TrialIn, *, idempotency_key: str | None = None) -> TrialOut:
        """Send a mail now, in the language of whoever asks, and say what the server answered."""
        return cast(
            "TrialOut",
            self._transport.request("POST", "/v1/mail-settings/test", json=body, key=idempotency_key, keyed=True),
        )
