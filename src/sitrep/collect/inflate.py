"""Undoing a response's compression within bounds: no step makes more than is asked for, whatever the bytes promise."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

ACCEPTED = "gzip, deflate"

# What is undone at once. A step of zlib that is not bounded turns 64 KiB into 67 MB.
_STEP = 256 * 1024
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


class Inflater:
    """Undoes one content encoding, chunk by chunk. Raises ValueError for one that is not known."""

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower().removeprefix("x-")
        if name not in ("", "identity", "gzip", "deflate"):
            raise ValueError(encoding)
        self._plain = name in ("", "identity")
        self._gzip = name == "gzip"
        self._stream: zlib._Decompress | None = None
        self._over = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What a chunk becomes, in pieces of bounded size. Raises zlib.error for damaged bytes."""
        if self._plain:
            yield chunk
        while chunk and not self._plain and not self._over:
            self._stream = stream = self._stream or zlib.decompressobj(self._window(chunk))
            piece = stream.decompress(chunk, _STEP)
            while piece:
                yield piece
                piece = stream.decompress(stream.unconsumed_tail, _STEP) if not stream.eof else b""
            if not stream.eof:
                return
            # Another member of a gzip stream may follow; anything else after the end is passed over.
            chunk, self._stream = stream.unused_data, None
            self._over = not self._gzip or bool(chunk and not chunk.startswith(b"\x1f"))

    def finish(self) -> None:
        """Raises EOFError if the bytes stopped in the middle."""
        if self._stream is not None:
            raise EOFError

    def _window(self, chunk: bytes) -> int:
        """What the first byte tells: "deflate" means zlib's format (RFC 9110), and bare deflate to some servers."""
        if self._gzip:
            return _GZIP
        return _ZLIB if chunk[0] & 0x0F == 8 and chunk[0] >> 4 <= 7 else _RAW
