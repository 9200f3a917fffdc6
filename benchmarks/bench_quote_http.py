"""Quotes and checkouts over HTTP: 1,000 promotions are published, of which 100 are applied to each cart of twenty lines.

The shop and its rules are those of `bench_quote`. Eight clients in C ask the one
web process, each for another cart of another customer; the worker is idle. A
checkout is reserved under a key of its own and then confirmed with an order of
its own, by the same clients.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import orjson

from regulars.http import access
from regulars.http.scopes import Scope

from . import wrk
from .measure import Result
from .place import books, place
from .priced_shop import cart, open_priced_shop, wait_until_quick
from .promotions import MATCHING
from .running import address, process, wait_until_computed

PROMOTIONS = 1_000
CARTS = 400
CLIENTS = 8
WARM_SECONDS, SECONDS = 5, 20
SCOPES = frozenset({Scope.QUOTES_ASK, Scope.CHECKOUTS_WRITE})

_ASKING = """
local bodies, n = {}, 0
for line in io.lines("CARTS") do bodies[#bodies + 1] = line end
local function headers(more)
  local all = {["Content-Type"] = "application/json", ["Authorization"] = "Bearer KEY"}
  for name, value in pairs(more or {}) do all[name] = value end
  return all
end
local function next_body()
  n = n + 1
  return bodies[n % #bodies + 1]
end
"""

QUOTES = f"""{_ASKING}
function request() return wrk.format("POST", "/v1/quotes", headers(), next_body()) end
"""

CHECKOUTS = f"""{_ASKING}
threads, confirmed = {{}}, 0
local reserved, run = {{}}, "RUN"
function setup(thread) table.insert(threads, thread) end
function request()
  local id = table.remove(reserved)
  if id then
    return wrk.format("POST", "/v1/checkouts/" .. id .. "/confirm", headers(), '{{"order": "' .. run .. id .. '"}}')
  end
  local body = next_body()
  return wrk.format("POST", "/v1/checkouts", headers({{["Idempotency-Key"] = run .. n}}), body)
end
function response(status, _, body)
  if status == 201 then
    table.insert(reserved, string.match(body, '"id":"([^"]+)"'))
  elseif status == 200 then
    confirmed = confirmed + 1
  end
end
"""
"""`reserved` are what this thread's clients hold: whichever is free confirms the one before it reserves another."""


def run() -> Iterator[Result]:
    """Quotes a second and how long they take, then checkouts a second."""
    if wrk.is_missing():
        return
    with place(None) as folder, books(folder) as opened:
        open_priced_shop(opened, PROMOTIONS)
        _, key = opened.perform(
            lambda unit: access.create_key(unit, name="benchmark", publishable=False, scopes=SCOPES)
        )
        with process(folder, opened, "serve", "--port", "0") as log:
            served_at = address(log)
            wait_until_computed(opened)
            wait_until_quick(opened)
            _check(served_at, key)
            carts = folder / "carts.jsonl"
            carts.write_bytes(b"\n".join(orjson.dumps(cart(n)) for n in range(CARTS)))
            asked = _measured(folder, served_at, QUOTES.replace("CARTS", str(carts)).replace("KEY", key))
            done = _measured(folder, served_at, CHECKOUTS.replace("CARTS", str(carts)).replace("KEY", key))
    claim = f"HTTP: quotes with {PROMOTIONS:,} promotions of which {MATCHING} are applied, {CLIENTS} clients"
    yield Result(claim, asked.answered / asked.seconds, "a second", least=250)
    yield Result("… each, p95", asked.p95_ms, "ms", most=40)
    yield Result(
        "HTTP: such carts reserved and confirmed, by a script of wrk that does both",
        done.confirmed / done.seconds, "a second", least=150,
    )  # fmt: skip


def _check(served_at: str, key: str) -> None:
    """What is measured are answers to what was meant to be asked."""
    answer = httpx.post(f"{served_at}/v1/quotes", json=cart(0), headers={"Authorization": f"Bearer {key}"}, timeout=60)
    assert answer.status_code == 200, answer.text[:300]
    applied = len(answer.json()["applied"])
    assert applied == MATCHING, applied


def _measured(folder: Path, served_at: str, script: str) -> wrk.Found:
    """Once to warm up, once to be counted; nothing is refused."""
    for run, seconds in (("warm", WARM_SECONDS), ("run", SECONDS)):
        found = wrk.run(folder, served_at, script.replace("RUN", run), clients=CLIENTS, seconds=seconds)
        assert found.refused == 0, found
    return found
