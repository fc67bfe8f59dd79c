"""A text with the means to say where its words are, for tests of the trained reader's decoding."""

from sitrep.read.quotes import Marks
from sitrep.read.tokens import sentences
from sitrep.read.trained.assemble import drafts, statements
from sitrep.read.trained.decode import Found
from sitrep.read.trained.pieces import WordPiece
from sitrep.read.trained.spread import quoted, spread

SPLIT = WordPiece(["[UNK]", "[CLS]", "[SEP]"])


class Page:
    """A text with the means to say where its words are."""

    def __init__(self, text):
        self.text, self.words, self.sentences, self.marks = text, SPLIT.words(text), sentences(text), Marks(text)

    def piece(self, phrase):
        start = self.text.index(phrase)
        inside = [at for at, place in enumerate(self.words.starts) if start <= place < start + len(phrase)]
        return inside[0], inside[-1] + 1

    def found(self, cue, source, *content, outer=None, virtual=False):
        return Found(
            self.piece(cue),
            self.piece(source) if source else None,
            tuple(self.piece(one) for one in content),
            virtual,
            0.9,
            "say",
            outer,
        )

    def statements(self, *found):
        spread_out = spread(self.text, self.sentences, self.words, quoted(self.words, found, self.marks), self.marks)
        return statements(drafts(self.text, self.sentences, self.words, spread_out, self.marks), "doc-1", "test@1", self.marks)
