"""Years in office held against a dictionary: what agrees, what begins alike, what does not."""

from __future__ import annotations

import gzip
import sys

import pytest

from training import leaders

DICTIONARY = """# a comment
EXAMPLIA_  [EXA]
+EXAMPLAND_
ANNA_REED_  # CountryInfo.txt
+PRESIDENT_ANNA_REED_
\t[EXAELI 750101-000101]
\t[EXAGOV 010523-050607]
\t[EXAGOVMIL 050607-20090101]
\t[EXAGOV 090101-120301]
JOÃO_VELD_
\t[EXAGOV >960701]
\t[EXAELI]
OLD_MARK_
\t[EXAGOV 390101-710609] [OTHGOV 800101-810101]
"""


@pytest.fixture
def known():
    return leaders.offices(DICTIONARY.splitlines())


@pytest.mark.parametrize(
    ("name", "aliases", "country", "start", "end", "found"),
    [
        ("Anna Reed", "Reed", "EXA", "2001", "2005", "Phoenix.Countries.actors 2014: 2001 to 2005"),
        ("Anna Reed", "", "EXA", "2001", "2012", "Phoenix.Countries.actors 2014: 2001 to 2012"),
        ("Ann Reed", "Reed;Reed Anna", "EXA", "2005", "2009", "Phoenix.Countries.actors 2014: 2005 to 2009"),
        ("Anna Reed", "", "EXA", "2001", "2006", "not checked; enwiki: Anna Reed"),
        ("Anna Reed", "", "EXA", "1975", "2000", "not checked; enwiki: Anna Reed"),
        ("Anna Reed", "", "OTH", "2001", "2005", "not checked; enwiki: Anna Reed"),
        ("Joao Veld", "", "EXA", "1996", "2003", "Phoenix.Countries.actors 2014: from 1996; end not checked; enwiki: Joao Veld"),
        ("Joao Veld", "", "EXA", "1996", "", "Phoenix.Countries.actors 2014: from 1996; end not checked; enwiki: Joao Veld"),
        ("Old Mark", "", "EXA", "1939", "1971", "Phoenix.Countries.actors 2014: 1939 to 1971"),
        ("Old Mark", "", "OTH", "1980", "1981", "Phoenix.Countries.actors 2014: 1980 to 1981"),
        ("Old Mark", "", "EXA", "1980", "1981", "not checked; enwiki: Old Mark"),
    ],
)
def test_a_row_refers_to_the_dictionary_as_far_as_it_agrees(known, name, aliases, country, start, end, found):
    assert leaders.reference(name, aliases, country, start, end, known) == found


def test_only_references_are_written(tmp_path, monkeypatch, capsys):
    rows = ["# aliases ...", "Reed\tAnna Reed\tperson\tEXA\tGOV\t2001\t2012\tx", "\tNo Body\tperson\tEXA\tGOV\t2001\t\tx"]
    table, dictionary = tmp_path / "leaders.tsv", tmp_path / "actors.txt.gz"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    dictionary.write_bytes(gzip.compress(DICTIONARY.encode("latin-1")))
    monkeypatch.setattr(sys, "argv", ["leaders", str(dictionary), "--table", str(table)])
    leaders.main()
    written = table.read_text(encoding="utf-8").splitlines()
    assert [line.rpartition("\t")[0] for line in written] == [line.rpartition("\t")[0] for line in rows]
    assert [line.rpartition("\t")[2] for line in written[1:]] == [
        "Phoenix.Countries.actors 2014: 2001 to 2012",
        "not checked; enwiki: No Body",
    ]
    assert capsys.readouterr().out == "agrees 1, not checked 1\n"
