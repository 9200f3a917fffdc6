"""How mail leaves the house: the way out, who sends, how often, what is tracked, and the key that signs.

Kept as one setting of the installation. The password and the private key are
encrypted (`vault.py`) and never told; what is changed stands in the audit without them.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from regulars.books import Unit
from regulars.core.errors import Conflict, Fault, Invalid
from regulars.core.sentences import read, say, written
from regulars.kinds.addresses import domain_in_ascii, is_address
from regulars.rules.fold import fold

from .composing import Sender
from .dkim import Signer, fresh_key, record
from .model.gate import Cap
from .queue import CHANNEL
from .transports.smtp import Security, Server
from .vault import Vault

SETTING = "mail"
SECRET = "mail.link_secret"
TROUBLE = "mail.trouble"
SUBJECT = "mail-settings"
SELECTOR = "regulars"


class MailSettingsChanged(Conflict):
    """Somebody else saved them meanwhile."""

    code = "mail.changed"

    def __init__(self, version: int) -> None:
        super().__init__(say("the mail settings were changed meanwhile; look at them again and repeat your change"))
        self.version = version


@dataclass(frozen=True, slots=True)
class Dkim:
    """The domain that signs, and where its record is; `key` is encrypted."""

    domain: str
    selector: str
    key: str
    record: str
    made_at: datetime

    @property
    def host(self) -> str:
        """The name of the TXT record."""
        return f"{self.selector}._domainkey.{self.domain}"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """All of it. `list`: what a message that names no list is left by, and what newsletters go to."""

    transport: Literal["mailbox", "smtp"] = "mailbox"
    host: str = ""
    port: int = 587
    security: Security = "starttls"
    verify: bool = True
    username: str = ""
    password: str | None = None
    from_name: str = ""
    from_address: str = ""
    reply_to: str = ""
    bounce_address: str = ""
    public_url: str = ""
    list: str = "newsletter"
    list_name: str = ""
    track_opens: bool = True
    track_clicks: bool = True
    attribution_days: int = 5
    per_minute_and_domain: int | None = None
    cap: Cap | None = None
    dkim: Dkim | None = None
    version: int = 0
    updated_at: datetime | None = None
    hook_secret: str | None = field(default=None)

    @property
    def domain(self) -> str | None:
        """The domain that mail is sent from."""
        return domain_in_ascii(self.from_address.rpartition("@")[2])

    def sender(self, shop_name: str) -> Sender:
        """Who sends where a letter doesn't say so; before an address is set, one that nothing is delivered to."""
        address = self.from_address or "shop@localhost"
        return Sender(self.from_name or shop_name, address, self.reply_to or None)

    def name_of(self, list: str) -> str | None:
        """What readers see of a list in place of its own name; None: that."""
        return self.list_name or None if fold(list) == fold(self.list) else None

    def server(self, vault: Vault) -> Server:
        """The mail server; raises `SecretLost`."""
        password = vault.open(self.password, say("the password of the mail server")) if self.password else None
        return Server(self.host, self.port, self.security, self.username or None, password, self.verify)

    def signer(self, vault: Vault) -> Signer | None:
        """What signs, when the mail is from the domain that has a key; raises `SecretLost`."""
        if self.dkim is None or self.dkim.domain != self.domain:
            return None
        key = vault.open(self.dkim.key, say("the key that signs mail"))
        return Signer.of(self.dkim.domain, self.dkim.selector, key)


def load(unit: Unit) -> MailSettings:
    """The settings as kept."""
    return of_kept(unit.setting(SETTING))


def of_kept(kept: Mapping[str, Any] | None) -> MailSettings:
    """What the setting says."""
    said = dict(kept or {})
    if said.get("cap"):
        said["cap"] = Cap(**said["cap"])
    if said.get("dkim"):
        said["dkim"] = Dkim(**said["dkim"] | {"made_at": datetime.fromisoformat(said["dkim"]["made_at"])})
    if said.get("updated_at"):
        said["updated_at"] = datetime.fromisoformat(said["updated_at"])
    return MailSettings(**said)


def change(unit: Unit, vault: Vault, *, version: int, changes: Mapping[str, Any]) -> MailSettings:
    """Change some of them; `password` is taken as it is and kept encrypted, None forgets it. Raises `Invalid`."""
    before = _held(unit, version)
    said = dict(changes)
    if "password" in said:
        said["password"] = vault.close(said["password"]) if said["password"] else None
    after = replace(before, **said)
    faults = _faults(after)
    if faults:
        raise Invalid(faults[0].detail, faults)
    named = {name: value for name, value in said.items() if getattr(before, name) != value and name != "password"}
    if "password" in said:
        named["password"] = "changed"
    _keep(unit, after, _told(named))
    return load(unit)


