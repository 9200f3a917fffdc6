"""A shop of another origin than ours, with a page on it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


@contextmanager
def shop_served() -> Iterator[Callable[[str], str]]:
    """Call what it gives with the HTML of a page, and it says where that is."""
    pages: list[str] = []

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages[-1].encode())

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def show(html: str) -> str:
        pages.append(f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Shop</title>{html}</html>")
        return f"http://127.0.0.1:{server.server_port}/"

    try:
        yield show
    finally:
        server.shutdown()
        server.server_close()
