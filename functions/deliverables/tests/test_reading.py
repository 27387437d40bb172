"""Who sees a deliverable, and what of it: every version with what it changed, and the exact text that goes out."""

import pytest
from greenlight.approvals.store import Approvals
from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import Keys

from functions.executor.tests.drafted import said
from tests.standins.approvals import PEOPLE, gather
from tests.standins.platform import AGENT, CUSTOMER, TENANT

from .stage import Stage, ask, change_approval


def test_one_is_shown_in_full_with_the_exact_text_and_its_revision(stage: Stage) -> None:
    one = stage.opened()
    shown = ask("GET", f"/{one.deliverable_id}")
    assert (shown.status, shown.headers["ETag"]) == (200, f'"{one.revision}"')
    assert (shown.body["status"], shown.body["digest"]) == ("pending_review", one.digest)
    assert shown.body["exact"].startswith("POST ")
    assert (shown.body["may_decide"], shown.body["versions"][0]["changes"]) == (True, [])
    assert "tenant_id" not in shown.body


def test_an_edit_is_the_next_version_with_what_it_changed_word_by_word(stage: Stage) -> None:
    one = stage.opened()
    arguments = {**one.arguments, "body": "one two"}
    said(Approvals(TENANT).get(one.approval_id), "edit", arguments=arguments, note="more")
    first, second = ask("GET", f"/{one.deliverable_id}").body["versions"]
    assert (first["author"], second["author"], second["note"]) == ("agent", CUSTOMER, "more")
    (change,) = second["changes"]
    assert (change["path"], change["words"]) == (
        "/arguments/body", [{"op": "equal", "text": "one"}, {"op": "insert", "text": " two"}],
    )  # fmt: skip


def test_a_draft_shows_no_exact_text_yet(stage: Stage) -> None:
    shown = ask("GET", f"/{stage.drafted().deliverable_id}").body
    assert (shown["status"], shown["exact"], shown["may_decide"]) == ("draft", "", False)


def test_the_customer_the_asked_and_the_operators_see_it_and_nobody_else(stage: Stage) -> None:
    one = stage.opened()
    change_approval(one, assignees=[CUSTOMER, "role.approver"])
    seen = {who: ask("GET", f"/{one.deliverable_id}", user=user).status for who, user in PEOPLE.items()}
    assert seen == {"customer": 200, "approver": 200, "operator": 200, "viewer": 404}


@pytest.mark.parametrize("deliverable_id", ["dlv_none", "a%23b", "x" * 200])
def test_what_is_absent_and_what_is_anothers_is_not_found_alike(stage: Stage, deliverable_id: str) -> None:
    one = stage.drafted(user_id=PEOPLE["approver"])
    absent, others = ask("GET", f"/{deliverable_id}"), ask("GET", f"/{one.deliverable_id}")
    assert (absent.status, others.status) == (404, 404)
    assert absent.body["detail"] == others.body["detail"]


def test_another_tenant_finds_nothing(stage: Stage) -> None:
    gather("otherfirm")
    one = stage.opened()
    assert ask("GET", f"/{one.deliverable_id}", tenant="otherfirm").status == 404
    assert ask("POST", f"/{one.deliverable_id}/execute", {}, tenant="otherfirm").status == 404


def test_a_group_tells_what_was_drafted_together(stage: Stage) -> None:
    ones = [stage.drafted(group_id="grp_1"), stage.drafted(group_id="grp_1")]
    ids = [one.deliverable_id for one in ones]
    group(ids, CUSTOMER)
    shown = ask("GET", "/groups/grp_1")
    assert (shown.status, shown.body["title"], shown.body["canonical"]) == (
        200,
        "Week 12",
        {"theme": "Sleep"},
    )
    assert [one["deliverable_id"] for one in shown.body["deliverables"]] == ids
    assert ask("GET", "/groups/grp_1", user=PEOPLE["approver"]).status == 404
    assert ask("GET", "/groups/none").body["detail"] == "There is no such group."


def group(ids: list[str], user_id: str) -> None:
    made = {
        "group_id": "grp_1", "user_id": user_id, "agent_id": AGENT, "goal_id": "gol_1", "goal_run_id": "grn_1",
        "kind": "batch", "title": "Week 12", "theme": "Sleep", "canonical": '{"theme":"Sleep"}', "calendar": "[]",
        "deliverable_ids": ids, "created_at": "",
    }  # fmt: skip
    Items(AGENTS).put({**Keys(TENANT).group("grp_1"), **made})
