"""WARC records made by hand, so that what is wrong with them is as the test wants it."""

import gzip
import hashlib
from base64 import b32encode
from pathlib import Path

from collect_helpers import NOW
from web_helpers import ARTICLE, PAGE

from sitrep.collect import Limits, captures
from sitrep.records import Capture, Failure

DATE = "2021-05-06T07:08:09Z"


def http(body: bytes, *headers: str, status: str = "200 OK", kind: str | None = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    block: bytes, target: str = "https://daily.example/a", *, kind: str = "response", length: int | None = None, **more: str
) -> bytes:
    said = {
        "WARC-Type": kind,
        "WARC-Target-URI": target,
        "WARC-Date": DATE,
        "WARC-Record-ID": f"<urn:test:{target}>",
        "WARC-Block-Digest": f"sha1:{b32encode(hashlib.sha1(block).digest()).decode()}",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block) if length is None else length),
    }
    said |= {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)
    return f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def page(number: int, **more: str) -> bytes:
    """A record of a page of its own."""
    text = PAGE.format("").replace("Nowshera", f"Nowshera {number}")
    return record(http(text.encode()), f"https://daily.example/{number}", **more)


def article(number: int) -> str:
    return ARTICLE.replace("Nowshera", f"Nowshera {number}")


def written(folder: Path, *records: bytes, packed: bool = True, name: str = "crawl.warc") -> str:
    path = folder / (f"{name}.gz" if packed else name)
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if packed else one for one in records))
    return str(path)


def taken(path: str, **more: int) -> list[tuple[Capture, bytes] | Failure]:
    return list(captures(path, received=NOW, limits=Limits(**more)))


def told(path: str, **more: int) -> list[str]:
    """What a WARC file gives, shortly: addresses, and failures without the file's name."""
    return [
        f"{item.subject.removeprefix(path)} {item.reason}" if isinstance(item, Failure) else item[0].location
        for item in taken(path, **more)
    ]
