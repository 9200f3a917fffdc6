"""A lease is for one process, and for nobody once that process is gone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from regulars.books import Books, leases

HOLD = """
import sys, time
from regulars.books import Books, leases
with leases.alone(Books(sys.argv[1]), "import:1"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_lease_is_for_one(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "_WATCHED", "-c lock_timeout=1ms")

    with (
        leases.alone(books, "import:1"),
        leases.alone(books, "import:2"),
        pytest.raises(leases.LeaseLost) as refusal,
        leases.alone(books, "import:1"),
    ):
        pass

    assert refusal.value.details() == {"name": "import:1"}


def test_a_lease_given_back_is_free(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "_WATCHED", "-c lock_timeout=1ms")
    taken = []

    for number in (1, 2):
        with leases.alone(books, "import:1"):
            taken.append(number)

    assert taken == [1, 2]


def test_a_killed_process_holds_no_lease(books: Books, books_url: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, books_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"

    process.kill()
    process.wait()

    with leases.alone(books, "import:1"):
        pass
