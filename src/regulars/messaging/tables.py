"""The tables of what is sent: one row a message and recipient."""

from __future__ import annotations

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, Identity, Index, Integer, Table, Text, text

from regulars.books.metadata import CODE, INSTANT, JSON, SENTENCE, metadata

message = Table(
    "message",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("key", CODE, nullable=False, unique=True, doc="whatever has it sent twice by this has it sent once"),
    Column("source", CODE, nullable=False, doc="campaign, workflow, newsletter or transactional"),
    Column("source_id", CODE, nullable=False, doc="which of them"),
    Column("node", CODE, doc="the step of a campaign, the rule of a workflow, the variant of a newsletter"),
    Column("run_id", BigInteger, doc="the run of a campaign"),
    Column("customer_id", Integer, doc="as it was queued; may have become another since"),
    Column("address", Text, doc="where it goes; taken from the customer when it is sent, unless it was given"),
    Column("template_id", Integer, nullable=False),
    Column("template_version", Integer, nullable=False),
    Column("language", CODE, doc="asked for, else the customer's, else the shop's"),
    Column("marketing", Boolean, nullable=False, doc="advertises: can be left, and is never sent twice"),
    Column("sends_to", CODE, nullable=False, doc="all, opted_in, registered or both"),
    Column("list", CODE, doc="the list that who is opted in has confirmed, and that one click leaves"),
    Column("values", JSON, nullable=False, server_default=text("'{}'"), doc="what the source gives to the template"),
    Column("cause", JSON, nullable=False, server_default=text("'{}'"), doc="what it was sent for"),
    Column("test_address", Text, doc="of a test: it goes there whoever it is for"),
    Column("queued_at", INSTANT, nullable=False),
    Column("not_after", INSTANT, doc="from then on it is too late to matter"),
    Column("due_at", INSTANT, doc="not before; null when nothing more is to be done"),
    Column("claimed_until", INSTANT, doc="somebody is sending it"),
    Column("waits_for", CODE, doc="what it waits for, of those that are yet to be sent; null: its turn"),
    Column("held_until", INSTANT, doc="its campaign holds it back at least so long, and the sender never sees it"),
    Column("state", CODE, nullable=False, server_default="queued"),
    Column("reason", CODE, doc="why it is blocked"),
    Column("answer", SENTENCE, doc="what the server said last, or what was wrong"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("mail_id", CODE, doc="the Message-ID"),
    Column("subject", Text),
    Column("sent_at", INSTANT, doc="when it was first handed over"),
    Column(
        "maybe_sent_at",
        INSTANT,
        doc="when it was first handed over, of one sent again of which nobody knew whether it was taken",
    ),
    Column("settled_at", INSTANT, doc="when it came into its present state"),
    Column("opened_at", INSTANT, doc="first by a person, as far as can be told"),
    Column("machine_opened_at", INSTANT, doc="first by a machine that opens what nobody reads"),
    Column("clicked_at", INSTANT, doc="first by a person"),
    Column("clicks", Integer, nullable=False, server_default=text("0"), doc="how often in all"),
    Column("left_at", INSTANT, doc="when the list was left by a link of this message"),
    Column("complained_at", INSTANT),
    Index("message_due_idx", "due_at", "id", postgresql_where=text("due_at is not null")),
    Index("message_held_idx", "run_id", postgresql_where=text("held_until is not null")),
    Index("message_source_idx", "source", "source_id", "id"),
    Index("message_customer_idx", "customer_id", "id", postgresql_where=text("customer_id is not null")),
    Index("message_mail_id_idx", "mail_id", postgresql_where=text("mail_id is not null")),
)
"""What is to be sent and what was. Written by the thousand, so it names its source and template without foreign keys."""

NOT_SENT = "state = case when maybe_sent_at is null then 'blocked' else 'unknown' end, sent_at = maybe_sent_at"
"""What becomes of a message that waits and isn't sent after all. What was sent before and perhaps taken may have arrived: nobody
is told that it was never sent."""

message_attribution = Table(
    "message_attribution",
    metadata,
    Column("source", CODE, primary_key=True, doc="campaign, workflow or newsletter"),
    Column("source_id", CODE, primary_key=True, doc="which of them"),
    Column("by", CODE, nullable=False, doc="click, open or delivery: what an order must come after"),
    Column("days", Integer, nullable=False, doc="within how many days"),
    Column("version", Integer, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
)
"""Which orders count as brought about by a source's messages, where that isn't as by default."""

mail_consent = Table(
    "mail_consent",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("customer_id", Integer, doc="null for an address that nobody is known by yet"),
    Column("address", CODE, nullable=False, doc="folded"),
    Column("list", CODE, nullable=False),
    Column("status", CODE, nullable=False, doc="pending, confirmed or left"),
    Column("at", INSTANT, nullable=False),
    Column("wording", Text, nullable=False, doc="what was agreed to, to the letter; of what was left, how"),
    Column("source", CODE, nullable=False, doc="storefront, mail_link, one_click, preferences or complaint"),
    Column("language", CODE),
    Column("ip", CODE, doc="kept of a consent alone, to show later that it was given"),
    Column("message_id", BigInteger, doc="the message whose link was followed"),
    Column("told_at", INSTANT, doc="when the journal was told"),
    Index("mail_consent_customer_idx", "customer_id", "list", "id", postgresql_where=text("customer_id is not null")),
    Index("mail_consent_address_idx", "address", "list", "id"),
    Index("mail_consent_untold_idx", "id", postgresql_where=text("told_at is null")),
)
"""What people said here to lists, one row a word; the last one of a list holds. Kept as long as the customer is."""

mail_preference = Table(
    "mail_preference",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    Column("language", CODE),
    Column("paused_until", INSTANT),
    Column("updated_at", INSTANT, nullable=False),
)
"""In which language a customer wants to be written to, and from when on again."""

mail_suppression = Table(
    "mail_suppression",
    metadata,
    Column("address", CODE, primary_key=True, doc="folded"),
    Column("reason", CODE, doc="bounced, complained or by_hand; null while bounces are only counted"),
    Column("at", INSTANT, doc="since when nothing is sent to it"),
    Column("detail", SENTENCE, nullable=False, server_default="", doc="what the server said, or the person"),
    Column("message_id", BigInteger, doc="the last message that came back"),
    Column("soft", Integer, nullable=False, server_default=text("0"), doc="bounces that may pass, in a row"),
    Column("soft_since", INSTANT),
    Index("mail_suppression_at_idx", "at", "address", postgresql_where=text("reason is not null")),
)
"""Addresses that nothing is sent to."""

newsletter = Table(
    "newsletter",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", CODE, nullable=False, doc="draft, scheduled, sending, paused, sent or cancelled"),
    Column("document", JSON, nullable=False, doc="to whom, by which template, under which subjects, in which batches"),
    Column("template_version", Integer, doc="fixed when it is sent"),
    Column("send_at", INSTANT, doc="when it is to begin"),
    Column("begun_at", INSTANT),
    Column("batches_from", INSTANT, doc="when the first batch had its turn, put off by as long as it was paused"),
    Column("ended_at", INSTANT),
    Column("audience", ARRAY(Integer), doc="whom it goes to, as it was when it began"),
    Column("place", Integer, nullable=False, server_default=text("0"), doc="how many of them are queued or held out"),
    Column("problem", SENTENCE, doc="why it couldn't begin"),
    Column("version", Integer, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
    Index("newsletter_due_idx", "id", postgresql_where=text("state in ('scheduled', 'sending')")),
)
"""Newsletters, and how far each has come."""
