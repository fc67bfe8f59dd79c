"""The tables. Records stand as JSON in `record`; the other columns are there to be looked up.

`record` is TEXT, or, for the rare record whose strings hold unpaired surrogates (which TEXT cannot), the same JSON as bytes.
"""

from __future__ import annotations

from sitrep.store.lasting import EVIDENCE, KEPT, STRIPPED

# "SitR": what PRAGMA application_id says of a SitRep database (https://www.sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = 0x53697452
SCHEMA_VERSION = 6


_LASTING = EVIDENCE | KEPT

# When a capture was received, such that order of text is order of time: what ends a whole second, a quotation mark, sorts before a point.
# Found without json_extract, which SQLite lets no index use where schemas are not trusted; within a string its key would be escaped.
_RECORD = "CAST(record AS TEXT)"
RECEIVED = f"""replace(substr({_RECORD}, instr({_RECORD}, '"received":"') + 12, 27), 'Z', '')"""
# To find what an address gave last. Databases of this schema may be without it, or have one by order of arrival: it is made where they are
# opened for writing.
CAPTURE_RECEIVED = "capture_received"
EVIDENCE_INDEX = f"CREATE INDEX IF NOT EXISTS {CAPTURE_RECEIVED} ON capture (location, {RECEIVED}, number)"
INDEX_BEFORE = "DROP INDEX IF EXISTS capture_location"

# The tables that are not derived which a version of the schema brought.
_ADDED = {
    2: ("judgement", "judged"),
    3: ("grading",),
    4: ("graded", "removal", "withheld", "remainder", "watched", "absence"),
    5: ("edition", "draft", "deed", "cited", "cited_words"),
}

# What makes two rows of an evidence table the same. INSERT OR REPLACE deletes without firing a trigger for it, so that each
# table also passes over a row that is already there.
_SAME = {
    "capture_body": "digest = NEW.digest",
    "capture": "number = NEW.number OR (digest = NEW.digest AND location = NEW.location AND said = NEW.said)",
    "minted": "number = NEW.number OR id = NEW.id OR (kind = NEW.kind AND founder = NEW.founder)",
    "judgement": "number = NEW.number OR id = NEW.id",
    "judged": "number = NEW.number OR (name = NEW.name AND judgement = NEW.judgement)",
    "grading": "number = NEW.number",
    "graded": "number = NEW.number OR (subject = NEW.subject AND grading = NEW.grading)",
    "removal": "number = NEW.number OR id = NEW.id",
    "withheld": "number = NEW.number OR (digest = NEW.digest AND removal = NEW.removal)",
    "remainder": "digest = NEW.digest",
    "absence": "number = NEW.number",
    "edition": "number = NEW.number OR id = NEW.id",
    "draft": "number = NEW.number OR id = NEW.id OR (assessment = NEW.assessment AND place = NEW.place)",
    "deed": "number = NEW.number OR id = NEW.id",
    "cited": "number = NEW.number OR (draft = NEW.draft AND name = NEW.name)",
    "cited_words": "number = NEW.number OR (document = NEW.document AND cited = NEW.cited)",
}

# Of what is left of a capture nothing becomes other, and only what a removal names goes. What no TEXT can hold is looked at as such too.
_ONLY_LESS = (
    "NOT EXISTS (SELECT value FROM json_each(CAST(NEW.record AS TEXT)) EXCEPT SELECT value FROM json_each(CAST(OLD.record AS TEXT))) "
    "AND NOT EXISTS (SELECT 1 FROM json_each(CAST(OLD.record AS TEXT)) AS one, json_each(one.value) AS field WHERE field.key = 'id' "
    "AND one.value NOT IN (SELECT value FROM json_each(CAST(NEW.record AS TEXT))) AND field.value NOT IN "
    "(SELECT removal.id FROM withheld JOIN removal ON removal.number = withheld.removal WHERE withheld.digest = OLD.digest))"
)

# Of a citation nothing becomes other but the words of the documents that it led to, and how these stood: both go.
_NEW = "SELECT key, value FROM json_each(CAST(NEW.record AS TEXT))"
_WORDLESS = "SELECT key, CASE key WHEN 'words' THEN '' WHEN 'standings' THEN '[]' ELSE value END FROM json_each(CAST(OLD.record AS TEXT))"
_ONLY_WORDS = f"NOT EXISTS ({_NEW} EXCEPT {_WORDLESS}) AND NOT EXISTS ({_WORDLESS} EXCEPT {_NEW})"

