"""Mails from the queue to a mail server: looked up, written, signed, handed over, noted.

Each is of a newsletter with a loop over five products that the customer wishes for, a text part and a signature of RSA-2048,
and goes to a raw sink in a process of its own; the sender is the one of the worker, with its lanes.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import smtplib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import orjson

from regulars import app
from regulars.books import Books
from regulars.facts.store import Facts
from regulars.flows.mailing import postman_of
from regulars.journal import deliver, door_of
from regulars.messaging import mail_settings, queue, starters
from regulars.messaging.postman import LANES, Postman
from regulars.messaging.queue import NewMessage
from regulars.messaging.templates import service as templates
from regulars.messaging.vault import Vault

from . import shop
from .measure import Result
from .place import books, place, settings
from .sink import Sink, sink

MAILS = int(os.environ.get("REGULARS_BENCH_MAILS", "20000"))
WARM = 500
KILLS = 20
PRODUCTS = 5
MAIL_BYTES = 32_000
ADDRESSES = {"from_name": "The shop", "from_address": "news@shop.example", "public_url": "https://mail.shop.example"}
_spawned = multiprocessing.get_context("spawn")


def run() -> Iterator[Result]:
    """Mails a second, beside mails that were made before; then what comes of it when the sender is killed again and again."""
    with place(None) as folder, books(folder, clock=lambda: shop.NOW) as opened, sink() as server:
        here = opened.shop()
        with Facts(folder / "facts.duckdb", calendar=here.calendar, currency=here.currency) as facts:
            template = prepare(opened, facts, server.port)
            enqueue(opened, template, range(1, WARM + 1), "warm")
            _sent(opened, postman_of(opened, facts, settings(folder)))
            server.forget()
            enqueue(opened, template, range(1, MAILS + 1), "news")
            worked, took = _sent(opened, postman_of(opened, facts, settings(folder)))
            assert server.many() == MAILS, server.many()
            road = _handed_over(server)
        each, by_hand = MAILS / took, MAILS / road
        yield Result(
            f"mails sent a second, a loop over {PRODUCTS} products, a text part, signed",
            each, "mails/s", least=800, ratio=by_hand / each,
            yardstick=f"slower than smtplib hands over one that was made before ({by_hand:,.0f} a second)",
        )  # fmt: skip
        yield Result("… a second that the sender's process worked", MAILS / worked, "mails/s")
        yield from _killed(opened, folder, server, template)


def prepare(opened: Books, facts: Facts, port: int) -> int:
    """Customers with wishes, a template that shows them, a key and a server; the template's number."""
    door = door_of(opened)
    now = shop.NOW.isoformat()
    pictures = {"url": "https://shop.example/p", "image_url": "https://shop.example/p.jpg", "recommended": True}
    said = {
        "product": [
            {"external_id": f"p{n}", "name": f"Product {n}", "price": f"{n % 90 + 10}.00", "attributes": pictures}
            for n in range(500)
        ],
        "customer": [
            {"external_id": f"c{n}", "email": f"c{n}@shop.example", "first_name": f"Anna {n}", "registered_at": now}
            for n in range(MAILS)
        ],
        "wishlist_item": [
            {"external_id": f"{n}-{k}", "customer": f"c{n}", "sku": f"p{(n * 7 + k) % 500}", "added_at": now}
            for k in range(PRODUCTS)  # of a customer one at a time, so that batches of the journal are whole
            for n in range(MAILS)
        ],
    }
    for type, documents in said.items():
        for start in range(0, len(documents), 5_000):
            part = [orjson.dumps(one | {"updated_at": now}) for one in documents[start : start + 5_000]]
            opened.perform(lambda unit, type=type, part=part: deliver(unit, door, type, part))  # type: ignore[misc]
    road = app.road_of(opened, facts)
    road.begin()
    road.run_dry()
    assert opened.data_dir is not None
    vault = Vault(opened.data_dir)
    server = {"transport": "smtp", "host": "127.0.0.1", "port": port, "security": "none"}
    with opened.transaction() as unit:
        version = mail_settings.change(unit, vault, version=0, changes=server | ADDRESSES).version
        mail_settings.make_key(unit, vault, version=version)
        return _template(unit)


