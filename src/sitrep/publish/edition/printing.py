"""An edition as PDF: by WeasyPrint where it is installed, else by a Chromium that is found; neither may fetch anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sitrep.errors import PublishError
from sitrep.publish.edition.page import PAGE, PAPER, STYLE

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_LINK = f'<link rel="stylesheet" href="{STYLE}">'
_SECONDS = 120
# No name that resolves, no way out; the page's own policy lets no script run, and what is left is its style beside it.
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
)


def paper(pages: Mapping[str, bytes]) -> bytes:
    """The PDF of an edition's files (file name to bytes). Raises PublishError where nothing is there that makes one, or it fails."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return _by_browser(pages)
    return _by_weasyprint(weasyprint, pages)


def _by_weasyprint(weasyprint: Any, pages: Mapping[str, bytes]) -> bytes:
    page = pages[PAGE].decode().replace(_LINK, "")
    closed = weasyprint.urls.URLFetcher(allowed_protocols=())
    style = weasyprint.CSS(string=pages[STYLE].decode(), url_fetcher=closed)
    return bytes(weasyprint.HTML(string=page, url_fetcher=closed).write_pdf(stylesheets=[style]))


def _by_browser(pages: Mapping[str, bytes]) -> bytes:
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise PublishError("PDF", "nothing here makes one: install WeasyPrint (pip install 'sitrep[pdf]') or Chromium")
    with tempfile.TemporaryDirectory(prefix="sitrep-pdf-") as folder:
        for name, content in pages.items():
            Path(folder, name).write_bytes(content)
        # Chromium refuses to run as root within its sandbox.
        root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        target = Path(folder, PAPER)
        command = [browser, *_FLAGS, *root, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", Path(folder, PAGE).as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PublishError("PDF", f"{browser} does not make one: {type(error).__name__}") from error
        if done.returncode or not target.is_file():
            raise PublishError("PDF", f"{browser} does not make one (exit status {done.returncode})")
        return target.read_bytes()
