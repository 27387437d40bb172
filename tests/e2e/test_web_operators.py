"""The operators' pages: what customers hired, why something was denied, what is stopped, whether the trail holds."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.standins.networks import Networks

from .hiring import Hired, done, hire_marketing
from .people import Json, Person
from .visitor import Visits

pytestmark = pytest.mark.e2e
SWITCHES, POLICIES = "/api/v1/kill-switches", "/api/v1/policies"
FORBID = 'forbid (principal, action == Action::"act", resource) when { context.price_cents > 100000 };'


@pytest.fixture(scope="module")
def opal(stack: Mapping[str, Any], networks: Networks) -> Hired:
    """An agent with one account and a goal."""
    name = f"Opal {uuid4().hex[:6]}"
    hired = hire_marketing(Person(stack), ["mastodon"], networks.mastodon.url, nickname=name)
    hired.goal("daily_micro_post", {"topics": ["flossing"]})
    return hired


@pytest.fixture(scope="module")
def draft(opal: Hired) -> Json:
    """One of its drafts that waits for a person."""
    (goal,) = done(opal.owner.rest("GET", f"/api/v1/hired-agents/{opal.agent_id}/goals"))["items"]
    opal.run(goal["goal_id"])
    return opal.waiting(1)[0]


@pytest.fixture
def controls(operator: Person) -> Iterator[Person]:
    """Whoever sets switches or policies here; afterwards they are as they were."""
    switches = done(operator.rest("GET", SWITCHES))
    policy = done(operator.rest("GET", POLICIES))
    yield operator
    for path, before in ((SWITCHES, switches), (POLICIES, policy)):
        now = done(operator.rest("GET", path))
        kept = {name: value for name, value in before.items() if name not in {"revision", "version"}}
        if kept != {name: now[name] for name in kept}:
            done(operator.rest("PUT", path, kept, **{"If-Match": f'"{now["revision"]}"'}))


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def because(page: Page, action: str, reason: str) -> None:
    """Answers the dialog that asks for a reason."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason").fill(reason)
    dialog.get_by_role("button", name=action, exact=True).click()


def name_of(hired: Hired, operator: Person) -> str:
    return str(done(operator.rest("GET", f"/api/pp/hired-agents/{hired.agent_id}"))["name"])


def test_pp_2_1_support_finds_a_hired_agent_with_its_configuration_and_goals(
    visit: Visits, opal: Hired, operator: Person
) -> None:
    olivia, name = visit("operator").signed_in("/ops/agents"), name_of(opal, operator)
    page = olivia.page
    heading(page, "Hired agents")
    page.get_by_label("Name or id").fill(name)
    row = page.get_by_role("row", name=re.compile(name))
    expect(row).to_contain_text("usr_customer")
    expect(row).to_contain_text("marketing.healthcare.v1")
    expect(row).to_contain_text("1, 1 active")
    expect(page.get_by_text(re.compile(r"1 of the \d+ loaded so far"))).to_be_visible()
    olivia.axe()
    row.get_by_role("link", name=name).click()

    heading(page, name)
    configuration = page.get_by_role("region", name="Configuration")
    for words in ("Sunrise Dental", "Check-ups, Braces", opal.credentials["mastodon"]):
        expect(configuration).to_contain_text(words)
    expect(page.get_by_role("main")).not_to_contain_text("standin-access-token")
    goals = page.get_by_role("table", name="Goals")
    expect(goals.get_by_role("row").nth(1)).to_contain_text("Daily")
    expect(page.get_by_text("Not stopped")).to_be_visible()
    expect(page.get_by_text(re.compile(r"a calendar month"))).to_be_visible()
    olivia.axe()


