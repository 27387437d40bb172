"""Hiring wholly through the page, step by step: hire, connect, configure, set a goal, run it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from playwright.sync_api import Locator, Page, Request, expect

from localstack.stack.profile import profile

from .hiring import done
from .people import Json, Person
from .visitor import Visitor, Visits

MASTODON = profile("test").stand_ins[
    "mastodon"
]  # an account's server; nobody need listen there until it is posted to
SLOW = 60_000  # ms, for what goes through queues and machines


@dataclass(frozen=True)
class Hub:
    """My agents, opened at one of them."""

    visitor: Visitor
    agent_id: str

    @property
    def page(self) -> Page:
        return self.visitor.page

    def tab(self, name: str) -> None:
        """`Configure`, `Goal Setting` or `Drafts`; each is a page of its own address."""
        self.page.get_by_role("tab", name=name).click()
        expect(self.page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")

    def save(self) -> None:
        """The configuration, in force."""
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_text("All of this is in force.")).to_be_visible()

    def goal(self, title: str) -> Locator:
        return self.page.get_by_role("group", name=title, exact=True)

    def run(self, title: str) -> None:
        """Now, and waits until it has ended."""
        self.goal(title).get_by_role("button", name="Run now").click()
        expect(self.goal(title).get_by_text(re.compile("^(Done|Partly done)$"))).to_be_visible(timeout=SLOW)


def at_hiring(visit: Visits) -> Visitor:
    """A customer, signed in, before the page of types."""
    return visit("customer").signed_in("/agents/hire")


def new_name(name: str) -> str:
    """A nickname that no other test's agent has."""
    return f"{name} {uuid4().hex[:6]}"


def requests_of(page: Page) -> list[Request]:
    """Those to the API, from now on."""
    heard: list[Request] = []
    page.on("request", lambda request: heard.append(request) if "/api/" in request.url else None)
    return heard


def agent_of(owner: Person, agent_id: str) -> Json:
    return done(owner.rest("GET", f"/api/v1/hired-agents/{agent_id}"))


def hire(visitor: Visitor, title: str, plan: str = "Trial") -> Hub:
    """From the page of types to the form of the new one."""
    page = visitor.page
    page.goto("/agents/hire")
    page.get_by_role("radio", name=title, exact=True).click()
    page.get_by_role("radio", name=plan, exact=True).check()
    page.get_by_role("button", name=f"Hire {title}").click()
    page.wait_for_url(re.compile(r"/agents/configure\?agent=agt_"))
    expect(page.get_by_role("heading", name="Configuration")).to_be_visible()
    return Hub(visitor, page.url.partition("agent=")[2])


def open_hub(visitor: Visitor, agent_id: str, panel: str = "configure") -> Hub:
    visitor.page.goto(f"/agents/{panel}?agent={agent_id}")
    expect(visitor.page.get_by_role("tablist")).to_be_visible()
    return Hub(visitor, agent_id)


def connect(page: Page, field: str, values: Mapping[str, str]) -> None:
    """By the Connect button beside a field of the form; values by the label of the dialog's inputs."""
    page.get_by_role("button", name=f"Connect {field}", exact=True).click()
    dialog = page.get_by_role("dialog")
    for label, value in values.items():
        dialog.get_by_label(re.compile(f"^{re.escape(label)}")).fill(value)
    dialog.get_by_role("button", name="Connect", exact=True).click()
    expect(dialog).to_have_count(0)


def add(page: Page, what: str, values: list[str]) -> None:
    """To a list of texts."""
    for number, value in enumerate(values, 1):
        page.get_by_role("button", name=f"Add {what}", exact=True).click()
        page.get_by_role("textbox", name=re.compile(f"^{what} {number}$", re.IGNORECASE)).fill(value)


def text(page: Page | Locator, label: str, value: str) -> None:
    page.get_by_role("textbox", name=re.compile(rf"^{re.escape(label)}( \(required\))?$")).fill(value)


def choose(page: Page | Locator, label: str, value: str) -> None:
    page.get_by_role("combobox", name=re.compile(rf"^{re.escape(label)}( \(required\))?$")).select_option(
        value
    )


def configure_marketing(hub: Hub, nickname: str, instance: str, token: str) -> None:
    """With one account on Mastodon; not saved yet."""
    page = hub.page
    text(page, "Agent nickname", nickname)
    text(page, "Brand name", "Sunrise Dental")
    add(page, "offering", ["Check-ups", "Braces"])
    text(page, "Location", "Pune, India")
    page.get_by_role("checkbox", name="mastodon", exact=True).check()
    account = {"Name": f"{nickname}'s toots", "Server": instance, "Access token": token}
    connect(page, "Mastodon", account)


def configure_trading(hub: Hub, nickname: str, key: str, secret: str) -> None:
    """With an exchange of its own and at most five contracts an order; not saved yet."""
    page = hub.page
    text(page, "Agent nickname", nickname)
    for coin in ("BTC", "ETH"):
        page.get_by_role("checkbox", name=coin, exact=True).check()
    choose(page, "Default coin", "BTC")
    account = {
        "Name": f"{nickname}'s keys",
        "API key": key,
        "API secret": secret,
        "Most contracts an order": "10",
    }
    connect(page, "Exchange account", account)
    text(page, "Most contracts an order", "5")


def add_goal(hub: Hub, template: str, fill: Callable[[Locator], None]) -> None:
    """`fill` is given the dialog."""
    hub.page.get_by_role("button", name=f"Add {template}", exact=True).click()
    dialog = hub.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Add the goal")).to_be_visible()
    fill(dialog)
    dialog.get_by_role("button", name="Add the goal").click()
    expect(dialog).to_have_count(0)
