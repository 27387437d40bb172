"""`make bench-web`: the page measured in its tests' browser, printed, and written to docs/benchmarks-web.md.

A stack of its own, unless `--stack FILE` names the `stack.json` of one that runs. Nothing leaves this machine.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from infra.progress import Bar, say, step
from localstack.page.build import SERVED, build
from localstack.page.sizes import first_visit, scripts
from tests.e2e.browser import chromium
from tests.e2e.people import Person
from tests.e2e.visitor import Visitor
from tests.load import machine, web_seed
from tests.load.approvals import as_root
from tests.load.arena import counted_stack
from tests.load.web_measure import LONGEST, Loaded, frames, keys, loaded, probe, throttle, wheel
from tests.load.web_report import Felt, Report, write

CHAT, BARE = "/chat", "/no/such/page"
READY = {CHAT: "main textarea:not([disabled])", BARE: "main h1"}
LOG, TABLE = "[role=log]", "main table"
COMPOSER = "main textarea:not([disabled])"
CELL = "main table input[type=number], main table input[inputmode=decimal], main table input"
TYPED = "the quick brown fox jumps over the lazy dog"


def main() -> int:
    asked = _asked()
    report = Report(machine=machine.description(), began=time.time(), visits=asked.visits)
    with step("page") as notes:
        notes.append("built" if build().changed else "has not changed")
    report.route = first_visit(SERVED, "src/chat/ChatPage.tsx")
    report.chunks = scripts(SERVED)
    with _stack(asked.stack) as stack, as_root(stack), chromium() as browser:
        report.browser = browser.version
        _visits(report, stack, browser, asked.visits)
        _talks(report, stack, browser, asked.messages)
        _forms(report, stack, browser, asked.rows)
    report.after = machine.description()
    say(write(report, asked.out))
    return 0


def _visits(report: Report, stack: Mapping[str, Any], browser: Browser, wanted: int) -> None:
    """The chat and the bare shell in turn, so that both meet the same machine; each with nothing kept, then again."""
    bar = Bar("visits", wanted * 4)
    for slow in (False, True):
        for _ in range(wanted):
            for path in (CHAT, BARE):
                cold, warm = _visit(stack, browser, path, slow=slow)
                report.first.setdefault((path, slow), []).append(cold)
                report.again.setdefault((path, slow), []).append(warm)
                bar.advance()
    bar.done()


def _visit(stack: Mapping[str, Any], browser: Browser, path: str, *, slow: bool) -> tuple[Loaded, Loaded]:
    visitor = _patient(Visitor(stack, browser))
    probe(visitor.page, READY[path])
    if slow:
        throttle(visitor.page)
    visitor.signed_in(path)
    cold = loaded(visitor.page)
    visitor.page.reload()
    warm = loaded(visitor.page)
    visitor.context.close()
    return cold, warm


def _talks(report: Report, stack: Mapping[str, Any], browser: Browser, messages: int) -> None:
    person = Person(stack, "customer")
    for count in (web_seed.SHORT, messages):
        with step(f"a talk of {count:,} messages is written"):
            thread = web_seed.talk(person, f"{count} messages", count)
        with step("opened, typed into, read backwards"):
            report.talks[count] = _felt(stack, browser, "customer", f"/chat/{thread}", COMPOSER, LOG, up=True)


def _forms(report: Report, stack: Mapping[str, Any], browser: Browser, rows: int) -> None:
    for user, count in (("customer", web_seed.SHORT), ("stranger", rows)):
        with step(f"a form of {count:,} rows is made"):
            thread = web_seed.form(Person(stack, user), count)
        with step("opened, typed into, scrolled"):
            report.forms[count] = _felt(stack, browser, user, f"/chat/{thread}", CELL, LOG, up=True)


def _felt(
    stack: Mapping[str, Any], browser: Browser, user: str, path: str, field: str, rolled: str, *, up: bool
) -> Felt:
    """One visit: how long until the field may be used, its keys, then the frames while one scrolls there and back."""
    visitor = _patient(Visitor(stack, browser, user))
    page = visitor.page
    probe(page, field)
    visitor.signed_in(path)
    opened = loaded(page)
    page.locator(field).last.focus()
    typed = keys(page, "7" * 30 if field == CELL else TYPED)
    there = frames(page, wheel(page, rolled, up=up))
    back = frames(page, wheel(page, rolled, up=not up))
    nodes = int(page.evaluate("document.getElementsByTagName('*').length"))
    heap = float(page.evaluate("performance.memory.usedJSHeapSize")) / 1e6
    visitor.context.close()
    return Felt(opened, typed, there, back, nodes, heap)


def _patient(visitor: Visitor) -> Visitor:
    """A slow line and a busy machine are measured, not given up on."""
    visitor.context.set_default_timeout(LONGEST)
    return visitor


@contextmanager
def _stack(file: Path | None) -> Iterator[Mapping[str, Any]]:
    if file:
        yield json.loads(file.read_text())
        return
    with counted_stack() as stack:
        yield stack


def _asked(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--stack", type=Path, help="the stack.json of a running stack, instead of one of its own"
    )
    parser.add_argument("--visits", type=int, default=7, help="of each kind")
    parser.add_argument("--messages", type=int, default=web_seed.MESSAGES)
    parser.add_argument("--rows", type=int, default=web_seed.ROWS)
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks-web.md"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
