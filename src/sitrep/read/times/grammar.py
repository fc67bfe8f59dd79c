"""The patterns of English date expressions.

Every repetition is bounded and every pattern is tried only at a word that can begin it, so the time taken grows with the length of
the text and with nothing else.
"""

from __future__ import annotations

import re

from sitrep.read.times.lexicon import (
    DAY_PARTS,
    DECADE_WORDS,
    MONTHS,
    NUMBER_WORDS,
    ORDINALS,
    SEASONS,
    SMALL_NUMBERS,
    TENS,
    UNITS,
    WEEKDAYS,
    alternatives,
)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# A space within an expression: a few blanks and at most one line break.
S = r"(?:[^\S\n]{1,3}\n?[^\S\n]{0,3}|\n[^\S\n]{0,3})"
DASH = r"[-‐‑‒–—−]"
JOIN = rf"(?:{S}?{DASH}{S}?|{S}(?:to|and|or|through|until|till){S}(?:the{S})?)"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_SUFFIX = r"(?:st|nd|rd|th)?"
# What must not follow a day's number: more digits, a clock time, a decimal or thousands, a share.
_DAY_END = rf"(?![0-9A-Za-z]|[:.,][0-9]|{S}?(?:%|per{S}?cent|[ap]\.?m\b))"
_MONTH = rf"(?:{alternatives(MONTHS)})"
_WEEKDAY = rf"(?:{alternatives(WEEKDAYS)})"
_YEAR = r"[0-9]{4}(?![0-9])(?!\.[0-9])"
_YEAR_TAIL = rf"(?:{S}?,{S}?|{S}(?:of{S}|in{S})?|-)(?P<year>{_YEAR}|[’'][0-9]{{2}}(?![0-9]))"
_WHICH = rf"(?P<which>last|this|next|that|(?:the|that){S}same|the{S}previous|the{S}following)"
_WHICH_TAIL = rf"(?:{S}?,)?{S}(?:of{S}|in{S})?{_WHICH}{S}year\b"

TOKEN = re.compile(r"[^\W\d_]+|[0-9]+")

ISO = _compile(r"([0-9]{4})(-|/)([0-9]{1,2})\2([0-9]{1,2})(?![0-9-])(?:T(?P<clock>[0-9]{2}:[0-9]{2}))?")
NUMERIC = _compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9]|[./-][0-9]|%)")
DAY_MONTH = _compile(
    rf"(?P<day>{_DAY}){_SUFFIX}(?:{JOIN}(?P<day2>{_DAY}){_SUFFIX})?(?:{S}day)?(?:{S}?|-)(?:of{S})?(?P<month>{_MONTH})(?![a-z]|\.[a-z])(?:\.(?=[\s,]{{1,2}}[0-9’']))?"
    rf"(?:{_YEAR_TAIL}|{_WHICH_TAIL}|(?P<open>{S}(?P<short>[0-9]{{2,3}})(?![0-9A-Za-z:%-]|[.,][0-9])))?"
)
BAD_DAY_MONTH = _compile(rf"[0-9]{{1,3}}{_SUFFIX}{S}(?:of{S})?{_MONTH}(?![a-z])(?:,?{S}[0-9]{{4,}})?")
MONTH_DAY = _compile(
    rf"(?P<month>{_MONTH})\b\.?{S}?(?:the{S})?(?P<day>{_DAY}){_SUFFIX}{_DAY_END}(?:{JOIN}(?P<day2>{_DAY}){_SUFFIX}{_DAY_END})?"
    rf"(?:(?:{S}?,{S}?|{S}(?:of{S})?)(?P<year>{_YEAR})|{_WHICH_TAIL})?"
)
BAD_MONTH_DAY = _compile(rf"{_MONTH}\b\.?{S}[0-9]{{1,3}}{_SUFFIX},{S}[0-9]{{4,}}")
MONTH_RANGE = _compile(rf"(?P<month>{_MONTH})\b\.?{DASH}(?P<month2>{_MONTH})\b\.?(?:{_YEAR_TAIL})?")
MONTH_ONLY = _compile(rf"(?P<month>{_MONTH})\b(?:\.(?={S}?[0-9]))?(?:{S}of{S}(?P<old>[0-9]{{3}})(?=[,.;)])|{_YEAR_TAIL}|{_WHICH_TAIL})?")
# A later date of the same series, from which an earlier one takes its year.
YEAR_AHEAD = _compile(
    rf"(?:{JOIN}|,{S})(?:early{S}|mid-|late{S})?(?:{_DAY}{_SUFFIX}{S}(?:of{S})?)?(?P<month>{_MONTH})\b\.?(?:{S}{_DAY}{_SUFFIX})?,?{S}(?:of{S}|in{S})?(?P<year>{_YEAR})"
)
ORDINAL_DAY = _compile(rf"(?P<ordinal>{alternatives(ORDINALS)}){S}(?:day{S})?of{S}(?P<month>{_MONTH})(?![a-z])(?:{_YEAR_TAIL})?")

