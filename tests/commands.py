"""The program run in this process, as the tests of its commands need it; conftest.py has the sample week's database to run it on."""

import json

from click.testing import CliRunner

from sitrep.cli import cli
from sitrep.console import guarded

# The moment of the commands, just after the sample week.
NOW = ["--now", "2024-03-11"]


def done(*words, status=0, **options):
    """The result of a command that must end with this status."""
    result = CliRunner().invoke(cli, [str(word) for word in words], **options)
    assert result.exit_code == status, result.output
    return result


def run(*words, **options):
    """All that a command prints."""
    return done(*words, **options).output


def printed(*words, **options):
    """What a command prints on standard output."""
    return done(*words, **options).stdout


def lines(*words, **options):
    """What a command prints as JSON Lines."""
    return [json.loads(line) for line in run(*words, "--json", **options).splitlines()]


def attempt(capsys, *words):
    """(exit status, standard output, standard error) of a command, as the program ends it."""
    status = guarded(lambda: cli.main([str(word) for word in words], standalone_mode=False, prog_name="sitrep"))
    said = capsys.readouterr()
    return status, said.out, said.err


def refusal(capsys, *words):
    """What the program says in its one line for a command that it refuses."""
    status, out, err = attempt(capsys, *words)
    assert (status, out, err.count("\n")) == (2, "", 1)
    return err


def picture(db, *more):
    """The picture of a database, as `sitrep report --json` prints it."""
    return json.loads(run("report", "--json", "--db", db, *NOW, *more))
