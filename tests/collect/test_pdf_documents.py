"""PDF files as documents: what is text of theirs and what is print, what they say of themselves, and what they may cost."""

import io

import pytest
from collect_helpers import NOW, failure, made, one
from pdf_helpers import assembled, bound, lines, pdf
from pypdf import PdfReader, PdfWriter
from web_helpers import ARTICLE, served, settings

from sitrep.collect import Limits, collect
from sitrep.collect.pdf.layout import Line, body_lines, heading, paragraphs
from sitrep.collect.pdf.reading import RefusedError, read
from sitrep.records import Document, Failure

PDF = "application/pdf"
WRAPPED = (
    "The ministry said on Tuesday that the bridge at Nowshera",
    "had been opened again after two weeks of repairs by army",
    "engineers.",
)
ORDER = ("", "first", "second", "third", "fourth")
WHOLE = " ".join(WRAPPED)


@pytest.fixture
def here(monkeypatch):
    """Reading in this process, for what is not about the other: starting one takes most of a second."""
    monkeypatch.setattr("sitrep.collect.pdf.paper._read", lambda _key, body, _limits: read(body, pages=100, characters=100_000))


def found(body: bytes) -> list[list[Line]]:
    """The pages of a file as lines, without what every page repeats; read in this process."""
    return body_lines([[Line(*line) for line in page] for page in read(body, pages=100, characters=100_000)["pages"]])


def told(body: bytes) -> list[str]:
    return paragraphs(found(body))


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_gives_its_paragraphs_title_author_and_date(packed):
    info = {"Title": "Bridge opened again at Nowshera", "Author": "Jane Doe", "CreationDate": "D:20240312101500+05'00'"}
    page = [*lines("Bridge opened again at Nowshera", size=18), *lines(*WRAPPED, "", "Drivers were told to keep to one lane.", y=700)]
    document = one(pdf(page, info=info, packed=packed), PDF)
    assert document.text == f"{WHOLE}\n\nDrivers were told to keep to one lane."
    assert (document.title, document.authors, document.published) == (info["Title"], ("Jane Doe",), "2024-03-12T10:15:00+05:00")
    assert (document.updated, document.url, document.outlet, document.language) == (None, None, None, "en")


def test_a_gap_an_indent_a_change_of_size_and_room_for_a_word_part_paragraphs():
    gap = lines(*WRAPPED, "", *WRAPPED)
    indent = [*lines(*WRAPPED), *lines(WRAPPED[0], x=90, y=724), *lines(*WRAPPED[1:], y=712)]
    size = [*lines(*WRAPPED), *lines("A heading between", size=13, y=724), *lines(*WRAPPED, y=708)]
    room = lines(*WRAPPED, *WRAPPED)
    assert told(pdf(gap)) == told(pdf(indent)) == told(pdf(room)) == [WHOLE, WHOLE]
    assert told(pdf(size)) == [WHOLE, "A heading between", WHOLE]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the two min-", "isters met", "the two ministers met"),
        ("the two self-", "styled men", "the two self-styled men"),
        ("the Euro-", "Asian road", "the Euro-Asian road"),
        ("from 1990-", "1993 it was", "from 1990-1993 it was"),
        ("the road was -", "and is - shut", "the road was - and is - shut"),
    ],
)
def test_words_that_a_line_parts_are_put_together(first, second, whole):
    head = "They said on Tuesday evening that"
    assert told(pdf(lines(f"{head} {first}", f"{second} once more"))) == [f"{head} {whole} once more"]


def test_running_heads_feet_and_page_numbers_are_left_out():
    pages = [
        [
            *lines(f"Situation bulletin {number + 3}, March 2024", y=810, size=8),
            *lines(f"The {ORDER[number]} page begins so.", "", *WRAPPED, "", "1993", "", f"The {ORDER[number]} page ends so."),
            *lines("Daily Press, all rights reserved", y=40, size=8),
            *lines(label, y=25, size=8),
        ]
        for number, label in enumerate(["1", "Page 2 of 4", "- 3 -", "iv"], start=1)
    ]
    expected = [(f"The {ORDER[n]} page begins so.", WHOLE, "1993", f"The {ORDER[n]} page ends so.") for n in range(1, 5)]
    assert told(pdf(*pages)) == [text for page in expected for text in page]