def test_pp_2_2_a_denial_leads_by_its_correlation_id_to_what_was_missing(
    visit: Visits, opal: Hired, draft: Json
) -> None:
    refused = opal.execute(draft["deliverable_id"], "")
    assert (refused.status, refused.body["rule"]) == (403, "approval_required")
    correlation_id = refused.body["correlation_id"]

    olivia = visit("operator").signed_in("/ops/denials")
    page = olivia.page
    page.get_by_label("Correlation id").fill(correlation_id)
    page.get_by_label("Correlation id").press("Enter")
    row = page.get_by_role("table", name="Denials").get_by_role("row").nth(1)
    for words in ("Approval required", refused.body["detail"], "Person usr_customer", "social.mastodon_post"):
        expect(row).to_contain_text(words)
    olivia.axe()
    row.get_by_role("link", name=correlation_id).click()

    heading(page, "Timeline")
    moments = page.get_by_role("list", name="What happened").get_by_role("listitem")
    denied = moments.filter(has_text="Denied approval required")
    expect(denied).to_contain_text("Denial")
    expect(denied).to_contain_text(refused.body["detail"])
    expect(moments.filter(has_text="Approval asked")).to_have_count(1)
    expect(moments.filter(has_text="Goal run started")).to_have_count(1)
    expect(page.get_by_role("link", name=draft["correlation_id"])).to_be_visible()
    olivia.axe()
    denied.get_by_role("link", name=draft["deliverable_id"]).click()
    drawer = page.get_by_role("dialog", name="Draft")
    expect(drawer).to_contain_text("Pending review")
    expect(drawer.get_by_role("region", name="Exact text")).to_contain_text("POST /api/v1/statuses")
    olivia.axe()


def test_pp_2_2_drafts_and_approvals_of_one_agent_are_there_to_read(
    visit: Visits, opal: Hired, draft: Json
) -> None:
    olivia = visit("operator").signed_in(f"/ops/drafts?agent_id={opal.agent_id}&status=pending_review")
    page = olivia.page
    expect(page.get_by_role("table", name="Drafts").get_by_role("row").nth(1)).to_contain_text(
        "Pending review"
    )
    olivia.axe()
    olivia.open(f"/ops/approvals?agent_id={opal.agent_id}")
    rows = page.get_by_role("table", name="Approvals").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("social.mastodon_post")
    rows.nth(1).get_by_role("link").first.click()
    drawer = page.get_by_role("dialog", name="Approval")
    expect(drawer).to_contain_text("Nothing goes outside without a person's yes.")
    olivia.axe()


def test_an_id_under_which_nothing_is_kept_says_so(visit: Visits) -> None:
    olivia = visit("operator").allow("status of 404").signed_in("/ops/timeline")
    olivia.page.get_by_label("Correlation id").fill("cor_nothing")
    olivia.page.get_by_role("button", name="Show").click()
    expect(olivia.page.get_by_role("alert")).to_contain_text("Nothing is kept under that correlation id.")
    olivia.axe()


def test_a_paused_agent_stays_paused_and_its_customer_reads_why(
    visit: Visits, opal: Hired, operator: Person
) -> None:
    page, reason = (
        visit("operator").signed_in(f"/ops/agents/{opal.agent_id}").page,
        f"Complaint {uuid4().hex[:6]}",
    )
    page.get_by_role("button", name="Pause…").click()
    because(page, "Pause it", reason)
    expect(page.get_by_role("button", name="Resume…")).to_be_focused()
    expect(page.get_by_text(f"“{reason}”")).to_be_visible()

    mine = done(opal.owner.rest("GET", f"/api/v1/hired-agents/{opal.agent_id}"))
    assert (mine["status"], mine["paused_reason"]) == ("paused", reason)
    resumed = opal.owner.rest("POST", f"/api/v1/hired-agents/{opal.agent_id}/resume", {})
    assert (resumed.status, resumed.body["rule"]) == (403, "paused_by_operator")
    chris = visit("customer").signed_in(f"/agents?agent={opal.agent_id}")
    expect(chris.page.get_by_text(reason)).to_be_visible()
    expect(chris.page.get_by_text("Only an operator can let it go on.")).to_be_visible()

    page.get_by_role("button", name="Resume…").click()
    because(page, "Resume it", "Nothing was wrong")
    expect(page.get_by_role("button", name="Pause…")).to_be_visible()
    entries = done(operator.rest("GET", "/api/v1/audit?actor=usr_operator&limit=20"))["items"]
    told = {one["details"].get("reason") for one in entries if one["subject"] == opal.agent_id}
    assert {reason, "Nothing was wrong"} <= told


