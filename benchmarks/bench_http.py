"""Orders over HTTP in batches of 100, while the worker carries them along: items answered a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import httpx

from regulars.http import access
from regulars.http.scopes import Scope

from .live_orders import order
from .measure import Result
from .place import books, place
from .running import address, open_shop, process, wait_until_computed

BATCH = 100
BATCHES = 400
CLIENTS = 4


def run() -> Iterator[Result]:
    """One line."""
    with place() as folder, books(folder) as opened:
        open_shop(opened, folder / "facts.duckdb")
        _, key = opened.perform(
            lambda unit: access.create_key(
                unit, name="benchmark", publishable=False, scopes=frozenset({Scope.RECORDS_WRITE})
            )
        )
        with process(folder, opened, "serve", "--port", "0") as log:
            served_at = address(log)
            wait_until_computed(opened)
            rate = _sent(served_at, key)
            wait_until_computed(opened)  # what was measured has also been carried along
        yield Result("HTTP: items in batches of 100", rate, "items/s", least=2_000)


def _sent(served_at: str, key: str) -> float:
    """Items answered a second."""
    failed: list[str] = []

    def send(client_number: int) -> None:
        with httpx.Client(base_url=served_at, headers={"Authorization": f"Bearer {key}"}, timeout=60) as client:
            for batch in range(client_number, BATCHES, CLIENTS):
                data = [order("http", batch * BATCH + n) for n in range(BATCH)]
                answer = client.post("/v1/records/order", json={"data": data})
                if answer.status_code != 200 or answer.json()["accepted"] != BATCH:
                    failed.append(answer.text[:300])

    threads = [threading.Thread(target=send, args=(client,)) for client in range(CLIENTS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed, failed[0]
    return BATCH * BATCHES / (time.monotonic() - started)
