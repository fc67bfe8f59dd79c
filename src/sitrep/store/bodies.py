"""How the bytes of captures are kept: as they came where they came compressed, else compressed by zlib."""

from __future__ import annotations

import zlib

_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class DamagedError(ValueError):
    """Kept bytes whose compression cannot be undone."""


def packed(body: bytes, sent: bytes | None) -> bytes:
    """What is kept of bytes: those that were `sent`, if undoing their compression gives the body again."""
    if sent and sent != body:
        try:
            if unpacked(sent, len(body)) == body:
                return sent
        except DamagedError:
            pass
    return zlib.compress(body)


def unpacked(kept: bytes, most: int = 0) -> bytes:
    """The body; of one longer than `most`, if that is given, a little more than that. Raises DamagedError.

    What follows the end of compressed data counts as nothing, as it does to what fetches.
    """
    window = _GZIP_WINDOW if kept.startswith(_GZIP) else zlib.MAX_WBITS
    parts: list[bytes] = []
    left = kept
    try:
        while left:
            stream = zlib.decompressobj(window)
            parts.append(stream.decompress(left, most + 1 if most else 0))
            if not stream.eof:
                if stream.unconsumed_tail:
                    break
                raise DamagedError("it is not whole")
            left = stream.unused_data if window == _GZIP_WINDOW and stream.unused_data.startswith(_GZIP) else b""
    except zlib.error as error:
        raise DamagedError(str(error)) from error
    return b"".join(parts)
