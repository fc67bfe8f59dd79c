"""Messages as documents: what stands in their headers, which of their parts is read, and what is the writer's own."""

import base64
import time

import pytest
from collect_helpers import failure
from hypothesis import given
from hypothesis import strategies as st
from mail_helpers import BRIDGE, MAIL, WRAPPED, letter, letters, message, parts, text_part
from web_helpers import ARTICLE, PAGE

from sitrep.records import Document, Failure

ROAD = "The road along the river stays shut until the end of the month, an engineer at the scene told reporters on Tuesday."


def test_a_message_gives_its_subject_sender_date_and_text():
    found = letter(message())
    assert (found.title, found.authors, found.outlet, found.published) == ("Bridge open", ("Jane Doe",), None, "2024-03-12T10:15:00+05:00")
    assert (found.text, found.url, found.key, found.language) == (BRIDGE, None, "in/put", "en")


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_line_ends_and_a_line_before_the_headers_do_no_harm(eol):
    body = b"From jane Tue Mar 12 10:15:00 2024\n" + message(WRAPPED.replace("\n", eol), eol=eol)
    assert letter(body).text == BRIDGE


@pytest.mark.parametrize(
    ("headers", "outlet", "authors"),
    [
        ({"From": "The Brief <brief@x.example>"}, "The Brief", ()),
        ({"From": "The Brief <b@x.example>", "List_Id": "Morning Brief <brief.x.example>"}, "Morning Brief", ()),
        ({"From": "The Brief <b@x.example>", "List_Unsubscribe": "<https://x.example/u>"}, "The Brief", ()),
        ({"List_Id": "Morning Brief <brief.x.example>"}, "Morning Brief", ("Jane Doe",)),
        ({"List_Id": "<brief.x.example>"}, "brief.x.example", ("Jane Doe",)),
        ({"From": "Jane Doe via Reports <r@x.example>", "List_Id": '"Reports" <r.x.example>'}, "Reports", ("Jane Doe",)),
        ({"From": '"Doe, Jane" <j@x.example>'}, None, ("Jane Doe",)),
        ({"From": "=?utf-8?b?0JjQstCw0L0g0J/QtdGC0YDQvtCy?= <i@x.example>"}, None, ("Иван Петров",)),
        ({"From": "desk@x.example"}, None, ()),
        ({"From": None, "List_Id": None}, None, ()),
        ({"From": "<<<>>> ,,, <"}, None, ()),
    ],
)
def test_senders(headers, outlet, authors):
    found = letter(message(**headers))
    assert (found.outlet, found.authors) == (outlet, authors)


def test_what_is_given_on_the_command_line_fills_what_a_message_does_not_say():
    assert letter(message(Date=None), outlet="Daily", published="2024-03-13").outlet == "Daily"
    assert letter(message(Date=None), published="2024-03-13").published == "2024-03-13"


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("Tue, 12 Mar 2024 10:15:00 +0500 (PKT)", "2024-03-12T10:15:00+05:00"),
        ("Tue, 12 Mar 2024 10:15:00", "2024-03-12"),
        ("Tue, 12 Mar 2030 10:15:00 +0500", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Tue, 99 Mar 2024", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(stated, published):
    assert letter(message(Date=stated)).published == published


@pytest.mark.parametrize(
    ("headers", "url"),
    [
        ({"Archived_At": "<https://lists.example/m/1>"}, "https://lists.example/m/1"),
        ({"Archived_At": "<https://lists.example/m/1> (on the web)"}, "https://lists.example/m/1"),
        ({"X_Archived_At": "http://lists.example/m/1"}, "http://lists.example/m/1"),
        ({"Archived_At": "<javascript:alert(1)>"}, None),
        ({"Archived_At": "<urn:x>"}, None),
        ({"List_Archive": "<https://lists.example/>", "List_Unsubscribe": "<https://lists.example/u>"}, None),
    ],
)
def test_only_an_address_that_the_message_states_as_its_own_is_taken(headers, url):
    html = '<a href="https://x.example/view">View in browser</a>'
    assert letter(message(f"{WRAPPED}\n\n{html}", **headers)).url == url


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("=?UTF-8?Q?Br=C3=BCcke_offen?=", "Brücke offen"),
        ("=?utf-8?B?QnLDvGNr?= =?utf-8?B?ZSBvZmZlbg==?=", "Brücke offen"),
        ("=?x-unheard-of?Q?Br=FCcke?=", "Brücke"),
        ("=?iso-8859-1?Q?Br=C3=BCcke?=", "Brücke"),
        ("=?utf-8?B?a?=", "=?utf-8?B?a?="),
        ("Brücke offen", "Brücke offen"),
        ("long\n  and folded", "long and folded"),
        ("a\u202eb\x1b[31mc", "abc"),
        ("x" * 9_000, "x" * 999 + "…"),
        (None, None),
    ],
)
def test_subjects(stated, title):
    assert letter(message(Subject=stated)).title == title


def test_a_subject_of_raw_bytes_is_read_as_it_looks():
    assert letter(message().replace(b"Bridge open", "Brücke".encode("cp1252"))).title == "Brücke"