def test_a_paragraph_goes_on_over_pages_and_columns():
    page = lines(*WRAPPED[:2])
    assert told(pdf(page, lines(WRAPPED[2], "", *WRAPPED))) == [WHOLE, WHOLE]
    left, right = lines(*WRAPPED, "", *WRAPPED[:2], y=400), lines(WRAPPED[2], "", *WRAPPED, x=320, y=400)
    assert told(pdf([*left, *right])) == [WHOLE, WHOLE, WHOLE]


@pytest.mark.parametrize(
    "stated",
    [
        "Microsoft Word - bridge.docx",
        "bridge_final.pdf",
        "untitled",
        "Untitled 1",
        "Document1",
        "x",
        "",
        "12 / 2024",
        "file:///c:/a b",
        None,
    ],
)
def test_a_title_that_is_none_gives_way_to_the_first_heading(here, stated):
    page = [*lines("Bridge opened", "again", size=18, step=20), *lines(*WRAPPED, y=700)]
    document = one(pdf(page, info={"Title": stated} if stated is not None else None), PDF)
    assert (document.title, document.text) == ("Bridge opened again", WHOLE)


def test_a_file_without_headings_has_no_title():
    assert heading(found(pdf(lines(*WRAPPED)))) is None


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("D:20240312", "2024-03-12"),
        ("D:20240312101500", "2024-03-12"),
        ("D:20240312101500Z", "2024-03-12T10:15:00Z"),
        ("20240312101500-04'30'", "2024-03-12T10:15:00-04:30"),
        ("D:19040101000000Z", None),
        ("D:20300312101500Z", None),
        ("D:20241399", None),
        ("yesterday", None),
    ],
)
def test_dates(here, stated, published):
    assert one(pdf(lines(*WRAPPED), info={"CreationDate": stated}), PDF).published == published


def test_a_change_on_a_later_day_is_an_update(here):
    info = {"CreationDate": "D:20240312101500Z", "ModDate": "D:20240314101500Z"}
    assert one(pdf(lines(*WRAPPED), info=info), PDF).updated == "2024-03-14T10:15:00Z"


def encrypted(password: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(lines(*WRAPPED)))))
    writer.encrypt(user_password=password, owner_password="other", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_encrypted_files_are_said_unless_everybody_may_open_them(algorithm):
    assert told(encrypted("", algorithm)) == [WHOLE]
    assert failure(encrypted("secret", algorithm), PDF).reason == "is a PDF that is encrypted, and opens with a password only"


def test_files_encrypted_in_ways_of_their_own_are_said():
    odd = encrypted("", "AES-256").replace(b"/Filter /Standard", b"/Filter /OddStuff")
    assert failure(odd, PDF).reason == "is a PDF that is encrypted in a way that is not read"


def refused(body: bytes, **more: int) -> str:
    with pytest.raises(RefusedError) as error:
        read(body, **{"pages": 100, "characters": 100_000, **more})
    return str(error.value)


def test_pages_without_text_are_said():
    assert failure(assembled([b"0 0 m 100 100 l S", b""]), PDF).reason == "is a PDF without text (scanned pages are not read)"
    assert failure(pdf(lines("1")), PDF).reason == "is a PDF without text (scanned pages are not read)"


def test_damage_is_said_or_mended():
    whole = pdf(lines(*WRAPPED))
    assert told(whole.replace(b"startxref", b"startxrff")) == [WHOLE]
    assert told(whole.replace(b"startxref\n", b"startxref\n9")) == [WHOLE]
    for body in (b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 999, whole[:120]):
        [said] = made(body, PDF)
        assert said == Failure(subject="in/put", reason="is a damaged PDF")


def test_a_page_that_is_damaged_does_not_cost_the_others():
    whole = pdf(lines(*WRAPPED), lines(*WRAPPED))
    broken = whole.replace(b"/Contents 8 0 R", b"/Contents (ab) ", 1)
    assert broken != whole
    answer = read(broken, pages=100, characters=100_000)
    assert [len(page) for page in answer["pages"]] == [3, 0]


def test_long_texts_and_many_pages_are_bounded():
    assert refused(pdf(lines(*WRAPPED)), characters=50) == "has a text longer than 50 characters"
    document, said = made(pdf(*[lines(*WRAPPED)] * 5), PDF, Limits(pdf_pages=3))
    assert isinstance(document, Document)
    assert said == Failure(subject="in/put", reason="has more than 3 pages; the others were left")


def many_pages(count: int) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 6 0 R >>"
    stream = b"BT /F1 10 Tf 1 0 0 1 72 700 Tm (Words that stand on every page of a long file of pages) Tj ET"
    return bound(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"5 0 R " * count, count),
            3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            4: b"<< >>",
            5: page,
            6: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        }
    )


