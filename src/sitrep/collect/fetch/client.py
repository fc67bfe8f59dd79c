"""One request: sent through the guard, its answer taken within bounds, what goes wrong said in one line."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import tempfile
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

import aiohttp
from aiohttp.connector import Connection
from yarl import URL

from sitrep.collect.fetch.guard import Guard, Hop, current
from sitrep.collect.inflate import ACCEPTED, Inflater
from sitrep.collect.limits import size
from sitrep.collect.web import Fetching, names_archive
from sitrep.errors import CollectError
from sitrep.records import Response

# Bodies that wait for their turn lie on the disk beyond this.
_IN_MEMORY = 256 * 1024
_CHUNK = 64 * 1024
_MEBIBYTE = 2**20
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave. `body` is a file to read and close, at its start; `sent` likewise the body as it came, where that was
    compressed; `location` where a redirect leads; `wait` Retry-After.
    """

    response: Response
    body: IO[bytes] | None = None
    sent: IO[bytes] | None = None
    location: str | None = None
    wait: str | None = None


class _Answer(aiohttp.ClientResponse):
    """An answer that remembers which machine gave it: once it has been read, its connection may be another's."""

    ip: str | None = None

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Take the address while the connection is there."""
        peer = connection.transport.get_extra_info("peername") if connection.transport else None
        self.ip = str(peer[0]) if peer else None
        return await super().start(connection)


class BrokenError(CollectError):
    """A request that broke off on the way; asking again at once may help."""


class Client:
    """Sends requests. An asynchronous context manager, to be used in one event loop."""

    def __init__(self, fetching: Fetching, max_bytes: int, max_archive: int, resolver: aiohttp.abc.AbstractResolver | None = None) -> None:
        self._agent = fetching.user_agent
        self._max_bytes, self._max_archive = max_bytes, max_archive
        self._bodies: set[IO[bytes]] = set()
        connector = aiohttp.TCPConnector(
            resolver=resolver or aiohttp.ThreadedResolver(),
            socket_factory=Guard(fetching.allow_hosts).socket,
            ssl=ssl.create_default_context(),
            limit=fetching.at_once,
        )
        # Bounds are set here, not by the client: on the bytes as they come, and on the whole time. Nothing of the environment
        # (proxies, .netrc) and no cookie goes into a request.
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
            trust_env=False,
            response_class=_Answer,
        )

    async def close(self) -> None:
        """End every connection, and close the bodies that nobody has taken: of an answer that came when its request was given up."""
        await self._session.close()
        for body in self._bodies:
            body.close()

    def hand_over(self, body: IO[bytes]) -> None:
        """From here on the body is the caller's to close, also after `close`."""
        self._bodies.discard(body)

    async def get(
        self,
        address: str,
        subject: str,
        *,
        headers: Mapping[str, str] | None = None,
        most: int | None = None,
        arriving: Callable[[], None] | None = None,
    ) -> Fetched:
        """The answer to one request, redirects not followed. `most` bytes of the body are taken, and no more asked for, if it is given.
        `arriving` is called for each MiB of a web archive that has come.

        Raises CollectError (about `subject`) for what gives no answer: BrokenError where asking again may help.
        """
        async with self._answer(address, subject, headers or {}) as answer:
            response = _response(answer, address)
            body, sent = await self._body(answer, subject, most, arriving) if answer.status == 200 else (None, None)
            wait = _short(answer.headers.get("Retry-After"))
            return Fetched(response=response, body=body, sent=sent, location=answer.headers.get("Location"), wait=wait)

    async def post(self, address: str, subject: str, form: Mapping[str, str]) -> tuple[int, str | None]:
        """Send a form, and give the status of the answer and its Retry-After. Its body is not read, a redirect not followed.

        Raises CollectError as `get` does.
        """
        async with self._answer(address, subject, {}, form) as answer:
            return answer.status, _short(answer.headers.get("Retry-After"))

    @asynccontextmanager
    async def _answer(
        self, address: str, subject: str, headers: Mapping[str, str], form: Mapping[str, str] | None = None
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        url, host = _parsed(address, subject)
        hop = Hop(host=host)
        mark = current.set(hop)
        try:
            sent = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED, **headers}
            method = "GET" if form is None else "POST"
            async with self._session.request(method, url, headers=sent, data=form, allow_redirects=False) as answer:
                yield answer
        except (aiohttp.ClientError, ValueError, UnicodeError, OSError) as error:
            raise _failure(error, hop, subject) from error
        finally:
            current.reset(mark)

    async def _body(
        self, answer: aiohttp.ClientResponse, subject: str, most: int | None, arriving: Callable[[], None] | None
    ) -> tuple[IO[bytes], IO[bytes] | None]:
        """The body undone, and as it came if it was compressed, rewound. The bound holds for both.

        Of what is asked for in part (`most`) only what it becomes is kept.
        """
        # In place, by steps that cannot be broken in: `hand_over` is called in another thread.
        for closed in [body for body in list(self._bodies) if body.closed]:
            self._bodies.discard(closed)
        body = self._file()
        sent = self._file() if most is None and answer.headers.get("Content-Encoding") else None
        archive = most is None and names_archive(subject)
        bound = (self._max_archive if archive else self._max_bytes) if most is None else most
        try:
            await _copy(answer, (body, sent), bound, subject, cut=most is not None, arriving=arriving if archive else None)
        except BaseException:
            body.close()
            if sent:
                sent.close()
            raise
        body.seek(0)
        if sent:
            sent.seek(0)
        return body, sent

    def _file(self) -> IO[bytes]:
        made = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever asked closes it, or `close`
        self._bodies.add(made)
        return made


