"""The chat in a real browser: what is said there is done, seen in every tab, and survives a lost line."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from greenlight.declare import ENTRIES, MODELS
from playwright.sync_api import expect

from .chatting import WHILE, Chat
from .coaches import a_coach
from .people import Person, until
from .visitor import Visits

pytestmark = pytest.mark.e2e
MARKDOWN = """**Bold**, a [good link](https://example.com/a), a [bad link](javascript:alert(1)) and
![a picture](https://tracker.example/p.png)

<script>alert(1)</script><img src=x onerror="alert(2)">"""


@pytest.fixture(scope="module")
def customer(stack: Any) -> Person:
    """Without an entry on the days that these tests log."""
    person = Person(stack)
    stored = {row["day"] for row in weights(person)}
    deletes = [day for day in stored if day.startswith(("2001-02", "2001-03")) or day == today(person)]
    body = {"revision": None, "upserts": [], "deletes": deletes}
    assert not deletes or person.rest("POST", "/api/v1/weights/batch", body).status == 200
    return person


@pytest.fixture(scope="module")
def agent(customer: Person) -> Iterator[str]:
    """The name of a coach that no other test talks to."""
    with a_coach(customer, name="Carla"):
        yield "Carla"


def weights(customer: Person) -> list[dict[str, Any]]:
    rows = customer.rows(ENTRIES, lambda keys, user: keys.entry(user, "weights", "x"))
    return [row["row"] for row in rows if row["sk"].startswith("ROW#")]


def today(person: Person) -> str:
    """Where the person is."""
    return f"{datetime.now(ZoneInfo(person.me()['timezone'])):%Y-%m-%d}"


def told(customer: Person, thread: str) -> list[dict[str, Any]]:
    """Every event of the thread, as the server has it."""
    items = customer.rest("GET", f"/api/v1/threads/{thread}/events?limit=1000").body["items"]
    return [item["event"] for item in items]


def test_a_weight_said_in_the_chat_streams_its_answer_and_is_a_row_in_the_table(
    visit: Visits, customer: Person, agent: str
) -> None:
    chris = visit().sign_in("/chat")
    chat = Chat(chris).begins("log 82.5 kg for today", agent)
    expect(chat.answers.last).to_contain_text("82.5", timeout=WHILE)
    chat.ends()
    expect(chat.calls).to_contain_text(["weights.create"])
    expect(chat.calls.first).to_have_attribute("data-call", "ok")
    expect(chat.log.get_by_text("tokens (")).to_be_visible()
    assert {row["day"]: row["kg"] for row in weights(customer)}[today(customer)] == 82.5
    chris.axe()


def test_the_arguments_and_the_result_of_a_call_are_there_to_read(visit: Visits, agent: str) -> None:
    chat = Chat(visit().signed_in("/chat")).begins("log 81.5 kg for 2001-02-01", agent)
    chat.ends()
    chat.calls.first.locator("summary").click()
    expect(chat.calls.first.get_by_role("region", name="Given")).to_contain_text("2001-02-01")
    expect(chat.calls.first.get_by_role("region", name="Came back")).to_contain_text("81.5")


def test_a_second_tab_sees_the_same_while_it_happens(visit: Visits, agent: str, model: Any) -> None:
    chris = visit().signed_in("/chat")
    first = Chat(chris).begins("hello, twice seen", agent)
    first.ends()
    second = Chat(chris, chris.tab(f"/chat/{first.thread}"))
    expect(second.answers).to_have_count(1)
    model("slow", seconds=3, match="seen again")
    first.says("seen again")
    for chat in (first, second):
        expect(chat.log.get_by_text("At work…")).to_be_visible()
    for chat in (first, second):
        expect(chat.answers).to_have_count(2, timeout=WHILE)
        chat.ends()
    assert first.log.inner_text() == second.log.inner_text()


def test_a_socket_cut_in_the_middle_of_an_answer_goes_on_with_every_event_once(
    visit: Visits, customer: Person, agent: str, model: Any
) -> None:
    chris = visit().signed_in("/chat")
    chat = Chat(chris).begins("hello before the cut", agent)
    chat.ends()
    model(delay_ms=150)
    chat.says("hello once more")
    streaming = chat.log.locator("article[aria-busy='true']")
    expect(streaming).to_contain_text("Hello", timeout=WHILE)
    chris.cut_line()
    expect(chris.page.get_by_role("banner").get_by_text("Offline")).to_be_visible()
    chat.says("said while away")
    expect(chat.log.get_by_text("Waits for the connection")).to_be_visible()
    model(delay_ms=1)
    chris.mend_line()
    expect(chat.answers).to_have_count(3, timeout=WHILE)
    chat.ends()
    expect(chat.log.get_by_text("said while away", exact=True)).to_have_count(1)
    events = told(customer, chat.thread)
    texts: dict[str, str] = {}
    for event in events:
        if event["type"] == "TEXT_MESSAGE_CONTENT":
            texts[event["messageId"]] = texts.get(event["messageId"], "") + event["delta"]
    assert [shown.strip() for shown in chat.answers.all_inner_texts()] == list(texts.values())
    expect(chris.page.get_by_role("banner").get_by_text("Offline")).to_have_count(0)


def test_what_is_at_work_is_stopped_by_escape_and_asked_once_more(
    visit: Visits, agent: str, model: Any
) -> None:
    chat = Chat(visit().signed_in("/chat"))
    model("slow", seconds=8, times=1, match="hello to be stopped")
    chat.begins("hello to be stopped", agent)
    expect(chat.log.get_by_text("At work…")).to_be_visible(timeout=WHILE)
    chat.page.keyboard.press("Escape")
    expect(chat.log.get_by_text("Stopped.")).to_be_visible(timeout=WHILE)
    chat.log.get_by_role("button", name="Try again").click()
    expect(chat.answers).to_have_count(1, timeout=WHILE)
    chat.ends()


def test_messages_wait_in_the_line_and_can_be_taken_back(visit: Visits, agent: str, model: Any) -> None:
    chat = Chat(visit().signed_in("/chat"))
    model("slow", seconds=6, match="hello slow line")
    chat.begins("hello slow line", agent)
    expect(chat.log.get_by_text("At work…")).to_be_visible(timeout=WHILE)
    chat.says("the next one")
    expect(chat.log.get_by_text("In the line: number 1")).to_be_visible()
    chat.log.get_by_role("button", name="Take it back").click()
    expect(chat.log.get_by_text("Stopped.")).to_be_visible(timeout=WHILE)
    chat.ends()
    expect(chat.answers).to_have_count(1)


def test_a_run_that_fails_says_why_and_offers_another_try(visit: Visits, agent: str, model: Any) -> None:
    chat = Chat(visit().signed_in("/chat"))
    model("garbled_args", times=1, match="70 kg for 2001-03-03")
    chat.begins("log 70 kg for 2001-03-03", agent)
    failed = chat.log.get_by_role("alert")
    expect(failed).to_contain_text("It failed", timeout=WHILE)
    chat.visitor.axe()
    chat.log.get_by_role("button", name="Try again").click()
    expect(chat.answers.last).to_contain_text("70", timeout=WHILE)


def test_a_thumb_and_a_note_are_stored_with_the_answer(visit: Visits, customer: Person, agent: str) -> None:
    chat = Chat(visit().signed_in("/chat")).begins("hello, and rate this", agent)
    chat.ends()
    thumb = chat.log.get_by_role("button", name="Bad answer")
    thumb.click()
    expect(thumb).to_have_attribute("aria-pressed", "true")
    chat.log.get_by_label("What was wrong?").fill("It says too much")
    chat.log.get_by_role("button", name="Send the note").click()
    expect(chat.log.get_by_role("button", name="Your note is kept")).to_be_visible()
    chat.visitor.axe()
    kept = customer.rows(MODELS, lambda keys, user: keys.feedback_of(user, chat.thread))
    (mine,) = [row for row in kept if row.get("thread_id") == chat.thread]
    assert (mine["label"], mine["target_type"], mine["notes"]) == ("down", "message", "It says too much")
    there = Chat(visit().signed_in(f"/chat/{chat.thread}"))  # in another browser
    elsewhere = there.log.get_by_role("button", name="Bad answer")
    expect(elsewhere).to_have_attribute("aria-pressed", "true")
    expect(there.log.get_by_role("button", name="Your note is kept")).to_be_visible()


def test_in_audit_mode_context_tools_and_answer_are_decided_where_they_stand(
    visit: Visits, customer: Person, agent: str
) -> None:
    chris = visit().signed_in("/chat")
    chat = Chat(chris).begins("log 80.5 kg for 2001-02-03", agent, audit=True)
    seen = set()
    expect(chris.page.get_by_role("button", name="Audit: context, tools, final")).to_be_visible()
    while True:
        expect(chat.question()).to_have_count(1, timeout=WHILE)
        name = str(chat.question().get_attribute("aria-label"))
        expect(chat.question().get_by_role("button", name="Approve", exact=True)).to_be_visible()
        if "context" in name and "context" not in seen:
            chris.axe()
        seen.add("context" if "context" in name else "final" if "final" in name else "tools")
        if "final" in name:
            break
        digest = chat.question().get_by_text("Digest").inner_text()  # the next one may have the same name
        chat.gives("Approve")
        expect(chat.question().filter(has_text=digest)).to_have_count(0, timeout=WHILE)
    assert seen == {"context", "tools", "final"}
    chris.axe()
    chat.question().get_by_label("The answer").fill(MARKDOWN)
    chat.gives("Approve with changes")
    chat.ends()
    answer = chat.answers.last
    expect(answer.locator("strong")).to_have_text("Bold")
    links = {link.inner_text(): link.get_attribute("href") for link in answer.get_by_role("link").all()}
    assert links == {
        "good link": "https://example.com/a",
        "a picture": "https://tracker.example/p.png",
    }, "nothing but the web is linked, and no picture is fetched"
    expect(answer.locator("script, img")).to_have_count(0)
    assert 80.5 in [row["kg"] for row in weights(customer)]
    chris.page.reload()
    expect(chat.answers).to_have_count(1)
    expect(chat.question()).to_have_count(0)


def test_a_call_that_a_person_denies_is_not_done(visit: Visits, customer: Person, agent: str) -> None:
    chat = Chat(visit().signed_in("/chat")).begins("hello", agent)
    chat.ends()
    chat.page.get_by_role("button", name="Audit is off").click()
    chat.page.get_by_role("checkbox", name="Tools").click()
    expect(chat.page.get_by_role("button", name="Audit: tools")).to_be_visible()
    chat.page.keyboard.press("Escape")
    chat.says("log 66 kg for 2001-02-06")
    expect(chat.question("weights")).to_be_visible(timeout=WHILE)
    chat.gives("Deny")
    chat.page.get_by_role("dialog").get_by_label("Why not?").fill("Not that day")
    chat.page.get_by_role("dialog").get_by_role("button", name="Deny").click()
    chat.ends()
    expect(chat.calls.last).to_have_attribute("data-call", "denied")
    expect(chat.calls.last).to_contain_text("Not that day")
    assert 66 not in [row["kg"] for row in weights(customer)]


def test_what_is_too_long_is_said_before_it_is_sent_and_what_is_long_goes_all_the_same(
    visit: Visits, customer: Person, agent: str
) -> None:
    chat = Chat(visit().signed_in("/chat"))
    field = chat.page.get_by_role("textbox", name="Message to")
    field.fill("x" * (65 * 1024))
    expect(chat.page.get_by_role("alert")).to_contain_text("too long")
    expect(chat.page.get_by_role("button", name="Send")).to_be_disabled()
    chat.begins("hello " + "word " * 8_000, agent)
    chat.ends()
    said = [event for event in told(customer, chat.thread) if event["type"] == "RUN_STARTED"]
    assert len(json.dumps(said[0])) > 40_000


def test_a_draft_stays_in_its_conversation(visit: Visits, agent: str) -> None:
    chat = Chat(visit().signed_in("/chat")).begins("hello with a draft", agent)
    chat.ends()
    field = chat.page.get_by_role("textbox", name="Message to")
    field.fill("half a thought")
    chat.page.get_by_role("link", name="New conversation").click()
    expect(chat.page.get_by_role("heading", level=1, name="Chat")).to_be_visible()
    expect(field).to_have_value("")
    chat.page.get_by_role("link", name="hello with a draft").first.click()
    expect(field).to_have_value("half a thought")


def test_the_chat_fits_a_small_telephone_by_day_and_by_night(visit: Visits, agent: str) -> None:
    chris = visit().narrow().signed_in("/chat")
    expect(chris.page.get_by_label("Talk to")).to_be_visible()
    chris.axe()
    chris.fits()
    chat = Chat(chris).begins("log 79.5 kg for 2001-02-08", agent)
    chat.ends()
    for look in (chris.light, chris.dark):
        look()
        chris.axe()
        chris.fits()
    chris.page.get_by_role("button", name="Conversations").click()
    expect(chris.page.get_by_role("dialog", name="Conversations")).to_be_visible()
    chris.axe()


def test_who_may_only_read_is_told_so(visit: Visits) -> None:
    vic = visit("viewer").signed_in("/chat")
    expect(vic.page.get_by_text("Only customers talk to agents")).to_be_visible()
    expect(vic.page.get_by_role("textbox")).to_have_count(0)
    vic.axe()


def test_another_persons_conversation_does_not_exist(visit: Visits, customer: Person) -> None:
    thread = customer.rest("POST", "/api/v1/threads", {"title": "mine"}).body["thread_id"]
    sam = visit("stranger").allow(r"404").signed_in(f"/chat/{thread}")
    expect(sam.page.get_by_role("alert").first).to_be_visible()
    expect(sam.page.get_by_text("mine")).to_have_count(0)


def test_a_queue_that_is_full_gives_the_text_back(
    visit: Visits, customer: Person, agent: str, model: Any
) -> None:
    chat = Chat(visit().signed_in("/chat"))
    model("slow", seconds=30, match="hello full line")
    chat.begins("hello full line", agent)
    expect(chat.log.get_by_text("At work…")).to_be_visible(timeout=WHILE)
    for number in range(1, 6):
        chat.says(f"waiting {number}")
    expect(chat.log.get_by_text("In the line: number 5")).to_be_visible(timeout=WHILE)
    chat.says("one too many")
    expect(chat.page.get_by_role("alert")).to_contain_text("5 messages wait")
    expect(chat.page.get_by_role("textbox", name="Message to")).to_have_value("one too many")
    thread = chat.thread
    run = customer.rest("GET", f"/api/v1/threads/{thread}").body
    for run_id in [*run["waiting"], run["active_run"]]:
        customer.rest("POST", f"/api/v1/runs/{run_id}/cancel", {})
    until(
        lambda: not customer.rest("GET", f"/api/v1/threads/{thread}").body["active_run"], what="an empty line"
    )
