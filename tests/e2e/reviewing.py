"""A reviewer at the inbox's page: what he reads and presses there."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from .visitor import Visitor

CONFIRM = "Control+Enter"
PATIENT = 30_000  # ms: other tests may have left hundreds of approvals to list


class Reviewer:
    """One person at the inbox, filtered to one agent so that nobody else's approvals are in his way."""

    def __init__(self, visitor: Visitor, agent_id: str = "") -> None:
        self.visitor, self.agent_id = visitor, agent_id

    @property
    def page(self) -> Page:
        return self.visitor.page

    def opens(self, approval_id: str = "") -> "Reviewer":
        path = f"/inbox/{approval_id}" if approval_id else "/inbox"
        self.visitor.signed_in(f"{path}?agent={self.agent_id}" if self.agent_id else path)
        expect(self.page.get_by_role("heading", level=1, name="Inbox")).to_be_visible(timeout=PATIENT)
        expect(self.page.get_by_text("Loading")).to_have_count(0, timeout=PATIENT)
        if approval_id:
            expect(self.title).to_be_visible(timeout=PATIENT)
        return self

    @property
    def title(self) -> Locator:
        """Of the approval that is shown."""
        return self.page.locator("#approval-title")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def field(self, name: str) -> Locator:
        return self.page.get_by_role("article").get_by_role("textbox", name=re.compile(f"^{name}"))

    def row(self, title: str) -> Locator:
        return self.page.get_by_role("list", name="Waiting for you").get_by_role(
            "link", name=re.compile(title)
        )

    def presses(self, *keys: str) -> "Reviewer":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def types(self, text: str) -> "Reviewer":
        self.page.keyboard.type(text)
        return self

    def reads(self, text: str | re.Pattern[str]) -> "Reviewer":
        expect(self.page.get_by_text(text).first).to_be_visible()
        return self

    def changes(self, name: str, text: str) -> None:
        """By keyboard: what stands in the field gives way to this."""
        expect(self.field(name)).to_be_visible()
        self.field(name).focus()
        self.presses("Control+A").types(text)

    def looks_well(self) -> None:
        """For axe, in both schemes, wide and narrow."""
        for shade in (self.visitor.dark, self.visitor.light):
            shade()
            self.visitor.axe()
        self.visitor.narrow()
        self.visitor.fits()
        self.visitor.axe()
        self.page.set_viewport_size({"width": 1280, "height": 800})


def before_answering(page: Page, address: str, act: Callable[[], Any]) -> None:
    """Does something the moment before the next request there goes on its way."""

    def wait(route: Any) -> None:
        act()
        route.continue_()

    page.route(address, wait, times=1)
