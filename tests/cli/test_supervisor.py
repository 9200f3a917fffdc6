"""Children are kept alive, and never outlive their supervisor."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from regulars.cli import supervisor

CHILD = """
import os, sys, threading
from regulars.cli import supervisor
supervisor.when_parent_ends(lambda: os._exit(0))
with open(sys.argv[1], "w") as told:
    told.write(f"{os.getpid()}\\n")
threading.Event().wait()
"""

SUPERVISOR = """
import sys
from regulars.cli import supervisor
child = supervisor.Child("child", [sys.executable, "-c", sys.argv[1], sys.argv[2]])
supervisor.Supervisor([child]).run()
"""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A pipe by name that each child says its process id to when it is up."""
    path = tmp_path / "told"
    os.mkfifo(path)
    return path


@pytest.fixture
def supervised(told: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", SUPERVISOR, CHILD, str(told)])
    yield process
    process.kill()
    process.wait()


def next_child(told: Path) -> psutil.Process:
    """The child that comes up next."""
    while True:
        with told.open() as pipe:
            if line := pipe.readline():  # nothing comes of a child that was killed before it could say it
                return psutil.Process(int(line))


def test_a_killed_child_is_started_again(supervised: subprocess.Popen[bytes], told: Path) -> None:
    first = next_child(told)

    first.kill()
    second = next_child(told)

    assert second.pid != first.pid
    assert second.is_running()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_children_end_before_their_supervisor(supervised: subprocess.Popen[bytes], told: Path, number: int) -> None:
    child = next_child(told)

    supervised.send_signal(number)

    assert supervised.wait() == 0
    assert not child.is_running()


def test_children_end_when_their_supervisor_is_killed(supervised: subprocess.Popen[bytes], told: Path) -> None:
    child = next_child(told)

    supervised.kill()

    gone, _ = psutil.wait_procs([child], timeout=30)
    assert gone == [child]


def test_who_listens_already_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(supervisor.PortTaken) as refusal:
            supervisor.listen("127.0.0.1", port)

    assert "set REGULARS_PORT" in refusal.value.message
    assert refusal.value.port == port


@pytest.mark.parametrize("host", ["999.1.1.1", "192.0.2.1"])
def test_a_host_that_is_not_here_is_told_as_the_host(host: str) -> None:
    with pytest.raises(supervisor.HostUnknown, match="set REGULARS_HOST"):
        supervisor.listen(host, 0)


def test_a_data_directory_is_served_once(tmp_path: Path) -> None:
    held = supervisor.lock(tmp_path)

    with pytest.raises(supervisor.AlreadyRunning) as refusal:
        supervisor.lock(tmp_path)

    assert refusal.value.process == str(os.getpid())
    os.close(held)
    os.close(supervisor.lock(tmp_path))


def test_a_data_directory_made_here_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)

    os.close(supervisor.lock(tmp_path / "data"))

    os.umask(before)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_without_a_supervisor_nothing_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(supervisor.PARENT_FD, raising=False)
    before = threading.active_count()

    supervisor.when_parent_ends(lambda: os._exit(1))

    assert threading.active_count() == before
