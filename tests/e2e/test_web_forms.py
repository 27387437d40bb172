"""A form in the chat, in a real browser: opened, edited, saved; conflicts at their row; answered for good."""

import json
from typing import Any

import pytest
from greenlight.declare import ENTRIES
from playwright.sync_api import Locator, expect

from .chatting import WHILE, Chat
from .people import Person
from .visitor import Visits

pytestmark = pytest.mark.e2e
DAYS = {"2001-05-03": 83.0, "2001-05-02": 82.0, "2001-05-01": 81.0}  # as the form has them, newest first


@pytest.fixture
def owner(stack: Any) -> Person:
    """Of a firm where no other test weighs itself; three weighings are all there is."""
    person = Person(stack, "stranger")
    upserts = [{"day": day, "kg": kg, "note": None} for day, kg in DAYS.items()]
    others = [day for day in weighed(person) if day not in DAYS]
    body = {"revision": None, "upserts": upserts, "deletes": others}
    assert person.rest("POST", "/api/v1/weights/batch", body).status == 200
    return person


def weighed(person: Person) -> dict[str, Any]:
    """What stands in the table, by day."""
    rows = person.rows(ENTRIES, lambda keys, user: keys.entry(user, "weights", "x"))
    return {row["row"]["day"]: row["row"] for row in rows if row["sk"].startswith("ROW#")}


def weigh(person: Person, day: str, kg: float) -> None:
    """By REST, as another program would."""
    body = {"revision": None, "upserts": [{"day": day, "kg": kg, "note": None}], "deletes": []}
    assert person.rest("POST", "/api/v1/weights/batch", body).status == 200


def opened(chat: Chat) -> Locator:
    """The form, once it stands in the conversation."""
    form = chat.log.get_by_role("form", name="Weights")
    expect(form).to_be_visible(timeout=WHILE)
    chat.ends()
    return form


def cell(form: Locator, column: str, row: int) -> Locator:
    return form.get_by_label(f"{column}, row {row}", exact=True)


def test_the_weights_form_is_opened_edited_and_saved_and_its_rows_are_in_the_table(
    visit: Visits, owner: Person
) -> None:
    sam = visit("stranger").sign_in("/chat")
    chat = Chat(sam).begins("open my weights")
    form = opened(chat)
    save = form.get_by_role("button", name="Save")
    expect(save).to_be_disabled()
    expect(cell(form, "Weight (kg)", 1)).to_have_value("83")
    cell(form, "Weight (kg)", 1).fill("8300")
    expect(cell(form, "Weight (kg)", 1)).to_have_attribute("aria-invalid", "true")
    expect(save).to_be_disabled()
    sam.axe()
    cell(form, "Weight (kg)", 1).fill("83.5")
    form.get_by_role("button", name="Delete row 3").click()
    form.get_by_role("button", name="Add a row").click()
    cell(form, "Date", 4).fill("2001-05-04")
    expect(save).to_be_disabled()
    cell(form, "Weight (kg)", 4).fill("84")
    cell(form, "Note", 4).fill("after dinner")
    expect(form.get_by_text("3 changes")).to_be_visible()
    save.click()
    expect(chat.log.get_by_text("Saved.", exact=True)).to_be_visible(timeout=WHILE)
    stored = weighed(owner)
    assert {day: row["kg"] for day, row in stored.items()} == {
        "2001-05-04": 84, "2001-05-03": 83.5, "2001-05-02": 82,
    }  # fmt: skip
    assert stored["2001-05-04"]["note"] == "after dinner"
    assert sent(owner, chat.thread) == {
        "upserts": [
            {"day": "2001-05-03", "kg": 83.5, "note": None},
            {"day": "2001-05-04", "kg": 84, "note": "after dinner"},
        ],
        "deletes": ["2001-05-01"],
    }


def sent(person: Person, thread: str) -> dict[str, Any]:
    """What the Save asked for, its revision apart, as the thread's log has it."""
    items = person.rest("GET", f"/api/v1/threads/{thread}/events?limit=1000").body["items"]
    events = [item["event"] for item in items]
    call = next(e["toolCallId"] for e in events if e.get("toolCallName") == "weights__save_batch")
    pieces = (e["delta"] for e in events if e["type"] == "TOOL_CALL_ARGS" and e["toolCallId"] == call)
    asked = json.loads("".join(pieces))
    asked["upserts"].sort(key=lambda row: row["day"])
    return {name: asked[name] for name in ("upserts", "deletes")}


def test_a_row_that_another_changed_meanwhile_is_shown_beside_mine_and_nothing_else_is_lost(
    visit: Visits, owner: Person
) -> None:
    sam = visit("stranger").signed_in("/chat")
    form = opened(Chat(sam).begins("open my weights"))
    weigh(owner, "2001-05-03", 90)
    cell(form, "Weight (kg)", 1).fill("83.5")
    cell(form, "Weight (kg)", 2).fill("82.5")
    form.get_by_role("button", name="Save").click()
    torn = form.get_by_role("group", name="Row 1 was changed meanwhile")
    expect(torn).to_contain_text("theirs 90, mine 83.5", timeout=WHILE)
    expect(cell(form, "Weight (kg)", 2)).to_have_value("82.5")
    assert {day: row["kg"] for day, row in weighed(owner).items()} == {**DAYS, "2001-05-03": 90}
    sam.axe()
    torn.get_by_role("button", name="Keep mine").click()
    form.get_by_role("button", name="Save").click()
    expect(sam.page.get_by_text("Saved.", exact=True)).to_be_visible(timeout=WHILE)
    kept = {day: row["kg"] for day, row in weighed(owner).items()}
    assert kept == {**DAYS, "2001-05-03": 83.5, "2001-05-02": 82.5}


def test_a_form_that_was_answered_never_opens_again_in_any_tab(visit: Visits, owner: Person) -> None:
    sam = visit("stranger").signed_in("/chat")
    first = Chat(sam).begins("open my weights")
    form = opened(first)
    second = Chat(sam, sam.tab(f"/chat/{first.thread}"))
    cell(opened(second), "Weight (kg)", 2).fill("70")
    cell(form, "Weight (kg)", 1).fill("83.5")
    form.get_by_role("button", name="Save").click()
    for chat in (first, second):
        expect(chat.log.get_by_text("Saved.", exact=True)).to_be_visible(timeout=WHILE)
        expect(chat.log.get_by_role("button", name="Save")).to_have_count(0)
    second.page.reload()
    expect(second.log.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(second.log.get_by_role("button", name="Save")).to_have_count(0)
    assert {day: row["kg"] for day, row in weighed(owner).items()} == {**DAYS, "2001-05-03": 83.5}


def test_the_form_is_worked_by_keyboard_and_fits_a_telephone(visit: Visits, owner: Person) -> None:
    sam = visit("stranger").signed_in("/chat").narrow()
    chat = Chat(sam).begins("open my weights")
    form = opened(chat)
    sam.fits()
    sam.axe()
    cell(form, "Weight (kg)", 1).focus()
    sam.page.keyboard.press("Control+a")
    sam.page.keyboard.type("83.7")
    sam.page.keyboard.press("Control+s")
    expect(chat.log.get_by_text("Saved.", exact=True)).to_be_visible(timeout=WHILE)
    assert weighed(owner)["2001-05-03"]["kg"] == 83.7
