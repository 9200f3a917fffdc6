"""Whether a mail was opened, or a link followed, by a person or by a machine; as far as that can be told.

Programs load what nobody reads: Apple's mail privacy fetches every picture,
scanners at companies follow every link as a mail comes in, browsers fetch ahead.
Whatever says so of itself, or comes at once after the mail was handed over, is a machine.
Pictures that Gmail and Yahoo fetch are fetched when the mail is opened: those are people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

AT_ONCE = timedelta(seconds=2)
"""Nobody opens a mail so soon after it was handed over."""
_APPLE = "Mozilla/5.0"
"""Apple's privacy says nothing else of itself."""
_MACHINES = re.compile(
    r"bot\b|crawl|spider|preview|scan|headless|phantomjs|curl/|wget/|python-|java/|okhttp|go-http-client|libwww|httpclient"
    r"|barracuda|proofpoint|mimecast|messagelabs|symantec|fireeye|trendmicro|sophos|fortinet|safelinks|zscaler",
    re.IGNORECASE,
)
_AHEAD = ("purpose", "sec-purpose", "x-purpose", "x-moz")


def is_machine(method: str, headers: Mapping[str, str], *, sent_at: datetime | None, at: datetime) -> bool:
    """Whether what asks with these headers (names in small letters) is a machine."""
    agent = headers.get("user-agent", "").strip()
    if method == "HEAD" or not agent or agent == _APPLE or _MACHINES.search(agent):
        return True
    if any(
        "prefetch" in headers.get(name, "").lower() or "preview" in headers.get(name, "").lower() for name in _AHEAD
    ):
        return True
    return sent_at is not None and at - sent_at < AT_ONCE
