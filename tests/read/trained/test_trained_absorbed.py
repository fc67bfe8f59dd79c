"""What is no event of its own: contents of demands and promises, and verbs that only carry a noun's act."""

import pytest

from sitrep.read.tokens import sentences
from sitrep.read.trained.absorbed import foreground, sentence_numbers
from sitrep.read.trained.happenings import Found
from sitrep.read.trained.labels import EVENT_TYPES
from sitrep.read.trained.model import model


def kept(text, *ones):
    """The triggers that are left of (word, type) or (word, type, sureness)."""
    words = model().pieces.words(text)
    spelled = [text[words.starts[at] : words.ends[at]] for at in range(len(words))]
    found = [
        Found(
            (spelled.index(word), spelled.index(word) + 1), EVENT_TYPES.index(kind), sure[0] if sure else 0.9, None, None, 0.0, 0.0,
            ((), (), (), ()), {},
        )
        for word, kind, *sure in ones
    ]  # fmt: skip
    return [spelled[one.trigger[0]] for one in foreground(text, sentence_numbers(sentences(text), words), words, found)]


@pytest.mark.parametrize(
    ("text", "ones", "left"),
    [
        ("They demanded that he release prisoners.", [("demanded", "REQUEST"), ("release", "RETREAT")], ["demanded"]),
        ("Sudan must return the boat.", [("must", "REQUEST"), ("return", "RETREAT")], ["must"]),
        ("He threatened to bomb the port.", [("threatened", "THREATEN"), ("bomb", "ASSAULT")], ["threatened"]),
        ("He refused talks and urged calm.", [("refused", "REJECT"), ("urged", "REQUEST")], ["refused", "urged"]),
        ("They asked for aid after troops shelled it.", [("asked", "REQUEST"), ("shelled", "ASSAULT")], ["asked", "shelled"]),
        ("They marched, calling for reform.", [("marched", "PROTEST"), ("calling", "REQUEST")], ["marched"]),
        ("Israel rejected the offer and later bombed Gaza.", [("rejected", "REJECT"), ("bombed", "ASSAULT")], ["rejected", "bombed"]),
        ("They asked. Troops shelled it.", [("asked", "REQUEST"), ("shelled", "ASSAULT")], ["asked", "shelled"]),
        ("Troops mounted a huge invasion.", [("mounted", "MOBILIZE"), ("invasion", "ASSAULT")], ["invasion"]),
        ("They signed a trade agreement.", [("signed", "SUPPORT"), ("agreement", "AGREE", 0.8)], ["signed"]),
        ("They signed a trade agreement.", [("signed", "SUPPORT", 0.7), ("agreement", "AGREE", 0.8)], ["agreement"]),
        ("Police shot dead two men.", [("shot", "ASSAULT")], ["shot"]),
    ],
)
def test_contents_and_carriers(text, ones, left):
    assert kept(text, *ones) == left


def test_nothing_is_left_of_nothing():
    assert foreground("", (), model().pieces.words(""), []) == []
