"""The REST doors: who sees what waits, what an approver is shown, and what his verdict does."""

import time
from typing import Any

import pytest
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys

from functions.approvals.store import name_of
from tests.standins.approvals import PEOPLE, become, waiting
from tests.standins.cloud import Cloud
from tests.standins.platform import CUSTOMER, TENANT, settle_in

from .conftest import ask

LIST = "/api/v1/approvals"


def decide(record: Record, verdict: str, **more: Any) -> Any:
    asker = {name: more.pop(name) for name in ("user", "tenant", "signed_in_at") if name in more}
    headers = more.pop("headers", {})
    body = {"verdict": verdict, "digest": record.digest, **more}
    return ask("POST", f"{LIST}/{record.approval_id}/decide", body, **asker, **headers)


def ids(said: Any) -> list[str]:
    return [item["approval_id"] for item in said.body["items"]]


def test_what_waits_is_listed_newest_first_for_everybody_who_is_asked(cloud: Cloud) -> None:
    settle_in("usr_lists")
    made = [waiting(user_id="usr_lists").approval_id for _ in range(3)]
    assert ids(ask("GET", LIST, user="usr_lists")) == made[::-1]
    assert set(made) <= set(ids(ask("GET", f"{LIST}?limit=100", user=PEOPLE["approver"])))
    assert ask("GET", LIST, user=PEOPLE["viewer"]).body == {"items": [], "next_cursor": None, "names": {}}


def test_who_is_named_is_named_by_name_in_the_list_and_in_full(cloud: Cloud) -> None:
    settle_in("usr_named")
    record = waiting(user_id="usr_named")
    decide(record, "deny", user=PEOPLE["approver"])
    named = {user: name_of(TENANT, user) for user in ("usr_named", PEOPLE["approver"])}
    shown = ask("GET", f"{LIST}/{record.approval_id}", user="usr_named").body
    listed = ask("GET", f"{LIST}?status=all", user="usr_named").body
    assert (shown["names"], listed["names"], shown["decided_by"]) == (named, named, PEOPLE["approver"])


