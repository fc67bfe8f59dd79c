"""Pages of assessments: notices first, Markdown that can do nothing, citations that lead to what they name, only what may be shown."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from test_publish_site import (  # noqa: F401
    page_with,
    pages,
    test_internal_links_and_anchors_resolve,
    test_nothing_is_fetched_from_elsewhere_and_nothing_runs,
    test_pages_are_well_formed_with_ids_used_once,
)

from sitrep.assess import account_target, gone_out
from sitrep.publish import Site, site
from sitrep.publish.markdown import rendered
from sitrep.records import RANGES, Citation, CitationKind, Deed, DeedKind, Draft, Likelihood, Marking, Staleness

START = datetime(2024, 3, 10, 12, tzinfo=UTC)
BODY = """
<!-- not for readers -->
# First
## Key judgements
### KJ1
It is **very likely** that it holds. [[in:{incident}]][[st:{statement}]] [[ac:{account}]]

Confidence: low. One voice,
and no other.
**Due**: 2024-06-30
### KJ2
It is unlikely. [[pr:{proposal}]] [[do:{document}]] [[as:{other}]] [[st:st-gone]] [[in:incident-gone]] [[ac:x/killed/1]]

Confidence: high.
## Discussion
<script>alert(1)</script> <img src=x onerror=alert(1)> <b onclick="x()">bold</b> &lt;i&gt; \ue0001\ue001 \x1b[31m \u202e
[good](https://example.org/a "a title [[st:{statement}]]") [bad](javascript:alert(1)) [worse](data:text/html,x) ![pic](https://evil.example/p.png)
<https://example.org/auto> [ref] [file](file:///etc/passwd) [here](#first) `code [[st:{statement}]]`

[ref]: vbscript:x
"""


def written(name, text, *deeds, by="ana", hours=0, **fields):
    at = START + timedelta(hours=hours)
    draft = Draft(id=f"draft-{name}", assessment=f"assessment-{name}", number=1, parent=None, at=at, by=by, text=text)
    done = [
        Deed(id=f"deed-{name}-{number}", assessment=draft.assessment, draft=draft.id, at=at + timedelta(minutes=number), by="bo", **each)
        for number, each in enumerate(deeds)
    ]
    return replace(gone_out([draft], done, now=datetime(2025, 1, 1, tzinfo=UTC)), **fields)


def front(title, **keys):
    return "+++\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in {"title": title, **keys}.items()) + "+++\n"


@pytest.fixture(scope="module")
def report(picture):
    whole = picture.report
    incident = next(one for one in whole.incidents if one.claims and one.claims[0].accounts and one.aliases)
    reading = next(one for _, one in sorted(picture.readings.items()) if one.statements)
    account = account_target(incident.id, incident.claims[0].attribute, incident.claims[0].accounts[0].value)
    publish = {"kind": DeedKind.PUBLISH}
    names = {"incident": incident.aliases[0], "statement": reading.statements[0].id, "account": account, "document": reading.document.id}
    text = BODY.format(**names, proposal=whole.proposals[0].id, other="assessment-b")
    first = written(
        "a",
        front('Who <did> "it"', summary="Open <b>.", desk="Rivers", topics=["x<y"]) + text,
        publish,
        {"kind": DeedKind.CORRECT, "note": "the <number>"},
        {"kind": DeedKind.RESOLVE, "judgement": "kj2", "outcome": False},
        stale=(Staleness(target=f"[[st:{names['statement']}]]", why="was taken down on 2024-03-11"),),
    )
    answer = front("No", answers="assessment-a", judgement="kj1", stance="disagree") + "Not so.\n"
    again = front("Yes", answers="assessment-b", stance="agree") + "It is so.\n"
    circle = replace(written("a2", front("Round", answers="assessment-c", stance="amend") + "x\n", publish))
    red = written("red", front("Secret", marking="TLP:RED") + "secret words\n", publish)
    gone = written("w", front("Wrong") + "wrong\n", publish, {"kind": DeedKind.WITHDRAW, "note": "forged"}, hours=9)
    others = [written("b", answer, publish, by="cy", hours=1), written("c", again, publish, by="di", hours=2), circle, red, gone]
    return replace(whole, assessments=(first, *others), generated=START + timedelta(days=1))


@pytest.fixture(scope="module")
def files(picture, report):
    return dict(site(report, picture.readings, options=Site(base_url="https://example.org/sitrep/")))


def test_markdown_can_do_nothing(files):
    source = files["assessment/assessment-a.html"].decode()
    page = pages(files)["assessment/assessment-a.html"]
    assert "not for readers" not in source
    assert "<script>alert(1)</script> <img src=x onerror=alert(1)>" in page.text
    assert not [char for char in source if (ord(char) < 32 and char != "\n") or 0x7F <= ord(char) < 0xA0 or 0xE000 <= ord(char) < 0xF900]
    outside = [values["href"] for values in page.of("a") if values.get("class") == "out"]
    assert outside == ["https://example.org/a", "https://evil.example/p.png", "https://example.org/auto"]
    assert not [values for _, values in page.elements if values.get("href", "").startswith(("javascript", "data", "vbscript", "file"))]
    assert "\ufffd1\ufffd" in page.text


def test_citations_lead_to_what_they_name(files, report):
    page = pages(files)["assessment/assessment-a.html"]
    links = [(values["href"], values["title"]) for values in page.of("a") if values.get("class") == "cite"]
    kinds = [title.split(":")[0] for _, title in links]
    assert kinds == ["incident", "statement", "account", "proposal", "article", "assessment", "statement", "incident", "account"]
    folders = [href.split("/")[1] if href.startswith("..") else href for href, _ in links]
    assert folders == ["incident", "document", "incident", "proposal", "document", "assessment", "#ref-7", "#ref-8", "#ref-9"]
    assert page.text.count("is not here any more") == 3


def test_likelihood_and_confidence_are_said_apart_and_what_came_of_it(files):
    page = pages(files)["assessment/assessment-a.html"]
    text = page.text
    assert "Likelihood: very likely, 80–95 % It is very likely that it holds." in text
    assert "Confidence: low. One voice, and no other. Due: 2024-06-30" in text
    assert "Likelihood: unlikely, 20–45 % · Proved false" in text
    assert [text.count(words) for words in ("Confidence: low", "Confidence: high", "2024-06-30", "To be known by")] == [1, 1, 1, 0]
    assert [[values.get("class") for values in page.of("p")].count(name) for name in ("judged", "stated")] == [2, 2]
    assert "KJ2 proved false" in text
    assert list(RANGES) == list(Likelihood)


def test_notices_and_changed_evidence_come_first(files):
    text = pages(files)["assessment/assessment-a.html"].text
    order = [
        "An assessment by ana",
        "Corrected",
        "the <number>",
        "Evidence has changed since",
        "[2] was taken down",
        "Open <b>.",
        "Key judgements",
        "What it rests on",
        "Responses",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Withdrawn 10 Mar 2024" in pages(files)["assessment/assessment-w.html"].text
    assert "forged" in pages(files)["assessment/assessment-w.html"].text


def test_responses_are_a_thread_each_once(files):
    text = pages(files)["assessment/assessment-a.html"].text
    assert text.index("cy disagrees with KJ1 of Who <did>") < text.index("di agrees with No") < text.index("ana would amend Yes")
    answer = page_with(files, "assessment/", "Not so.")
    assert any(values.get("href") == "../assessment/assessment-a.html#kj1" for values in answer.of("a"))


def test_only_what_the_site_may_have_is_anywhere_on_it(files, picture, report):
    assert not [path for path, content in files.items() if b"secret words" in content or b"Secret" in content]
    red = dict(site(report, picture.readings, options=Site(marking=Marking.RED)))
    assert b"secret words" in red["assessment/assessment-red.html"]
    assert b"secret words" in red["report.json"]


def test_lists_and_twins(files, report):
    front_page = pages(files)["index.html"].text
    assert "What the desk wrote" in front_page
    assert front_page.index("Wrong") < front_page.index("Yes")
    assert json.loads(files["assessment/assessment-a.json"])["judgements"][0]["likelihood"] == "very likely"
    assert len(json.loads(files["assessments.json"])["assessments"]) == len(json.loads(files["index.json"])["assessments"]) == 5
    assert b"assessment/assessment-a.html" in files["sitemap.xml"]


def test_the_bar_leads_to_the_list(files):
    assert 'href="../assessments.html">Assessments' in files["assessment/assessment-a.html"].decode().split("</nav>")[0]


def test_a_site_without_assessments_has_no_list_of_them(built):
    assert not [path for path in built if path.startswith("assessment")]
    assert b"What the desk wrote" not in built["index.html"]


def test_a_citation_in_code_is_shown_as_it_is_written():
    body = "    [[st:<a>]]\n\n[x](https://example.org/ '[[st:<a>]]')"
    found = [Citation(kind=CitationKind.STATEMENT, target="<a>", start=at, end=at + 10) for at in (4, body.index("'") + 1)]
    html = str(rendered(body, found, ["never", "never"], {}))
    assert "<code>[[st:&lt;a&gt;]]" in html
    assert "never" not in html


def test_citations_that_do_not_fit_the_body_do_no_harm():
    wrong = [Citation(kind=CitationKind.STATEMENT, target="x", start=start, end=end) for start, end in ((0, 3), (2, 5), (4, 99))]
    assert "a b c d" in str(rendered("[[] a b c d", wrong, [], {}))


@pytest.mark.parametrize("part", ["[", "![", "`", "*a ", "> ", "- ", "<a ", "| a ", "&#x", "[[st:a]] ", "(" * 50, "_", "http://a "])
def test_bodies_built_to_be_slow_are_quick(part):
    started = time.process_time()
    rendered(part * (20_000 // len(part)), [], [], {})
    assert time.process_time() - started < 10