def make_key(unit: Unit, vault: Vault, *, version: int) -> MailSettings:
    """Make a key for the domain that mail is from; what was signed with the one before stays right for as long as its record
    stands in the DNS, for the new one has another name."""
    before = _held(unit, version)
    domain = before.domain
    if domain is None or domain == "localhost":
        said = say("set the address that mail is from first: the key is its domain's")
        raise Invalid(said, [Fault("/from_address", "missing", said)])
    pem = fresh_key()
    selector = f"{SELECTOR}{unit.now:%Y%m%d}"
    if before.dkim is not None and before.dkim.selector.startswith(selector):
        selector += f"{secrets.randbelow(900) + 100}"
    made = Dkim(domain, selector, vault.close(pem), record(pem), unit.now)
    _keep(unit, replace(before, dkim=made), {"dkim": made.host})
    return load(unit)


def remove_key(unit: Unit, *, version: int) -> MailSettings:
    """Sign no more."""
    before = _held(unit, version)
    if before.dkim is not None:
        _keep(unit, replace(before, dkim=None), {"dkim": None})
    return load(unit)


def make_hook_secret(unit: Unit, vault: Vault, *, version: int) -> tuple[MailSettings, str]:
    """Make the secret that reports of bounces are signed with; it is told this once."""
    before = _held(unit, version)
    fresh = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    _keep(unit, replace(before, hook_secret=vault.close(fresh)), {"hook_secret": "changed"})
    return load(unit), fresh


def link_secret(unit: Unit) -> bytes:
    """What links in mails are signed with, made once: links in mails that were sent are to work for ever."""
    kept = unit.setting(SECRET)
    if kept is None:
        unit.driver.execute(
            "insert into setting (name, value) values (%s, to_jsonb(%s::text)) on conflict do nothing",
            [SECRET, secrets.token_hex(32)],
        )
        kept = unit.setting(SECRET)
    return bytes.fromhex(str(kept))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing can be sent, since when."""

    since: datetime
    what: str


def trouble(unit: Unit) -> Trouble | None:
    """Why nothing is sent just now."""
    kept = unit.setting(TROUBLE)
    return Trouble(datetime.fromisoformat(kept["since"]), read(kept["what"])) if kept else None


def note_trouble(unit: Unit, what: str | None) -> None:
    """Note why nothing can be sent, or that it can."""
    before = trouble(unit)
    if what is None:
        if before is not None:
            unit.driver.execute("delete from setting where name = %s", [TROUBLE])
    elif before is None or before.what != what:
        since = unit.now if before is None else before.since
        unit.set_setting(TROUBLE, {"since": since.isoformat(), "what": written(what)})


def _held(unit: Unit, version: int) -> MailSettings:
    unit.driver.execute("select pg_advisory_xact_lock(hashtextextended('mail_settings', 0))")
    before = load(unit)
    if before.version != version:
        raise MailSettingsChanged(before.version)
    return before


def _keep(unit: Unit, after: MailSettings, told: Mapping[str, Any]) -> None:
    kept = asdict(replace(after, version=after.version + 1, updated_at=unit.now))
    kept["updated_at"] = unit.now.isoformat()
    if after.dkim is not None:
        kept["dkim"]["made_at"] = after.dkim.made_at.isoformat()
    unit.set_setting(SETTING, kept)
    unit.audit("mail.settings_changed", SUBJECT, told)
    note_trouble(unit, None)
    unit.ring(CHANNEL)


def _told(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: asdict(value) if isinstance(value, Cap) else value for name, value in changes.items()}


def _faults(said: MailSettings) -> list[Fault]:
    """What can't be as it is said."""
    found: list[Fault] = []
    for name in ("from_address", "reply_to", "bounce_address"):
        value = getattr(said, name)
        if value and not is_address(value):
            found.append(
                Fault(f"/{name}", "address", say("this is not an e-mail address; write one such as news@shop.example"))
            )
    for name in ("from_name", "list", "list_name"):
        if not getattr(said, name).isprintable():
            found.append(Fault(f"/{name}", "one_line", say("write this in one line")))
    if any(one.isspace() or not one.isprintable() for one in said.host):
        found.append(
            Fault("/host", "host", say("a server's name holds no spaces; write one such as smtp.shop.example"))
        )
    if said.transport == "smtp":
        if not said.host:
            found.append(
                Fault("/host", "missing", say("say which mail server takes the mail, such as smtp.shop.example"))
            )
        if not said.from_address:
            found.append(
                Fault("/from_address", "missing", say("say which address mail is from; servers take none without"))
            )
        if not said.public_url:
            found.append(Fault("/public_url", "missing", say("say at which address customers reach this installation, such as https://mail.shop.example: links in mails lead there")))  # fmt: skip
    if said.public_url and not said.public_url.startswith(("https://", "http://")):
        found.append(Fault("/public_url", "url", say("write an address that begins with https://")))
    if said.username and said.security == "none" and said.host not in ("localhost", "127.0.0.1", "::1"):
        found.append(
            Fault("/security", "security", say("a password isn't sent without encryption; choose STARTTLS or TLS"))
        )
    if not said.list.strip():
        found.append(
            Fault("/list", "missing", say("name the list that newsletters go to, as the shop's subscriptions call it"))
        )
    return found