def test_a_list_goes_on_page_by_page_and_shows_each_once(cloud: Cloud) -> None:
    settle_in("usr_pages")
    become("usr_pages", ["customer", "approver"])
    made = [waiting(user_id="usr_pages", agent_id="agt_pages").approval_id for _ in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        page = ask("GET", f"{LIST}?limit=2&agent=agt_pages&cursor={cursor}", user="usr_pages")
        seen += ids(page)
        cursor = page.body["next_cursor"]
    assert seen == made[::-1]


@pytest.mark.parametrize("cursor", ["x", "apr_", "apr_1#2", "%7B%7D"])
def test_a_cursor_that_is_not_ours_is_refused(cloud: Cloud, cursor: str) -> None:
    assert ask("GET", f"{LIST}?cursor={cursor}").status == 422


def test_what_ended_is_listed_by_status_and_by_agent(cloud: Cloud) -> None:
    settle_in("usr_ended")
    denied, approved, other = (waiting(user_id="usr_ended", agent_id=f"agt_{n}") for n in "aab")
    decide(denied, "deny", user="usr_ended")
    decide(approved, "approve", user="usr_ended")
    decide(other, "deny", user="usr_ended")
    listed = {
        query: ids(ask("GET", f"{LIST}?{query}", user="usr_ended"))
        for query in ("status=denied", "status=all", "status=denied&agent=agt_a", "status=pending")
    }
    assert listed == {
        "status=denied": [other.approval_id, denied.approval_id],
        "status=all": [other.approval_id, approved.approval_id, denied.approval_id],
        "status=denied&agent=agt_a": [denied.approval_id],
        "status=pending": [],
    }


def test_an_approver_sees_all_that_a_verdict_is_about(cloud: Cloud) -> None:
    record = waiting()
    said = ask("GET", f"{LIST}/{record.approval_id}", user=PEOPLE["approver"])
    shown = said.body
    assert (shown["exact"], shown["arguments"], shown["digest"]) == (
        record.exact,
        record.arguments,
        record.digest,
    )
    assert shown["arguments_schema"]["properties"] == {"text": {"type": "string"}}
    assert (shown["policy"]["rule"], shown["assignees"]) == ("risky", [CUSTOMER, "role.approver"])
    assert (shown["may_decide"], shown["effects"], len(shown["entries"])) == (True, [], 1)
    assert said.headers["ETag"] == f'"{record.revision}"'


def test_no_task_token_is_ever_shown(cloud: Cloud) -> None:
    record = waiting()
    Approvals(TENANT).store_token(record.approval_id, "execution-1", "canary-token")
    for url in (f"{LIST}/{record.approval_id}", f"{LIST}?limit=100"):
        assert "canary-token" not in str(ask("GET", url))


def test_its_attempts_outside_are_shown_with_it(cloud: Cloud) -> None:
    record = waiting()
    for attempt, status in ((1, "not_sent"), (2, "unknown")):
        key = Keys(TENANT).effect(record.approval_id, attempt)
        Items(APPROVALS).put({**key, "attempt": attempt, "status": status, "credential": "canary"})
    said = ask("GET", f"{LIST}/{record.approval_id}")
    assert [(one["attempt"], one["status"]) for one in said.body["effects"]] == [
        (1, "not_sent"),
        (2, "unknown"),
    ]
    assert "canary" not in str(said.body)


def test_what_came_back_from_outside_is_shown_with_its_attempt(cloud: Cloud) -> None:
    record, key = waiting(), Keys(TENANT).effect
    stored = {"attempt": 1, "status": "confirmed", "result": '{"status_code": 201, "body": "ok"}'}
    Items(APPROVALS).put({**key(record.approval_id, 1), **stored})
    (shown,) = ask("GET", f"{LIST}/{record.approval_id}").body["effects"]
    assert shown["result"] == {"status_code": 201, "body": "ok"}


def test_an_operator_sees_it_and_is_told_that_he_is_not_asked(cloud: Cloud) -> None:
    record = waiting()
    shown = ask("GET", f"{LIST}/{record.approval_id}", user=PEOPLE["operator"])
    assert (shown.status, shown.body["may_decide"]) == (200, False)
    assert decide(record, "approve", user=PEOPLE["operator"]).body["rule"] == "approver"


def test_an_answer_is_edited_as_a_text_and_a_context_not_at_all(cloud: Cloud) -> None:
    final = waiting(kind="final", tool="audit.final", effect="review")
    context = waiting(kind="context", tool="audit.context", effect="review")
    schemas = [ask("GET", f"{LIST}/{one.approval_id}").body["arguments_schema"] for one in (final, context)]
    assert (schemas[0]["required"], schemas[1]) == (["text"], None)


def test_a_tool_that_is_gone_can_still_be_denied(cloud: Cloud) -> None:
    record = waiting(tool="notes.gone")
    assert ask("GET", f"{LIST}/{record.approval_id}").body["arguments_schema"] is None
    assert decide(record, "deny").body["status"] == "denied"


def test_the_same_verdict_again_is_replayed_and_another_is_refused(cloud: Cloud) -> None:
    record = waiting()
    first, again = decide(record, "approve", note="fine"), decide(record, "approve")
    assert [(said.status, said.body["status"]) for said in (first, again)] == [(200, "approved")] * 2
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (first.body["decided_by"], first.body["note"]) == (CUSTOMER, "fine")
    assert decide(record, "deny").status == 409


def test_a_verdict_names_the_address_that_it_came_from(cloud: Cloud) -> None:
    assert decide(waiting(), "approve").body["decided_from"] == {"door": "rest", "address": "192.0.2.7"}


def test_an_idempotency_key_replays_the_first_answer(cloud: Cloud) -> None:
    record, key = waiting(), {"Idempotency-Key": "decide-1"}
    first, again = decide(record, "approve", headers=key), decide(record, "approve", headers=key)
    assert (first.body, again.headers["Idempotent-Replayed"]) == (again.body, "true")
    assert decide(record, "approve", note="more", headers=key).status == 422


def test_an_edit_is_checked_and_makes_a_new_digest(cloud: Cloud) -> None:
    record = waiting()
    wrong = decide(record, "edit", arguments={"text": 7})
    assert (wrong.status, wrong.body["errors"][0]["pointer"]) == (422, "/text")
    edited = decide(record, "edit", arguments={"text": "hi"}).body
    assert (edited["status"], edited["arguments"]) == ("edited", {"text": "hi"})
    assert edited["edit"]["by"] == CUSTOMER
    assert edited["edit"]["before_digest"] == record.digest != edited["digest"]


def test_what_was_not_seen_is_not_decided(cloud: Cloud) -> None:
    said = decide(waiting(), "approve", digest="0" * 64)
    assert said.status == 412
    assert said.body["digest"]


def test_after_its_time_it_is_gone(cloud: Cloud) -> None:
    assert decide(waiting(expires_at=1), "approve").status == 410


@pytest.mark.parametrize(("signed_in_ago", "status"), [(10, 200), (400, 403), (None, 403)])
def test_a_fresh_sign_in_can_be_demanded(cloud: Cloud, signed_in_ago: int | None, status: int) -> None:
    at = 0 if signed_in_ago is None else int(time.time()) - signed_in_ago
    said = decide(waiting(fresh_login=True), "approve", signed_in_at=at)
    assert (said.status, said.body.get("rule")) == (status, None if status == 200 else "fresh_login")


@pytest.mark.parametrize("path", ["", "/decide", "/revoke"])
@pytest.mark.parametrize("who", ["usr_other", CUSTOMER])
def test_anothers_approval_does_not_exist(cloud: Cloud, path: str, who: str) -> None:
    tenant = TENANT if who == "usr_other" else "otherfirm"
    settle_in(who, tenant)
    record = waiting()
    bodies = {"/decide": {"verdict": "approve", "digest": record.digest}, "/revoke": {"reason": "no"}}
    method = "POST" if path else "GET"
    known = ask(method, f"{LIST}/{record.approval_id}{path}", bodies.get(path), user=who, tenant=tenant)
    unknown = ask(method, f"{LIST}/apr_none{path}", bodies.get(path), user=who, tenant=tenant)
    assert (known.status, known.body["detail"]) == (unknown.status, unknown.body["detail"])
    assert known.status == 404


def test_a_yes_is_taken_back_while_nothing_came_of_it(cloud: Cloud) -> None:
    record = waiting()
    decide(record, "approve")
    url = f"{LIST}/{record.approval_id}/revoke"
    revoked = ask("POST", url, {"reason": "too soon"})
    assert (revoked.body["status"], revoked.body["note"]) == ("revoked", "too soon")
    assert ask("POST", url, {"reason": "too soon"}).status == 200
    assert decide(record, "approve").status == 410


def test_one_that_waits_is_taken_back_too_and_a_reason_is_needed(cloud: Cloud) -> None:
    record = waiting()
    url = f"{LIST}/{record.approval_id}/revoke"
    assert ask("POST", url, {}).status == 422
    assert ask("POST", url, {"reason": "no"}).body["status"] == "revoked"


def test_what_was_carried_out_cannot_be_taken_back(cloud: Cloud) -> None:
    record = waiting()
    decide(record, "approve")
    Items(APPROVALS).update(
        Keys(TENANT).approval(record.approval_id), "SET attempts = :one", values={":one": 1}
    )
    assert ask("POST", f"{LIST}/{record.approval_id}/revoke", {"reason": "no"}).status == 409


def test_a_viewer_decides_nothing_even_of_his_own(cloud: Cloud) -> None:
    record = waiting(user_id=PEOPLE["viewer"])
    assert decide(record, "approve", user=PEOPLE["viewer"]).body["rule"] == "role"
