"""The sample week: invented reports by invented outlets, to try SitRep on without a network. docs/samples.md says what they hold."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """The folder of the sample reports: feeds, pages, texts and JSON Lines about one invented week (4 to 10 March 2024).

    It takes nothing, does not change and can be given to `sitrep run` like any folder of inputs. `expected.json`, which lies beside
    it and not in it, holds what a careful reader finds in the reports; tests compare with it.
    """
    return Path(__file__).parent / "reports"
