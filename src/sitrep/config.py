"""What may be set: one frozen `Settings`, from `sitrep.toml`, then the environment (`SITREP_…`), then the command line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from sitrep.errors import ConfigError
from sitrep.records import Marking

FILE = "sitrep.toml"
PREFIX = "SITREP_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may be set. Sizes are in bytes, `max_text` in code points; `workers` 0 means one for each core.

    For what is fetched from the web: `user_agent` is how SitRep names itself, `allow_hosts` the names, IP addresses and networks
    (parted by blanks or commas) that may be fetched although they are not public, `fetch_timeout` the seconds for one address,
    `per_host_seconds` the least pause between two requests to one host. `imap_passwords` is a file with the passwords of mailboxes.
    `hub` is the address of the WebSub hub that is told of changed feeds. `watch` is what `sitrep watch` watches (addresses and lists,
    parted by blanks). `tlp` is the highest marking (Traffic Light Protocol 2.0) of what may go out, `reviews` how many others must have
    reviewed a draft of an assessment before it is published.
    """

    db: str = "sitrep.db"
    out: str = "site"
    reader: str = "trained"
    actors: str = ""
    letters: str = ""
    families: str = ""
    workers: int = 0
    base_url: str = ""
    title: str = "SitRep"
    max_bytes: int = 32 * 1024 * 1024
    max_line_bytes: int = 16 * 1024 * 1024
    max_archive: int = 2 * 1024 * 1024 * 1024
    max_text: int = 5_000_000
    candidates: int = 40
    user_agent: str = ""
    allow_hosts: str = ""
    fetch_timeout: int = 30
    max_redirects: int = 5
    per_host_seconds: int = 1
    imap_passwords: str = ""
    watch: str = ""
    tlp: str = "TLP:CLEAR"
    hub: str = ""
    reviews: int = 1

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_line_bytes", "max_archive", "max_text", "candidates", "fetch_timeout"):
            if getattr(self, name) < 1:
                raise ConfigError(name, "must be 1 or more")
        for name in ("db", "out"):
            if not getattr(self, name):
                raise ConfigError(name, "is empty")
        for name in ("workers", "max_redirects", "per_host_seconds", "reviews"):
            if getattr(self, name) < 0:
                raise ConfigError(name, "must be 0 or more")
        if not (self.user_agent.isascii() and self.user_agent.isprintable()):
            raise ConfigError("user_agent", "holds signs that no header may hold")
        marking_of(self.tlp)
        for name in ("base_url", "hub"):
            address = getattr(self, name)
            if address and not address.startswith(("http://", "https://")):
                raise ConfigError(name, f"{address!r} is not an http(s) address")

    @property
    def marking(self) -> Marking:
        """The highest marking of what may go out."""
        return marking_of(self.tlp)


def marking_of(text: str, origin: str = "tlp") -> Marking:
    """The marking that a text names, in letters of either case, with or without "TLP:". Raises ConfigError for one that there is not."""
    name = text.strip().upper()
    try:
        return Marking(name if name.startswith("TLP:") else f"TLP:{name}")
    except ValueError as error:
        raise ConfigError(origin, f"{text!r} is no marking (known: {', '.join(Marking)})") from error


def load(folder: Path | str = ".", environment: Mapping[str, str] | None = None) -> Settings:
    """The settings for a folder. Raises ConfigError naming the file or variable that is wrong."""
    settings = _changed(Settings(), _from_file(Path(folder) / FILE), FILE)
    environment = os.environ if environment is None else environment
    known = {PREFIX + field.name.upper(): field.name for field in fields(Settings)}
    return _changed(settings, {name: environment[variable] for variable, name in known.items() if variable in environment}, "environment")


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(str(path), f"cannot be read: {error}") from error


def _changed(settings: Settings, values: Mapping[str, Any], origin: str) -> Settings:
    kinds = {field.name: type(getattr(settings, field.name)) for field in fields(Settings)}
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name not in kinds:
            raise ConfigError(origin, f"there is no setting {name!r} (known: {', '.join(sorted(kinds))})")
        changes[name] = _converted(f"{origin}: {name}", value, kinds[name])
    return replace(settings, **changes)


def _converted(subject: str, value: Any, kind: type) -> Any:
    if kind is int and isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,18}\s*", value):
        return int(value)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ConfigError(subject, f"{value!r} is not {'a whole number' if kind is int else 'a text'}")
    return value
