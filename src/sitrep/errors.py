"""What can go wrong: one root, one class a stage.

    SitRepError
    ├── ConfigError     the configuration or the command line
    ├── CollectError    an input that cannot be fetched, opened or turned into documents
    ├── ReadError       a document that cannot be read
    ├── CompareError    readings that cannot be compared
    ├── WeighError      claims that cannot be weighed
    ├── AssessError     an assessment that cannot be saved, reviewed or published
    ├── PublishError    a situation report that cannot be written
    └── StoreError      a database that cannot be opened, is of another version, or refuses a record

Every error names its subject (a path, a key, an id) and gives its reason in one line. Errors pickle, so that they cross processes.
"""

from __future__ import annotations

from typing import Self

from sitrep.records import Failure


class SitRepError(Exception):
    """Something that SitRep could not do. `subject` is what failed, `reason` why, `retry` whether trying again may help, `status`
    what a web server answered.
    """

    def __init__(self, subject: str, reason: str, *, retry: bool = False, status: int | None = None) -> None:
        super().__init__(subject, reason)
        self.subject = subject
        self.reason = reason
        self.retry = retry
        self.status = status

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"

    def __reduce__(self) -> tuple[type[Self], tuple[str, str], dict[str, bool | int | None]]:
        return type(self), (self.subject, self.reason), {"retry": self.retry, "status": self.status}

    def failure(self) -> Failure:
        """The error as a value."""
        return Failure(subject=self.subject, reason=self.reason, retry=self.retry, status=self.status)


class ConfigError(SitRepError):
    """The configuration or the command line is wrong."""


class CollectError(SitRepError):
    """An input cannot be opened or turned into documents."""


class ReadError(SitRepError):
    """A document cannot be read."""


class CompareError(SitRepError):
    """Readings cannot be compared."""


class WeighError(SitRepError):
    """Claims cannot be weighed."""


class AssessError(SitRepError):
    """An assessment cannot be saved, reviewed, published or withdrawn."""


class PublishError(SitRepError):
    """A situation report cannot be written."""


class StoreError(SitRepError):
    """A database cannot be opened, is of another version, or refuses a record."""