def _template(unit: templates.Unit) -> int:
    starter = starters.find("recommended")
    assert starter is not None
    content = starter.saying.languages["en"]
    body = content.body.replace('limit="4"', f'limit="{PRODUCTS}"')
    saying = starter.saying.model_copy(update={"languages": {"en": content.model_copy(update={"body": body})}})
    made = templates.create(unit, saying, name="Wishes").id
    templates.publish(unit, made, revision=1, shop_language="en")
    return made


def enqueue(opened: Books, template: int, customers: range, newsletter: str) -> None:
    """Queue a mail of a newsletter for each."""
    for start in range(0, len(customers), queue.MOST_AT_ONCE):
        part = [
            NewMessage(f"newsletter:{newsletter}:{id}", "newsletter", newsletter, template, 1, id)
            for id in customers[start : start + queue.MOST_AT_ONCE]
        ]
        opened.perform(lambda unit, part=part: queue.enqueue(unit, part))  # type: ignore[misc]


def _sent(opened: Books, postman: Postman) -> tuple[float, float]:
    """Have everything sent, as the worker does; the seconds that this process worked, and those that went by."""
    worked, started = time.process_time(), time.perf_counter()
    sender = threading.Thread(target=postman.run)
    sender.start()
    while _left(opened):
        time.sleep(0.05)
    took = time.process_time() - worked, time.perf_counter() - started
    postman.stop()
    sender.join()
    return took


def _left(opened: Books) -> bool:
    with opened.looking() as unit:
        [(left,)] = unit.driver.execute("select exists (select from message where due_at is not null)").fetchall()
    return bool(left)


def _handed_over(server: Sink) -> float:
    """How long `smtplib` takes to hand one mail over as often, on one connection."""
    raw = b"Subject: a mail\r\n\r\n" + (b"0123456789" * 7 + b"\r\n") * (MAIL_BYTES // 72)
    with smtplib.SMTP("127.0.0.1", server.port) as client:
        started = time.perf_counter()
        for _ in range(MAILS):
            client.sendmail("news@shop.example", ["c@shop.example"], raw)
        return time.perf_counter() - started


def _killed(opened: Books, folder: Path, server: Sink, template: int) -> Iterator[Result]:
    """Senders that are killed at random instants, until one of them comes to the end."""
    server.forget()
    enqueue(opened, template, range(1, MAILS + 1), "killed")
    chance = random.Random(20)
    url = opened.url.render_as_string(hide_password=False)
    for after in sorted(chance.sample(range(1, MAILS), KILLS)):
        sender = _spawned.Process(target=_send, args=(url, folder))
        sender.start()
        while server.many() < after and sender.is_alive():
            time.sleep(chance.uniform(0, 0.02))
        sender.kill()
        sender.join()
    last = _spawned.Process(target=_send, args=(url, folder))
    last.start()
    while _left(opened):
        time.sleep(0.05)
    last.terminate()
    last.join()
    given = server.given()
    with opened.looking() as unit:
        states = dict(unit.driver.execute("select id, state from message where source_id = 'killed'").fetchall())
    doubtful = {id for id, state in states.items() if state == "unknown"}
    assert set(states.values()) <= {"accepted", "unknown"}, set(states.values())
    yield Result(f"{MAILS:,} mails, the sender killed {KILLS} times: sent twice", sum(n > 1 for n in given.values()), "mails", most=0)  # fmt: skip
    yield Result("… neither sent nor told as in doubt", len(states.keys() - given.keys() - doubtful), "mails", most=0)
    yield Result("… told as in doubt", len(doubtful), "mails", most=KILLS * LANES)


def _send(url: str, folder: Path) -> None:
    """A process that sends until it is killed."""
    opened = Books(url, clock=lambda: shop.NOW, data_dir=folder)
    here = opened.shop()
    with Facts(folder / "facts.duckdb", calendar=here.calendar, currency=here.currency) as facts:
        postman_of(opened, facts, settings(folder)).run()
