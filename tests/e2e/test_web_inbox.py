"""The inbox in a real browser: what a reviewer decides there is what happens, and nothing else."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from .coaches import a_coach
from .outside import Outside
from .people import Person, until
from .reviewing import CONFIRM, Reviewer, before_answering
from .talking import Talk, digest, post, shown, talking, words
from .visitor import Visits

pytestmark = pytest.mark.e2e
BOTH = {"approvals": {"assignees": ["role.approver"]}}


@pytest.fixture
def agent(customer: Person) -> Iterator[str]:
    """An agent that nobody else's approvals are of."""
    with a_coach(customer, enforcement=BOTH, name="Rolf") as agent_id:
        yield agent_id


@pytest.fixture
def talk(customer: Person, outside: Outside) -> Iterator[Talk]:
    outside.got.clear()
    with talking(customer, inbox=False) as opened:
        yield opened


def asks(talk: Talk, outside: Outside, agent: str, mark: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A run that waits, and its one interrupt."""
    accepted = talk.run(post(outside.url, mark), agent_id=agent)
    (asked,) = talk.asked(accepted)
    return accepted, asked


def test_an_edited_call_is_approved_by_keyboard_alone_and_its_bytes_arrive_once(
    visit: Visits, talk: Talk, outside: Outside, agent: str, customer: Person
) -> None:
    accepted, asked = asks(talk, outside, agent, "by_keyboard")
    chris = Reviewer(visit(), agent).opens()
    expect(chris.row("by_keyboard")).to_be_visible()
    chris.presses("j")
    expect(chris.title).to_contain_text("by_keyboard")
    expect(chris.field("Body")).to_be_visible()
    chris.presses("e")
    expect(chris.field("Body")).to_be_focused()
    chris.presses("Control+A").types('{"kg": 79.5}')
    expect(chris.page.get_by_role("region", name="Your changes")).to_contain_text("/body")
    chris.reads(re.compile("these bytes will change too"))
    chris.presses(CONFIRM)
    expect(chris.dialog).to_contain_text("Your version takes the place of the agent's")
    assert outside.got == [], "a dialog sends nothing"
    chris.presses(CONFIRM)
    chris.reads(re.compile("You changed and approved it"))
    talk.ended(accepted)
    expect(chris.page.get_by_text("Sent, and answered").first).to_be_visible()
    (arrived,) = outside.got
    assert arrived.endswith(b'\r\n\r\n{"kg": 79.5}')
    stored = shown(customer, asked["id"])
    assert (stored["status"], stored["exact"]) == ("edited", arrived.decode())
    assert [(one["op"], one["path"]) for one in stored["edit"]["diff"]] == [("replace", "/body")]


def test_a_bare_letter_opens_and_never_sends(visit: Visits, talk: Talk, outside: Outside, agent: str) -> None:
    accepted, asked = asks(talk, outside, agent, "bare_letter")
    chris = Reviewer(visit(), agent).opens(asked["id"])
    chris.presses("a")
    expect(chris.dialog).to_be_visible()
    chris.presses("a", "a").looks_well()
    chris.presses("Escape")
    expect(chris.dialog).to_have_count(0)
    assert (outside.got, shown(talk.person, asked["id"])["status"]) == ([], "pending")
    talk.resume(accepted["thread"], asked["id"], "deny", digest(asked))
    talk.ended(accepted)


def test_a_denial_takes_a_reason_and_the_agent_reads_it(
    visit: Visits, talk: Talk, outside: Outside, agent: str
) -> None:
    accepted, asked = asks(talk, outside, agent, "denied")
    chris = Reviewer(visit(), agent).opens(asked["id"])
    chris.looks_well()
    chris.presses("d", CONFIRM)
    expect(chris.dialog).to_contain_text("Please say it in a few words.")
    chris.types("The clinic is closed today.").presses(CONFIRM)
    chris.reads(re.compile("You denied it"))
    assert "The clinic is closed today." in json.dumps(talk.ended(accepted))
    assert outside.got == []


def test_an_answer_in_words_reaches_the_agent_and_nothing_goes_out(
    visit: Visits, talk: Talk, outside: Outside, agent: str
) -> None:
    accepted, asked = asks(talk, outside, agent, "in_words")
    chris = Reviewer(visit(), agent).opens(asked["id"])
    chris.presses("r").types("Use the new address.").presses(CONFIRM)
    chris.reads("You answered in words")
    assert "Use the new address." in json.dumps(talk.ended(accepted))
    assert (outside.got, shown(talk.person, asked["id"])["status"]) == ([], "responded")


def test_another_version_is_asked_for_with_notes_that_reach_the_agent(
    visit: Visits, talk: Talk, outside: Outside, agent: str
) -> None:
    accepted, asked = asks(talk, outside, agent, "sent_back")
    chris = Reviewer(visit(), agent).opens(asked["id"])
    chris.page.get_by_role("button", name="Ask for another version").click()
    chris.types("Round it to whole kilograms.").presses(CONFIRM)
    chris.reads("You asked for another version")
    assert "Round it to whole kilograms." in json.dumps(talk.ended(accepted))
    assert (outside.got, shown(talk.person, asked["id"])["status"]) == ([], "revised")


def test_a_request_is_taken_back_with_a_reason_and_its_run_goes_on(
    visit: Visits, talk: Talk, outside: Outside, agent: str
) -> None:
    accepted, asked = asks(talk, outside, agent, "taken_back")
    chris = Reviewer(visit(), agent).opens(asked["id"])
    chris.page.get_by_role("button", name="Take this request back").click()
    chris.types("Asked by mistake.").presses(CONFIRM)
    chris.reads("You took it back")
    talk.ended(accepted)
    assert (outside.got, shown(talk.person, asked["id"])["status"]) == ([], "revoked")


def test_a_second_reviewers_verdict_is_told_by_name_and_what_was_typed_is_kept(
    visit: Visits, stack: Any, talk: Talk, outside: Outside, agent: str
) -> None:
    accepted, asked = asks(talk, outside, agent, "two_at_once")
    alex = Person(stack, "approver")
    denial = {"verdict": "deny", "digest": digest(asked), "note": "Not this one."}
    path = f"/api/v1/approvals/{asked['id']}/decide"
    chris = Reviewer(visit().allow("status of 409"), agent).opens(asked["id"])
    chris.changes("Body", '{"kg": 70}')
    chris.presses(CONFIRM)
    expect(chris.dialog).to_be_visible()
    first: list[int] = []
    before_answering(chris.page, f"**{path}", lambda: first.append(alex.rest("POST", path, denial).status))
    chris.presses(CONFIRM)
    expect(chris.dialog).to_contain_text(
        re.compile(r"Alex Approver denied it .*Your verdict was not counted")
    )
    assert first == [200]
    chris.dialog.get_by_role("button", name="Close", exact=True).last.click()
    chris.reads("Your changes were not sent").reads("Not this one.")
    expect(chris.page.get_by_role("group", name="Your verdict")).to_have_count(0)
    chris.looks_well()
    talk.ended(accepted)
    assert outside.got == []


def test_what_comes_in_is_shown_at_once_and_moves_neither_selection_nor_focus(
    visit: Visits, talk: Talk, outside: Outside, agent: str
) -> None:
    chris = Reviewer(visit(), agent).opens()
    chris.reads("Nothing waits for you").looks_well()
    first, asked = asks(talk, outside, agent, "first_in")
    expect(chris.row("first_in")).to_be_visible()
    chris.row("first_in").click()
    expect(chris.field("Body")).to_be_visible()
    chris.field("Body").focus()
    second, later = asks(talk, outside, agent, "second_in")
    expect(chris.row("second_in")).to_be_visible()
    expect(chris.page.get_by_role("status").filter(has_text="New in your inbox")).to_contain_text("second_in")
    expect(chris.field("Body")).to_be_focused()
    expect(chris.title).to_contain_text("first_in")
    expect(chris.page.get_by_test_id("inbox-count")).to_have_text(re.compile(r"\d+ waiting"))
    for accepted, one in ((first, asked), (second, later)):
        talk.resume(accepted["thread"], one["id"], "deny", digest(one))
        talk.ended(accepted)
    chris.reads("Nothing waits for you").reads(re.compile("You denied it"))


def test_of_two_who_must_agree_the_first_yes_sends_nothing(
    visit: Visits, customer: Person, talk: Talk, outside: Outside
) -> None:
    two = {"approvals": {"assignees": ["role.approver"], "people": 2}}
    with a_coach(customer, enforcement=two) as agent:
        accepted, asked = asks(talk, outside, agent, "two_people")
        chris = Reviewer(visit(), agent).opens(asked["id"])
        chris.reads(re.compile("2 people must agree")).presses("a", CONFIRM)
        chris.reads(re.compile("1 of them said yes, you among them"))
        assert outside.got == []
        alex = Reviewer(visit("approver"), agent).opens(asked["id"])
        alex.presses("a", CONFIRM)
        talk.ended(accepted)
        until(lambda: outside.marks() == ["two_people"], what="the one request")
        chris.reads(re.compile("Alex Approver approved it"))


def test_the_history_says_who_decided_and_when(
    visit: Visits, stack: Any, talk: Talk, outside: Outside, agent: str
) -> None:
    accepted, asked = asks(talk, outside, agent, "in_history")
    denial = {"verdict": "deny", "digest": digest(asked), "note": "No."}
    Person(stack, "approver").rest("POST", f"/api/v1/approvals/{asked['id']}/decide", denial)
    talk.ended(accepted)
    chris = Reviewer(visit(), agent).opens()
    chris.page.get_by_label("Status", exact=True).select_option("all")
    expect(chris.page).to_have_url(re.compile("status=all"))
    listed = chris.page.get_by_role("list", name="All that ended")
    expect(listed).to_contain_text("Alex Approver denied it")
    chris.looks_well()
    listed.get_by_role("link").click()
    chris.reads("No.")
    assert "denied" in words(talk.events(accepted)) or outside.got == []