async def _copy(
    answer: aiohttp.ClientResponse,
    files: tuple[IO[bytes], IO[bytes] | None],
    bound: int,
    subject: str,
    *,
    cut: bool,
    arriving: Callable[[], None] | None,
) -> None:
    body, sent = files
    encoding = answer.headers.get("Content-Encoding", "")
    received = made = 0
    try:
        inflater = Inflater(encoding)
        async for chunk in answer.content.iter_chunked(_CHUNK):
            received += len(chunk)
            if arriving and received // _MEBIBYTE > (received - len(chunk)) // _MEBIBYTE:
                arriving()
            if sent:
                sent.write(chunk)
            for piece in inflater.feed(chunk):
                made += len(piece)
                body.write(piece if made <= bound else piece[: bound - made])
                if made > bound:
                    break
            if max(made, received) > bound:
                if cut:
                    return
                raise CollectError(subject, f"is larger than {size(bound)}")
            # Undoing a long chunk must not keep other requests waiting.
            await asyncio.sleep(0)
        inflater.finish()
    except zlib.error as error:
        raise CollectError(subject, f"is damaged: its {_short(encoding)} compression cannot be undone") from error
    except EOFError as error:
        raise BrokenError(subject, "broke off while it was sent", retry=True) from error
    except ValueError as error:
        raise CollectError(subject, f"is compressed in a way that was not asked for ({_short(encoding)})") from error


def _response(answer: aiohttp.ClientResponse, address: str) -> Response:
    return Response(
        status=answer.status,
        address=address,
        fetched=datetime.now(UTC),
        content_type=_short(answer.headers.get("Content-Type")),
        etag=_short(answer.headers.get("ETag")),
        last_modified=_short(answer.headers.get("Last-Modified")),
        date=_short(answer.headers.get("Date")),
        reason=_short(answer.reason),
        version=f"HTTP/{answer.version.major}.{answer.version.minor}" if answer.version else None,
        headers=tuple(f"{name.decode('latin-1')}: {value.decode('latin-1')}" for name, value in answer.raw_headers),
        request_headers=tuple(f"{name}: {value}" for name, value in answer.request_info.headers.items()),
        ip=answer.ip if isinstance(answer, _Answer) else None,
    )


def _short(header: str | None) -> str | None:
    """A header's value on one line, in bounds; None for one that is empty or too long to be meant."""
    value = "".join(sign if sign.isprintable() else " " for sign in header or "").strip()
    return value if 0 < len(value) <= 1_000 else None


def _failure(error: Exception, hop: Hop, subject: str) -> CollectError:
    """What went wrong, in words for people."""
    if isinstance(error, CollectError):
        return error
    if hop.refused:
        refused = ", ".join(dict.fromkeys(hop.refused))
        return CollectError(subject, f"leads to {hop.host} ({refused}), which is not a public address (allow_hosts can allow it)")
    if isinstance(error, (aiohttp.InvalidURL, UnicodeError)):
        return CollectError(subject, "is not an address that can be asked for")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        reason = getattr(error.certificate_error, "verify_message", "") or "certificate not valid"
        return CollectError(subject, f"has a certificate that is not accepted ({reason})")
    if isinstance(error, aiohttp.ClientSSLError):
        return CollectError(subject, "cannot be reached over TLS")
    if isinstance(error, (aiohttp.ClientConnectorDNSError, socket.gaierror)):
        return CollectError(subject, f"has a host that is not known ({hop.host})", retry=True)
    if isinstance(error, aiohttp.ClientConnectorError):
        return BrokenError(subject, f"cannot be connected to ({os.strerror(error.os_error.errno or 0)})", retry=True)
    if isinstance(error, (aiohttp.ClientResponseError, ValueError)):
        return CollectError(subject, "does not answer in HTTP", retry=True)
    return BrokenError(subject, "broke off while it was sent", retry=True)


def _parsed(address: str, subject: str) -> tuple[URL, str]:
    """An address in its parts, with its host. Raises CollectError for a host name that cannot be written ("xn--")."""
    try:
        url = URL(address)
        return url, url.host or ""
    except ValueError as error:
        raise CollectError(subject, "is not an address that can be fetched") from error
