"""My agents in the browser: the selector, the hub and its tabs (seed 004's epic CP-1)."""

import re
import time

import pytest
from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.threads.records import utc
from playwright.sync_api import Route, expect

from .drafting import TENANT
from .hiring import MARKETING, TRADING, Hired, hire_marketing, subscribe
from .people import Json, Person
from .visitor import Visitor, Visits
from .web_hiring import MASTODON, agent_of, at_hiring, new_name, open_hub, requests_of

pytestmark = pytest.mark.e2e
SUMMARY = "/api/cp/my-agents/summary"


@pytest.fixture(scope="module")
def maya(owner: Person) -> Hired:
    """Set up, with one account and no goal."""
    return hire_marketing(owner, ["mastodon"], MASTODON, nickname=new_name("Maya"))


def test_cp_1_1_the_selector_finds_an_agent_of_any_type_and_the_address_keeps_the_choice(
    visit: Visits, owner: Person
) -> None:
    chris = at_hiring(visit)
    hired = {kind: subscribe(owner, kind)["agent_id"] for kind in (MARKETING, TRADING, "coach.v1")}
    page = chris.page
    page.goto("/agents")
    selector = page.get_by_role("combobox", name="Agent")
    for kind, agent_id in hired.items():
        selector.click()
        selector.fill(agent_id[-8:])
        option = page.get_by_role("option")
        expect(option).to_have_count(1)
        status = "trial over" if kind == "coach.v1" else "on trial"
        expect(option).to_contain_text(re.compile(f"{status}.*{agent_id}", re.DOTALL))
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(f"agent={agent_id}"))
        expect(page.get_by_text(kind, exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("region", name="Coach")).to_contain_text(hired["coach.v1"])


def test_cp_1_1_who_has_hired_nobody_is_led_to_hiring(visit: Visits) -> None:
    chris = at_hiring(visit)
    nobody: Json = {"instances": [], "selected": None, "usage": None}
    chris.page.route(f"**{SUMMARY}*", lambda route: route.fulfill(json=nobody))
    chris.page.goto("/agents")
    expect(chris.page.get_by_text("You have not hired an agent yet")).to_be_visible()
    chris.axe()
    chris.page.get_by_role("link", name="Hire your first agent").click()
    expect(chris.page.get_by_role("heading", level=1, name="Hire an agent")).to_be_visible()


def test_cp_1_2_each_tab_has_an_address_of_its_own(visit: Visits, maya: Hired) -> None:
    chris = at_hiring(visit)
    hub = open_hub(chris, maya.agent_id)
    for name, path in (("Goal Setting", "goals"), ("Drafts", "drafts"), ("Configure", "configure")):
        hub.tab(name)
        assert hub.page.url.endswith(f"/agents/{path}?agent={maya.agent_id}")
        hub.page.reload()
        expect(hub.page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    hub.page.go_back()
    expect(hub.page.get_by_role("tab", name="Drafts")).to_have_attribute("aria-selected", "true")


def test_cp_1_2_after_the_end_it_is_looked_at_and_beyond_retention_its_tabs_are_shut(
    visit: Visits, owner: Person
) -> None:
    chris = at_hiring(visit)
    made = subscribe(owner, MARKETING)
    hub = open_hub(chris, made["agent_id"])
    page = hub.page
    page.get_by_role("button", name="End the subscription").click()
    expect(page.get_by_role("dialog")).to_contain_text("You can look at it for 30 days after that")
    chris.axe()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("You can still look at it; hire the agent again")).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    hub.tab("Goal Setting")
    expect(page.get_by_role("button", name=re.compile("^Add ")).first).to_be_disabled()

    key = Keys(TENANT).subscription(owner.me()["user_id"], made["subscription_id"])
    Items(AGENTS).update(key, "SET retention_until = :then", values={":then": utc(time.time() - 1)})
    page.reload()
    expect(page.get_by_text("the time for which we kept it is over")).to_be_visible()
    for name in ("Configure", "Goal Setting", "Drafts"):
        expect(page.get_by_role("tab", name=name)).to_be_disabled()
    chris.axe()


def test_cp_1_3_one_call_loads_the_hub(visit: Visits, maya: Hired) -> None:
    """Everything else that the page asks for is never answered."""
    chris = at_hiring(visit)
    page, others = chris.page, list[Route]()
    heard = requests_of(page)
    answered = re.compile(r"/api/(v1/me$|v1/ws-ticket|cp/my-agents/summary)")
    page.route(
        re.compile(r"/api/(v1|cp)/"),
        lambda route: route.continue_() if answered.search(route.request.url) else others.append(route),
    )
    page.goto(f"/agents/goals?agent={maya.agent_id}")
    head = page.get_by_role("region", name=re.compile("^Maya "))
    for words in (
        "Live", "Trial, 14 days left", "0 of 100 actions", "0 of 31 goal runs", "spent of", "mastodon: Connected",
        "Complete", "0 runs",
    ):  # fmt: skip
        expect(head).to_contain_text(words)
    assert [one.url.partition("?")[2] for one in heard if SUMMARY in one.url] == [f"selected={maya.agent_id}"]
    page.unroute_all()


def test_an_agents_mode_is_changed_and_going_live_is_said_twice(
    visit: Visits, owner: Person, maya: Hired
) -> None:
    chris = at_hiring(visit)
    hub = open_hub(chris, maya.agent_id)
    for title, mode in (("Rehearsal", "rehearse"), ("Live", "live")):
        hub.page.get_by_role("button", name="Change mode").click()
        dialog = hub.page.get_by_role("dialog")
        dialog.get_by_role("radio", name=title).check()
        if mode == "live":
            expect(dialog).to_contain_text("what is sent cannot be taken back here")
        chris.axe()
        dialog.get_by_role("button", name=re.compile("^(Change mode|Go live)$")).click()
        expect(dialog).to_have_count(0)
        assert agent_of(owner, maya.agent_id)["mode"] == mode


def test_an_agent_is_paused_and_resumed_and_its_trial_becomes_a_plan(visit: Visits, owner: Person) -> None:
    chris = at_hiring(visit)
    hired = hire_marketing(owner, ["mastodon"], MASTODON, nickname=new_name("Pia"))
    hub = open_hub(chris, hired.agent_id)
    hub.page.get_by_role("button", name="Pause", exact=True).click()
    hub.page.get_by_role("button", name="Pause it").click()
    hub.page.get_by_role("button", name="Resume", exact=True).click()
    expect(hub.page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    hub.page.get_by_role("button", name="Go on with a monthly plan").click()
    hub.page.get_by_role("button", name="Go on monthly").click()
    head = hub.page.get_by_role("region", name=re.compile("^Pia "))
    expect(head).to_contain_text("The trial was turned into a monthly plan")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_pages_of_my_agents_are_clean_in_every_look(
    visit: Visits, maya: Hired, scheme: str, width: str
) -> None:
    chris = at_hiring(visit)
    chris.dark() if scheme == "dark" else chris.light()
    if width == "narrow":
        chris.narrow()
    page = chris.page
    page.get_by_role("radio", name="Digital Marketing").click()
    expect(page.get_by_role("button", name="Hire Digital Marketing")).to_be_visible()
    _is_clean(chris)
    hub = open_hub(chris, maya.agent_id)
    expect(page.get_by_role("heading", name="Your accounts")).to_be_visible()
    _is_clean(chris)
    page.get_by_role("combobox", name="Agent", exact=True).click()
    _is_clean(chris)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Connect Mastodon").click()
    _is_clean(chris)
    page.keyboard.press("Escape")
    hub.tab("Goal Setting")
    page.get_by_role("button", name="Add Monthly campaign pack").click()
    page.get_by_role("button", name="Advanced").click()
    expect(page.get_by_label("If a time was missed")).to_be_visible()
    _is_clean(chris)


def _is_clean(visitor: Visitor) -> None:
    visitor.axe()
    visitor.fits()
