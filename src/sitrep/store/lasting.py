"""The tables that are not derived: evidence, which is appended and never rewritten, and what watching goes by."""

from __future__ import annotations

# What stands in a grade that was given for the name or the answer that it was given to, where that was taken down.
STRIPPED = "removed/"

EVIDENCE = {
    "capture_body": "CREATE TABLE capture_body (digest TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT",
    "capture": """CREATE TABLE capture (
        number INTEGER PRIMARY KEY,
        digest TEXT NOT NULL REFERENCES capture_body (digest),
        location TEXT NOT NULL,
        said TEXT NOT NULL,
        record ANY NOT NULL,
        UNIQUE (digest, location, said)) STRICT""",
    "minted": """CREATE TABLE minted (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        founder TEXT NOT NULL,
        id TEXT NOT NULL UNIQUE,
        UNIQUE (kind, founder)) STRICT""",
    "judgement": """CREATE TABLE judgement (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        record ANY NOT NULL) STRICT""",
    "judged": """CREATE TABLE judged (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        judgement INTEGER NOT NULL REFERENCES judgement (number),
        UNIQUE (name, judgement)) STRICT""",
    "grading": """CREATE TABLE grading (
        number INTEGER PRIMARY KEY,
        record ANY NOT NULL) STRICT""",
    "removal": """CREATE TABLE removal (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        record ANY NOT NULL) STRICT""",
    "withheld": """CREATE TABLE withheld (
        number INTEGER PRIMARY KEY,
        digest TEXT NOT NULL REFERENCES capture_body (digest),
        removal INTEGER NOT NULL REFERENCES removal (number),
        UNIQUE (digest, removal)) STRICT""",
    "remainder": "CREATE TABLE remainder (digest TEXT PRIMARY KEY, record ANY NOT NULL) STRICT",
    # Which gradings a subject has; under "" those whose subject an upgrade could not tell.
    "graded": """CREATE TABLE graded (
        number INTEGER PRIMARY KEY,
        subject TEXT NOT NULL,
        grading INTEGER NOT NULL REFERENCES grading (number),
        UNIQUE (subject, grading)) STRICT""",
    "absence": "CREATE TABLE absence (number INTEGER PRIMARY KEY, address TEXT NOT NULL, record ANY NOT NULL) STRICT",
    "edition": """CREATE TABLE edition (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        scope TEXT NOT NULL,
        made TEXT NOT NULL,
        record ANY NOT NULL) STRICT""",
    "draft": """CREATE TABLE draft (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        assessment TEXT NOT NULL,
        place INTEGER NOT NULL,
        record ANY NOT NULL,
        UNIQUE (assessment, place)) STRICT""",
    "deed": """CREATE TABLE deed (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, assessment TEXT NOT NULL, record ANY NOT NULL) STRICT""",
    # What the citations of a draft led to when it was saved, and whose words are in that.
    "cited": """CREATE TABLE cited (
        number INTEGER PRIMARY KEY,
        draft INTEGER NOT NULL REFERENCES draft (number),
        name TEXT NOT NULL,
        record ANY NOT NULL,
        UNIQUE (draft, name)) STRICT""",
    "cited_words": """CREATE TABLE cited_words (
        number INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        cited INTEGER NOT NULL REFERENCES cited (number),
        UNIQUE (document, cited)) STRICT""",
}

# What watching goes by: changed with every poll, and no loss but of what it learned.
KEPT = {"watched": "CREATE TABLE watched (number INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, record ANY NOT NULL) STRICT"}
