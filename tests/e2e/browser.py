"""One Chromium for all tests of the page: Debian's, driven by Playwright, on this machine alone.

It lives in a thread of its own, where the tests of the page run too: Playwright keeps an event loop running in its
thread, and a test's `asyncio.run` in the same one would be refused.
"""

import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from playwright.sync_api import Browser, Playwright, sync_playwright

from localstack.stack.profile import ROOT

T = TypeVar("T")
QUIET = (
    "--no-sandbox",  # in a container, as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
PATIENCE = 10_000  # ms that an action or an expectation waits


def program() -> str:
    """The path of a Chromium; installed where that may be. Raises CalledProcessError, having said what is missing."""
    found = subprocess.run(
        ["sh", "localstack/browser.sh"], cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE
    )
    return found.stdout.strip()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser in the thread that asks for it; scripts that are no tests use it as it is."""
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        yield browser
        browser.close()


def _launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=program(), args=list(QUIET))


class Booth:
    """The thread with the browser in it; the browser opens with the first work."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "browser")
        self._open = chromium()
        self._browser: Browser | None = None

    @property
    def browser(self) -> Browser:
        """Only for work that `run` was given."""
        if self._browser is None:
            self._browser = self._open.__enter__()
        return self._browser

    def run(self, work: Callable[[], T]) -> T:
        return self._thread.submit(work).result()

    def close(self) -> None:
        if self._browser is not None:
            self._thread.submit(self._open.__exit__, None, None, None).result()
        self._thread.shutdown()
