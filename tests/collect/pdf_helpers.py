"""PDF files written by hand."""

import zlib
from collections.abc import Sequence

Placed = tuple[float, float, float, str]  # x, y, size, text


def lines(*texts: str, x: float = 72, y: float = 760, size: float = 10, step: float = 12) -> list[Placed]:
    """Texts below each other; "" leaves room for one."""
    return [(x, y - number * step, size, text) for number, text in enumerate(texts) if text]


def pdf(*pages: Sequence[Placed], info: dict[str, str] | None = None, packed: bool = False) -> bytes:
    """A file of these pages."""
    return assembled([_drawn(page) for page in pages], info=info, packed=packed)


def _drawn(page: Sequence[Placed]) -> bytes:
    return b"".join(
        b"BT /F1 %s Tf 1 0 0 1 %s %s Tm (%s) Tj ET\n" % (str(size).encode(), str(x).encode(), str(y).encode(), _literal(text))
        for x, y, size, text in page
    )


def _literal(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def assembled(contents: Sequence[bytes], *, info: dict[str, str] | None = None, packed: bool = False) -> bytes:
    """A file whose pages are drawn by these streams."""
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(count))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< %s >>" % b" ".join(b"/%s (%s)" % (name.encode(), _literal(value)) for name, value in (info or {}).items()),
    }
    for number, content in enumerate(contents):
        page, stream = 5 + 2 * number, 6 + 2 * number
        font = b"/Resources << /Font << /F1 3 0 R >> >>"
        objects[page] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents %d 0 R >>" % (font, stream)
        body, coded = (zlib.compress(content), b"/Filter /FlateDecode ") if packed else (content, b"")
        objects[stream] = b"<< %s/Length %d >>\nstream\n%s\nendstream" % (coded, len(body), body)
    return bound(objects)


def bound(objects: dict[int, bytes], *, more: bytes = b"/Info 4 0 R") -> bytes:
    """A file of these objects, the first of which is the catalog."""
    data = b"%PDF-1.7\n"
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(places) + 1,
        table,
        len(places) + 1,
        more,
        len(data),
    )
