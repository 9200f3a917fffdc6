"""Asking the facts from another process: the worker answers over a local socket, as Arrow.

DuckDB lets one process open its file, and that is the worker. It serves an
Arrow Flight endpoint on a unix socket that only its own user can open;
`RemoteFacts` asks it as one would ask `Facts`. Only single SELECTs are
answered, in read-only transactions. A worker that is being restarted is waited
for a moment, then the asker is told that it is away.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import orjson
import pyarrow as pa
from pyarrow import flight

from regulars.core.errors import Refusal
from regulars.core.sentences import say

from .asking import BETWEEN, Question, Settings, to_sql
from .attributes import Declaration
from .columns import instant_of, micros
from .refusals import FactsAway, QuestionFailed
from .store import Facts
from .wire import Call, read_stream, refusal_as_bytes, refusal_of, streamed

LONGEST_PATH = 100
"""Bytes that the path of a unix socket can have everywhere."""
PATIENCE_SECONDS = 5.0
ANSWER_WITHIN_SECONDS = 300.0
PAUSE_SECONDS = 0.05
AWAY = say("the worker doesn't answer: it is being started again, or `regulars serve` is not running")

Answer = TypeVar("Answer")


def socket_path(data_dir: Path) -> Path:
    """Where the worker of a data directory listens: in it, or in the temporary directory when its path is too long."""
    path = data_dir / "facts.sock"
    if len(os.fsencode(path)) <= LONGEST_PATH:
        return path
    name = hashlib.sha256(os.fsencode(data_dir.absolute())).hexdigest()[:24]
    return Path(tempfile.gettempdir()) / f"regulars-{os.getuid()}" / f"{name}.sock"


class FactsServer(flight.FlightServerBase):  # type: ignore[misc]
    """Answers questions about the facts that this process holds, from its first moment until `shutdown`."""

    def __init__(self, facts: Facts, path: Path) -> None:
        self.facts, self.path = facts, path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        super().__init__(f"grpc+unix://{path}")
        path.chmod(0o600)

    def do_get(self, context: Any, ticket: Any) -> Any:
        """The answer to a single question, as a stream."""
        with _refusing():
            (table,) = self._answer(ticket.ticket).values()
        return flight.RecordBatchStream(table)

    def do_action(self, context: Any, action: Any) -> Iterator[bytes]:
        """What is asked by name."""
        with _refusing():
            body = action.body.to_pybytes()
            match action.type:
                case "ask_all":
                    return iter([streamed(table) for table in self._answer(body).values()])
                case "state":
                    return iter([orjson.dumps(self._state())])
                case "declare":
                    self.facts.declare_attribute(Declaration.of(orjson.loads(body)))
                    return iter([])
                case "remove":
                    self.facts.remove_attribute(**orjson.loads(body))
                    return iter([])
            raise QuestionFailed(say("the facts don't know what to do with {type!r}", type=action.type))

    def _state(self) -> dict[str, Any]:
        horizon = self.facts.horizon()
        return {"position": self.facts.position(), "horizon": None if horizon is None else micros(horizon)}

    def _answer(self, body: bytes) -> dict[str, pa.Table]:
        call = Call.unpack(body)
        for sql in call.questions.values():
            self.facts.must_be_one_select(sql)
        return self.facts.ask_all(call.questions, call.tables, call.settings)

    def close(self) -> None:
        """Stop answering; those who ask are told to wait for the next worker."""
        self.shutdown()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class RemoteFacts:
    """The facts that the worker of a data directory holds, asked as `Facts` are. Any number of threads may ask.

    Raises `FactsAway` when no worker answers within `patience_seconds`, and
    otherwise what `Facts` would.
    """

    def __init__(self, path: Path, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self.path, self.patience_seconds = path, patience_seconds
        self._client: Any = None
        self._connecting = threading.Lock()

    def ask(
        self, question: Question, tables: Mapping[str, pa.Table] | None = None, settings: Settings | None = None
    ) -> pa.Table:
        """What a question finds: an ibis expression or its SQL, with small tables by name and variables."""
        ticket = flight.Ticket(Call({"": to_sql(question)}, tables or {}, settings or {}).pack())
        return self._patiently(lambda client: client.do_get(ticket, _options()).read_all())

    def ask_all(
        self,
        questions: Mapping[str, Question],
        tables: Mapping[str, pa.Table] | None = None,
        settings: Settings | None = None,
    ) -> dict[str, pa.Table]:
        """What several questions find in one state of the facts, by their names; each may ask of what those before it found,
        as `found_NAME`. What a question finds whose name begins with `_` is for those after it alone, and isn't given."""
        call = Call({name: to_sql(one) for name, one in questions.items()}, tables or {}, settings or {})
        answers = self._act("ask_all", call.pack())
        given = [name for name in questions if not name.startswith(BETWEEN)]
        return {name: read_stream(answer) for name, answer in zip(given, answers, strict=True)}

    def position(self) -> int:
        """The journal position up to which the facts are known."""
        return int(self._state()["position"])

    def horizon(self) -> datetime | None:
        """From this instant on the columns are the present."""
        return instant_of(self._state()["horizon"])

    def declare_attribute(self, declaration: Declaration) -> None:
        """Keep an attribute as a typed column, filled from what was sent so far."""
        self._act("declare", orjson.dumps(declaration.document()))

    def remove_attribute(self, subject: str, name: str) -> None:
        """Keep an attribute no longer as a column."""
        self._act("remove", orjson.dumps({"subject": subject, "name": name}))

    def close(self) -> None:
        self._drop(self._client)

    def _state(self) -> dict[str, Any]:
        (state,) = self._act("state", b"")
        found: dict[str, Any] = orjson.loads(state)
        return found

    def _act(self, name: str, body: bytes) -> list[bytes]:
        action = flight.Action(name, body)
        return self._patiently(
            lambda client: [result.body.to_pybytes() for result in client.do_action(action, _options())]
        )

    def _patiently(self, ask: Callable[[Any], Answer]) -> Answer:
        """Ask, again while the worker is away and there is patience left: nothing that is asked changes anything twice."""
        until = time.monotonic() + self.patience_seconds
        while True:
            client = self._connected()
            try:
                return ask(client)
            except flight.FlightUnavailableError as error:
                self._drop(client)
                if time.monotonic() >= until:
                    raise FactsAway(AWAY) from error
                time.sleep(PAUSE_SECONDS)
            except flight.FlightTimedOutError as error:
                raise QuestionFailed(
                    say(
                        "there was no answer within {answer_within_seconds:.0f} seconds",
                        answer_within_seconds=ANSWER_WITHIN_SECONDS,
                    )
                ) from error
            except flight.FlightError as error:
                raise _sent(error) from None

    def _connected(self) -> Any:
        with self._connecting:
            if self._client is None:
                self._client = flight.FlightClient(f"grpc+unix://{self.path}")
            return self._client

    def _drop(self, client: Any) -> None:
        """Forget a connection that broke, unless another thread has made a new one; who uses it still may finish."""
        with self._connecting:
            if self._client is client:
                self._client = None


class _refusing:  # noqa: N801 - reads like a statement
    """Sends refusals to whoever asked, as they are."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Refusal):
            raise flight.FlightServerError(error.message, refusal_as_bytes(error)) from None


def _sent(error: Exception) -> Exception:
    """The refusal that came with an error, or the error itself."""
    info = getattr(error, "extra_info", None)
    return refusal_of(info) if info else error


def _options() -> Any:
    return flight.FlightCallOptions(timeout=ANSWER_WITHIN_SECONDS)
