"""A person at the page of the deployed stack, in a browser of his own: shared with nobody."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from infra.members import DEMO
from localstack.stack.profile import ROOT

from .browser import PATIENCE, Booth
from .people import Person
from .troubles import Troubles

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
MOVING = "document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity).length"
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 360, "height": 800}
expect.set_options(timeout=PATIENCE)
NAMES = {member.sub: member.name for members in DEMO.values() for member in members}


class Visitor:
    """`page` is his first tab. `person` is the same one at the REST API."""

    def __init__(self, stack: Mapping[str, Any], browser: Browser, user: str = "customer") -> None:
        self.stack, self.user, self.edge = stack, user, str(stack["edge_url"])
        self.context: BrowserContext = browser.new_context(base_url=self.edge, viewport=WIDE, locale="en-GB")
        self.context.set_default_timeout(PATIENCE)
        self.troubles = Troubles()
        self.troubles.watch(self.context)
        self.page: Page = self.context.new_page()
        self._person: Person | None = None

    @property
    def person(self) -> Person:
        if self._person is None:
            self._person = Person(self.stack, self.user)
        return self._person

    def signed_in(self, path: str = "/") -> "Visitor":
        """Quickly: with a token in this tab's storage, as after a sign-in a moment ago."""
        token = json.dumps(self.person.token)
        once = 'if (!sessionStorage.getItem("given")) { sessionStorage.setItem("given", "1"); '
        self.page.add_init_script(f'{once}sessionStorage.setItem("greenlight.id_token", {token}); }}')
        return self.open(path)

    def sign_in(self, path: str = "/") -> "Visitor":
        """As people do: the page sends them to the issuer, the issuer back to where they were going."""
        self.open(path)
        self.page.get_by_role("button", name="Sign in").click()
        self.choose_me()
        return self

    def choose_me(self) -> None:
        """At the issuer's page; ends back at ours."""
        self.page.get_by_role("button", name=re.compile(NAMES[self.user])).click()
        expect(self.page.get_by_role("banner")).to_be_visible()

    def open(self, path: str) -> "Visitor":
        self.page.goto(path)
        return self

    def tab(self, path: str = "/") -> Page:
        """Another tab of the same person, watched as the first."""
        page = self.context.new_page()
        page.goto(path)
        return page

    def allow(self, *patterns: str) -> "Visitor":
        """What this test causes on purpose, as regular expressions over what the page would be blamed for."""
        self.troubles.allowed += patterns
        return self

    def narrow(self) -> "Visitor":
        """360 px, as on a small telephone; nothing may stick out."""
        self.page.set_viewport_size(NARROW)
        return self

    def wide(self) -> "Visitor":
        self.page.set_viewport_size(WIDE)
        return self

    def dark(self) -> "Visitor":
        self.page.emulate_media(color_scheme="dark")
        return self

    def light(self) -> "Visitor":
        self.page.emulate_media(color_scheme="light")
        return self

    def fits(self, page: Page | None = None) -> None:
        """Nothing scrolls sideways."""
        shown = page or self.page
        self.rests(shown)
        over = shown.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{over} px stick out of {shown.url}"

    def rests(self, page: Page) -> None:
        """What slides has slid, what fades in is there. Asked from outside: the policy forbids waits in the page."""
        still = 0
        for _ in range(PATIENCE // 50):
            still = 0 if page.evaluate(MOVING) else still + 1
            if still == 2:  # what has just been opened begins to move a frame later
                return
            page.wait_for_timeout(50)
        raise AssertionError(f"something moves without end in {page.url}")

    def axe(self, page: Page | None = None) -> None:
        """axe-core finds nothing on what is shown now. It comes in through the debugger: the page's policy stays on."""
        shown = page or self.page
        self.rests(shown)
        if not shown.evaluate("'axe' in window"):
            shown.evaluate(f"{AXE.read_text()}; 0")
        found = shown.evaluate("(rules) => axe.run(document, {runOnly: rules})", list(RULES))
        assert not found["violations"], f"{shown.url}\n{_told(found['violations'])}"

    def cut_line(self) -> None:
        """No network, for requests and for the open socket, until `mend_line`; what fails meanwhile is no trouble."""
        self.allow(r"ERR_INTERNET_DISCONNECTED", r"WebSocket connection .* failed")
        self.context.set_offline(True)

    def mend_line(self) -> None:
        self.context.set_offline(False)

    def hears(self, pattern: str) -> None:
        """Waits until his pages complained of this; it stays a complaint unless it is allowed."""
        for _ in range(PATIENCE // 50):
            if any(re.search(pattern, one) for one in self.troubles.heard):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"nothing was heard like {pattern}: {self.troubles.heard}")

    def check(self) -> None:
        """Nothing was heard that this test did not allow."""
        assert not self.troubles.left(), f"{self.user}'s pages:\n" + "\n".join(self.troubles.left())


def _told(violations: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(
        f"{one['id']} ({one['impact']}): {one['help']}\n"
        + "\n".join(f"    {node['target']} {node['html'][:160]}" for node in one["nodes"][:5])
        for one in violations
    )


class Visits:
    """The visitors of one test: made on demand, checked at its end, pictured if it failed, gone afterwards."""

    def __init__(self, booth: Booth, stack: Mapping[str, Any], pictures: Path) -> None:
        self._booth, self._stack, self._pictures = booth, stack, pictures
        self.visitors: list[Visitor] = []

    def __call__(self, user: str = "customer") -> Visitor:
        """A visitor who is not signed in yet."""
        self.visitors.append(Visitor(self._stack, self._booth.browser, user))
        return self.visitors[-1]

    def run(self, test: Callable[[], object]) -> None:
        """The test in the browser's thread, and what has to be said at its end."""
        self._booth.run(lambda: self._run(test))

    def _run(self, test: Callable[[], object]) -> None:
        with ExitStack() as afterwards:
            afterwards.callback(self._close)
            afterwards.push(self._picture)
            test()
            for visitor in self.visitors:
                visitor.check()

    def _picture(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Beside a failure: what each of them saw last, and what was heard."""
        if error is None:
            return
        for at, visitor in enumerate(self.visitors):
            for tab, page in enumerate(visitor.context.pages):
                file = self._pictures.with_name(f"{self._pictures.name}-{visitor.user}-{at}{tab}.png")
                file.parent.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=file, timeout=PATIENCE)
                error.add_note(f"{visitor.user} saw {page.url}: {file}")
            for heard in visitor.troubles.left():
                error.add_note(f"{visitor.user}'s page: {heard}")

    def _close(self) -> None:
        for visitor in self.visitors:
            visitor.context.close()
