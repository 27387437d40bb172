"""The inbox in a real browser: yeses in advance, rehearsals, fresh sign-ins, the gates of an audit, the mailed page."""

import re
import time
from typing import Any

import pytest
from greenlight.approvals import links
from greenlight.approvals.store import Approvals
from playwright.sync_api import expect

from localstack.sign_in.key import SigningKey
from localstack.sign_in.server import claims
from localstack.stack.profile import AUDIENCE, profile

from .coaches import a_coach
from .outside import Outside
from .people import Json, Person, until
from .reviewing import CONFIRM, Reviewer
from .talking import Talk, digest, post, shown, words
from .visitor import Visits

pytestmark = pytest.mark.e2e


def test_a_yes_in_advance_is_given_used_seen_and_taken_back(
    visit: Visits, customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer, name="Stan") as agent:
        accepted = talk.run(post(outside.url, "ahead_1"), agent_id=agent)
        (asked,) = talk.asked(accepted)
        chris = Reviewer(visit(), agent).opens(asked["id"])
        chris.page.get_by_role("button", name="Approve this and the next ones like it").click()
        chris.dialog.get_by_label("The next").fill("3")
        chris.dialog.get_by_label("url", exact=True).select_option("prefix")
        chris.dialog.get_by_label("url begins with").fill(f"{outside.url}/ahead")
        expect(chris.dialog).to_contain_text(f"url begins with “{outside.url}/ahead”")
        expect(chris.dialog).to_contain_text("method is exactly “POST”")
        chris.looks_well()
        chris.dialog.get_by_role("button", name="Approve this and the next 3").click()
        talk.ended(accepted)
        talk.ended(talk.run(post(outside.url, "ahead_2"), agent_id=agent))
        assert outside.marks() == ["ahead_1", "ahead_2"]
        chris.page.get_by_role("link", name="Standing approvals").click()
        card = (
            chris.page.get_by_role("listitem")
            .filter(has_text="2 of 3 uses left")
            .filter(has_text="In force")
            .first
        )
        expect(card).to_contain_text(f"url begins with “{outside.url}/ahead”")
        chris.looks_well()
        card.get_by_role("button", name=re.compile("^Take back: Stan")).click()
        chris.dialog.get_by_role("button", name="Take back", exact=True).click()
        expect(chris.dialog).to_have_count(0)
        again = talk.run(post(outside.url, "ahead_3"), agent_id=agent)
        deny(talk, again)
    assert outside.marks() == ["ahead_1", "ahead_2"]


def deny(talk: Talk, accepted: Json) -> None:
    """It asks, and hears no."""
    (asked,) = talk.asked(accepted)
    talk.resume(accepted["thread"], asked["id"], "deny", digest(asked))
    talk.ended(accepted)


def test_where_a_person_is_always_asked_no_yes_in_advance_is_offered(
    visit: Visits, customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer, enforcement={"approvals": {"always_ask": True}}) as agent:
        accepted = talk.run(post(outside.url, "always"), agent_id=agent)
        (asked,) = talk.asked(accepted)
        chris = Reviewer(visit(), agent).opens(asked["id"])
        expect(chris.page.get_by_role("button", name="Approve", exact=True)).to_be_visible()
        expect(chris.page.get_by_role("button", name="the next ones like it")).to_have_count(0)
        deny(talk, accepted)


def test_a_rehearsal_says_that_nothing_is_sent_before_and_after(
    visit: Visits, customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer, mode="rehearse", name="Reha") as agent:
        accepted = talk.run(post(outside.url, "rehearsed"), agent_id=agent)
        (asked,) = talk.asked(accepted)
        chris = Reviewer(visit(), agent).opens(asked["id"])
        chris.reads("Rehearsal: nothing is sent").looks_well()
        chris.presses("a")
        expect(chris.dialog).to_contain_text("Rehearsal: approving sends nothing.")
        chris.presses(CONFIRM)
        talk.ended(accepted)
        chris.reads("Rehearsed: nothing was sent").looks_well()
    assert outside.got == []