def forms(levels: int, width: int) -> bytes:
    """Drawings that draw each other: as many of the last as width to the power of levels."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>",
        4: b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    }
    draw = b"/X Do " * width
    for number in range(5, 5 + levels):
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % (number + 1 if number < 4 + levels else number)
        objects[number] = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] %s /Length %d >>\nstream\n%s\nendstream" % (
            inner,
            len(draw),
            draw,
        )
    return bound(objects, more=b"")


HOSTILE = {
    "a bomb": lambda: assembled([b"(x) Tj\n" * 15_000_000], packed=True),
    "pages in a circle": lambda: bound(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}, more=b""
    ),
    "contents in a circle": lambda: pdf(lines(*WRAPPED)).replace(b"/Contents 6 0 R", b"/Contents [5 0 R 5 0 R]"),
    "drawings in a circle": lambda: forms(1, 40),
    "drawings without end": lambda: forms(30, 10),
    "a count that lies": lambda: pdf(lines("1")).replace(b"/Count 1", b"/Count 999999999"),
    "nested arrays": lambda: pdf(lines("1")).replace(b"/Count 1", b"/X " + b"[" * 100_000 + b"]" * 100_000 + b" /Count 1"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_one_line(name):
    found = made(HOSTILE[name](), PDF, Limits(pdf_seconds=4))
    assert found
    assert all(isinstance(one, Failure) for one in found)
    assert all("\n" not in one.reason and len(one.reason) < 120 for one in found)


def test_a_hundred_thousand_pages_are_bounded():
    found = made(many_pages(100_000), PDF, Limits(pdf_pages=20))
    assert found[-1] == Failure(subject="in/put", reason="has more than 20 pages; the others were left")


def test_time_and_memory_are_bounded():
    long = assembled([b"BT (x) Tj ET\n" * 4_000_000], packed=True)
    assert failure(long, PDF, Limits(pdf_seconds=1)).reason == "is a PDF that takes longer than 1 seconds to read"
    assert failure(long, PDF, Limits(pdf_bytes=200 * 2**20)).reason == "is a PDF that takes too much memory to read"


def test_modules_in_the_folder_that_is_worked_in_are_not_taken_for_ours(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('taken')")
    monkeypatch.chdir(tmp_path)
    assert one(pdf(lines(*WRAPPED)), PDF).text == WHOLE


def test_an_address_that_gives_a_file_is_read_and_is_its_address():
    with served() as site:
        site.routes["/report"] = (200, {"Content-Type": "application/octet-stream"}, pdf(lines(ARTICLE)))
        [(capture, _, [document])] = collect([site("/report")], received=NOW, limits=Limits(), fetching=settings())
        assert (capture.media_type, document.text, document.url) == (PDF, ARTICLE, site("/report"))