@pytest.mark.parametrize(
    ("charset", "encoded", "stated"),
    [
        ("utf-8", "cp1252", "utf-8"),
        ("iso-8859-1", "utf-8", "iso-8859-1"),
        ("utf-7", "utf-8", "utf-7"),
        ("x-nonsense", "utf-8", "x-nonsense"),
        ("koi8-r", "koi8-r", "koi8-r"),
        ("iso-2022-jp", "iso-2022-jp", "iso-2022-jp"),
    ],
)
def test_charsets_that_lie(charset, encoded, stated):
    text = {"koi8-r": "Мост открыт после двух недель ремонта", "iso-2022-jp": "橋は二週間後に再開した"}.get(
        encoded, "Die Brücke über den Fluß ist offen"
    )
    body = message(text.encode(encoded), Content_Type=f"text/plain; charset={stated}")
    assert letter(body).text == text


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "BASE64", "8bit", "x-uuencode"])
def test_transfer_encodings(encoding):
    text = "Die Brücke ist offen"
    made = {"base64": base64.encodebytes(text.encode()), "quoted-printable": b"Die Br=C3=BCcke ist =\noffen"}
    body = message(made.get(encoding.lower(), text.encode()), Content_Transfer_Encoding=encoding, Content_Type="text/plain; charset=utf-8")
    assert letter(body).text == text


def test_base64_that_is_damaged_is_read_as_far_as_it_goes():
    broken = base64.b64encode((ROAD * 9).encode())[:301] + b"\n!!"
    assert letter(message(broken, Content_Transfer_Encoding="base64")).text.startswith(ROAD)


def test_the_part_that_holds_more_is_taken():
    page = PAGE.format("")
    assert letter(parts(text_part("See the page."), text_part(page, "text/html"))).text.startswith(ARTICLE)
    assert letter(parts(text_part(f"{ROAD}\n\n" * 9), text_part(page, "text/html"))).text.startswith(ROAD)
    assert letter(parts(text_part(page, "text/html"))).text.startswith(ARTICLE)


def test_the_title_is_not_repeated_in_the_text_of_a_page():
    assert "Bridge open" not in letter(message(PAGE.format(""), Content_Type="text/html")).text


def test_attachments_are_not_opened_and_named_in_nothing():
    body = parts(
        text_part(WRAPPED),
        text_part(ROAD, "text/plain", 'Content-Disposition: attachment; filename="secret.txt"'),
        text_part(ROAD, 'text/plain; name="secret2.txt"'),
        text_part(ROAD, "text/html", "Content-Disposition: inline; filename*=utf-8''secret3.html"),
        text_part("JVBERi0xLjQK", "application/pdf", "Content-Transfer-Encoding: base64"),
        f"Content-Type: message/rfc822\n\nSubject: inner\nFrom: a@x.example\n\n{ROAD}",
        kind="mixed",
    )
    [found] = letters(body)
    assert found.text == BRIDGE
    assert "secret" not in repr(found)


def test_a_boundary_that_is_missing_is_guessed_and_an_end_that_is_missing_is_the_end():
    body = parts(text_part(WRAPPED), end=False)
    assert letter(body).text == BRIDGE
    assert letter(body.replace(b'; boundary="b0"', b"")).text == BRIDGE
    assert letter(body.replace(b'boundary="b0"', b'boundary="other"')).text == BRIDGE
    assert letter(message(Content_Type="multipart/mixed")).text == BRIDGE


def test_ten_thousand_parts_are_bounded_and_that_is_said():
    document, said = letters(parts(text_part(WRAPPED), *[text_part("x", "image/png")] * 10_000, kind="mixed"))
    assert document.text == BRIDGE
    assert said == Failure(subject="in/put", reason="has more than 1,000 parts; the others were left")


def nested(depth: int, inner: str) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n' for level in range(depth))
    return message().partition(b"\n\n")[0] + b"\n" + head.encode() + inner.encode()


def test_nesting_is_bounded_and_that_is_said():
    assert letter(nested(15, text_part(WRAPPED))).text == BRIDGE
    assert [found.reason for found in letters(nested(1_000, text_part(WRAPPED)))] == [
        "has no text",
        "has parts nested deeper than 20; they were left",
    ]


@pytest.mark.parametrize(
    "body",
    [
        message(Content_Type="text/plain" + "; a=b" * 50_000),
        message(Content_Type='text/plain; name="' + '";' * 50_000),
        message(Subject="=?utf-8?q?" * 50_000),
        message(From="<" * 200_000),
        message(From='"' * 200_000),
        message(Message_ID="<" * 200_000),
        message(**{f"X-{number}": "y" for number in range(100_000)}),
        parts(*["--b0"] * 100_000),
        message("\n" * 500_000 + WRAPPED),
        message("> a\n\n" * 200_000 + WRAPPED, Subject="Re: x"),
        message("x:\n" * 200_000 + WRAPPED, Subject="Re: x"),
    ],
    ids=["parameters", "quotes", "words", "from", "quoted from", "id", "headers", "boundaries", "lines", "quotations", "attributions"],
)
def test_messages_built_to_be_slow(body):
    start = time.process_time()
    letters(body)
    assert time.process_time() - start < 20


