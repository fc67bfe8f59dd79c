"""The commands `assess …`: writing, reviewing and publishing assessments with one's own editor."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from sitrep.cli_judge import login
from sitrep.console import db_option, finish, json_option, now_option, opened, print_line, say
from sitrep.errors import AssessError
from sitrep.records import Answer, Deed, ResponseStance, Severity
from sitrep.writer import Saving, check_answer, file_text, from_editor, no_file

if TYPE_CHECKING:
    from sitrep.assessing import Saved

name_argument = click.argument("identity", metavar="ASSESSMENT")
file_argument = click.argument("file", required=False, metavar="[FILE]")
by_option = click.option("--by", callback=login, metavar="NAME", help="Who you are (default: the login name).")
message_option = click.option("--message", "-m", default="", metavar="TEXT", help="What this draft is about, for the log.")
note_option = click.option("--note", default="", metavar="TEXT", help="What is to be said of it.")
draft_option = click.option("--draft", metavar="DRAFT", help="Which draft, by number or id (default: the latest).")


@click.group()
def assess() -> None:
    """Write, review and publish assessments: Markdown with citations, in ICD 203 words.

    Texts come from FILE, from - (standard input) or from your editor ($VISUAL or $EDITOR).
    """


@assess.command()
@file_argument
@click.option("--title", default="", metavar="TEXT", help="The title to begin with.")
@by_option
@message_option
@db_option
@now_option
@json_option
def new(file: str | None, title: str, by: str, message: str, db: str | None, now: datetime | None, as_json: bool) -> None:
    """Begin an assessment. A FILE that is not there yet is made: a template to fill in."""
    from sitrep import assessing
    from sitrep.assess import new as template

    if no_file(file, template(title)):
        return
    with opened(db, now, create=False) as pipeline:
        _written(file, template(title), lambda text: assessing.new(pipeline, text, by=by, message=message), as_json)


@assess.command()
@name_argument
@file_argument
@click.option("--stance", type=click.Choice([one.value for one in ResponseStance]), required=True, help="How you answer.")
@click.option("--judgement", metavar="KJ1", help="Which key judgement you answer (default: the whole).")
@by_option
@message_option
@db_option
@now_option
@json_option
def respond(
    identity: str,
    file: str | None,
    stance: str,
    judgement: str | None,
    by: str,
    message: str,
    db: str | None,
    now: datetime | None,
    as_json: bool,
) -> None:
    """Answer an assessment or one of its key judgements. A FILE that is not there yet is made: a template to fill in.

    A FILE that is there says itself what it answers, in its front matter; one that says otherwise than you is refused.
    """
    from sitrep import assessing
    from sitrep.assess import response

    with opened(db, now, create=False) as pipeline:
        answered = assessing.assessment(pipeline, identity)
        if judgement and judgement.lower() not in {one.id for one in answered.judgements}:
            raise AssessError(judgement, f"is no key judgement of {identity}")
        text = response(identity, answered.title, ResponseStance(stance), judgement and judgement.lower())
        if not no_file(file, text):
            asked = Answer(assessment=identity, judgement=judgement and judgement.lower(), stance=ResponseStance(stance))

            def save(text: str) -> Saved:
                if file:
                    check_answer(file, text, asked)
                return assessing.new(pipeline, text, by=by, message=message)

            _written(file, text, save, as_json)


@assess.command()
@name_argument
@file_argument
@click.option("--parent", metavar="DRAFT", help="Which draft you wrote from, by number or id (default: the latest).")
@click.option("--merge", is_flag=True, help="Bring drafts together that were saved side by side.")
@by_option
@message_option
@db_option
@now_option
@json_option
def edit(
    identity: str,
    file: str | None,
    parent: str | None,
    merge: bool,
    by: str,
    message: str,
    db: str | None,
    now: datetime | None,
    as_json: bool,
) -> None:
    """Save another draft. Where somebody saved meanwhile, both drafts are kept and shown, and the exit status is 1."""
    from sitrep import assessing
    from sitrep.writer import beginning

    with opened(db, now, create=False) as pipeline:
        source, text = beginning(pipeline, identity, parent, merge=merge, by=by, from_file=file is not None)
        _written(
            file,
            text,
            lambda text: assessing.edit(pipeline, identity, text, by=by, message=message, parent=source, merge=merge),
            as_json,
        )


def _written(file: str | None, template: str, save: Saving, as_json: bool) -> None:
    """Take a text from a file or the editor, save it and say what came of it."""
    saved = save(file_text(file)) if file else from_editor(template, save)
    if as_json:
        print_line(saved)
    else:
        _tell(saved)
    finish(bool(saved.conflict))


def _tell(saved: Saved) -> None:
    from sitrep.assess import differences
    from sitrep.assessed import difference_lines, remark_lines
    from sitrep.terminal import show

    draft = saved.draft
    say(f"{draft.assessment}  draft {draft.number} saved by {draft.by}   {draft.id}")
    show(remark_lines(saved.remarks))
    for other in saved.conflict:
        say(f"CONFLICT: draft {other.number} by {other.by} was saved side by side; both are kept (sitrep assess edit --merge)")
        show(difference_lines(other, draft, differences(other.text, draft.text)))


@assess.command()
@name_argument
@draft_option
@note_option
@by_option
@db_option
@now_option
@json_option
def review(identity: str, draft: str | None, note: str, by: str, db: str | None, now: datetime | None, as_json: bool) -> None:
    """Say that you reviewed a draft and that it may go out. You must be another than its authors."""
    from sitrep import assessing

    with opened(db, now, create=False) as pipeline:
        _say_done(assessing.review(pipeline, identity, by=by, note=note, draft=draft), "reviewed", as_json)


@assess.command()
@name_argument
@draft_option
@note_option
@by_option
@db_option
@now_option
@json_option
def publish(identity: str, draft: str | None, note: str, by: str, db: str | None, now: datetime | None, as_json: bool) -> None:
    """Let a reviewed draft go out. The second time it is a correction, and --note says of what."""
    from sitrep import assessing

    with opened(db, now, create=False) as pipeline:
        done = assessing.publish(pipeline, identity, by=by, note=note, draft=draft)
        for remark in assessing.lint(pipeline, identity, done.draft):
            say(f"sitrep: {assessing.remark_line(remark)}", error=True)
        for why in assessing.kept_back(pipeline, identity, done.draft):
            say(f"sitrep: {why}", error=True)
    _say_done(done, "published" if done.kind.value == "publish" else "corrected", as_json)


@assess.command()
@name_argument
@note_option
@by_option
@db_option
@now_option
@json_option
def withdraw(identity: str, note: str, by: str, db: str | None, now: datetime | None, as_json: bool) -> None:
    """Take back what was published. Its page stays, with a notice: who, when, and why (--note)."""
    from sitrep import assessing

    with opened(db, now, create=False) as pipeline:
        _say_done(assessing.withdraw(pipeline, identity, by=by, note=note), "withdrawn", as_json)


@assess.command()
@name_argument
@click.argument("judgement", metavar="KJ1")
@click.argument("outcome", type=click.Choice(["true", "false"]))
@note_option
@by_option
@db_option
@now_option
@json_option
def resolve(identity: str, judgement: str, outcome: str, note: str, by: str, db: str | None, now: datetime | None, as_json: bool) -> None:
    """Say whether a key judgement that was published proved true."""
    from sitrep import assessing

    with opened(db, now, create=False) as pipeline:
        done = assessing.resolve(pipeline, identity, judgement, outcome == "true", by=by, note=note)
    _say_done(done, f"{done.judgement} resolved as {outcome}", as_json)


def _say_done(deed: Deed, did: str, as_json: bool) -> None:
    print_line(deed) if as_json else say(f"{deed.assessment}  {did} by {deed.by}   {deed.id}")


@assess.command("list")
@db_option
@json_option
def list_all(db: str | None, as_json: bool) -> None:
    """List all assessments and responses, and which of their evidence changed."""
    from sitrep import assessing
    from sitrep.assessed import list_lines
    from sitrep.terminal import show

    with opened(db, None, create=False, read_only=True) as pipeline:
        found = assessing.assessments(pipeline)
    for one in found:
        print_line(one) if as_json else show(list_lines([one]))
    if not found and not as_json:
        say("no assessments")


@assess.command()
@name_argument
@db_option
@json_option
def log(identity: str, db: str | None, as_json: bool) -> None:
    """Show every draft and what was done with it: who, when, what."""
    from sitrep import assessing
    from sitrep.assessed import log_lines
    from sitrep.terminal import show

    with opened(db, None, create=False, read_only=True) as pipeline:
        history = assessing.log(pipeline, identity)
    if as_json:
        for one in history:
            print_line(one)
    else:
        show(log_lines(history))


@assess.command()
@name_argument
@click.argument("before", required=False, metavar="[DRAFT]")
@click.argument("after", required=False, metavar="[DRAFT]")
@db_option
@json_option
def diff(identity: str, before: str | None, after: str | None, db: str | None, as_json: bool) -> None:
    """Show how two drafts differ, word by word (default: the latest and the one it was written from)."""
    from sitrep import assessing
    from sitrep.assessed import difference_lines
    from sitrep.terminal import show

    with opened(db, None, create=False, read_only=True) as pipeline:
        earlier, later, found = assessing.diff(pipeline, identity, before, after)
    if as_json:
        print_line({"before": earlier.id, "after": later.id, "differences": found})
    else:
        show(difference_lines(earlier, later, found))


@assess.command()
@name_argument
@draft_option
@db_option
def text(identity: str, draft: str | None, db: str | None) -> None:
    """Print a draft as it was saved."""
    from sitrep import assessing

    with opened(db, None, create=False, read_only=True) as pipeline:
        drafts = assessing.drafts_of(pipeline, identity)
        chosen = assessing.find(drafts, draft) if draft else assessing.latest(pipeline, identity)[-1]
    sys.stdout.buffer.write(chosen.text.encode("utf-8", "replace"))


@assess.command()
@click.argument("identity", metavar="ASSESSMENT|FILE")
@draft_option
@db_option
@json_option
def lint(identity: str, draft: str | None, db: str | None, as_json: bool) -> None:
    """Say what is wrong with a draft, or with a FILE before it is saved. The exit status is 1 where that keeps it from going out."""
    from sitrep import assessing
    from sitrep.assessed import remark_lines
    from sitrep.terminal import show

    with opened(db, None, create=False, read_only=True) as pipeline:
        if pipeline.store.drafts(identity):
            found = assessing.lint(pipeline, identity, draft)
        else:
            found = assessing.lint_text(pipeline, file_text(identity, "is neither an assessment nor a file that can be read"))
    for remark in found:
        print_line(remark) if as_json else show(remark_lines([remark]))
    if not found and not as_json:
        say("nothing is wrong with it")
    finish(any(remark.severity is Severity.ERROR for remark in found))
