"""Patterns of taking a stand: what proposes, assents or refuses, what puts something else in a proposal's place, what gives grounds."""

from __future__ import annotations

import re

from sitrep.read.lexicon import words as listed
from sitrep.records import Stance

_NP = r"[^,;:.!?\"“”]{3,120}?"
_MODAL = r"(?:should|must|ought to|had better|would do well to|would be wise to)"
# What follows of necessity, is past or is only expected is no advice; nor is what a clause says of "those who must".
_NO_ADVICE = (
    r"(?!(?:otherwise|have|by now|there|any)\b|be (?:(?:noted|said|remembered|admitted) that|expected|no surprise)\b|come as\b"
    r"|be (?:out|ready|operational|over|complete|completed|finished|back|known|available)\b"
    r"|take (?:an?|one|two|three|some|about|\d+) \w+)"
)
SHOULD = re.compile(
    rf"(?P<p>(?:[A-Z“\"]|\b(?:the|a|an|we|its|our)\b){_NP}\s(?<!\bor )(?<!\bwho )(?<!\bwhich )(?<!\bwhere )(?<!\bwhat )"
    rf"{_MODAL}\s{_NO_ADVICE}[^;:.!?”\"]{{4,200}})"
)
# Bare verbs by which "let them …" and "would have them …" are told from other uses of the same words.
_DO = rf"(?:{'|'.join(sorted(listed('course verbs')))})"
_NAME = (
    r"(?:(?:the\s)?[A-Z][\w’'-]+\s(?:(?:of|and|the|[A-Z][\w’'-]+)\s){0,4}?"
    r"|(?:the\s(?:two\s)?|both\s)(?:sides|parties|governments?|states?|army|council)\s)"
)
_WHOM = rf"(?:{_NAME}|the\s(?:\w+\s){{1,4}}?|us\s|them\s)"
LET = re.compile(
    rf"(?:^|[“\":]\s?)(?:So\s|Then\s|And\s|But\s|No[:,]\s)?[Ll]et\s(?P<p>{_NAME}(?:first\s)?{_DO}\b[^;:.!?”\"]{{4,160}})",
)
HAVE = re.compile(rf"\bwould (?:have|like to see)\s(?P<p>{_WHOM}{_DO}\b[^;:.!?”\"]{{4,160}})")
SOLUTION = re.compile(
    r"\b(?:[Tt]he|[Aa]|[Pp]art of the|[Aa]nother|[Tt]he only|[Tt]he best|[Tt]he real)"
    r"\s(?:solution|answer|remedy|cure|way (?:forward|out)|first step|next step)"
    r"\s(?:is|lies in|involves|requires|would be|must be|is to be found in)"
    r"\s(?:to\s)?(?P<p>(?!(?:that|not|no|simple|obvious|clear)\b)[^;:.!?]{6,160})"
)
TIME = re.compile(r"\b[Ii]t(?: is|’s|'s) (?:high |past |about )?time (?:to |for |that )?(?P<p>(?!(?:we|I) (?:ask|admit)\b)[^;:.!?]{6,160})")
_PROPOSES = (
    r"proposes?|proposed|recommends?|recommended|calls? for|called for|advocates?|advocated|would like|suggests? that|"
    r"suggested that|urged that"
)
_VOTED = r"vote[sd]?(?:\s[\w-]+ to [\w-]+|\s\d+[-–]\d+|\sunanimously|\soverwhelmingly)?"
_SUPPORTS = (
    r"supports|supported|(?<=would )(?:support|back|endorse|welcome|accept)|backs|backed|endorses|endorsed|welcomes|"
    rf"welcomed|favours|favoured|favors|favored|(?:is|are|was|were) in favou?r of|{_VOTED} (?:for|in favou?r of)"
)
_OPPOSES = (
    r"opposes?|opposed|rejects?|rejected|(?:is|are|was|were|be) against|object(?:s|ed)? to|ruled out|rules out|"
    rf"cannot (?:follow|support|accept)|{_VOTED} (?:against|down)|spoke against|speaks against|dismisse[sd]|turned down"
)
VERB = re.compile(
    rf"\b(?:(?P<proposes>{_PROPOSES})|(?P<supports>{_SUPPORTS})|(?P<opposes>{_OPPOSES}))"
    r"\s(?:that\s|on \w+\s)?(?P<p>(?:the|a|an|any|its|his|her|their|our|this|that|such|[A-Z]\w+|\w+ing)\b[^,;:.!?]{3,160})"
)
# An answer by a word for what was put forward, or for whom: what it answers was said before.
_THEM = r"(?:him|her|them|it|this|that|the idea|the plan|the proposal)"
_CANNOT = r"(?:can(?:not|[’']t| not)|could not|do(?:es)? not|did not|don[’']t|would not|will not)"
_REFUSAL = (
    rf"{_CANNOT} (?:follow|support|back|accept|agree with|go along with|share) {_THEM}"
    rf"|(?:am|is|are|was|were|be) (?:all |dead |flatly |firmly )?against {_THEM}"
    rf"|(?:oppose[sd]?|reject(?:s|ed)?|refuse[sd]?|dismisse[sd]|vetoe[sd]) {_THEM}"
    r"|(?:I|We|we) (?:beg to differ|disagree|do not agree|don[’']t agree)"
    r"|(?:It|it) should be (?:refused|rejected|resisted|dropped|opposed)"
)
_ASSENT = rf"(?:am|is|are) (?:all |wholly |firmly )?(?:for|in favou?r of) {_THEM}|(?:support|endorse)(?:s|ed|d)? {_THEM}"
ANSWER = re.compile(
    rf"\b(?:(?P<opposes>{_REFUSAL})|(?P<supports>{_ASSENT}))(?=[.,;:!?”\"]|\s(?:at|because|since|as|on|for|if|until)\b|$)",
)
DOUBT = re.compile(r"\b(?:[Ii]t is|[Ii]t[’']s)\s(?P<g>(?:difficult|hard|impossible)\s(?:to see|to imagine|to believe)\s[^;.!?]{8,600})")
_JUDGED = (
    r"\s(?:is|are|was|would be|remains|may be|might be)\s(?P<word>a non-starter|a bridge too far|a mistake|a bad idea|unwise|"
    r"unworkable|folly|fraught with \w+|worthless|dead on arrival|the wrong \w+|out of the question|no answer|madness|doomed|a sound \w+|"
    r"a good idea|the right \w+|overdue|sensible)"
)
VERDICT = re.compile(rf"(?P<p>{_NP}){_JUDGED}(?:\s(?P<for>for\s[^;.!?]{{8,200}}))?")
_POSITIVE = ("a sound", "a good", "the right", "overdue", "sensible")
ALTERNATIVE = re.compile(
    r"(?:\b(?:Better|Wiser|Far better|It would be better|It would be wiser)\s(?:to\s)?(?P<a>[^;:.!?]{4,160})"
    r"|\b[Ww]hy not\s(?!(?:this|that|the|these|those|one)\b)(?P<b>[^;:.!?]{4,160})|\b(?:Instead|Rather),?\s(?P<c>[^;:.!?]{4,200})"
    r"|\b(?:[Oo]ne (?:option|way|alternative)|[Aa]n alternative|[Aa]nother (?:option|way|idea)|[Oo]ne)"
    r" (?:would be|might be|could be|is) to\s(?P<d>[^;:.!?]{4,160})"
    r"|^(?:But |Or |And |Or else )?(?:[Pp]erhaps|[Mm]aybe|[Ww]hat about|[Hh]ow about)\s(?P<e>(?:an?|the|some)\s[^;:.!?]{4,200})(?=\?))"
)
GROUND = re.compile(
    r"\b(?:because|since|as it would|on the grounds? that|given that|so that|otherwise)\s(?P<g>[^;.!?]{4,200})|:\s(?P<h>[^;.!?]{8,200})"
)
LEADING = re.compile(r"(?:^|[“\"])(?:(?:And|But) )?(?:Since|Because|As|Given that|Now that)\s(?P<g>[^,;.!?]{8,200}),")
PURPOSE = re.compile(r"(?:^|[“\"])(?P<g>(?:In order )?[Tt]o\s[^,;.!?]{8,200}),")
CONDITION = re.compile(
    r"\b(?P<g>(?:only if|if and only if|provided(?: that)?|on condition that|as long as|so long as)\s[^;.!?,]{4,160})",
)
# "Would support it if …": an assent that hangs on what follows.
WOULD_IF = re.compile(r"\bwould (?:\w+ )?(?:support|back|endorse|accept)\b[^;.!?]{3,200}?\s(?P<g>if\s[^;.!?]{4,160})")
SUBJECT = re.compile(
    r"(?:^|[,;:.“\"]\s?|\bthat\s|\band\s|\bbut\s)(?P<s>(?:[A-Z]|[Tt]he |[Aa]n? |[Ss]ome |[Mm]ost |[Mm]y )[^,;:.!?“\"]{2,70}?)"
    r"\s(?:(?:also|has|have|had|would|will|may|might|could|not|strongly|publicly|formally|is|are|was|were|then|on \w+)\s)*$"
)
COURSE = re.compile(
    r"\b(?:proposals?|plans?|ideas?|schemes?|initiatives?|suggestions?|bills?|resolutions?|measures?|motions?|deals?|agreements?|treaty|"
    r"talks|truce|cease-?fire|referendum|reforms?|zones?|missions?|authority|membership|withdrawal|bases?|strip|corridors?|embargo|sanctions|"
    r"inquiry|force|(?:should|would|must|be|to) \w+)\b",
    re.I,
)
_AND = r"(?:(?:and|but|yet|so)\s)?(?:even\s)?"
# "But even this idea": a word for the proposal last spoken of, alternatives among them.
REFERS = re.compile(
    rf"{_AND}(?:(?:the|this|that|such an?|his|her|their|its)\s(?:\w+\s)?(?:idea|plan|proposal|suggestion|scheme|project)\b"
    r"(?!\s(?:to|for|of|that)\b)|it$|this$|that$)",
    re.I,
)
MANY = re.compile(rf"{_AND}(?:these|those|such|all)\s(?:\w+\s)?(?:ideas|plans|proposals|suggestions|schemes)\b", re.I)
# What a sentence begins with that says what would come of the proposal before it.
FOLLOWS = re.compile(
    r"[“\"]?(?:This|That|It|Doing so|Such an? \w+)\s(?:would|will|might|could|costs?|gives?|means|saves?|has|had|keeps?)\b",
)
# Words without which a pattern that begins with any phrase cannot fit: to look for them first costs a tenth.
NEEDED = {VERDICT: re.compile(_JUDGED), SHOULD: re.compile(rf"\s{_MODAL}\s")}
QUESTION = re.compile(r"\b(?:[Ww]hy|[Hh]ow|[Ww]hat)\s(?:\w+\s){0,3}should\b")


def search(pattern: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    """The first match of one of these patterns in a sentence."""
    needed = NEEDED.get(pattern)
    return pattern.search(sentence) if needed is None or needed.search(sentence) else None


def stance_of(match: re.Match[str]) -> Stance:
    """The stance that a match of VERB, ANSWER or VERDICT takes."""
    groups = match.groupdict()
    if "word" in groups:
        return Stance.SUPPORTS if match["word"].startswith(_POSITIVE) else Stance.OPPOSES
    return next(stance for stance in (Stance.PROPOSES, Stance.SUPPORTS, Stance.OPPOSES) if groups.get(stance.value))
