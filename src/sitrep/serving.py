"""Serve a published site on loopback, read only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sitrep.errors import PublishError


class _Handler(SimpleHTTPRequestHandler):
    """Files of one folder, with a policy that lets nothing else load, and no log."""

    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".rss": "application/rss+xml",
        ".atom": "application/atom+xml",
        ".json": "application/json",
        ".geojson": "application/geo+json",
        ".csv": "text/csv; charset=utf-8",
        ".opml": "text/x-opml",
    }

    def end_headers(self) -> None:
        """Add the headers that keep foreign content inert."""
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of `folder` on 127.0.0.1. Raises PublishError if there is no site or the port cannot be had."""
    if not (folder / "index.html").is_file():
        raise PublishError(str(folder), "holds no site (make one with `sitrep run` or `sitrep publish`)")
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(folder)))
    except (OSError, OverflowError) as error:
        raise PublishError(f"port {port}", f"cannot be used: {error}") from error


def serve(folder: Path, port: int, say: Callable[[str], None]) -> None:
    """Serve until interrupted; `say` is told the address."""
    with server(folder, port) as running:
        say(f"http://127.0.0.1:{running.server_address[1]}/  (Ctrl-C stops)")
        running.serve_forever()
