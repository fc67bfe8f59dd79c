"""What reads a PDF, in a process of its own: bytes on standard input, its lines and what it says of itself as JSON on standard output.

    python -m sitrep.collect.pdf.reading SECONDS BYTES PAGES CHARACTERS

The process bounds itself before it looks at anything; whoever started it sees to the time on the clock.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

# A line of print. What is longer is drawn by something else than a writer.
_LONGEST_LINE = 2_000
_FACTS = ("title", "author", "creation_date_raw", "modification_date_raw")


class RefusedError(Exception):
    """A file that gives nothing; says why."""


def read(body: bytes, *, pages: int, characters: int) -> dict[str, Any]:
    """{"facts": {…}, "pages": [[[text, x, y, size], …], …], "left": why pages were left or null}. Raises RefusedError."""
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = _opened(body)
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedError("is a PDF that is encrypted, and opens with a password only")
        count = len(reader.pages)
        found, left = _pages(reader, min(count, pages), characters)
        if count > pages:
            left = left or f"has more than {pages:,} pages; the others were left"
        return {"facts": _facts(reader), "pages": found, "left": left}
    except (DependencyError, FileNotDecryptedError, NotImplementedError) as error:  # what it depends on is what undoes encryption
        raise RefusedError("is a PDF that is encrypted in a way that is not read") from error
    except PyPdfError as error:
        raise RefusedError("is a damaged PDF") from error


def _opened(body: bytes) -> Any:
    """The reader of a file; where it does not say where its objects are, they are looked for."""
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    try:
        return PdfReader(io.BytesIO(body), strict=False)
    except PdfReadError:
        return PdfReader(io.BytesIO(body + b"\nstartxref\n0\n%%EOF\n"), strict=False)


def _pages(reader: Any, count: int, characters: int) -> tuple[list[list[tuple[str, float, float, float]]], str | None]:
    found: list[list[tuple[str, float, float, float]]] = []
    taken = damaged = 0
    for number in range(count):
        try:
            lines = _lines(reader.pages[number])
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001 - a page that cannot be read must not cost the others, whatever it makes the library stumble on
            damaged += 1
            lines = []
        found.append(lines)
        taken += sum(len(line[0]) for line in lines)
        if taken > characters:
            raise RefusedError(f"has a text longer than {characters} characters")
    if damaged and damaged == count:
        raise RefusedError("is a damaged PDF")
    return found, f"has {damaged:,} pages that are damaged; they were left" if damaged else None


def _lines(page: Any) -> list[tuple[str, float, float, float]]:
    """The lines of a page in the order in which they were drawn: text, where it begins, size of its letters."""
    found: list[tuple[str, float, float, float]] = []
    parts: list[str] = []
    where = (0.0, 0.0, 0.0)

    def take(text: str, transform: list[float], matrix: list[float], _font: Any, size: float) -> None:
        nonlocal where
        for number, part in enumerate(text.split("\n")):
            if number and (line := "".join(parts).strip()):
                found.append((line[:_LONGEST_LINE], *where))
            if number:
                parts.clear()
            if part.strip() and not any(one.strip() for one in parts):
                x = matrix[4] * transform[0] + matrix[5] * transform[2] + transform[4]
                y = matrix[4] * transform[1] + matrix[5] * transform[3] + transform[5]
                scale = abs(matrix[3] * transform[3]) or abs(matrix[1] * transform[2]) or 1.0
                where = (round(x, 1), round(y, 1), round(size * scale, 1))
            parts.append(part)

    page.extract_text(visitor_text=take)
    if line := "".join(parts).strip():
        found.append((line[:_LONGEST_LINE], *where))
    return found


def _facts(reader: Any) -> dict[str, str]:
    try:
        said = reader.metadata
        values = {name: getattr(said, name, None) for name in _FACTS} if said else {}
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - what it says of itself may be of any kind and is not needed
        return {}
    return {name: str(value)[:1_000] for name, value in values.items() if isinstance(value, (str, bytes)) and value}


def bounded(seconds: int, memory: int) -> None:
    """Let this process use no more than this of processor time and memory, and write no file; where the system knows such bounds."""
    try:
        import resource
    except ImportError:
        return
    for kind, bound in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (bound if most == resource.RLIM_INFINITY else min(bound, most), most))


def main(arguments: list[str]) -> None:
    """Read standard input and print what was found, or {"refused": why}."""
    import logging

    seconds, memory, pages, characters = map(int, arguments)
    bounded(seconds, memory)
    logging.disable(logging.CRITICAL)
    try:
        found = read(sys.stdin.buffer.read(), pages=pages, characters=characters)
        answer = json.dumps(found)
    except RefusedError as error:
        answer = json.dumps({"refused": str(error)})
    except MemoryError:
        answer = json.dumps({"refused": "is a PDF that takes too much memory to read"})
    except RecursionError:
        answer = json.dumps({"refused": "is a PDF that is nested too deep"})
    except Exception:  # noqa: BLE001 - a hostile file may make the library stumble in any way
        answer = json.dumps({"refused": "is a damaged PDF"})
    sys.stdout.write(answer)


if __name__ == "__main__":
    main(sys.argv[1:])
