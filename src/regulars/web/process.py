"""The web process: the application behind uvicorn, on a socket that is listening already."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

FINISH_WITHIN_SECONDS = 10
KEPT_ALIVE_SECONDS = 65


def run(app: ASGIApp, listening: socket.socket, stop_when: Callable[[Callable[[], None]], None]) -> None:
    """Answer until SIGTERM, SIGINT or what `stop_when` waits for; what is being answered is finished first."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        timeout_keep_alive=KEPT_ALIVE_SECONDS,
        timeout_graceful_shutdown=FINISH_WITHIN_SECONDS,
        lifespan="off",
    )
    server = uvicorn.Server(config)

    def stop() -> None:
        server.should_exit = True

    stop_when(stop)
    server.run(sockets=[listening])
