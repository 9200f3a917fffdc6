"""How far a message has come, and why one is not sent.

A message is handed over once. Whether the server took it is mostly known from
its answer; where no answer came it may have been taken, and then a mail that
advertises is not sent again, for two are worse than none. A mail that the
customer waits for is.
"""

from __future__ import annotations

from typing import Literal

State = Literal["queued", "handed_over", "accepted", "deferred", "bounced", "blocked", "unknown"]
"""Waits for its time or its turn; its text was made and given to the server, which hasn't answered yet; taken by the server;
refused for now and tried again; refused for good or come back; not sent, with the reason; nobody knows whether it was taken."""
OPEN: tuple[State, ...] = ("queued", "deferred")
"""States from which a message is yet to be sent."""
SENT: tuple[State, ...] = ("accepted", "unknown")
"""States of messages that have left, as far as anybody knows."""

Source = Literal["campaign", "workflow", "newsletter", "transactional"]
"""What had it sent: a run of a campaign, a rule of a rewards workflow, a newsletter, or something that the customer did or asked
for (a coupon for points, the question whether a subscription is meant)."""

Filter = Literal["all", "opted_in", "registered", "both"]
"""Whom a source sends to: everybody, who has confirmed the list, who has an account, or who is both."""

WaitsFor = Literal["quiet_hours", "cap", "throttle", "batch", "paused", "put_off", "server"]
"""Why a message that is yet to be sent isn't sent now: mails of its campaign leave later in the day; the customer had enough
for now; the mail servers of its domain take so many a minute; its part of the newsletter comes later; the newsletter or
the campaign is paused; the server put it off; the server can't be reached."""

Reason = Literal[
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
"""Why a message was not sent: nobody knows where to; the customer was erased; mail to the address came back or was complained
about; the list was never confirmed, or left; there is no account; a guest never agreed; the customer asked for a pause; there
were enough messages already; its time was up; whoever had it sent took it back; its text couldn't be made; the server refused
it; the server put it off too often; the server wasn't reached by a trial, which isn't made again; it is about a coupon, and the
customer was given none; its template isn't published; the customer's way through the campaign ended while it was held back."""
