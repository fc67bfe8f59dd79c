"""The rules of docs/architecture.md that a machine can keep."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "sitrep"
STAGES = ("collect", "read", "compare", "weigh", "assess", "publish")
DOMAIN = {"sitrep.records", "sitrep.errors", "sitrep.codec"}
DOORS = {
    "sqlite3": {"store", "read"},
    "aiohttp": {"collect"},
    "yarl": {"collect"},
    "protego": {"collect"},
    "trafilatura": {"collect"},
    "lxml": {"collect"},
    "cssselect": {"collect"},
    "feedparser": {"collect"},
    "fastfeedparser": {"collect"},
    "resiliparse": {"collect"},
    "pypdf": {"collect"},
    "py3langid": {"collect"},
    "jinja2": {"publish"},
    "msgspec": {"codec.py"},
    "weasyprint": {"publish"},
    "markdown_it": {"publish"},
    "onnxruntime": {"read"},
    "numpy": {"read"},
    "hijridate": {"read"},
    "pyluach": {"read"},
    "threadpoolctl": {"read"},
    "click": {
        "cli.py",
        "cli_ach.py",
        "cli_actors.py",
        "cli_assess.py",
        "cli_collect.py",
        "cli_edition.py",
        "cli_evidence.py",
        "cli_exchange.py",
        "cli_export.py",
        "cli_families.py",
        "cli_forecasts.py",
        "cli_judge.py",
        "cli_read.py",
        "cli_search.py",
        "cli_show.py",
        "cli_watch.py",
        "console.py",
        "writer.py",
    },
    "rich": {"terminal.py", "progress.py"},
}
HEAVY = (
    "aiohttp",
    "yarl",
    "protego",
    "sitrep.collect.fetch",
    "trafilatura",
    "lxml",
    "cssselect",
    "feedparser",
    "fastfeedparser",
    "resiliparse",
    "pypdf",
    "py3langid",
    "jinja2",
    "msgspec",
    "weasyprint",
    "markdown_it",
    "rich",
    "sqlite3",
    "numpy",
    "onnxruntime",
)
MAX_LINES = 350
LONG_FUNCTION = 30


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            if node.module == "sitrep":
                yield from (f"sitrep.{alias.name}" for alias in node.names)


def stage_of(path: Path) -> str | None:
    first = path.relative_to(SOURCE).parts[0]
    return first if first in STAGES else None


@pytest.mark.parametrize("path", [path for path in modules() if stage_of(path)], ids=name_of)
def test_a_stage_imports_only_the_domain_and_itself(path):
    own = f"sitrep.{stage_of(path)}"
    foreign = {
        name
        for name in imports(path)
        if name.startswith("sitrep.")
        and not name.startswith(own)
        and not any(name == part or name.startswith(part + ".") for part in DOMAIN)
    }
    assert not foreign


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_pipeline_and_what_stands_on_it_import_the_store(path):
    if "store" in path.relative_to(SOURCE).parts or path.name in ("pipeline.py", "comparing.py", "weighing.py"):
        return
    assert not {name for name in imports(path) if name.startswith("sitrep.store")}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_nothing_imports_the_program(path):
    if path.name == "__main__.py":
        return
    assert "sitrep.cli" not in set(imports(path))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_heavy_dependencies_have_one_door(path):
    place = path.relative_to(SOURCE).parts[0]
    for name in imports(path):
        top = name.split(".")[0]
        assert place in DOORS.get(top, {place}), f"{top} belongs in {DOORS.get(top)}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_files_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def test_functions_are_short():
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[int(0.95 * (len(lengths) - 1))] <= LONG_FUNCTION


def test_no_import_cycle():
    known = {name_of(path): path for path in modules()}
    graph = {name: {target for target in top_level(path, set(known)) if target in known and target != name} for name, path in known.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for target in sorted(graph[name]):
                visit(target, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def top_level(path: Path, known: set[str]) -> Iterator[str]:
    """The modules that must be there before a file can be imported: those of its imports outside functions."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                part = f"{node.module}.{alias.name}"
                yield part if part in known else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_sql_in_reading_is_the_gazetteers_alone():
    assert {path.parent.name for path in (SOURCE / "read").rglob("*.py") if "sqlite3" in set(imports(path))} <= {"gazetteer"}


def test_no_file_is_a_bag():
    assert not [path for path in modules() if path.stem in {"utils", "util", "helpers", "misc", "common"}]


def test_help_imports_nothing_heavy():
    lines = (
        "import sys",
        "from sitrep.cli import cli",
        "try: cli.main(['--help'], standalone_mode=False)",
        f"finally: print([name for name in {HEAVY!r} if name in sys.modules])",
    )
    script = "\n".join(lines)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
