"""A client of IMAP that believes no server: what it reads, and how long it waits for it, is bounded for each command."""

from __future__ import annotations

import imaplib
import io
import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

from sitrep.collect.imap.address import Mailbox, wire_name
from sitrep.collect.web import Fetching
from sitrep.errors import CollectError

_MEBIBYTE = 2**20
# What an answer other than a message may hold: the numbers of some 1,500,000 messages.
_ANSWER = 16 * _MEBIBYTE


class _Stream(io.RawIOBase):
    """What a server sends, so much of it and for so long. Each MiB has the whole time anew."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        super().__init__()
        self._connection, self._seconds = connection, seconds
        self.left = self._came = 0
        self._until = 0.0
        self.exceeded = False

    def allow(self, count: int) -> None:
        """Take so many bytes from here on, within the whole time."""
        self.left, self._came, self._until = count, 0, monotonic() + self._seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a writable buffer is always a memoryview here
        if self.left <= 0:
            raise self.refused()
        wait = self._until - monotonic()
        if wait <= 0:
            raise TimeoutError
        self._connection.settimeout(wait)
        count = self._connection.recv_into(buffer, min(len(buffer), self.left))
        self.left -= count
        if (self._came + count) // _MEBIBYTE > self._came // _MEBIBYTE:
            self._until = monotonic() + self._seconds
        self._came += count
        return count

    def refused(self) -> Exception:
        """What to raise for a server that sends more than it may."""
        self.exceeded = True
        return imaplib.IMAP4.abort("more than was asked for")


class Client(imaplib.IMAP4):
    """A connection over TLS to the server of a mailbox. A context manager, which logs out.

    Raises CollectError about the mailbox for what goes wrong on the way, and of imaplib's own errors what the server answers.
    """

    def __init__(self, box: Mailbox, fetching: Fetching) -> None:
        self._box, self._fetching = box, fetching
        super().__init__(box.host, box.port, fetching.timeout)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:  # noqa: ARG002 - one deadline holds for all
        """Connect to a machine that may be connected to, and see its certificate."""
        self.host, self.port = host, port
        self.sock = _encrypted(_connected(self._box, self._fetching), self._box)
        self._stream = _Stream(self.sock, self._fetching.timeout)
        self._reader = io.BufferedReader(self._stream, 64 * 1024)
        self._stream.allow(_ANSWER)

    def read(self, size: int) -> bytes:
        """A literal; what is longer than may come is not waited for."""
        if size > self._stream.left + 64 * 1024:
            raise self._stream.refused()
        return self._reader.read(size)

    def readline(self) -> bytes:
        """A line."""
        return self._reader.readline(_ANSWER)

    def send(self, data: Any) -> None:
        """Send a command or a part of one."""
        self.sock.settimeout(self._fetching.timeout)
        self.sock.sendall(data)

    def shutdown(self) -> None:
        """Close the connection."""
        with suppress(OSError, AttributeError):
            self.sock.close()

    @property
    def exceeded(self) -> bool:
        """Whether the server sent more than it may."""
        return self._stream.exceeded

    def allow(self, count: int = _ANSWER) -> None:
        """What the next command may give, in bytes."""
        self._stream.allow(count)

    def enter(self, password: str) -> None:
        """Log in. Raises CollectError where the server refuses, or wants it in a way in which the password cannot be given."""
        self.allow()
        try:
            if "AUTH=PLAIN" in self.capabilities:
                self.authenticate("PLAIN", lambda _: f"\0{self._box.user}\0{password}".encode())
            elif "LOGINDISABLED" in self.capabilities or not (self._box.user + password).isascii():
                raise CollectError(self._box.address, "takes no password in a way that is known")
            else:
                self.login(wire_name(self._box.user), password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise CollectError(self._box.address, "refuses the name or the password") from error

    def examine(self) -> int:
        """Open the folder for reading only; gives its UIDVALIDITY. Raises CollectError where there is no such folder."""
        self.allow()
        answer, _ = self.select(wire_name(self._box.folder), readonly=True)
        if answer != "OK":
            raise CollectError(self._box.address, "has no such folder, or does not open it")
        _, said = self.response("UIDVALIDITY")
        stated = said[-1] if said else None
        if not isinstance(stated, bytes) or not stated.isdigit() or len(stated) > 10:
            raise imaplib.IMAP4.abort("no UIDVALIDITY")
        return int(stated)


def _connected(box: Mailbox, fetching: Fetching) -> socket.socket:
    from sitrep.collect.fetch.guard import Guard, Hop, RefusedError, current

    hop, guard = Hop(host=box.host), Guard(fetching.allow_hosts)
    mark = current.set(hop)
    error: OSError | None = None
    try:
        for info in socket.getaddrinfo(box.host, box.port, type=socket.SOCK_STREAM):
            try:
                made = guard.socket(info)
            except RefusedError:
                continue
            try:
                made.settimeout(fetching.timeout)
                made.connect(info[4])
                return made
            except OSError as failed:
                made.close()
                error = failed
    except (socket.gaierror, UnicodeError) as unknown:
        raise CollectError(box.address, f"has a host that is not known ({box.host})", retry=True) from unknown
    finally:
        current.reset(mark)
    if error is None:
        refused = ", ".join(dict.fromkeys(hop.refused))
        raise CollectError(box.address, f"leads to {box.host} ({refused}), which is not a public address (allow_hosts can allow it)")
    if isinstance(error, TimeoutError):
        raise CollectError(box.address, f"took longer than {fetching.timeout:g} seconds", retry=True) from error
    raise CollectError(box.address, f"cannot be connected to ({os.strerror(error.errno or 0)})", retry=True) from error


def _encrypted(connection: socket.socket, box: Mailbox) -> ssl.SSLSocket:
    try:
        return ssl.create_default_context().wrap_socket(connection, server_hostname=box.host)
    except ssl.SSLCertVerificationError as error:
        raise CollectError(box.address, f"has a certificate that is not accepted ({error.verify_message})") from error
    except TimeoutError as error:
        raise CollectError(box.address, f"took longer than {connection.gettimeout():g} seconds", retry=True) from error
    except OSError as error:
        connection.close()
        raise CollectError(box.address, "cannot be reached over TLS") from error


@contextmanager
def connection(box: Mailbox, fetching: Fetching, password: str) -> Iterator[tuple[Client, int]]:
    """(a client in a folder that is open for reading, its UIDVALIDITY). Raises CollectError, in one line and without a word of the
    server's, for whatever goes wrong while it is open.
    """
    client: Client | None = None
    try:
        client = Client(box, fetching)
        client.enter(password)
        yield client, client.examine()
        with suppress(Exception):
            client.allow()
            client.logout()
    except CollectError:
        raise
    except TimeoutError as error:
        raise CollectError(box.address, f"took longer than {fetching.timeout:g} seconds", retry=True) from error
    except OSError as error:
        raise CollectError(box.address, "broke off while it was sent", retry=True) from error
    except imaplib.IMAP4.abort as error:
        raise CollectError(box.address, _why(error, client), retry=True) from error
    except (imaplib.IMAP4.error, ValueError, TypeError, IndexError, KeyError, AttributeError, AssertionError) as error:
        raise CollectError(box.address, "does not answer in IMAP", retry=True) from error
    finally:
        if client:
            client.shutdown()


def _why(error: Exception, client: Client | None) -> str:
    if client and client.exceeded:
        return "sends more than was asked for"
    return "broke off while it was sent" if "EOF" in str(error) or "BYE" in str(error) else "does not answer in IMAP"
