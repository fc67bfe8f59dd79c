"""The documentation says what is so: pages made from the code are current, examples run and print what they say, links lead somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from generated import PAGES, page

ROOT = Path(__file__).parents[1]
PROSE = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


@pytest.fixture(scope="session")
def desks(tmp_path_factory):
    """One folder for each page, so that its examples can build on each other."""
    return {path: tmp_path_factory.mktemp(path.stem) for path in PROSE}


def examples(kind):
    return [
        pytest.param(path, block[1], id=f"{path.relative_to(ROOT)}-{n}")
        for path in PROSE
        for n, block in enumerate(FENCE.findall(path.read_text()))
        if block[0] == kind
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_made_from_the_code_are_current(path):
    assert path.read_text(encoding="utf-8") == page(path, PAGES[path]()), "run: python tests/generated.py"


@pytest.mark.parametrize(("path", "code"), examples("python"))
def test_python_examples_run(path, code, tmp_path):
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, cwd=tmp_path, timeout=120)


@pytest.mark.parametrize(("path", "code"), examples("console"))
def test_terminal_examples_print_what_they_say(path, code, desks):
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n?)*)", code, re.M):
        script = f'set -o pipefail; sitrep() {{ {shlex.quote(sys.executable)} -m sitrep "$@"; }}; {command}'
        done = subprocess.run(["bash", "-c", script], cwd=desks[path], capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        shown = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
        assert [line for line in map(str.rstrip, expected.splitlines()) if line not in {"", "…"} and line not in shown] == []


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    assert [target for target in LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_prose_names_nothing_that_a_reader_outside_does_not_have(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\.\./shared|/work/|\.library", text)


def test_the_tests_that_the_page_on_security_names_are_there():
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "security.md").read_text(encoding="utf-8")))
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.M)
    }
    assert len(named) > 40
    assert named <= there