def test_an_approval_is_taken_back_with_a_reason(visit: Visits, opal: Hired, draft: Json) -> None:
    page = visit("operator").signed_in(f"/ops/agents/{opal.agent_id}").page
    waiting = page.get_by_role("table", name="Waiting for a person")
    waiting.get_by_role("button", name="Revoke").first.click()
    because(page, "Revoke it", "Withdrawn by support")
    expect(page.get_by_text("is taken back.")).to_be_visible()
    taken = done(opal.owner.rest("GET", f"/api/v1/approvals?status=revoked&agent={opal.agent_id}"))["items"]
    assert [one["note"] for one in taken] == ["Withdrawn by support"]
    page.goto(f"/ops/approvals?status=revoked&agent_id={opal.agent_id}")
    expect(page.get_by_role("table", name="Approvals")).to_contain_text("Revoked")


def test_a_kill_switch_stops_one_agent_until_it_is_lifted(
    visit: Visits, opal: Hired, controls: Person
) -> None:
    olivia = visit("operator").signed_in("/ops/controls")
    page = olivia.page
    expect(page.get_by_role("status").filter(has_text="Nothing is stopped.")).to_be_visible()
    page.get_by_role("combobox", name="Agent").click()
    page.get_by_role("combobox", name="Agent").fill(opal.agent_id)
    page.get_by_role("option", name=re.compile(opal.agent_id)).click()
    page.get_by_role("button", name="Stop this agent…").click()
    olivia.axe()
    because(page, "Stop this agent", "It repeats itself")
    expect(page.get_by_text("1 agent is stopped.")).to_be_visible()
    expect(page.get_by_role("table", name="Stopped agents and tools")).to_contain_text("It repeats itself")
    olivia.axe()
    assert done(controls.rest("GET", SWITCHES))["agents"] == {opal.agent_id: "It repeats itself"}

    page.get_by_role("button", name=f"Lift: Agent {opal.agent_id}").click()
    _somebody_else_stops(controls, "web.http_call")
    olivia.allow("status of 412")
    page.get_by_role("button", name="Lift the switch").click()
    expect(page.get_by_text("Tool web.http_call is stopped now: “Elsewhere”")).to_be_visible()
    olivia.axe()
    page.get_by_role("button", name="Lift the switch").click()
    expect(page.get_by_text("1 tool is stopped.")).to_be_visible()
    assert done(controls.rest("GET", SWITCHES))["agents"] == {}
    page.get_by_role("button", name="Lift: Tool web.http_call").click()
    page.get_by_role("button", name="Lift the switch").click()
    expect(page.get_by_role("status").filter(has_text="Nothing is stopped.")).to_be_visible()


def _somebody_else_stops(operator: Person, tool: str) -> None:
    now = done(operator.rest("GET", SWITCHES))
    more = {name: now[name] for name in ("tenant", "reason", "agents")} | {"tools": {tool: "Elsewhere"}}
    done(operator.rest("PUT", SWITCHES, more))


def test_a_tool_that_there_is_not_cannot_be_stopped(visit: Visits, controls: Person) -> None:
    page = visit("operator").allow("status of 422").signed_in("/ops/controls?tool=web.htpp_call").page
    page.get_by_role("button", name="Stop this tool…").click()
    because(page, "Stop this tool", "A slip of the pen")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("is no tool of the catalogue")


