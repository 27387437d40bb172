"""Agent types as operators make them: written beside the form they make, judged by place, published for customers."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from .hiring import TRADING, done, subscribe
from .people import Json, Person, until
from .visitor import Visitor, Visits

pytestmark = pytest.mark.e2e
AT_COIN = "/config_schema/properties/default_coin/x-one-of"
DESK: Json = {"type": "string", "title": "Desk", "enum": ["day", "night"]}
FLOOR: Json = {"type": "integer", "title": "Floor", "minimum": 1, "maximum": 40}


@pytest.fixture
def type_id() -> str:
    return f"desk.t{uuid4().hex[:8]}.v1"


@pytest.fixture
def draft(operator: Person, type_id: str) -> Json:
    """A draft of a new type that says what Share Trading says."""
    return _write(operator, type_id)


def _write(operator: Person, type_id: str, **changes: Any) -> Json:
    shipped = done(operator.rest("GET", f"/api/v1/agent-types/{TRADING}"))
    content = {
        name: value
        for name, value in shipped.items()
        if name not in {"agent_type_id", "version", "publisher", "published_at", "sha256"}
    }
    named = {"title": f"Desk {type_id}"}  # what others hire is chosen by its title
    return done(operator.rest("PUT", f"/api/v1/agent-types/{type_id}/draft", {**content, **named, **changes}))


def editor(page: Page) -> Locator:
    return page.get_by_label("Configuration schema", exact=True)


def rewrite(area: Locator, change: Callable[[Json], None]) -> None:
    """The schema in the editor, changed as an author would."""
    schema = json.loads(area.input_value())
    change(schema)
    area.fill(json.dumps(schema, indent=2))


def with_field(name: str, field: Json) -> Callable[[Json], None]:
    def change(schema: Json) -> None:
        schema["properties"][name] = field

    return change


def coins_from(place: str) -> Callable[[Json], None]:
    def change(schema: Json) -> None:
        schema["properties"]["default_coin"]["x-one-of"] = place

    return change


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()


def publish(page: Page, version: int) -> None:
    page.get_by_role("button", name="Publish…").click()
    page.get_by_role("dialog").get_by_role("button", name=f"Publish version {version}").click()
    expect(page.get_by_label("Version", exact=True)).to_have_value(str(version))


def test_pp_1_1_an_operator_mends_what_the_guardrails_found_and_publishes(
    visit: Visits, operator: Person, type_id: str
) -> None:
    olivia = visit("operator").signed_in("/ops/types")
    page = olivia.page
    expect(page.get_by_role("table", name="Published agent types")).to_contain_text("The platform's")
    page.get_by_role("button", name="Start a new type").click()
    page.get_by_label("Begin with what this type says").select_option(label=f"Share Trading ({TRADING})")
    page.get_by_label("Id of the new type").fill(type_id)
    olivia.axe()
    page.get_by_role("button", name="Start the draft").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Draft of {type_id}")
    page.get_by_label(re.compile("^Title")).fill("Desk trading")
    page.get_by_role("tab", name="Configuration").click()
    rewrite(editor(page), with_field("desk", DESK))
    form = page.get_by_role("region", name="Configuration form")
    expect(form.get_by_label("Desk")).to_be_visible()
    rewrite(editor(page), coins_from("/coins"))
    save(page)
    problem = page.get_by_role("button", name=AT_COIN, exact=True)
    expect(problem).to_be_visible()
    expect(page.get_by_role("button", name="Publish…")).to_be_disabled()
    olivia.axe()

    page.get_by_role("tab", name="About").click()
    problem.click()
    expect(editor(page)).to_be_focused()
    chosen = "(area) => area.value.slice(area.selectionStart, area.selectionEnd)"
    assert editor(page).evaluate(chosen) == '"/coins"'
    page.keyboard.type('"/allowed_coins"')
    save(page)
    expect(page.get_by_role("status").filter(has_text="Ready to be published.")).to_be_visible()
    publish(page, 1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Desk trading")
    expect(form.get_by_label("Desk")).to_be_visible()
    olivia.axe()
    published = done(operator.rest("GET", f"/api/v1/agent-types/{type_id}"))
    assert (published["version"], published["config_schema"]["properties"]["desk"]) == (1, DESK)


def test_pp_1_1_a_customer_is_asked_what_the_new_version_asks(
    visit: Visits, operator: Person, draft: Json, stack: Mapping[str, Any]
) -> None:
    type_id = draft["agent_type_id"]
    done(operator.rest("POST", f"/api/v1/agent-types/{type_id}/publish", {}))
    olivia = visit("operator").signed_in(f"/ops/types/{type_id}")
    page = olivia.page
    page.get_by_role("button", name="Start version 2").click()
    page.get_by_role("tab", name="Configuration").click()
    rewrite(editor(page), with_field("floor", FLOOR))
    rewrite(editor(page), lambda schema: schema["properties"].pop("risk_limits"))
    rewrite(editor(page), lambda schema: schema["required"].remove("risk_limits"))
    save(page)
    taken = page.get_by_role("button", name="/config_schema/properties/risk_limits", exact=True)
    expect(taken).to_be_visible()
    limits = draft["config_schema"]["properties"]["risk_limits"]
    rewrite(editor(page), with_field("risk_limits", limits))
    rewrite(editor(page), lambda schema: schema["required"].append("risk_limits"))
    save(page)
    publish(page, 2)
    expect(page.get_by_role("region", name="Configuration form").get_by_label("Floor")).to_be_visible()
    page.get_by_label("Version", exact=True).select_option("1")
    expect(page.get_by_role("region", name="Configuration form").get_by_label("Floor")).to_have_count(0)

    agent_id = subscribe(Person(stack), type_id)["agent_id"]
    chris = visit("customer").signed_in(f"/agents/configure?agent={agent_id}")
    floor = chris.page.get_by_label("Floor")
    floor.fill("41")
    expect(chris.page.get_by_text("Must be at most 40", exact=True)).to_be_visible()
    expect(chris.page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    chris.axe()


def test_pp_1_1_what_two_operators_write_is_never_lost_in_silence(
    visit: Visits, operator: Person, draft: Json
) -> None:
    path = f"/api/v1/agent-types/{draft['agent_type_id']}/draft"
    olivia = visit("operator").allow("status of 412").signed_in(f"/ops/types/{draft['agent_type_id']}/edit")
    page = olivia.page
    title = page.get_by_label(re.compile("^Title"))
    title.fill("Mine")
    theirs = {
        name: draft[name]
        for name in draft
        if name not in {"problems", "updated_at", "updated_by", "revision"}
    }
    done(operator.rest("PUT", path, {**theirs, "title": "Theirs"}, **{"If-Match": f'"{draft["revision"]}"'}))
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_role("alert")).to_contain_text("Changed: Title.")
    olivia.axe()
    page.get_by_role("button", name="Keep mine, to save it over theirs").click()
    save(page)
    until(lambda: done(operator.rest("GET", path))["title"] == "Mine", what="mine to be stored")


def test_pp_1_1_nothing_unsaved_is_left_behind_without_a_question(visit: Visits, draft: Json) -> None:
    olivia = visit("operator").signed_in(f"/ops/types/{draft['agent_type_id']}/edit?part=config")
    page = olivia.page
    editor(page).fill("{")
    expect(page.get_by_text("Line 1, column 2: a name in double quotes is expected").first).to_be_visible()
    expect(page.get_by_role("button", name="Save and check")).to_be_disabled()
    olivia.axe()
    page.get_by_role("link", name="All agent types").click()
    page.get_by_role("dialog", name="Leave without saving?").get_by_role("button", name="Stay here").click()
    page.get_by_role("button", name="Drop my changes").click()
    expect(editor(page)).to_have_value(re.compile(r"additionalProperties"))


def test_a_draft_is_thrown_away_after_a_question(visit: Visits, operator: Person, draft: Json) -> None:
    type_id = draft["agent_type_id"]
    olivia = visit("operator").signed_in(f"/ops/types/{type_id}/edit")
    olivia.page.get_by_role("button", name="Delete the draft…").click()
    dialog = olivia.page.get_by_role("dialog", name="Delete this draft?")
    expect(dialog).to_contain_text(type_id)
    olivia.axe()
    dialog.get_by_role("button", name="Delete the draft").click()
    expect(olivia.page).to_have_url(re.compile("/ops/types$"))
    expect(olivia.page.get_by_text(type_id)).to_have_count(0)
    assert operator.rest("GET", f"/api/v1/agent-types/{type_id}/draft").status == 404


def test_pp_1_1_the_platforms_types_are_read_only_and_another_can_begin_with_them(visit: Visits) -> None:
    olivia = visit("operator").signed_in(f"/ops/types/{TRADING}")
    page = olivia.page
    form = page.get_by_role("region", name="Configuration form")
    expect(form.get_by_label("Agent nickname")).not_to_be_editable()
    expect(page.get_by_role("button", name="Start a new type from it")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Start version"))).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_agent_types_are_clean_and_fit_a_telephone(
    visit: Visits, operator: Person, type_id: str, scheme: str
) -> None:
    _write(operator, type_id, tools=["nobodys.*"])
    olivia = visit("operator").narrow()
    olivia.dark() if scheme == "dark" else olivia.light()
    olivia.signed_in("/ops/types")
    edit = f"/ops/types/{type_id}/edit"
    for path in ("/ops/types", f"/ops/types/{TRADING}", *(f"{edit}?part={part}" for part in PARTS)):
        _looked_at(olivia, path)


PARTS = ("about", "config", "goals", "rules")


def _looked_at(olivia: Visitor, path: str) -> None:
    olivia.open(path)
    expect(olivia.page.get_by_role("heading", level=1)).to_be_visible()
    expect(olivia.page.get_by_text("Loading", exact=True)).to_have_count(0)
    olivia.axe()
    olivia.fits()
