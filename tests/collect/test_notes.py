"""What a text says of itself: notes of correction, datelines, quotes and tables."""

import json

import pytest
from collect_helpers import HTML, LINE, TEXT, one

from sitrep.collect.credits import dateline
from sitrep.collect.notes import note_kind
from sitrep.records import PartKind
from sitrep.records.notes import is_note

BODY = "The harbour office said on Friday that two tugs took forty passengers off the ferry before noon, and that nobody was hurt."


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Correction: An earlier version of this article gave the wrong number.", PartKind.CORRECTION),
        ("CORRECTION (5 May): the ferry is called Ida.", PartKind.CORRECTION),
        ("Correction, Nov. 15, 2019: This article misidentified the harbour.", PartKind.CORRECTION),
        ("An earlier version of this report said that four were hurt.", PartKind.CORRECTION),
        ("• This article was amended on 5 May 2020 to give the right number.", PartKind.CORRECTION),
        ("(This 5 May story has been corrected to fix the name in paragraph 3)", PartKind.CORRECTION),
        ("(Corrects number of passengers in paragraph 2)", PartKind.CORRECTION),
        ("Korrektur: In einer früheren Fassung stand eine falsche Zahl.", PartKind.CORRECTION),
        ("تصحيح: ذكر التقرير في نسخة سابقة عددا غير صحيح", PartKind.CORRECTION),
        ("Clarification: the office is a private company.", PartKind.CLARIFICATION),
        ("UPDATE 2: the harbour office now says that five were hurt.", PartKind.UPDATE),
        ("Update: the ferry was back in service on Sunday morning.", PartKind.UPDATE),
        ("This story has been updated to add a statement of the office.", PartKind.UPDATE),
        ("(Adds comment by the harbour office, background)", PartKind.UPDATE),
        ("Editor's note: the author's name is withheld for safety.", PartKind.EDITORS_NOTE),
        ("This article has been withdrawn because its source cannot be confirmed.", PartKind.RETRACTION),
        ("Updated: Nov 18, 2019 @17:26 PM", None),
        ("Correction facilities were overcrowded, the ministry said.", None),
        ("Updates on the weather are given every hour by the harbour office.", None),
        ("This article of the treaty was amended by parliament.", None),
        ("He said: Correction: it was five.", None),
        ("", None),
    ],
)
def test_kinds_of_notes(paragraph: str, kind: PartKind | None) -> None:
    assert note_kind(paragraph) is kind


def test_notes_are_found_in_every_kind_of_input() -> None:
    note = "Correction: An earlier version gave the wrong number of passengers."
    for document in (
        one(f"{BODY}\r\n\r\n  {note}\n", TEXT),
        one(json.dumps({"text": f"{BODY}\n{note}"}), LINE),
        one(
            f"<html><body><article><p>{BODY}</p><p>{BODY[::1]} So it was.</p></article><aside class='correction'>{note}</aside></body></html>",
            HTML,
        ),
    ):
        [part] = document.parts
        assert (part.kind, part.span.text) == (PartKind.CORRECTION, note)
        assert document.text[part.span.start : part.span.end] == note


def test_quotes_and_tables_are_marked() -> None:
    rows = "".join(f"<tr><td>Town {i}</td><td>{i * 7} dead</td></tr>" for i in range(3))
    html = (
        f"<html><body><article><p>{BODY}</p><blockquote><p>We waited for hours in the rain.</p><p>Nobody told us anything at all.</p></blockquote>"
        f"<p>{BODY} It was the third time.</p><table>{rows}</table><p>{BODY} The end.</p></article></body></html>"
    )
    document = one(html, HTML)
    assert [(part.kind.value, part.span.text) for part in document.parts] == [
        ("quote", "We waited for hours in the rain.\n\nNobody told us anything at all."),
        ("table", "Town 0 | 0 dead\n\nTown 1 | 7 dead\n\nTown 2 | 14 dead"),
    ]
    assert all(document.text[part.span.start : part.span.end] == part.span.text for part in document.parts)


def test_a_table_that_lays_out_the_page_is_none() -> None:
    html = f"<html><body><table><tr><td><p>{BODY}</p><p>{BODY} Again.</p></td></tr></table></body></html>"
    assert one(html, HTML).parts == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("KABUL, Afghanistan (AP) — Two trucks were stopped.", "KABUL, Afghanistan (AP)"),
        ("NEW DELHI, Nov 20 (PTI) The two trucks were stopped.", None),
        ("NEW DELHI, Nov 20 (PTI): The two trucks were stopped.", "NEW DELHI, Nov 20 (PTI)"),
        ("KARACHI: Two trucks were stopped.", "KARACHI"),
        ("VIENNA — Two trucks were stopped.", "VIENNA"),
        ("Dekalb, Ill. — Two trucks were stopped.", "Dekalb, Ill."),
        ("BREAKING: Two trucks were stopped.", None),
        ("UPDATE 2: Two trucks were stopped.", None),
        ("Two trucks — both from Kabul — were stopped.", None),
        ("He said: nothing.", None),
        ("", None),
    ],
)
def test_datelines(text: str, line: str | None) -> None:
    assert dateline(text) == line


@pytest.mark.parametrize(
    "text",
    [
        "Richtigstellung: Die Fähre heißt Ida.",
        "The original version of this dispatch named the wrong harbour.",
        "We have corrected this report to give the right number of passengers.",
        "(Adds comment by the harbour office, background)",
        "This 5 May story has been corrected to fix the name in paragraph 3",
    ],
)
def test_collecting_and_comparing_know_the_same_notes(text: str) -> None:
    assert note_kind(text) is not None
    assert is_note(text)