# Of a grade given nothing becomes other but whom or which answer it was given to.
_NAMELESS = (
    "SELECT key, CASE WHEN key = CASE (SELECT value FROM json_each(CAST(OLD.record AS TEXT)) WHERE key = 'kind') "
    f"WHEN 'account' THEN 'value' ELSE 'subject' END THEN '{STRIPPED}' ELSE value END FROM json_each(CAST(OLD.record AS TEXT))"
)
_ONLY_NAME = f"NOT EXISTS ({_NEW} EXCEPT {_NAMELESS}) AND NOT EXISTS ({_NAMELESS} EXCEPT {_NEW})"

# The changes to evidence that are let through, all of them for what was taken down: bytes go once a removal names them, a minted id
# keeps no words of what founded it, what is left of a capture, or of an edition that went out, grows less, a citation loses the words
# that it led to, and a grade given loses the name or the answer that it was given to.
_LET_THROUGH = {
    "capture_body": "NEW.digest = OLD.digest AND NEW.body = x'' AND EXISTS (SELECT 1 FROM withheld WHERE digest = OLD.digest)",
    "minted": "NEW.number = OLD.number AND NEW.kind = OLD.kind AND NEW.id = OLD.id AND NEW.founder = 'removed/' || OLD.id "
    "AND EXISTS (SELECT 1 FROM removal)",
    "remainder": f"NEW.digest = OLD.digest AND length(NEW.record) < length(OLD.record) AND {_ONLY_LESS}",
    "edition": "NEW.number = OLD.number AND NEW.id = OLD.id AND NEW.scope = OLD.scope AND NEW.made = OLD.made "
    "AND length(NEW.record) < length(OLD.record) "
    "AND EXISTS (SELECT 1 FROM removal WHERE instr(CAST(OLD.record AS TEXT), '\"' || removal.id || '\"'))",
    "cited": f"NEW.number = OLD.number AND NEW.draft = OLD.draft AND NEW.name = OLD.name AND {_ONLY_WORDS} AND EXISTS "
    "(SELECT 1 FROM cited_words JOIN removal ON removal.id = cited_words.document WHERE cited_words.cited = OLD.number)",
    "grading": f"NEW.number = OLD.number AND {_ONLY_NAME} AND EXISTS (SELECT 1 FROM removal)",
    "graded": f"NEW.number = OLD.number AND NEW.grading = OLD.grading AND NEW.subject = '{STRIPPED}' AND EXISTS (SELECT 1 FROM removal)",
}