def test_an_addition_that_loosens_is_refused_at_its_editor_and_one_that_tightens_is_stored(
    visit: Visits, controls: Person
) -> None:
    olivia, name = (
        visit("operator").allow("status of 422").signed_in("/ops/controls"),
        f"dear-{uuid4().hex[:6]}",
    )
    page = olivia.page
    page.get_by_role("button", name="Add an addition").click()
    page.get_by_label("Name", exact=False).last.fill(name)
    cedar = page.get_by_label("Cedar")
    cedar.fill("permit (principal, action, resource);")
    page.get_by_role("button", name="Save the policy").click()
    expect(page.get_by_text("policy 1 is a permit; an addition only forbids")).to_be_visible()
    expect(cedar).to_be_focused()
    expect(cedar).to_have_attribute("aria-invalid", "true")
    olivia.axe()

    page.get_by_role("link", name="Denials").click()
    page.get_by_role("dialog", name="Leave without saving?").get_by_role("button", name="Stay here").click()
    cedar.fill(FORBID)
    page.get_by_role("button", name="Save the policy").click()
    expect(page.get_by_text("The policy is stored, and holds from now on.")).to_be_visible()
    stored = done(controls.rest("GET", POLICIES))["additions"]
    assert [(one["name"], one["cedar"]) for one in stored][-1] == (name, FORBID)


def test_the_trail_is_verified_and_taken_along(visit: Visits, opal: Hired) -> None:
    olivia = visit("operator").signed_in("/ops/audit")
    page = olivia.page
    expect(page.get_by_role("table", name="Audit entries").get_by_role("row").nth(1)).to_be_visible()
    olivia.axe()
    page.get_by_role("tab", name="Verify").click()
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_text("The trail is as it was written.")).to_be_visible(timeout=30_000)
    olivia.axe()
    page.get_by_role("tab", name="Export").click()
    page.get_by_label("Agent").fill(opal.agent_id)
    page.get_by_label("First day").fill("2020-01-01")
    with page.expect_download(timeout=30_000) as coming:
        page.get_by_role("button", name="Export").click()
    file = coming.value
    assert file.suggested_filename.startswith(f"audit_{opal.agent_id}_2020-01-01_to_")
    lines = [json.loads(line) for line in file.path().read_text().splitlines()]
    assert lines[0]["asked"]["agent_id"] == opal.agent_id
    assert {line["agent_id"] for line in lines if line["type"] == "entry"} == {opal.agent_id}
    expect(page.get_by_text(f"stored {len(lines)} lines")).to_be_visible()
    olivia.axe()


@pytest.mark.parametrize("user", ["customer", "viewer", "approver"])
def test_whoever_is_no_operator_reads_why_nothing_is_shown(visit: Visits, user: str) -> None:
    somebody = visit(user).allow("status of 403").signed_in("/ops/agents")
    for path in ("agents", "drafts", "approvals", "denials", "timeline/cor_1", "controls", "audit"):
        somebody.open(f"/ops/{path}")
        expect(somebody.page.get_by_role("alert").first).to_contain_text("This takes the role of operator.")
        somebody.axe()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_operators_pages_are_clean_in_every_look(
    visit: Visits, opal: Hired, draft: Json, scheme: str, width: str
) -> None:
    olivia = visit("operator")
    olivia.dark() if scheme == "dark" else olivia.light()
    if width == "narrow":
        olivia.narrow()
    olivia.signed_in("/ops/agents")
    pages = (
        "agents", f"agents/{opal.agent_id}", f"drafts?open={draft['deliverable_id']}", "approvals", "denials",
        f"timeline/{draft['correlation_id']}", "timeline", "controls", "audit", "audit?view=verify",
        "audit?view=export",
    )  # fmt: skip
    for path in pages:
        olivia.open(f"/ops/{path}")
        expect(olivia.page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
        expect(olivia.page.get_by_text("Loading", exact=True)).to_have_count(0, timeout=30_000)
        olivia.axe()
        olivia.fits()