WEEKDAY = _compile(rf"(?P<weekday>{_WEEKDAY})\b\.?")
WEEKDAY_DATE_GAP = _compile(rf"(?:{S}?,)?{S}?\(?(?:the{S})?")
AFTER_DATE_PART = _compile(rf"{S}(?P<part>morning|afternoon|evening|night|at{S}(?:noon|dawn|dusk|midnight))\b")

YEAR_RANGE = _compile(rf"(?P<first>[0-9]{{4}}){DASH}(?P<last>[0-9]{{4}}|[0-9]{{2}})(?![0-9]|{DASH}[0-9])")
_FISCAL_YEAR = r"(?P<first>[0-9]{4}|[0-9]{2})(?:[-‐‑‒–—−/](?P<last>[0-9]{4}|[0-9]{2}))?(?![0-9])"
FISCAL = _compile(rf"(?:(?:fiscal|financial)(?:{S}year)?(?:{S}of)?{S}|FY{S}?[’']?){_FISCAL_YEAR}")
YEAR_FISCAL = _compile(rf"{_FISCAL_YEAR}{S}(?:fiscal|financial){S}year\b")
SPACED_YEARS = _compile(rf"(?P<first>[0-9]{{4}}){S}{DASH}{S}(?P<last>[0-9]{{2}})(?![0-9:.,]?[0-9])")
YEAR = _compile(rf"{_YEAR}")
ERA = _compile(rf"(?P<year>[0-9]{{1,5}}){S}?(?P<era>BCE|BC|B\.C\.|CE|AD|A\.D\.)(?![A-Za-z])")
AD_YEAR = _compile(rf"(?:AD|A\.D\.){S}?(?P<year>[0-9]{{1,4}})(?![0-9])")
DECADE = _compile(rf"(?P<decade>[0-9]{{3}}0){S}?[’']?s\b")
SHORT_DECADE = _compile(r"[’']?(?P<decade>[2-9]0)[’']?s\b")
SHORT_YEAR = _compile(r"(?P<year>[0-9]{2})(?![0-9])")
DECADE_WORD = _compile(rf"(?:(?P<prefix>nineteen)[\s-])?(?P<decade>{alternatives(DECADE_WORDS)})\b")
CENTURY = _compile(
    rf"(?:(?P<number>[12]?[0-9])(?:st|nd|rd|th)|(?P<word>{alternatives(ORDINALS)}))(?:{JOIN}(?:[12]?[0-9](?:st|nd|rd|th)|(?:{alternatives(ORDINALS)})))?"
    rf"(?:{S}|-)(?P<kind>century|centuries)\b(?:{S}(?P<era>BCE|BC|B\.C\.))?"
)
LIST_CENTURY = _compile(rf"(?P<number>[12]?[0-9])(?:st|nd|rd|th)(?={JOIN}[12]?[0-9](?:st|nd|rd|th)(?:{S}|-)centur)")
CENTURY_YEARS = _compile(r"(?P<century>1[0-9])00s\b")