# Parents before children. A child goes with its parent, so replacing a reading drops all that was made from it.
DERIVED = {
    "document": """CREATE TABLE document (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        article TEXT NOT NULL,
        key TEXT NOT NULL,
        published TEXT,
        changed TEXT,
        outlet TEXT,
        capture TEXT,
        record ANY NOT NULL) STRICT""",
    "document_text": "CREATE VIRTUAL TABLE document_text USING fts5 (title, text, tokenize = 'unicode61 remove_diacritics 2')",
    "reading": """CREATE TABLE reading (
        document INTEGER PRIMARY KEY REFERENCES document (number) ON DELETE CASCADE,
        made_by TEXT NOT NULL,
        record ANY NOT NULL) STRICT""",
    "compared": """CREATE TABLE compared (
        document INTEGER PRIMARY KEY REFERENCES reading (document) ON DELETE CASCADE,
        made_by TEXT NOT NULL) STRICT""",
    "telling": """CREATE TABLE telling (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document INTEGER NOT NULL REFERENCES compared (document) ON DELETE CASCADE,
        record ANY NOT NULL) STRICT""",
    "telling_key": """CREATE TABLE telling_key (
        key TEXT NOT NULL,
        telling INTEGER NOT NULL REFERENCES telling (number) ON DELETE CASCADE,
        PRIMARY KEY (key, telling)) STRICT, WITHOUT ROWID""",
    "likeness": """CREATE TABLE likeness (
        low INTEGER NOT NULL REFERENCES telling (number) ON DELETE CASCADE,
        high INTEGER NOT NULL REFERENCES telling (number) ON DELETE CASCADE,
        score REAL NOT NULL,
        record ANY NOT NULL,
        PRIMARY KEY (low, high),
        CHECK (low < high)) STRICT, WITHOUT ROWID""",
    "incident": """CREATE TABLE incident (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, moment TEXT, record ANY NOT NULL) STRICT""",
    "incident_alias": """CREATE TABLE incident_alias (
        alias TEXT NOT NULL,
        owner INTEGER NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
        PRIMARY KEY (alias, owner)) STRICT, WITHOUT ROWID""",
    "incident_document": """CREATE TABLE incident_document (
        document TEXT NOT NULL,
        owner INTEGER NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
        PRIMARY KEY (document, owner)) STRICT, WITHOUT ROWID""",
    "proposal": """CREATE TABLE proposal (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, moment TEXT, record ANY NOT NULL) STRICT""",
    "proposal_alias": """CREATE TABLE proposal_alias (
        alias TEXT NOT NULL,
        owner INTEGER NOT NULL REFERENCES proposal (number) ON DELETE CASCADE,
        PRIMARY KEY (alias, owner)) STRICT, WITHOUT ROWID""",
    "proposal_document": """CREATE TABLE proposal_document (
        document TEXT NOT NULL,
        owner INTEGER NOT NULL REFERENCES proposal (number) ON DELETE CASCADE,
        PRIMARY KEY (document, owner)) STRICT, WITHOUT ROWID""",
    "grade": """CREATE TABLE grade (
        kind TEXT NOT NULL CHECK (kind IN ('source', 'outlet')),
        name TEXT NOT NULL,
        record ANY NOT NULL,
        PRIMARY KEY (kind, name)) STRICT, WITHOUT ROWID""",
    # Incidents that are not weighed as they stand.
    "unweighed": "CREATE TABLE unweighed (owner INTEGER PRIMARY KEY REFERENCES incident (number) ON DELETE CASCADE) STRICT",
    # What an incident adds to the record of each source and outlet that it names, and the records that this makes; those that have changed
    # since grades were given from them are fresh.
    "verdict": """CREATE TABLE verdict (
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        owner INTEGER NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
        supported INTEGER NOT NULL,
        judged INTEGER NOT NULL,
        PRIMARY KEY (kind, name, owner)) STRICT, WITHOUT ROWID""",
    "track": """CREATE TABLE track (
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        named INTEGER NOT NULL,
        supported INTEGER NOT NULL,
        judged INTEGER NOT NULL,
        incidents INTEGER NOT NULL,
        fresh INTEGER NOT NULL,
        PRIMARY KEY (kind, name)) STRICT, WITHOUT ROWID""",
    # How many incidents and proposals there are: counting them takes the longer the more there are.
    "held": "CREATE TABLE held (kind TEXT PRIMARY KEY, amount INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "failure": """CREATE TABLE failure (
        stage TEXT NOT NULL,
        subject TEXT NOT NULL,
        record ANY NOT NULL,
        PRIMARY KEY (stage, subject)) STRICT, WITHOUT ROWID""",
    "meta": "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID",
}

# The order of documents, of incidents and of proposals; then what a cascade or a look-up would otherwise scan for.
INDEXES = (
    "CREATE INDEX document_order ON document (published IS NULL, published, key, id)",
    "CREATE INDEX document_article ON document (article)",
    "CREATE INDEX document_outlet ON document (outlet)",
    "CREATE INDEX telling_document ON telling (document)",
    "CREATE INDEX telling_key_telling ON telling_key (telling)",
    "CREATE INDEX likeness_high ON likeness (high, score)",
    "CREATE INDEX incident_order ON incident (moment DESC, id)",
    "CREATE INDEX incident_alias_owner ON incident_alias (owner)",
    "CREATE INDEX incident_document_owner ON incident_document (owner)",
    "CREATE INDEX proposal_order ON proposal (moment DESC, id)",
    "CREATE INDEX proposal_alias_owner ON proposal_alias (owner)",
    "CREATE INDEX proposal_document_owner ON proposal_document (owner)",
    "CREATE INDEX failure_subject ON failure (subject)",
    "CREATE INDEX verdict_owner ON verdict (owner)",
    "CREATE INDEX track_fresh ON track (kind, name) WHERE fresh = 1",
)

# What goes along with a change to a derived table, in the same statement.
TRIGGERS = (
    *(
        f"CREATE TRIGGER {kind}_{verb} AFTER {event} ON {kind} BEGIN UPDATE held SET amount = amount {change} WHERE kind = '{kind}'; END"
        for kind in ("incident", "proposal")
        for verb, event, change in (("more", "INSERT", "+ 1"), ("less", "DELETE", "- 1"))
    ),
    "CREATE TRIGGER incident_new AFTER INSERT ON incident BEGIN INSERT INTO unweighed (owner) VALUES (NEW.number); END",
    """CREATE TRIGGER verdict_more AFTER INSERT ON verdict BEGIN
        INSERT INTO track (kind, name, named, supported, judged, incidents, fresh)
        VALUES (NEW.kind, NEW.name, 1, NEW.supported, NEW.judged, NEW.judged > 0, 1)
        ON CONFLICT (kind, name) DO UPDATE SET named = named + 1, supported = supported + excluded.supported,
        judged = judged + excluded.judged, incidents = incidents + excluded.incidents, fresh = 1; END""",
    """CREATE TRIGGER verdict_less AFTER DELETE ON verdict BEGIN
        UPDATE track SET named = named - 1, supported = supported - OLD.supported, judged = judged - OLD.judged,
        incidents = incidents - (OLD.judged > 0), fresh = 1 WHERE kind = OLD.kind AND name = OLD.name; END""",
)
_NONE_HELD = "INSERT INTO held (kind, amount) VALUES ('incident', 0), ('proposal', 0)"

# Derived tables of the fourth schema that the third was without.
_WEIGHED = 4
_WEIGHING = ("unweighed", "verdict", "track", "held")
_COUNTED = "SELECT 'incident' AS kind, count(*) AS amount FROM incident UNION ALL SELECT 'proposal', count(*) FROM proposal"
# What a database of before the fourth schema holds of its tables, as that has them; names whose record is no text cannot be told.
_VIEWED = {
    "held": _COUNTED,
    "graded": "SELECT number, '' AS subject, number AS grading FROM grading",
    "grade": "SELECT kind, CASE typeof(record) WHEN 'text' THEN json_extract(record, '$.name') ELSE '' END AS name, record FROM main.grade",
    "unweighed": "SELECT number AS owner FROM incident",
}


def derived() -> list[str]:
    """The SQL that makes the derived tables, empty."""
    return [*DERIVED.values(), *INDEXES, *TRIGGERS, _NONE_HELD]


def statements() -> list[str]:
    """The SQL that makes an empty database, one statement each, to be run in one transaction."""
    guards = [guard for table in EVIDENCE for guard in _guards(table)]
    marks = [f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {SCHEMA_VERSION}"]
    return [*EVIDENCE.values(), *KEPT.values(), *guards, EVIDENCE_INDEX, *derived(), *marks]


def upgrade(version: int) -> list[str]:
    """The SQL that brings a database of an older schema version up to this one, to be run in one transaction."""
    added = _since(version)
    guards = [guard for table in added if table in EVIDENCE for guard in _guards(table)]
    changed = [table for table in _LET_THROUGH if table not in added]
    anew = [sql for table in changed for sql in (f"DROP TRIGGER IF EXISTS {table}_update", _guards(table)[0])]
    weighing = _weighing() if version < _WEIGHED else []
    return [*(_LASTING[table] for table in added), *guards, *anew, *weighing, f"PRAGMA user_version = {SCHEMA_VERSION}"]


def _weighing() -> list[str]:
    """The SQL that gives a database older than the fourth schema what weighing keeps: nothing is weighed yet."""
    subject = "CASE typeof(record) WHEN 'text' THEN json_extract(record, '$.subject') ELSE '' END"
    own = [trigger for trigger in TRIGGERS if " verdict_" not in trigger]
    return [
        *(f"DROP TRIGGER IF EXISTS {trigger.split()[2]}" for trigger in own),
        *(f"DROP TABLE IF EXISTS {table}" for table in reversed(_WEIGHING)),
        "ALTER TABLE grade RENAME TO grade_before",
        *(DERIVED[table] for table in ("grade", *_WEIGHING)),
        "INSERT OR IGNORE INTO grade SELECT kind, json_extract(record, '$.name'), record FROM grade_before WHERE typeof(record) = 'text'",
        "DROP TABLE grade_before",
        *(index for index in INDEXES if " ON verdict " in index or " ON track " in index),
        f"INSERT INTO graded (subject, grading) SELECT CASE WHEN {subject} LIKE '\"%' THEN '' ELSE {subject} END, number FROM grading",
        "INSERT INTO unweighed SELECT number FROM incident",
        f"INSERT INTO held {_COUNTED}",
        *TRIGGERS,
    ]


def stand_ins(version: int) -> list[str]:
    """The SQL for what a database of an older schema version lacks: temporary views of what it has otherwise, empty temporary tables."""
    if version >= SCHEMA_VERSION:
        return []
    older = version < _WEIGHED
    tables = [_LASTING[table] for table in _since(version) if table not in _VIEWED]
    tables += [DERIVED["verdict"], DERIVED["track"]] if older else []
    return [
        *(table.replace("CREATE TABLE", "CREATE TEMP TABLE", 1) for table in tables),
        *(f"CREATE TEMP VIEW {name} AS {query}" for name, query in _VIEWED.items() if older),
    ]


def _since(version: int) -> list[str]:
    return [table for number, tables in _ADDED.items() if number > version for table in tables]


def _guards(table: str) -> list[str]:
    """The triggers that let an evidence table only grow."""
    refuse = "BEGIN SELECT RAISE(ABORT, 'evidence is appended, never rewritten'); END"
    unless = f"WHEN NOT ({_LET_THROUGH[table]}) " if table in _LET_THROUGH else ""
    return [
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {unless}{refuse}",
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {_SAME[table]}) "
        "BEGIN SELECT RAISE(IGNORE); END",
    ]


def lasting(version: int = SCHEMA_VERSION) -> tuple[str, ...]:
    """The tables that a version of the schema had which are not derived, parents before children."""
    later = set(_since(version))
    return tuple(name for name in (*EVIDENCE, *KEPT) if name not in later)
