"""Reviewing drafts through the page: from the panel of an agent to a draft, an answer, and what comes of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from .drafting import drafted, opened
from .hiring import Hired
from .visitor import Visitor

SLOW = 60_000  # ms, for what goes through queues and machines


@dataclass(frozen=True)
class Desk:
    """One draft's page."""

    visitor: Visitor

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def exact(self) -> str:
        """The very text, as the page shows it."""
        return self.page.get_by_role("region", name="Exact text").inner_text()

    def stands(self, label: str) -> None:
        """Its state, said in the region that is told anew."""
        expect(self.page.get_by_role("status", name="State of this draft")).to_contain_text(
            label, timeout=SLOW
        )

    def answer(self, name: str, words: str = "") -> None:
        """By its button, then confirmed by keyboard."""
        self.page.get_by_role("group", name="Your answer").get_by_role(
            "button", name=name, exact=True
        ).click()
        self.confirm(words)

    def carry_out(self, name: str) -> Locator:
        """The dialog that asks once more."""
        self.page.get_by_role("button", name=f"{name}…", exact=True).click()
        return self.page.get_by_role("dialog")

    def confirm(self, words: str = "") -> None:
        dialog = self.page.get_by_role("dialog")
        if words:
            dialog.get_by_role("textbox").fill(words)
        expect(dialog.get_by_role("button").last).to_be_enabled()
        self.page.keyboard.press("Control+Enter")
        expect(dialog).to_have_count(0, timeout=SLOW)


def open_drafts(visitor: Visitor, agent_id: str, query: str = "") -> Page:
    """The panel of one agent, loaded."""
    visitor.page.goto(f"/agents/drafts?agent={agent_id}{query}")
    expect(visitor.page.get_by_text(re.compile("shown. |Nothing drafted yet|No draft fits"))).to_be_visible(
        timeout=SLOW
    )
    return visitor.page


def open_draft(visitor: Visitor, deliverable_id: str) -> Desk:
    visitor.page.goto(f"/agents/deliverables/{deliverable_id}")
    expect(visitor.page.get_by_text("Mode", exact=True)).to_be_visible(timeout=SLOW)
    return Desk(visitor)


def as_sent(shown: str, sealed: Mapping[str, str]) -> str:
    """What must have arrived, with the lines of the wire: the text that was shown, its sealed headers filled in."""
    for name, secret in sealed.items():
        shown = shown.replace(name, secret)
    return shown


def waiting(hired: Hired, words: str, platform: str = "x") -> str:
    """One post that a person is asked about."""
    deliverable_id = drafted(hired, words, platform)
    assert opened(deliverable_id)["status"] == "pending_review"
    return deliverable_id
