"""Several drafts at once, their times, and every look of their pages, in the browser."""

import re

import pytest
from playwright.sync_api import expect

from localstack.stack.profile import profile

from .hiring import Hired, done, hire_marketing
from .people import Person, until
from .visitor import Visits
from .web_hiring import new_name
from .web_reviewing import SLOW, open_draft, open_drafts, waiting

pytestmark = pytest.mark.e2e
MASTODON = profile("test").stand_ins["mastodon"]  # nothing is sent there, so nobody need answer


@pytest.fixture(scope="module")
def maya(owner: Person) -> Hired:
    return hire_marketing(owner, ["mastodon", "x"], MASTODON, nickname=new_name("Maya"))


def test_of_a_batch_each_says_what_came_of_it(visit: Visits, owner: Person) -> None:
    """One is decided by somebody else while the dialog is open."""
    dora = hire_marketing(owner, ["x"], MASTODON, nickname=new_name("Dora"))
    ids = [waiting(dora, f"batch {number}") for number in (1, 2, 3)]
    chris = visit("customer").signed_in("/agents")
    page = open_drafts(chris, dora.agent_id)
    page.get_by_label("Choose all 3 of these that can be answered").check()
    page.get_by_role("button", name="Approve 3…").click()
    asked = page.get_by_role("dialog", name="Approve 3 drafts?")
    for number in (1, 2, 3):
        expect(asked).to_contain_text(f"X: batch {number}")
    chris.axe()
    done(dora.review(dora.deliverable(ids[1]), "reject", "by another"))
    page.keyboard.press("Control+Enter")
    outcome = page.get_by_role("dialog", name="Not all of them went through")
    expect(outcome).to_contain_text("2 of 3 went through; 1 did not.", timeout=SLOW)
    row = outcome.get_by_role("row").filter(has_text="batch 2")
    expect(row).to_contain_text(re.compile("Not done.*already.*cor_", re.DOTALL))
    for number in (1, 3):
        expect(outcome.get_by_role("row").filter(has_text=f"batch {number}")).to_contain_text("Approved")
    chris.axe()
    outcome.get_by_role("button", name="Done").click()
    assert [dora.deliverable(one)["status"] for one in ids] == ["approved", "rejected", "approved"]


def test_a_time_is_given_within_its_bounds_moved_and_taken_away(visit: Visits, maya: Hired) -> None:
    chris = visit("customer").signed_in("/agents")
    deliverable_id = waiting(maya, "by the clock, please")
    desk = open_draft(chris, deliverable_id)
    desk.answer("Approve")
    desk.stands("Approved")
    field = desk.page.get_by_label("Have it carried out at a time")
    expect(desk.page.get_by_text(re.compile("By the clock of .+ \\(GMT"))).to_be_visible()
    latest = field.get_attribute("max")
    assert latest
    field.fill("2020-01-01T10:00")
    expect(desk.page.get_by_text("A minute from now at the earliest.")).to_be_visible()
    field.fill(latest)
    desk.page.get_by_role("button", name="Schedule", exact=True).click()
    desk.stands("Scheduled")
    assert maya.deliverable(deliverable_id)["scheduled_at"].startswith(latest)
    chris.axe()
    desk.page.get_by_role("button", name="Take it off its time").click()
    desk.stands("Approved")
    assert maya.deliverable(deliverable_id)["scheduled_at"] is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_pages_of_drafts_are_clean_in_every_look(
    visit: Visits, maya: Hired, scheme: str, width: str
) -> None:
    goal = maya.goal("weekly_multichannel_batch", {"topic": f"Gums, {scheme} and {width}"})
    maya.run(goal["goal_id"])
    found = until(
        lambda: [one for one in maya.drafts("pending_review") if one["goal_id"] == goal["goal_id"]][1:],
        seconds=40, what="two drafts",
    )  # fmt: skip
    chris = visit("customer").signed_in("/agents")
    chris.dark() if scheme == "dark" else chris.light()
    if width == "narrow":
        chris.narrow()
    page = open_drafts(chris, maya.agent_id, f"&goal={goal['goal_id']}")
    chris.axe()
    chris.fits()
    page.goto(f"/agents/groups/{found[0]['group_id']}")
    expect(page.get_by_role("heading", name="2 drafts")).to_be_visible(timeout=SLOW)
    chris.axe()
    chris.fits()
    desk = open_draft(chris, found[0]["deliverable_id"])
    chris.axe()
    chris.fits()
    desk.page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    chris.axe()
