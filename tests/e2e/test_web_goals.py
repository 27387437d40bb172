"""Goals in the browser: set by the forms of their templates, run, and drafting (seed 004's story CP-3.1)."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.standins.delta_exchange import KEY, SECRET, DeltaExchange

from .hiring import Hired, done, hire_marketing
from .people import Json, Person
from .visitor import Visits
from .web_hiring import (
    MASTODON,
    add,
    add_goal,
    at_hiring,
    choose,
    configure_marketing,
    configure_trading,
    hire,
    new_name,
    open_hub,
    text,
)

pytestmark = pytest.mark.e2e
TOKEN = "standin-access-token"


@pytest.fixture(scope="module")
def maya(owner: Person) -> Hired:
    """Set up, with one account and no goal."""
    return hire_marketing(owner, ["mastodon"], MASTODON, nickname=new_name("Maya"))


def _weekly(dialog: Locator) -> None:
    text(dialog, "Topic", "Why a check-up twice a year")
    dialog.get_by_label("Day of the week").select_option("FRI")
    dialog.get_by_label("Time", exact=True).fill("17:45")
    zone = dialog.get_by_role("combobox", name="Time zone")
    zone.click()
    zone.fill("Kolkata")
    dialog.get_by_role("option", name="Asia/Kolkata").click()
    expect(dialog.get_by_text("Every Friday at 17:45, Asia/Kolkata time")).to_be_visible()


def test_cp_3_1_a_goal_is_set_by_the_form_of_its_template_and_saved(
    visit: Visits, owner: Person, maya: Hired
) -> None:
    chris = at_hiring(visit)
    hub = open_hub(chris, maya.agent_id, "goals")
    title = "Weekly multichannel posting batch"
    add_goal(hub, title, _weekly)
    (stored,) = [one for one in _goals(owner, maya.agent_id) if one["title"] == title]
    assert (stored["frequency"], stored["timezone"]) == ("weekly", "Asia/Kolkata")
    assert stored["schedule"] == {"time": "17:45", "weekday": "FRI", "day": 1}
    assert stored["settings"]["topic"] == "Why a check-up twice a year"
    hub.page.reload()
    expect(hub.goal(title)).to_contain_text("Every Friday at 17:45, Asia/Kolkata time")
    expect(hub.goal(title)).to_contain_text("Next run")

    hub.page.get_by_role("button", name=f"Edit {title}").click()
    dialog = hub.page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name=re.compile("^Topic"))).to_have_value(
        stored["settings"]["topic"]
    )
    dialog.get_by_label("Title").fill("Fridays")
    chris.axe()
    dialog.get_by_role("button", name="Save the goal").click()
    expect(hub.goal("Fridays")).to_be_visible()

    hub.page.get_by_role("button", name="Pause Fridays").click()
    expect(hub.page.get_by_role("button", name="Resume Fridays")).to_be_visible()
    expect(hub.goal("Fridays").get_by_role("button", name="Run now")).to_be_disabled()
    hub.page.get_by_role("button", name="Delete Fridays").click()
    hub.page.get_by_role("button", name="Delete it").click()
    expect(hub.goal("Fridays")).to_have_count(0)
    assert stored["goal_id"] not in {one["goal_id"] for one in _goals(owner, maya.agent_id)}


def test_cp_3_1_a_marketing_agent_is_hired_set_up_and_drafts_wholly_through_the_page(visit: Visits) -> None:
    chris = at_hiring(visit)
    hub, title = hire(chris, "Digital Marketing"), "Daily patient-education micro-post"
    configure_marketing(hub, new_name("Mira"), MASTODON, TOKEN)
    hub.save()
    hub.tab("Goal Setting")
    add_goal(hub, title, lambda _dialog: add(hub.page, "topic", ["flossing"]))
    hub.run(title)
    expect(hub.goal(title)).to_contain_text("1 draft, 1 for your review")
    expect(hub.page.get_by_role("region", name=re.compile("^Mira "))).to_contain_text("1 of 31 goal runs")
    hub.goal(title).get_by_role("link", name="Its drafts").click()
    hub.page.wait_for_url(re.compile(f"/agents/drafts.*agent={hub.agent_id}"))


def _intent(dialog: Locator) -> None:
    choose(dialog, "Intent", "enter")
    choose(dialog, "Side", "buy")
    text(dialog, "Contracts", "2")
    choose(dialog, "Order type", "limit order")
    text(dialog, "Limit price", "60000.5")


def test_cp_3_1_a_trading_agent_is_hired_set_up_and_drafts_wholly_through_the_page(
    visit: Visits, exchange: DeltaExchange
) -> None:
    chris = at_hiring(visit)
    hub, title = hire(chris, "Share Trading", "Monthly"), "Trade intent draft"
    configure_trading(hub, new_name("Tina"), KEY, SECRET)
    hub.save()
    hub.tab("Goal Setting")
    add_goal(hub, title, _intent)
    hub.run(title)
    hub.goal(title).get_by_role("button", name="All runs").click()
    expect(hub.page.get_by_role("group", name=f"Runs of {title}")).to_contain_text("1 for your review")
    assert exchange.changing == []


def _goals(owner: Person, agent_id: str) -> list[Json]:
    found: list[Json] = done(owner.rest("GET", f"/api/v1/hired-agents/{agent_id}/goals?limit=100"))["items"]
    return found
