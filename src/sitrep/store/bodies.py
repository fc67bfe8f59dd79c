"""How the bytes of captures are kept: as they came where they came compressed, else compressed by zlib."""

from __future__ import annotations

import zlib

_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_STEP = 4_096


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


def unpacked(kept: bytes, most: int | None = None) -> bytes:
    """The body; of one longer than `most`, if that is given, a little more than that. Raises DamagedError.

    What follows the end of compressed data counts as nothing, as it does to what fetches.
    """
    window = _GZIP_WINDOW if kept.startswith(_GZIP) else zlib.MAX_WBITS
    stream = zlib.decompressobj(window)
    parts: list[bytes] = []
    at = made = 0
    try:
        while at < len(kept) and (most is None or made <= most):
            if stream.eof:
                if window != _GZIP_WINDOW or not kept.startswith(_GZIP, at):
                    break
                stream = zlib.decompressobj(window)
            # In small steps: zlib copies all that it was given and did not use, for each of many short members anew.
            step = kept[at : at + _STEP]
            parts.append(stream.decompress(step, 0 if most is None else most + 1 - made))
            made += len(parts[-1])
            at += len(step) - len(stream.unused_data or stream.unconsumed_tail)
    except zlib.error as error:
        raise DamagedError(str(error)) from error
    if not stream.eof and (most is None or made <= most):
        raise DamagedError("it is not whole")
    return b"".join(parts)
