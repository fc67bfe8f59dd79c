"""Messages as mail programs write them."""

from collect_helpers import made, one

from sitrep.collect import Limits
from sitrep.records import Document, Failure

MAIL = "message/rfc822"
BRIDGE = "The ministry said on Tuesday that the bridge at Nowshera had been opened again after two weeks of repairs by army engineers."
WRAPPED = """The ministry said on Tuesday that the bridge at Nowshera had been
opened again after two weeks of repairs by army engineers."""
HEAD = {
    "From": "Jane Doe <jane@daily.example>",
    "Subject": "Bridge open",
    "Date": "Tue, 12 Mar 2024 10:15:00 +0500",
    "Message-ID": "<a1@daily.example>",
}


def message(text: str | bytes = WRAPPED, *, eol: str = "\n", **more: str | None) -> bytes:
    """A message with these headers beside the usual ones ("_" for "-"; None leaves one out)."""
    named = {**HEAD, **{name.replace("_", "-"): value for name, value in more.items()}}
    head = "".join(f"{name}: {value}{eol}" for name, value in named.items() if value is not None) + eol
    return head.encode() + (text.encode() if isinstance(text, str) else text)


def parts(*inner: str, kind: str = "alternative", boundary: str = "b0", end: bool = True, **more: str | None) -> bytes:
    """A message of several parts, each of which is its headers, an empty line and its body."""
    body = "".join(f"--{boundary}\n{part}\n" for part in inner) + (f"--{boundary}--\n" if end else "")
    return message(body, **{"Content-Type": f'multipart/{kind}; boundary="{boundary}"', **more})


def text_part(text: str, kind: str = "text/plain; charset=utf-8", *more: str) -> str:
    return "\n".join([f"Content-Type: {kind}", *more, "", text])


def letter(body: bytes, **more: str) -> Document:
    return one(body, MAIL, **more)


def letters(body: bytes, limits: Limits | None = None) -> list[Document | Failure]:
    return made(body, MAIL, limits)
