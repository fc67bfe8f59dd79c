"""Passwords of mailboxes: from the environment, or from a file that only its owner may read. They stand in no setting, log or database."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from sitrep.errors import ConfigError

VARIABLE = "SITREP_IMAP_PASSWORD"


def passwords(path: str, environment: Mapping[str, str] | None = None) -> Callable[[str], str | None]:
    """A function from an account (USER@HOST) to its password: the one in the file at `path`, else the one in the environment.

    A line of the file is an account, blanks, and its password; lines that begin with # are passed over. The function raises ConfigError
    for a file that cannot be read, or that others may read.
    """
    variables = os.environ if environment is None else environment

    def password(account: str) -> str | None:
        return (_of_file(Path(path)).get(account) if path else None) or variables.get(VARIABLE) or None

    return password


def _of_file(path: Path) -> dict[str, str]:
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ConfigError(str(path), "holds passwords and may be read by others (chmod 600 takes that away)")
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    parted = (line.strip().split(None, 1) for line in lines if not line.lstrip().startswith("#"))
    return {words[0]: words[1] for words in parted if len(words) == 2}
