"""500 feeds on as many hosts of a slow and rude server, collected twice: seconds, memory, and whether anything was lost or doubled.

Hosts are addresses of this machine's own network (127.1.0.1 and up; Linux answers for all of them). Of every 20 feeds, one each: wants
to be asked again (429), is broken for a moment (503), hangs, drips, is a compression bomb, breaks off, goes in circles, leads inside, is
gone, is no feed, lies about its charset, has moved, forbids robots; the others are good and say on the second visit that nothing changed.

    python benchmarks/rude_feeds.py [FEEDS]
"""

from __future__ import annotations

import asyncio
import gzip
import logging
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from multiprocessing import Process, Queue
from pathlib import Path

from aiohttp import web

KINDS = ("busy", "broken", "hangs", "drips", "bomb", "cut", "circle", "inside", "gone", "page", "charset", "moved", "forbidden")
LOST = {"hangs", "drips", "bomb", "cut", "circle", "inside", "gone", "page", "forbidden"}
ENTRIES = 20
BOMB = gzip.compress(b"<rss>" + bytes(200 * 2**20), 9)


def kind_of(number: int) -> str:
    """What the feed of this number does."""
    return KINDS[number % 20] if number % 20 < len(KINDS) else "good"


def feed_of(number: int) -> str:
    """A feed of 20 entries, each with a text of a few hundred words."""
    words = "The ministry said on Tuesday that the road had been opened again, and that guards would stay until the end of the month. "
    entries = "".join(
        f"<item><guid>{number}-{entry}</guid><title>Report {entry} of paper {number} café</title>"
        f"<description>{words * 15}</description></item>"
        for entry in range(ENTRIES)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Paper {number}</title>{entries}</channel></rss>"


async def answer(request: web.Request, asked: dict[str, int]) -> web.StreamResponse:
    """What the feed that is asked for gives this time."""
    number = int(request.path.strip("/").split("-")[0] or 0) if request.path != "/robots.txt" else -1
    host = int(request.host.split(":")[0].rsplit(".", 2)[1]) * 250 + int(request.host.split(":")[0].rsplit(".", 1)[1]) - 1
    if number < 0:
        return web.Response(text="User-agent: *\nDisallow: /\n" if kind_of(host) == "forbidden" else "User-agent: *\nAllow: /\n")
    asked[request.path] = asked.get(request.path, 0) + 1
    kind, first = kind_of(number), asked[request.path] == 1
    if kind == "busy" and first:
        return web.Response(status=429, headers={"Retry-After": "1"})
    if kind == "broken" and first:
        return web.Response(status=503)
    if kind == "circle" or (kind == "moved" and request.path == f"/{number}"):
        return web.Response(status=301, headers={"Location": f"/{number}-new" if kind == "moved" else f"/{number}"})
    return await told(request, kind, number)


async def told(request: web.Request, kind: str, number: int) -> web.StreamResponse:
    """The answers that do not depend on how often they were asked for."""
    if kind == "hangs":
        await asyncio.sleep(600)
    if kind == "drips":
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.2)
    if kind == "bomb":
        return web.Response(body=BOMB, headers={"Content-Encoding": "gzip"})
    if kind == "cut":
        return web.Response(body=gzip.compress(feed_of(number).encode())[:-20], headers={"Content-Encoding": "gzip"})
    if kind == "inside":
        return web.Response(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    if kind == "gone":
        return web.Response(status=410)
    if kind == "page":
        return web.Response(text="<html><body><p>Not a feed</p></body></html>", content_type="text/html")
    mark = f'"{number}"'
    if request.headers.get("If-None-Match") == mark:
        return web.Response(status=304)
    await asyncio.sleep(0.05)
    charset = "text/xml; charset=utf-16" if kind == "charset" else "application/rss+xml"
    encoded = feed_of(number).encode("latin-1" if kind == "charset" else "utf-8")
    return web.Response(body=gzip.compress(encoded), headers={"Content-Encoding": "gzip", "ETag": mark, "Content-Type": charset})


def serve(ports: Queue[int]) -> None:
    """The server, in a process of its own; it says nothing of those who hang up."""
    logging.disable()

    async def main() -> None:
        asked: dict[str, int] = {}
        server = web.Server(lambda request: answer(request, asked))  # type: ignore[arg-type]
        listening = await asyncio.get_running_loop().create_server(server, "0.0.0.0", 0)
        ports.put(listening.sockets[0].getsockname()[1])
        await asyncio.Event().wait()

    asyncio.run(main())


def collect(folder: Path) -> tuple[str, int, float]:
    """(the stage's line, failures said, seconds) of one collecting."""
    environment = {**os.environ, "SITREP_ALLOW_HOSTS": "127.0.0.0/8", "SITREP_FETCH_TIMEOUT": "5"}
    begun = time.monotonic()
    words = [sys.executable, "-m", "sitrep", "collect", "feeds.opml"]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.strip(), len(done.stderr.splitlines()), time.monotonic() - begun


def main() -> None:
    """Print the figures; end with an error if something was lost."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    ports: Queue[int] = Queue()
    server = Process(target=serve, args=(ports,), daemon=True)
    server.start()
    port = ports.get()
    with tempfile.TemporaryDirectory() as folder:
        outlines = (f'<outline xmlUrl="http://127.1.{number // 250}.{number % 250 + 1}:{port}/{number}"/>' for number in range(count))
        Path(folder, "feeds.opml").write_text(f"<opml>{''.join(outlines)}</opml>", encoding="utf-8")
        for visit in ("first", "second"):
            line, failures, seconds = collect(Path(folder))
            print(f"{visit}: {line}; {failures} said; {seconds:.1f} s")
            if visit == "first":
                found = re.match(r"collect\s+([\d,]+) document", line)
                kept = int(found.group(1).replace(",", "")) if found else 0
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    lost = sum(kind_of(number) in LOST for number in range(count))
    print(f"peak memory {peak:.0f} MiB; {count - lost} feeds that give something, {kept} of {(count - lost) * ENTRIES} documents")
    server.terminate()
    sys.exit(kept != (count - lost) * ENTRIES)


if __name__ == "__main__":
    main()