def test_too_old_a_sign_in_is_renewed_and_comes_back_to_this_very_approval(
    visit: Visits, stack: Any, customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer, enforcement={"approvals": {"fresh_login": True}}) as agent:
        accepted = talk.run(post(outside.url, "fresh"), agent_id=agent)
        (asked,) = talk.asked(accepted)
        visitor = visit().allow("status of 403")
        visitor.person.token = old_token(stack)
        chris = Reviewer(visitor, agent).opens(asked["id"])
        chris.changes("Body", '{"kg": 71}')
        chris.presses(CONFIRM, CONFIRM)
        expect(chris.dialog).to_contain_text("This needs a fresh sign-in")
        visitor.axe()
        chris.dialog.get_by_role("button", name="Sign in again").click()
        visitor.choose_me()
        assert asked["id"] in chris.page.url
        expect(chris.field("Body")).to_have_value('{"kg": 71}')
        chris.page.get_by_role("button", name="Approve with changes").click()
        chris.presses(CONFIRM)
        talk.ended(accepted)
    until(lambda: outside.got, what="the request")
    assert [raw.rpartition(b"\r\n\r\n")[2] for raw in outside.got] == [b'{"kg": 71}']


def old_token(stack: Any, minutes: int = 10) -> str:
    """Still good, of a sign-in some time ago."""
    key = SigningKey.kept_in(profile(stack["stage"]).state / "sign-in.pem")
    issuer = profile(stack["stage"]).issuer
    return key.sign(claims(issuer, AUDIENCE, "customer", int(time.time()) - minutes * 60))


def test_the_gates_of_an_audit_wait_in_the_inbox_a_context_with_a_note_an_answer_with_other_words(
    visit: Visits, customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer, name="Audrey") as agent:
        accepted = talk.say("run", {"message": "hello there", "agent_id": agent, "audit": True})
        (context,) = talk.asked(accepted)
        chris = Reviewer(visit(), agent).opens(context["id"])
        messages = chris.page.get_by_role("list", name="Messages of the context")
        expect(messages).to_contain_text("hello there")
        chris.looks_well()
        chris.page.get_by_label("Your note for the agent").fill("Be brief.")
        chris.presses("Escape", "a")
        until(lambda: len(talk.asked(accepted)) > 1, seconds=40, what="the answer's gate")
        final = talk.asked(accepted)[-1]
        assert shown(customer, context["id"])["note"] == "Be brief."
        expect(chris.row("final answer|answer")).to_be_visible()
        chris.row("final answer|answer").click()
        answer = chris.field("The answer")
        expect(answer).to_be_visible()
        chris.looks_well()
        answer.fill("Good day to you.")
        chris.page.get_by_role("button", name="Approve with changes").click()
        events = talk.ended(accepted)
    assert words(events) == "Good day to you."
    assert shown(customer, final["id"])["status"] == "edited"


def test_the_mailed_page_decides_without_javascript(
    visit: Visits, customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer, name="Mail") as agent:
        accepted = talk.run(post(outside.url, "mailed"), agent_id=agent)
        (asked,) = talk.asked(accepted)
        record = Approvals(customer.me()["tenant_id"]).get(asked["id"])
        visitor = visit()
        browser = visitor.context.browser
        assert browser
        plain = browser.new_context(base_url=visitor.edge, java_script_enabled=False)
        page = plain.new_page()
        page.goto(f"/approvals/{asked['id']}/link?token={links.mint(record, record.user_id)}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("mailed")
        expect(page.locator("pre")).to_contain_text("POST /mailed HTTP/1.1")
        page.get_by_label("Why not? The agent reads this.").fill("Not by mail.")
        page.get_by_role("button", name="Deny").click()
        expect(page.get_by_text("this is denied")).to_be_visible()
        plain.close()
        talk.ended(accepted)
    stored = shown(customer, asked["id"])
    assert (stored["note"], stored["decided_from"]["door"], outside.got) == ("Not by mail.", "link", [])
