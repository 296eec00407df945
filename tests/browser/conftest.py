"""A real Chromium, off the network, for the tests of the HTML report."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pcicheck.reports.html import render
from pcicheck.results.results import Results

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--no-sandbox",
    "--headless",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Opened:
    """A page with a report in it, and everything that it asked for or complained about."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.goto(path.as_uri())

    def ready(self) -> Page:
        """The page, once the explorer shows its rows."""
        self.page.wait_for_selector("#explorer-app:not([hidden])", state="attached")
        return self.page


Write = Callable[[Results, str], Path]
Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. It is part of what the tests need: where it is missing they fail."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail(f"no Chromium found ({', '.join(NAMES)}); install it: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Writes results as an HTML file."""

    def _write(results: Results, name: str) -> Path:
        path = tmp_path_factory.mktemp("report") / f"{name}.html"
        with path.open("wb") as out:
            render(results, out)
        return path

    return _write


@pytest.fixture
def open_report(chromium: Browser) -> Iterator[Open]:
    """Opens a file in a context of its own that has no network."""
    contexts = []

    def _open(path: Path, **options: Any) -> Opened:
        context = chromium.new_context(offline=True, **options)
        contexts.append(context)
        return Opened(context.new_page(), path)

    yield _open
    for context in contexts:
        context.close()
