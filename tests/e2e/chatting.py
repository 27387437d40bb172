"""The chat's page in a test's hand: one conversation, written to and read as a person does."""

import re

from playwright.sync_api import Locator, Page, expect

from .visitor import Visitor

THREAD = re.compile(r"/chat/thr_\w+$")
WHILE = 40_000  # ms that a run may take where many tests share few cores


class Chat:
    """The conversation in one tab."""

    def __init__(self, visitor: Visitor, page: Page | None = None) -> None:
        self.visitor, self.page = visitor, page or visitor.page

    def begins(self, message: str, agent: str = "", *, audit: bool = False) -> "Chat":
        """A new conversation, open at its own address once the server has it."""
        if agent:
            self.page.get_by_label("Talk to").select_option(label=agent)
        if audit:
            self.page.get_by_role("switch", name="Audit mode").click()
        self.says(message)
        expect(self.page).to_have_url(THREAD, timeout=WHILE)
        return self

    def says(self, message: str) -> None:
        self.page.get_by_role("textbox", name="Message to").fill(message)
        self.page.keyboard.press("Enter")

    @property
    def thread(self) -> str:
        return self.page.url.rpartition("/")[2]

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log", name="Conversation")

    @property
    def answers(self) -> Locator:
        """Those that are finished."""
        return self.log.locator("article[aria-label='The agent'][aria-busy='false']")

    @property
    def calls(self) -> Locator:
        return self.log.locator("[data-call]")

    def ends(self) -> None:
        """What was said is shown, and nothing is at work any more nor waits in the line."""
        expect(self.log.get_by_role("article").first).to_be_visible(
            timeout=WHILE
        )  # a thread just opened still loads
        expect(self.log.locator("[data-going], [data-queued]")).to_have_count(0, timeout=WHILE)

    def question(self, about: str = "") -> Locator:
        """What waits for a decision, in its place."""
        return self.log.get_by_role("region", name=re.compile(f"Waits for a decision: .*{about}"))

    def gives(self, verdict: str) -> None:
        """On the one thing that waits."""
        self.question().get_by_role("button", name=verdict, exact=True).click()
