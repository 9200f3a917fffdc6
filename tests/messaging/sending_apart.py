"""A sender in a process of its own, which a test may kill."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.messaging.conftest import NOON, House, Plain

from regulars.books import Books
from regulars.messaging import claiming
from regulars.messaging.model.gate import Recipient
from regulars.messaging.postman import Postman

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.append(ROOT)  # for the processes that find this module by its name
_processes = multiprocessing.get_context("forkserver")


class Everybody:
    """Whoever is asked for is there."""

    def find(self, customer_ids: Sequence[int]) -> Mapping[int, Recipient]:
        return {id: Recipient(f"c{id}@shop.example") for id in customer_ids}


def _send(url: str, data_dir: Path) -> None:
    books = Books(url, clock=lambda: NOON, data_dir=data_dir)
    postman = Postman(books, data_dir, Plain(), Everybody(), lanes=2)
    books.perform(claiming.orphan)
    postman.send_due()
    books.close()


def started(house: House) -> BaseProcess:
    """A process of its own that sends everything, and may be killed."""
    url = house.books.url.render_as_string(hide_password=False)
    process = _processes.Process(target=_send, args=(url, house.data_dir))
    process.start()
    return process