SEASON = _compile(
    rf"(?P<season>{alternatives(SEASONS)})(?P<plural>s)?\b(?:{S}months)?(?:{S}?,?{S}(?:of{S})?(?P<year>{_YEAR})(?:{DASH}(?P<year2>[0-9]{{2,4}})(?![0-9]))?)?"
)
QUARTER = _compile(rf"Q(?P<quarter>[1-4])(?:{S}|-)?(?:of{S})?(?P<year>{_YEAR})")
PART_OF_YEAR = _compile(
    rf"(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|last|final){S}(?P<part>half|quarter){S}(?:of{S})?"
    rf"(?:(?P<year>{_YEAR})(?!s)|(?:(?P<which>last|this|next|the){S}year\b))"
)
MODIFIER = _compile(
    rf"(?:the{S})?(?P<modifier>earlier|early|mid|middle|later|late){S}?{DASH}?{S}?(?:to{S}mid{DASH}|{DASH}to{DASH}late{S})?(?:in{S}|on{S}|of{S})?(?:the{S})?"
)
DAY_PART_OF = _compile(
    rf"(?:the{S})?(?:early{S}|late{S})?(?P<part>{alternatives(DAY_PARTS)}|(?:early|small|wee){S}(?:morning{S})?hours)"
    rf"(?:{S}of|{S}between|{S}on)?{S}(?:the{S})?"
)

_AMOUNT = (
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}|[0-9]{{1,5}}(?:\.[0-9]{{1,2}})?|(?:{alternatives(TENS)})[- ](?:{alternatives(SMALL_NUMBERS)})|"
    rf"{alternatives(NUMBER_WORDS)}|an?{S}(?:few|couple(?:{S}of)?)|an?|several|few|many|some|half{S}an?)"
)
_UNIT = rf"(?:{alternatives(UNITS)})"
AMOUNT = _compile(
    rf"(?:the{S})?(?P<amount>{_AMOUNT})(?P<half>{S}and{S}a{S}half)?(?P<gap>{S}|-)(?:or{S}(?P<more>so|more){S})?(?:more{S}|full{S}|long{S}|whole{S}|straight{S}|consecutive{S})?"
    rf"(?P<unit>{_UNIT})(?P<plural>s|ies)?\b(?:{S}and{S}a{S}half)?"
)
RANGED_AMOUNT = _compile(rf"(?P<low>{_AMOUNT})(?:{S}(?:or|to){S}|{DASH})(?={_AMOUNT}(?:{S}|-){_UNIT})")
BARE_UNITS = _compile(r"(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)\b")
SHIFT = _compile(
    rf"(?:{S}or{S}so)?{S}(?P<shift>ago|back|earlier|previously|prior|before|later|afterwards?|after|on|from{S}now|hence)\b(?!{S}(?:to\b|than\b))"
)
OLD = _compile(rf"(?:[\s-]old\b|{S}of{S}age\b|-olds\b)")

DEICTIC_DAY = _compile(
    rf"(?P<word>(?:the{S})?day{S}before{S}yesterday|(?:the{S})?day{S}after{S}tomorrow|yesterday|today|tomorrow|tonight|overnight|tonite|"
    rf"last{S}night|last{S}evening|this{S}(?:very{S})?(?:morning|afternoon|evening)|nightly)(?:{S}(?P<part>morning|afternoon|evening|night|lunchtime)\b)?(?![a-z])"
)
RELATIVE = _compile(
    rf"(?:(?:the|its|their|his|her|our){S})?(?P<which>last|this{S}(?:past|coming|same)|this|next|past|previous|preceding|coming|following|current|same|that{S}same|that){S}"
    rf"(?P<what>week(?:end)?|fortnight|month|quarter|year|decade|century|day|night|morning|afternoon|evening|{alternatives(SEASONS)}|{alternatives(MONTHS)}|{alternatives(WEEKDAYS)})\b"
    rf"(?:{S}(?P<part>morning|afternoon|evening|night)\b)?(?:{S}?,?{S}?(?P<date>{_MONTH}{S}{_DAY}\b))?"
)
STRETCH = _compile(
    rf"(?:(?:the|these|those){S})?(?P<which>last|past|previous|preceding|next|coming|following){S}(?:(?P<amount>{_AMOUNT}){S})?(?P<unit>{_UNIT})(?:s|ies)?\b"
)
THE_DAY = _compile(rf"(?:the|a){S}day{S}(?P<way>before|earlier|after|later)\b(?={S}?[,.;:)!?]|{S}?$)")
THE_UNIT = _compile(rf"(?:the|this){S}(?P<unit>year|month|week|weekend|decade|century)\b")
UNIT_LEAD = re.compile(r"\b(?:end|beginning|start|middle|rest|half|quarter|early|late|earlier|later|course)\s(?:of|in|on)\s$", re.I)
YEAR_WORD = _compile(rf"(?:the{S})?year{S}(?P<year>[0-9]{{1,4}})(?![0-9])")

