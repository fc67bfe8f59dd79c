"""A web server on this machine that does as it is told, and what fetches from it."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractResolver

from sitrep.collect.fetch import Fetched, Fetches
from sitrep.collect.web import Fetching, Known
from sitrep.records import Failure

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HERE = "127.0.0.1"
ARTICLE = "The ministry said on Tuesday that the bridge at Nowshera had been opened again after two weeks of repairs by army engineers."
PAGE = f"""<html><head><title>Bridge open</title>{{}}</head><body><article><h1>Bridge open</h1><p>{ARTICLE}</p>
<p>Drivers were told to keep to one lane until the end of the month, an officer at the scene added.</p></article></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Daily</title>{{}}
<item><guid>a1</guid><link>/a/1</link><title>Bridge open</title><description>{ARTICLE}</description></item>
<item><guid>a2</guid><link>https://daily.example/a/2</link><title>Road shut</title><description>{ARTICLE} Not so the road.</description></item>
</channel></rss>"""


class Site:
    """Routes and what was asked for. A route is a handler, or a (status, headers, body) to give."""

    def __init__(self) -> None:
        self.routes: dict[str, Any] = {}
        self.asked: list[web.Request] = []
        self.port = 0

    def __call__(self, path: str) -> str:
        return f"http://{HERE}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.path_qs for request in self.asked if request.path != "/robots.txt"]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        found = self.routes.get(request.path)
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if found is None:
            return web.Response(status=404)
        if callable(found):
            return await found(request)
        status, headers, body = found
        return web.Response(status=status, headers=headers, body=body.encode() if isinstance(body, str) else body)


@contextmanager
def served(*, ssl: Any = None) -> Iterator[Site]:
    """A site in a thread, until the block ends."""
    site, loop = Site(), asyncio.new_event_loop()

    async def start() -> tuple[Any, Any]:
        server = web.Server(site.answer, access_log=None)
        made = await loop.create_server(server, HERE, 0, ssl=ssl)
        site.port = made.sockets[0].getsockname()[1]
        return server, made

    server, listening = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:

        async def stop() -> None:
            listening.close()
            others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            await server.shutdown(0.1)
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def raw_server(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that is no web server: `talk` has each connection (in a thread of its own) after its request came; gives its address."""
    listening = socket.create_server((HERE, 0))
    open_ones: list[socket.socket] = []

    def one(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            request = b""
            while b"\r\n\r\n" not in request and (more := connection.recv(4096)):
                request += more
            if b"GET /robots.txt" in request:
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            else:
                talk(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                open_ones.append(connection)
                threading.Thread(target=one, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://{HERE}:{listening.getsockname()[1]}/"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for connection in open_ones:
            connection.close()


class Names(AbstractResolver):
    """Names that lead where the test wants them to."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        self.names = names

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[Any]:
        if host not in self.names:
            raise OSError(None, "not known")
        return [
            {
                "hostname": host,
                "host": one,
                "port": port,
                "family": socket.AF_INET6 if ":" in one else socket.AF_INET,
                "proto": 0,
                "flags": 0,
            }
            for one in self.names[host]
        ]

    async def close(self) -> None:
        pass


def settings(**more: Any) -> Fetching:
    """Quick, and allowed to talk to this machine."""
    return Fetching(**{"allow_hosts": (HERE,), "per_host": 0, "back_off": 0.01, "timeout": 10, **more})


def fetch_all(
    *addresses: str, max_bytes: int = 1_000_000, known: Known | None = None, names: dict[str, list[str]] | None = None, **more: Any
) -> list[Fetched | Failure]:
    with Fetches(settings(**more), max_bytes=max_bytes, known=known, resolver=(lambda: Names(names)) if names else None) as fetches:
        return [item for _, item in fetches.in_order(addresses)]


def got(address: str, **more: Any) -> bytes:
    """The body that an address gives."""
    [item] = fetch_all(address, **more)
    assert isinstance(item, Fetched), item
    assert item.body is not None
    with item.body as body, item.sent or nullcontext():
        return body.read()


def refused(address: str, **more: Any) -> str:
    """Why an address gives nothing."""
    return failed(address, **more).reason


def failed(address: str, **more: Any) -> Failure:
    [item] = fetch_all(address, **more)
    assert isinstance(item, Failure), item
    assert item.subject == address
    assert "\n" not in item.reason
    return item


def outlines(*addresses: str) -> str:
    """A list of feeds (OPML)."""
    inner = "".join(f'<outline text="Feed" type="rss" xmlUrl="{address}"/>' for address in addresses)
    return f'<?xml version="1.0"?><opml version="2.0"><body><outline text="Papers">{inner}</outline></body></opml>'
