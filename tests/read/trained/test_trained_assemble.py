"""From attributions in words to statements: chains, contents, own voice, quotations to their end; names from two sides."""

from dataclasses import replace
from itertools import pairwise

from sitrep.read.tokens import span
from sitrep.read.trained.assemble import drafts, statements
from sitrep.read.trained.decode import Found
from sitrep.read.trained.entities import Entity, merged
from sitrep.records import Mention, MentionType, Voice
from trained_page import Page


def told(one):
    return ([link.source.text if link.source else None for link in one.attribution], [part.text for part in one.content])


def test_a_chain_has_its_links_outermost_first_and_its_inner_statement():
    page = Page("Dawn reported that a miller had said the bridge was mined. Rain fell all day.")
    outer = page.found("reported", "Dawn", "a miller had said the bridge was mined")
    made = page.statements(outer, page.found("said", "a miller", "the bridge was mined", outer=0))
    assert [told(one) for one in made] == [
        (["Dawn"], ["a miller had said the bridge was mined"]),
        (["Dawn", "a miller"], ["the bridge was mined"]),
        ([], ["Rain fell all day"]),
    ]
    assert made[0].inner == (made[1].id,)
    assert [one.voice for one in made] == [Voice.INDIRECT, Voice.INDIRECT, Voice.OWN]


def test_content_loses_its_quotation_marks_and_commas():
    page = Page("“The bridge is mined,” she said.")
    made = page.statements(page.found("said", "she", "“The bridge is mined,”"))
    assert told(made[0]) == (["she"], ["The bridge is mined"])
    assert made[0].voice is Voice.DIRECT


def test_a_sign_that_stands_for_a_cue_is_not_printed():
    page = Page("Army: bridge mined")
    assert page.statements(page.found(":", "Army", "bridge mined", virtual=True))[0].attribution[0].cue is None


def test_what_is_left_of_a_sentence_is_own_voice_if_it_can_stand_alone():
    page = Page("The mayor said the bridge was mined; two lorries were turned back at noon.")
    made = page.statements(page.found("said", "The mayor", "the bridge was mined"))
    assert told(made[-1]) == ([], ["two lorries were turned back at noon"])


def test_a_quotation_keeps_its_speaker_to_its_end_over_paragraphs():
    page = Page("“It is mined,” he said. “Nobody crosses. We wait.\n\n“We will wait for days.”")
    made = page.statements(page.found("said", "he", "It is mined", "Nobody crosses"))
    assert [told(one) for one in made] == [
        (["he"], ["It is mined", "Nobody crosses"]),
        (["he"], ["We wait"]),
        (["he"], ["We will wait for days"]),
    ]


def test_the_quotation_of_another_is_left_alone():
    page = Page("“It is mined,” he said. “Nobody crosses.”")
    made = page.statements(page.found("said", "he", "It is mined"))
    assert told(made[0])[1] == ["It is mined"]


def test_who_speaks_in_a_quotation_speaks_on_its_speakers_word():
    page = Page("“The captain said it was mined,” a survivor said.")
    inner = page.found("said it", "The captain", "it was mined")
    inner = replace(inner, cue=page.piece("said"))
    outer = page.found("a survivor", None, "The captain said it was mined")
    last = len(page.words) - 2
    outer = replace(outer, cue=(last, last + 1), source=page.piece("a survivor"))
    assert told(page.statements(inner, outer)[-1]) == (["a survivor", "The captain"], ["it was mined"])


def test_what_a_speaker_believes_or_cannot_say_adds_no_link():
    page = Page("The army said it could not confirm that the bridge was mined.")
    outer = page.found("said", "The army", "it could not confirm that the bridge was mined")
    made = page.statements(outer, page.found("could not confirm", "it", "the bridge was mined", outer=0))
    assert told(made[-1]) == (["The army"], ["the bridge was mined"])


def test_a_chain_is_bounded():
    page = Page("a " * 40)
    found = [Found((at, at + 1), None, ((at + 1, 40),), False, 0.9, "say", at - 1 if at else None) for at in range(20)]
    made = statements(drafts(page.text, page.sentences, page.words, found, page.marks), "doc-1", "test@1", page.marks)
    assert max(len(one.attribution) for one in made) == 8


def mention(text, phrase, kind):
    start = text.index(phrase)
    return Mention(span=span(text, start, start + len(phrase)), type=MentionType(kind), name=phrase)


def entity(text, phrase, kind, sure):
    return Entity(text.index(phrase), text.index(phrase) + len(phrase), MentionType(kind), sure)


def test_names_of_both_sides_are_brought_together():
    text = "Dawn met Jordan and the TTP near Kunar with Alvi Khan."
    ruled = [mention(text, "Dawn", "person"), mention(text, "Jordan", "place"), mention(text, "TTP", "group")]
    seen = [
        entity(text, "Dawn", "organization", 0.9),
        entity(text, "Jordan", "person", 0.4),
        entity(text, "TTP", "organization", 0.9),
        entity(text, "Kunar", "place", 0.9),
        entity(text, "Alvi", "person", 0.5),
    ]
    made = merged(text, ruled, seen)
    assert [(one.span.text, one.type.value, one.name) for one in made] == [
        ("Dawn", "organization", "Dawn"),
        ("Jordan", "place", "Jordan"),
        ("TTP", "group", "TTP"),
        ("Kunar", "place", None),
    ]
    assert all(left.span.end <= right.span.start for left, right in pairwise(made))


def test_what_has_no_capital_is_no_name_unless_nothing_has_one():
    text = "Residents of Gao said the army shelled the market."
    assert merged(text, [], [entity(text, "army", "organization", 0.9)]) == ()
    text = text.lower()
    assert [one.span.text for one in merged(text, [], [entity(text, "gao", "place", 0.9)])] == ["gao"]
    text = "В Гао обстреляли рынок."
    assert [one.span.text for one in merged(text, [], [entity(text, "Гао", "place", 0.9)])] == ["Гао"]