SET = _compile(
    rf"(?:every|each){S}(?:(?P<skip>other|single|second)[\s]|(?P<amount>{_AMOUNT}){S})?"
    rf"(?:(?P<weekday>{_WEEKDAY})\b(?:{S}(?P<part>morning|afternoon|evening|night)\b)?|(?P<month>{_MONTH})\b|(?P<season>{alternatives(SEASONS)})\b|"
    rf"(?P<daypart>morning|afternoon|evening|night)\b|(?P<unit>{_UNIT})(?:s|ies)?\b)"
)
ADVERB_SET = _compile(r"(?P<word>annually|yearly|monthly|weekly|daily|hourly|nightly|fortnightly|quarterly)\b")
PER_SET = _compile(rf"(?:a|an|per){S}(?P<unit>day|week|month|year|hour)\b")
WEEKDAYS_PLURAL = _compile(rf"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:s\b|{S}(?:mornings|afternoons|evenings|nights)\b)")
WEEKEND = _compile(rf"(?:the{S})?(?:weekend(?P<plural>s)?)\b")
WEEKDAY_SPAN = _compile(rf"{_WEEKDAY}s?\b\.?{S}?(?:{DASH}|through|thru){S}?{_WEEKDAY}s?\b")

CLOCK = _compile(
    rf"(?P<hour>[01]?[0-9]|2[0-4])(?P<mark>[:.h])(?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])(?:{S}?(?P<half>[ap])\.?{S}?m\b\.?)?"
    rf"(?P<zone>{S}?(?:GMT|UTC|[A-Z]{{1,4}}ST|[A-Z]{{1,4}}DT|CET|EET|MSK|PKT|IST|hours|hrs|local{S}time|o[’']clock)\b)?"
)
HALF_DAY = _compile(rf"(?P<hour>1[0-2]|0?[1-9]){S}?(?P<half>[ap])\.?{S}?m\b\.?(?P<zone>{S}(?:GMT|UTC|[A-Z]{{1,3}}T|local{S}time)\b)?")
OCLOCK = _compile(
    rf"(?P<hour>1[0-2]|0?[1-9]|{alternatives(list(SMALL_NUMBERS)[1:13])}){S}?o[’']{S}?clock\b(?:{S}in{S}the{S}(?P<part>morning|afternoon|evening))?"
)
MILITARY = _compile(rf"(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?P<zone>{S}?(?:GMT|UTC|Z|hours|hrs|local{S}time)\b)")
CLOCK_WORD = _compile(r"(?P<word>noon|midday|midnight|dawn|daybreak|dusk|nightfall)\b")
CLOCK_LEAD = re.compile(
    r"\b(?:at|by|around|about|until|till|since|from|to|before|after|between|and|at about|at around|just after)\s$", re.I
)

REFERENCE = _compile(
    rf"(?P<present>now(?!{S}that\b)|currently|presently|nowadays|at{S}present|these{S}days|at{S}the{S}(?:moment|present{S}time))\b|"
    rf"(?P<past>recently|lately|(?:in{S})?recent{S}(?:days|weeks|months|years|decades|times)|in{S}the{S}(?:recent{S})?past(?!{S}(?:{_AMOUNT}|{_UNIT})))\b|"
    rf"(?P<future>soon|in{S}the{S}(?:near{S})?future|(?:the{S})?coming{S}(?:days|weeks|months|years))\b"
)
