"""What support sees of a tenant, and the switch it has; nobody else sees any of it."""

from typing import Any

import pytest
from greenlight.agents import by_id, hired
from greenlight.declare import LEDGER
from greenlight.denials import Denial, store
from greenlight.errors import Denied, NotFound
from greenlight.items import Items
from greenlight.keys import Keys

from tests.standins.approvals import PEOPLE, gather, waiting
from tests.standins.platform import CUSTOMER, TENANT

from .conftest import CONFIG, drafted, hire, operate

PAGES = ("hired-agents", "deliverables", "approvals", "denials", "timeline/cor_1")


def refuse(correlation_id: str, subject: str) -> str:
    return store(TENANT, Denial(
        rule="approval_required", detail="This needs the approval that its review gave.", actor=f"user:{CUSTOMER}",
        stage="send", subject=subject, correlation_id=correlation_id, user_id=CUSTOMER,
    ))  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["customer", "approver", "viewer"])
def test_only_operators_get_in(people: None, page: str, role: str) -> None:
    said = operate("GET", f"/api/pp/{page}", user=PEOPLE[role])
    assert (said.status, said.body["rule"]) == (403, "role")


def test_agp1_pp_2_1_support_sees_each_agent_with_its_configuration_and_goals(people: None) -> None:
    agent_id = hire()
    listed = operate("GET", "/api/pp/hired-agents?limit=100").body["items"]
    (found,) = [one for one in listed if one["agent_id"] == agent_id]
    assert (found["owner_id"], found["configured"], found["config"]) == (CUSTOMER, True, CONFIG)
    assert [(goal["goal_template_id"], goal["frequency"]) for goal in found["goals"]] == [
        ("daily_micro_post", "daily")
    ]
    assert operate("GET", f"/api/pp/hired-agents/{agent_id}").body == found


def test_another_tenants_agent_does_not_exist(people: None) -> None:
    assert operate("GET", "/api/pp/hired-agents/agt_none").status == 404


def test_agents_are_listed_page_by_page(people: None) -> None:
    mine = {hire() for _ in range(3)}
    seen, cursor = list[str](), ""
    while True:
        page = operate("GET", f"/api/pp/hired-agents?limit=2{cursor}").body
        assert len(page["items"]) <= 2
        seen += [one["agent_id"] for one in page["items"]]
        if not page["next_cursor"]:
            break
        cursor = "&cursor=" + page["next_cursor"].replace("#", "%23")
    assert (len(seen), mine - set(seen)) == (len(set(seen)), set())


def test_a_paused_agent_does_nothing_until_an_operator_lets_it(people: None) -> None:
    agent_id = hire()
    said = operate("POST", f"/api/pp/hired-agents/{agent_id}/pause", {"reason": "Odd posts."})
    assert (said.status, said.body["status"], said.body["paused_reason"]) == (200, "paused", "Odd posts.")
    with pytest.raises(Denied):
        hired(TENANT, CUSTOMER, agent_id)
    again = operate("POST", f"/api/pp/hired-agents/{agent_id}/pause", {"reason": "Twice."})
    assert again.body["revision"] == said.body["revision"]
    operate("POST", f"/api/pp/hired-agents/{agent_id}/resume", {"reason": "Looked into it."})
    assert hired(TENANT, CUSTOMER, agent_id).status == "active"


def test_pausing_needs_a_reason_and_is_audited_with_it(people: None) -> None:
    agent_id = hire()
    assert operate("POST", f"/api/pp/hired-agents/{agent_id}/pause", {}).status == 422
    said = operate("POST", f"/api/pp/hired-agents/{agent_id}/pause", {"reason": "Odd posts."})
    entries = Items(LEDGER).every(Keys(TENANT).audit_of(said.headers["X-Correlation-Id"]), index=1)
    assert [(entry["what"], "Odd posts." in entry["details"]) for entry in entries] == [
        ("agent.paused", True)
    ]


def test_what_an_operator_did_is_named_in_the_row(people: None) -> None:
    """So that `verify` finds an entry that somebody took away."""
    agent_id = hire()
    said = operate("POST", f"/api/pp/hired-agents/{agent_id}/pause", {"reason": "Odd posts."})
    (entry,) = Items(LEDGER).every(Keys(TENANT).audit_of(said.headers["X-Correlation-Id"]), index=1)
    assert by_id(TENANT, agent_id)["entries"] == [entry["entry_id"]]


