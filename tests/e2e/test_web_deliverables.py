"""Drafts in the browser: reviewed, scheduled, carried out (seed 004's story CP-3.2)."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from functions.effects.adapters.sealed import sealed
from tests.standins.delta_exchange import KEY, SECRET, DeltaExchange
from tests.standins.networks import Networks

from .hiring import Hired, hire_marketing, hire_trading
from .people import Person, until
from .visitor import Visits
from .web_hiring import (
    add,
    add_goal,
    at_hiring,
    choose,
    configure_marketing,
    configure_trading,
    hire,
    new_name,
    text,
)
from .web_reviewing import SLOW, Desk, as_sent, open_draft, waiting

pytestmark = pytest.mark.e2e
TOKEN = "standin-access-token"


@pytest.fixture(scope="module")
def maya(owner: Person, networks: Networks) -> Hired:
    return hire_marketing(owner, ["mastodon", "x"], networks.mastodon.url, nickname=new_name("Maya"))


def test_cp_3_2_a_marketing_draft_is_approved_and_posted_as_it_was_shown(
    visit: Visits, networks: Networks
) -> None:
    """Hired, set up, given its goal, reviewed and carried out wholly through the page."""
    chris, title = at_hiring(visit), "Daily patient-education micro-post"
    hub = hire(chris, "Digital Marketing")
    configure_marketing(hub, new_name("Mona"), networks.mastodon.url, TOKEN)
    hub.save()
    hub.tab("Goal Setting")
    add_goal(hub, title, lambda _dialog: add(hub.page, "topic", ["flossing"]))
    hub.run(title)
    hub.tab("Drafts")
    hub.page.get_by_role("link", name="Mastodon: flossing").click()
    desk = Desk(chris)
    desk.stands("Waiting for review")
    shown, before = desk.exact, len(networks.mastodon.changing)
    desk.answer("Approve")
    desk.stands("Scheduled")
    asked = desk.carry_out("Post now")
    expect(asked).to_contain_text("Exactly this is sent now, once, and cannot be called back. Mode: live.")
    expect(asked.get_by_role("group", name="What goes out")).to_contain_text("To Mastodon")
    assert len(networks.mastodon.changing) == before
    desk.confirm()
    desk.stands("Carried out")
    (sent,) = networks.mastodon.changing[before:]
    ref = re.search(r"crd_\w+", shown)
    assert ref
    assert sent.raw.decode().replace("\r\n", "\n") == as_sent(shown, {sealed(ref[0]): f"Bearer {TOKEN}"})


def test_cp_3_2_a_trade_is_approved_and_placed_as_it_was_shown(
    visit: Visits, exchange: DeltaExchange
) -> None:
    """The other agent, wholly through the page too."""
    chris, title = at_hiring(visit), "Trade intent draft"
    hub = hire(chris, "Share Trading", "Monthly")
    configure_trading(hub, new_name("Toni"), KEY, SECRET)
    hub.save()
    hub.tab("Goal Setting")

    def intent(dialog: Any) -> None:
        choose(dialog, "Intent", "enter")
        choose(dialog, "Side", "buy")
        text(dialog, "Contracts", "2")
        choose(dialog, "Order type", "limit order")
        text(dialog, "Limit price", "60000.5")

    add_goal(hub, title, intent)
    hub.run(title)
    hub.tab("Drafts")
    hub.page.get_by_role("link", name=re.compile("Enter: buy 2 BTCUSD at 60000.5")).click()
    desk = Desk(chris)
    desk.stands("Waiting for review")
    expect(desk.page.get_by_text("Whole contracts; what one is worth is the contract's own.")).to_be_visible()
    body = desk.exact.split("\n\n", 1)[1]
    desk.answer("Approve")
    desk.stands("Approved")
    desk.carry_out("Place order now")
    desk.confirm()
    desk.stands("Carried out")
    (order,) = exchange.changing
    assert order.body.decode() == body


def test_cp_3_2_a_no_needs_its_reason_and_keeps_it(visit: Visits, maya: Hired) -> None:
    chris = visit("customer").signed_in("/agents")
    deliverable_id = waiting(maya, "reject me, please")
    desk = open_draft(chris, deliverable_id)
    desk.page.keyboard.press("d")
    desk.page.keyboard.press("Control+Enter")
    expect(desk.page.get_by_text("Please say it in a few words.")).to_be_visible()
    desk.confirm("Not on X this week.")
    desk.stands("Rejected")
    expect(desk.page.get_by_text("Not on X this week.").first).to_be_visible()
    one = maya.deliverable(deliverable_id)
    assert (one["status"], one["note"]) == ("rejected", "Not on X this week.")


def test_a_revision_brings_another_version_with_its_difference_by_word(visit: Visits, maya: Hired) -> None:
    chris = visit("customer").signed_in("/agents")
    goal = maya.goal("daily_micro_post", {"topics": ["braces"], "platforms": ["mastodon"]})
    maya.run(goal["goal_id"])
    first = until(
        lambda: next((one for one in maya.drafts("pending_review") if one["goal_id"] == goal["goal_id"]), None),
        seconds=40, what="the draft",
    )  # fmt: skip
    assert first
    desk = open_draft(chris, first["deliverable_id"])
    desk.answer("Ask for another version", "Shorter, please.")
    changes = desk.page.get_by_role("region", name="From version 1 to version 2")
    expect(changes).to_be_visible(timeout=SLOW)
    expect(changes.locator("del").first).to_be_visible()
    expect(desk.page.get_by_text("It can be sent back 2 times.")).to_be_visible(timeout=SLOW)
    desk.stands("Waiting for review")
    chris.axe()


def test_what_is_edited_is_what_is_approved(visit: Visits, maya: Hired) -> None:
    chris = visit("customer").signed_in("/agents")
    deliverable_id = waiting(maya, "before the edit")
    desk = open_draft(chris, deliverable_id)
    desk.page.keyboard.press("e")
    field = desk.page.get_by_role("textbox", name=re.compile("^Text"))
    expect(field).to_be_visible(timeout=SLOW)
    field.fill("after the edit")
    expect(desk.page.locator("ins").filter(has_text="after")).to_be_visible()
    desk.page.keyboard.press("Control+Enter")
    desk.stands("Approved")
    one = maya.deliverable(deliverable_id)
    assert (one["version"], one["arguments"]["text"]) == (2, "after the edit")


def test_cp_3_2_a_guardrail_report_is_read_and_acknowledged(visit: Visits, owner: Person) -> None:
    tara = hire_trading(owner, KEY, SECRET, nickname=new_name("Tara"))
    tara.run(tara.goal("guardrail_report", {})["goal_id"])
    (report,) = tara.waiting()
    chris = visit("customer").signed_in("/agents")
    desk = open_draft(chris, report["deliverable_id"])
    for words in ("Max units per order", "BTC, ETH"):
        expect(desk.page.get_by_text(words).first).to_be_visible()
    chris.axe()
    desk.page.get_by_role("button", name="I have read this").click()
    desk.stands("Read")
    assert tara.deliverable(report["deliverable_id"])["status"] == "acknowledged"