def test_a_reply_is_without_what_it_answers_and_without_the_signature():
    quoted = "\n".join(f"> {line}" for line in ROAD.split(". "))
    text = f"{WRAPPED}\n\nOn Mon, 11 March 2024 at 09:00, John Roe\n<john@x.example> wrote:\n\n{quoted}\n>> older\n\nThe rest is mine.\n\n-- \nJane Doe\nDesk"
    assert letter(message(text, In_Reply_To="<b@x>")).text == f"{BRIDGE}\n\nThe rest is mine."


@pytest.mark.parametrize(
    "below",
    [
        f"-----Original Message-----\nFrom: John\nSubject: x\n\n{ROAD}",
        f"From: John Roe <j@x.example>\nSent: Monday, 11 March 2024 09:00\nTo: Jane\n\n{ROAD}",
        f"Am 11.03.2024 um 09:00 schrieb John Roe:\n> {ROAD}",
    ],
)
def test_what_mail_programs_put_below_a_reply_is_left_out(below):
    assert letter(message(f"{WRAPPED}\n\n{below}", Subject="AW: Brücke")).text == BRIDGE


def test_quotations_in_what_is_no_reply_are_text():
    assert ROAD in letter(message(f"{WRAPPED}\n\n> {ROAD}")).text


def test_a_line_of_dashes_high_above_the_end_is_no_signature():
    text = f"{WRAPPED}\n-- \n" + f"{ROAD}\n\n" * 30
    assert letter(message(text)).text.count(ROAD) == 30


def test_a_reply_of_nothing_but_quotations_has_no_text():
    assert failure(message(f"> {ROAD}", Subject="Re: x"), MAIL).reason == "has no text"


def test_quotations_in_the_page_of_a_reply_are_left_out():
    page = f'<html><body><p>{ARTICLE}</p><p>{ARTICLE} Again.</p><div class="gmail_quote">On Monday John wrote:<blockquote>{ROAD}</blockquote></div></body></html>'
    assert ROAD in letter(message(page, Content_Type="text/html")).text
    found = letter(message(page, Content_Type="text/html", References="<b@x>"))
    assert ARTICLE in found.text
    assert ROAD not in found.text


def test_flowed_text_is_put_together():
    text = "The ministry said on \nTuesday that \nthe bridge was open.\nThe road stays shut."
    found = letter(message(text, Content_Type="text/plain; format=flowed"))
    assert found.text == "The ministry said on Tuesday that the bridge was open.\n\nThe road stays shut."


def test_items_of_a_list_and_short_lines_stay_apart():
    text = f"{WRAPPED}\n\n* first of the points that were made at the meeting on Tuesday\n* second\nPlace: Nowshera\nTime: noon"
    assert letter(message(text)).text.split("\n\n")[1:] == [
        "* first of the points that were made at the meeting on Tuesday",
        "* second",
        "Place: Nowshera",
        "Time: noon",
    ]


@pytest.mark.parametrize("body", [b"hello", b"\0" * 99, b"X-Other: 1\n\ntext", b"\n\n\n", b"just: text\nwith: colons\n\nbody"])
def test_what_is_no_message_is_said(body):
    assert failure(body, MAIL).reason == "is not a mail message: it has no header that every message has"


def test_a_message_without_text_is_said():
    assert failure(message(""), MAIL).reason == "has no text"
    assert failure(parts(text_part("x", "image/png")), MAIL).reason == "has no text"


def test_an_agency_in_the_text_is_the_credit():
    assert letter(message(f"{WRAPPED}\n\n(Reuters)")).credit == "Reuters"


@given(st.binary(max_size=300))
def test_messages_of_any_bytes_give_documents_or_failures(body):
    for found in letters(message().partition(b"\n\n")[0] + b"\n" + body):
        assert isinstance(found, (Document, Failure))
    letters(body)


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Type": "text/plain; charset*=utf-8; charset*0=x"},
        {"Content_Disposition": "inline; name*=x; name*0=y"},
        {"From": "(" * 990},
        {"From": ":" * 999},
        {"Content_Type": "text/plain; charset=undefined"},
    ],
)
def test_headers_that_break_the_standard_library_cost_nothing_but_themselves(headers):
    assert BRIDGE in letter(message(**headers)).text


def test_quotations_and_lines_without_end_take_time_as_they_are_long():
    from sitrep.collect.mail.letter import _unflowed
    from sitrep.collect.mail.replies import own
    from sitrep.collect.wrapped import unwrapped

    wide = "word " * 12 + "ending"
    lines = [wide, *["abc", "> x"] * 40_000]
    assert own(lines, reply=True)[:2] == [wide, "abc"]
    assert len(_unflowed(["ab cd "] * 200_000)) == 1
    assert len(unwrapped([wide] * 50_000, least=20)) == 1