@pytest.mark.parametrize("agent_id", ["a" * 2000, "a%23b"])
def test_an_id_that_no_agent_can_have_is_absent(people: None, agent_id: str) -> None:
    assert operate("GET", f"/api/pp/hired-agents/{agent_id}").status == 404


def test_an_agent_that_was_never_set_up_is_not_resumed(people: None) -> None:
    agent_id = hire(status="paused", finalized_at="")
    assert operate("POST", f"/api/pp/hired-agents/{agent_id}/resume", {"reason": "Go."}).status == 409


def test_drafts_of_all_agents_are_listed_newest_first_and_by_status(people: None) -> None:
    agents = hire(), hire()
    ids = [drafted(agents[n % 2]).deliverable_id for n in range(4)]
    listed = [one["deliverable_id"] for one in operate("GET", "/api/pp/deliverables?limit=4").body["items"]]
    assert listed == ids[::-1]
    mine = operate("GET", f"/api/pp/deliverables?agent_id={agents[0]}").body["items"]
    assert [one["deliverable_id"] for one in mine] == [ids[2], ids[0]]
    assert operate("GET", f"/api/pp/deliverables?agent_id={agents[0]}&status=executed").body["items"] == []
    following = operate("GET", f"/api/pp/deliverables?limit=1&cursor={ids[3]}").body
    assert following["items"][0]["deliverable_id"] == ids[2]


def test_approvals_of_every_customer_are_listed(people: None) -> None:
    record = waiting(agent_id=hire())
    listed = operate("GET", f"/api/pp/approvals?agent_id={record.agent_id}").body["items"]
    assert [one["approval_id"] for one in listed] == [record.approval_id]
    assert operate("GET", f"/api/pp/approvals?agent_id={record.agent_id}&status=approved").body["items"] == []


def test_agp1_pp_2_2_a_refusal_is_read_beside_the_approval_that_was_missing(people: None) -> None:
    one = drafted(hire())
    denial_id = refuse("cor_try", one.deliverable_id)
    (found,) = operate("GET", "/api/pp/denials?correlation_id=cor_try").body["items"]
    assert (found["denial_id"], found["rule"], found["subject"]) == (
        denial_id, "approval_required", one.deliverable_id,
    )  # fmt: skip
    said = operate("GET", "/api/pp/timeline/cor_try").body
    assert {(moment["source"], moment["what"]) for moment in said["items"]} == {
        ("run", "goal_run.started"), ("run", "goal_run.succeeded"), ("deliverable", "deliverable.draft"),
        ("api", "action.denied"), ("denial", "denied.approval_required"),
    }  # fmt: skip
    times = [moment["at"] for moment in said["items"]]
    assert times == sorted(times)
    assert said["related"] == [one.correlation_id]


def test_the_timeline_tells_what_was_asked_and_decided(people: None) -> None:
    record = waiting(agent_id=hire(), correlation_id="cor_asked")
    said = operate("GET", "/api/pp/timeline/cor_asked").body["items"]
    assert [(moment["source"], moment["what"], moment["subject"]) for moment in said][:1] == [
        ("approval", "approval.asked", record.approval_id)
    ]


def test_nothing_under_a_correlation_id_is_a_404(people: None) -> None:
    assert operate("GET", "/api/pp/timeline/cor_nothing").status == 404


def test_another_tenant_has_neither_the_agent_nor_its_denials(people: None) -> None:
    agent_id = hire()
    refuse("cor_mine", "dlv_1")
    other: dict[str, Any] = {"tenant": "otherfirm1", "user": PEOPLE["operator"]}
    gather(other["tenant"])
    assert operate("GET", f"/api/pp/hired-agents/{agent_id}", **other).status == 404
    assert operate("GET", "/api/pp/denials?correlation_id=cor_mine", **other).body["items"] == []
    with pytest.raises(NotFound):
        by_id(other["tenant"], agent_id)


def test_a_change_meanwhile_is_seen(people: None) -> None:
    agent_id = hire()
    url = f"/api/pp/hired-agents/{agent_id}/pause"
    assert operate("POST", url, {"reason": "x"}, **{"If-Match": '"9"'}).status == 412
