"""The command `search`: evidence by its words, each with the citation to paste."""

from __future__ import annotations

import click

from sitrep.console import db_option, json_option, opened, print_line, say


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many of each kind at most.")
@db_option
@json_option
def search(words: tuple[str, ...], limit: int, db: str | None, as_json: bool) -> None:
    """Find statements, incidents, articles, proposals and assessments that hold all WORDS.

    Each comes with the citation to paste into an assessment. A phrase stands in double quotes within the words.
    """
    from sitrep.assessed import found_lines
    from sitrep.searching import search as find
    from sitrep.terminal import show

    with opened(db, None, create=False, read_only=True) as pipeline:
        found = find(pipeline, " ".join(words), limit)
    for one in found:
        print_line(one) if as_json else show(found_lines(one.citation, one.words, one.where))
    if not found and not as_json:
        say("nothing found")
