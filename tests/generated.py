"""Pages of the documentation that are made from the code: `python tests/generated.py` writes them, a test compares them.

docs/vocabulary.md holds every record, field and closed set of values; docs/reference/cli.md the help of every command.
"""

from __future__ import annotations

import dataclasses
import os
from enum import StrEnum
from pathlib import Path

from click.testing import CliRunner

import sitrep.records as records
from sitrep.cli import cli

DOCS = Path(__file__).parents[1] / "docs"
VOCABULARY = DOCS / "vocabulary.md"
COMMANDS = DOCS / "reference" / "cli.md"
MARK = "<!-- made from the code below this line: python tests/generated.py -->\n"


def kind(hint: object) -> str:
    return str(hint).replace("datetime", "moment").replace("tuple[", "list of ").replace(", ...]", "").replace(" | None", " or null")


def vocabulary() -> str:
    """The tables of records and of their values."""
    out = ["\n## Records\n"]
    for name in records.__all__:
        record = getattr(records, name)
        if dataclasses.is_dataclass(record):
            out.append(f"### {name}\n\n{' '.join((record.__doc__ or '').split())}\n\n| field | kind |\n|---|---|")
            out.extend(f"| `{field.name}` | {kind(field.type)} |" for field in dataclasses.fields(record))
            out.append("")
    out.append("## Values\n\n| set | what it says | values |\n|---|---|---|")
    for name in records.__all__:
        record = getattr(records, name)
        if isinstance(record, type) and issubclass(record, StrEnum):
            out.append(f"| {name} | {' '.join((record.__doc__ or '').split())} | {', '.join(f'`{value.value}`' for value in record)} |")
    return "\n".join(out) + "\n"


def commands() -> str:
    """The help of the program and of each command."""
    os.environ["COLUMNS"] = "80"
    runner = CliRunner()
    out = []
    for name in ["", *sorted(cli.commands)]:
        shown = runner.invoke(cli, [*([name] if name else []), "--help"], prog_name="sitrep", terminal_width=80).output
        out.append(f"\n## sitrep {name}".rstrip() + f"\n\n```text\n{shown.rstrip()}\n```\n")
    return "".join(out)


def page(path: Path, made: str) -> str:
    """The page with its hand-written head kept and the made part anew."""
    head = path.read_text(encoding="utf-8").split(MARK)[0]
    return head + MARK + made


PAGES = {VOCABULARY: vocabulary, COMMANDS: commands}

if __name__ == "__main__":
    for path, make in PAGES.items():
        path.write_text(page(path, make()), encoding="utf-8")
