"""Pausing, resuming and the mode: who may, what it does to the agent at once, and what is on record."""

from typing import Any

import pytest
from greenlight.agents import hired
from greenlight.declare import AGENTS, LEDGER
from greenlight.errors import Denied, Stale
from greenlight.items import Items
from greenlight.keys import Keys

from functions.hired_agents import store
from tests.standins.approvals import PEOPLE
from tests.standins.gateway import Said
from tests.standins.hired import at, hire, row, working
from tests.standins.platform import AGENT, CUSTOMER, TENANT, caller, settle_in

from .conftest import ask

pytestmark = pytest.mark.usefixtures("types")


def act(agent_id: str, what: str, body: Any = None, **more: Any) -> Said:
    return ask("POST", f"/{agent_id}/{what}", body, **more)


def last_entry(agent_id: str) -> dict[str, Any]:
    found = Items(LEDGER).get(Keys(TENANT).audit_entry(row(agent_id)["entries"][-1]))
    assert found is not None
    return found


def test_one_who_is_paused_does_nothing_and_says_why() -> None:
    agent_id = working()["agent_id"]
    said = act(agent_id, "pause", {"reason": "Holidays."})
    assert (said.body["status"], said.body["paused_reason"]) == ("paused", "Holidays.")
    assert said.body["paused_by"] == CUSTOMER
    with pytest.raises(Denied, match="is paused"):
        hired(TENANT, CUSTOMER, agent_id)
    assert (last_entry(agent_id)["what"], last_entry(agent_id)["actor"]) == (
        "agent.paused",
        f"user:{CUSTOMER}",
    )


def test_one_who_is_resumed_works_again() -> None:
    agent_id = working()["agent_id"]
    act(agent_id, "pause")
    said = act(agent_id, "resume")
    assert (said.body["status"], said.body["paused_by"], said.body["paused_reason"]) == ("active", "", "")
    assert hired(TENANT, CUSTOMER, agent_id).status == "active"
    assert last_entry(agent_id)["what"] == "agent.resumed"


def test_saying_it_twice_changes_nothing_more() -> None:
    agent_id = working()["agent_id"]
    first = act(agent_id, "pause").body
    assert act(agent_id, "pause").body == first
    resumed = act(agent_id, "resume").body
    assert act(agent_id, "resume").body == resumed
    assert act(agent_id, "mode", {"mode": "live"}).body == resumed


def test_one_who_was_never_configured_is_not_resumed() -> None:
    made = hire().body
    said = act(made["agent_id"], "resume")
    assert (said.status, row(made["agent_id"])["status"]) == (409, "paused")


def test_what_an_operator_paused_is_not_for_its_customer_to_resume() -> None:
    agent_id = working()["agent_id"]
    Items(AGENTS).update(
        Keys(TENANT).agent(CUSTOMER, agent_id), "SET #s = :s, paused_by = :o",
        values={":s": "paused", ":o": PEOPLE["operator"]}, names={"#s": "status"},
    )  # fmt: skip
    said = act(agent_id, "resume")
    assert (said.status, said.body["rule"]) == (403, "paused_by_operator")


@pytest.mark.parametrize("mode", ["draft", "rehearse"])
def test_a_mode_holds_from_now_on(mode: str) -> None:
    agent_id = working()["agent_id"]
    assert act(agent_id, "mode", {"mode": mode}).body["mode"] == mode
    assert hired(TENANT, CUSTOMER, agent_id).mode == mode
    assert last_entry(agent_id)["what"] == "agent.mode_changed"
    assert act(agent_id, "mode", {"mode": "wild"}).status == 422


def test_what_has_ended_stays_as_it_is() -> None:
    agent = working()
    at("hiring", "POST", f"/api/cp/subscriptions/{agent['subscription_id']}/end")
    said = [act(agent["agent_id"], what, body) for what, body in STEPS]
    assert [one.status for one in said] == [410, 410, 410]
    assert row(agent["agent_id"])["status"] == "disabled"


STEPS = (("pause", None), ("resume", None), ("mode", {"mode": "draft"}))


def test_a_stale_revision_changes_nothing() -> None:
    agent_id = working()["agent_id"]
    for what, body in STEPS:
        assert act(agent_id, what, body, **{"If-Match": '"1"'}).status == 412
    assert row(agent_id)["revision"] == 3


def test_whoever_read_an_older_row_is_told_and_changes_nothing() -> None:
    agent = working()
    act(agent["agent_id"], "mode", {"mode": "draft"})
    with pytest.raises(Stale):
        store.change(caller(), agent, "agent.mode_changed", {"mode": "live"}, {})
    assert row(agent["agent_id"])["mode"] == "draft"


def test_anothers_agent_is_absent_by_every_door() -> None:
    agent = working()
    doors: list[tuple[str, str, Any]] = [
        ("GET", f"/{agent['agent_id']}", None),
        ("POST", f"/{agent['agent_id']}/finalize", None),
    ]
    doors += [("POST", f"/{agent['agent_id']}/{what}", body) for what, body in STEPS]
    others = ({"user": "usr_else"}, {"user": CUSTOMER, "tenant": "otherfirm"})
    settle_in("usr_else")
    settle_in(CUSTOMER, "otherfirm")
    for who in others:
        for method, path, body in doors:
            said = ask(method, path, body, **who)
            assert (said.status, said.body["detail"]) == (404, "There is no such agent."), (who, path)
        said = ask("GET", f"/by-subscription/{agent['subscription_id']}", **who)
        assert (said.status, said.body["detail"]) == (404, "There is no such subscription.")


def test_a_malformed_id_is_an_unknown_one() -> None:
    for path in ("/a%23b", "/by-subscription/a%23b"):
        assert ask("GET", path).status == 404


def test_the_list_has_everybody_whom_i_have() -> None:
    made = [working()["agent_id"] for _ in range(2)]
    page = ask("GET", "?limit=100").body
    found = {one["agent_id"]: one for one in page["items"]}
    assert {*made, AGENT} <= found.keys()
    assert found[AGENT]["subscription_id"] is None
    assert "config" not in found[AGENT]
    assert ask("GET", "?limit=1").body["next_cursor"] is not None


@pytest.mark.parametrize("role", ["approver", "operator", "viewer"])
def test_only_a_customer_has_these_doors(role: str) -> None:
    for method, path in (
        ("GET", ""),
        ("GET", "/agt_1"),
        ("GET", "/by-subscription/sub_1"),
        ("POST", "/agt_1/pause"),
    ):
        assert ask(method, path, user=PEOPLE[role]).body["rule"] == "role"
