"""Statements marked in a text: nothing lost, everything nested, every anchor there once."""

import time
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.publish.marks import DEEPEST, mark, paragraphs, rows
from sitrep.publish.text import anchor, clean
from sitrep.records import Link, Span, Statement, Voice


class Marks(HTMLParser):
    """Which characters each class covers, and the ids in order."""

    def __init__(self, source):
        super().__init__()
        self.stack, self.text, self.ids, self.covered, self.events = [], "", [], {}, []
        self.feed(source)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag, attributes):
        assert tag == "span"
        values = dict(attributes)
        self.stack.append(values.get("class", ""))
        if "id" in values:
            self.ids.append(values["id"])

    def handle_endtag(self, tag):
        self.stack.pop()

    def handle_data(self, data):
        if "event" in self.stack:
            self.events.append((len(self.text), data))
            assert self.stack == ["event"]
            return
        for kind in set(self.stack):
            self.covered.setdefault(kind, set()).update(range(len(self.text), len(self.text) + len(data)))
        self.text += data


def made(name, text, *ranges, voice=Voice.OWN, links=()):
    return Statement(id=name, content=tuple(Span(start=a, end=b, text=text[a:b]) for a, b in ranges), voice=voice, attribution=links)


def test_overlapping_nested_and_interrupted():
    text = "abcdefghijklmnopqrstuvwxyz"
    statements = [
        made("st-a", text, (0, 10), voice=Voice.DIRECT),
        made("st-b", text, (5, 15), voice=Voice.INDIRECT),
        made("st-c", text, (6, 8), (20, 22), voice=Voice.MIXED, links=(Link(source=None, cue=None, name="N"),)),
    ]
    (block,) = mark(text, statements)
    marks = Marks(str(block.html))
    assert marks.text == text
    assert marks.covered == {"s direct": set(range(10)), "s indirect": set(range(5, 15)), "s mixed": {6, 7, 20, 21}}
    assert marks.ids == ["st-a", "st-b", "st-c"]
    assert block.statements == ("st-a", "st-b", "st-c")
    assert 'title="N"' in block.html


def test_a_statement_over_paragraphs_goes_on_after_the_break():
    text = "One two.\n\nThree four."
    first, second = mark(text, [made("st-a", text, (4, 15), voice=Voice.DIRECT)])
    assert (Marks(str(first.html)).covered, Marks(str(second.html)).covered) == ({"s direct": {4, 5, 6, 7}}, {"s direct": {0, 1, 2, 3, 4}})
    assert "id=" not in second.html


def test_lines_stand_under_the_sentence_that_holds_them():
    text = "Men burnt it. They left.\n\nNo more"
    blocks = mark(text, [made("st-a", text, (0, 24))], {4: [("ev-1", "Assault <1>")], 18: [("ev-2", "Retreat")], 27: [("ev-3", "Last")]})
    assert Marks(str(blocks[0].html)).events == [(13, "Assault <1>"), (24, "Retreat")]
    assert Marks(str(blocks[1].html)).events == [(7, "Last")]


def test_long_paragraphs_are_cut_between_sentences_and_say_so():
    text = "Word after word goes on. " * 60 + "\n\nShort."
    assert "".join(text[a:b] for a, b in rows(text)[:-1]) == text[: text.index("\n")]
    assert max(b - a for a, b in rows(text)) <= 600
    blocks = mark(text, [made("st-a", text, (10, 1400), voice=Voice.DIRECT)])
    assert [block.goes_on for block in blocks] == [True] * (len(blocks) - 2) + [False, False]
    assert sum(len(Marks(str(block.html)).covered.get("s direct", ())) for block in blocks) == 1390
    cuts = [start for start, _ in rows(text)[1:-1]]
    under = {at + shift: [(f"ev-{at}-{shift}", "Line")] for at in cuts for shift in (-3, 0, 3)}
    marked = [Marks(str(block.html)) for block in mark(text, [], under)]
    assert sorted(name for one in marked for name in one.ids) == sorted(name for lines in under.values() for name, _ in lines)


def test_statements_without_words_keep_their_anchor():
    text = "Some text."
    lost = [made("st-none", text), made("st-out", text, (50, 60)), made("st-gap", "a\n\nb", (1, 3))]
    assert sorted(Marks(str(mark(text, lost[:2])[0].html)).ids) == ["st-none", "st-out"]
    assert "".join(str(block.html) for block in mark("a\n\nb", lost[2:])).count('id="st-gap"') == 1
    assert Marks(str(mark("", lost[:1])[0].html)).ids == ["st-none"]


def test_paragraphs_are_at_blank_lines_if_there_are_any():
    text = "\n\na\nb\n  \n c\r\n\r\nd\n"
    assert [text[a:b].strip() for a, b in paragraphs(text)] == ["a\nb", "c", "d"]
    assert paragraphs("x\ny") == [(0, 1), (2, 3)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_spans_give_the_text_back_and_each_anchor_once(data):
    text = data.draw(st.text(alphabet='ab .!\n<&>"\x1b\u202e‹\ud800', max_size=60))
    edge = st.integers(-2, len(text) + 2)
    ranges = data.draw(st.lists(st.lists(st.tuples(edge, edge), max_size=3), max_size=20))
    statements = [made(f"st-{number}", text, *spans, voice=Voice.DIRECT) for number, spans in enumerate(ranges)]
    blocks = mark(text, statements, {0: [("ev-0", "line")]} if data.draw(st.booleans()) else None)
    parsed = [Marks(str(block.html)) for block in blocks]
    shown = [clean(text[a:b]) for a, b in paragraphs(text)]
    assert [one.text for one in parsed] == (shown or ([""] if statements else []))
    ids = [name for one in parsed for name in one.ids if name != "ev-0"]
    assert sorted(ids) == sorted(anchor("st", one.id) for one in statements)
    for (start, end), one in zip(paragraphs(text), parsed, strict=False):
        wanted = {at - start for spans in ranges for a, b in spans for at in range(max(a, start), min(b, end))}
        assert one.covered.get("s direct", set()) <= wanted
        if len(statements) <= DEEPEST // 3:
            assert one.covered.get("s direct", set()) == wanted


def test_time_grows_with_the_text_not_with_its_square():
    def seconds(size):
        text = "Some words are said here. Often so. In town.\n\n" * size
        statements = [made(f"st-{at}", text, (at, min(at + 400, len(text)))) for at in range(0, len(text), 50)]
        begun = time.process_time()
        blocks = mark(text, statements, {at: [(f"ev-{at}", "x")] for at in range(0, len(text), 500)})
        taken = time.process_time() - begun
        assert len(blocks) == size
        return taken

    seconds(100)
    assert min(seconds(4000) for _ in range(2)) < 40 * max(seconds(400), 0.005)
