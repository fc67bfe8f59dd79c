"""Templates: one strict Jinja2 environment, in which everything is escaped and cleaned."""

from __future__ import annotations

from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

import sitrep.publish.dates as dates
import sitrep.publish.words as words
from sitrep.publish.markings import LABELS, style_name
from sitrep.publish.text import anchor, clean, one_line, page_name, shorten, web_address

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent


def static(name: str) -> bytes:
    """A file that is published as it stands."""
    return (_HERE / "static" / name).read_bytes()


def render(template: str, **values: Any) -> bytes:
    """A template filled in, as UTF-8. A value that a template names and does not get is an error, and so is None."""
    return _environment().get_template(template).render(values).encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        human=dates.human,
        brief=dates.brief,
        machine=dates.machine,
        line=one_line,
        shorten=shorten,
        page=page_name,
        safe=_refused,
        web=web_address,
        count=words.count,
        iso=datetime.isoformat,
        statement_anchor=partial(anchor, "st"),
        tlp=style_name,
    )
    environment.globals.update(words=words, labels=LABELS)
    return environment


def _finalize(value: Any) -> Any:
    """What is printed: markup as it is, text cleaned; None is a mistake of the template."""
    if value is None:
        raise ValueError("a template prints a value that is not known; it must say so in words")
    if isinstance(value, Markup):
        return value
    return clean(value) if isinstance(value, str) else value


def _refused(_: Any) -> Any:
    raise ValueError("templates do not mark text as safe")
