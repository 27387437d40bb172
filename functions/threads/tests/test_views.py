"""The REST side of threads: what a program or a page that loads may ask."""

from typing import Any
from urllib.parse import quote

import pytest
from greenlight.declare import MODELS, THREADS
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.threads.chunks import Batch
from greenlight.threads.log import EventLog
from greenlight.threads.runs import Runs

from functions.threads.app import handler
from tests.standins.cloud import Cloud
from tests.standins.gateway import Said
from tests.standins.gateway import ask as asked
from tests.standins.platform import AGENT, CUSTOMER, TENANT, settle_in


def ask(method: str, url: str, body: Any = None, **more: Any) -> Said:
    return asked(handler, method, url, body, **more)


@pytest.fixture
def run(cloud: Cloud) -> Any:
    return ask("POST", "/api/v1/runs", {"message": "hello"}).body


def test_a_run_is_accepted_and_started(cloud: Cloud) -> None:
    said = ask("POST", "/api/v1/runs", {"message": "hello"})
    assert (said.status, said.body["status"], said.body["agent_id"]) == (202, "queued", AGENT)
    assert [payload["run_id"] for _, payload in cloud.started] == [said.body["run_id"]]
    assert ask("GET", f"/api/v1/runs/{said.body['run_id']}").body["message"] == "hello"


def test_the_same_run_twice_is_replayed(cloud: Cloud) -> None:
    wanted = {"message": "hello", "id": "req_views_1"}
    first, again = ask("POST", "/api/v1/runs", wanted), ask("POST", "/api/v1/runs", wanted)
    assert first.body["run_id"] == again.body["run_id"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert ask("POST", "/api/v1/runs", {**wanted, "message": "other"}).status == 422
    assert {payload["run_id"] for _, payload in cloud.started} == {first.body["run_id"]}


def test_an_idempotency_key_does_the_same(cloud: Cloud) -> None:
    key = {"Idempotency-Key": "k-views-1"}
    first = ask("POST", "/api/v1/runs", {"message": "hello"}, **key)
    again = ask("POST", "/api/v1/runs", {"message": "hello"}, **key)
    assert first.body["run_id"] == again.body["run_id"]
    assert len(cloud.started) == 1


def test_threads_are_listed_latest_first_and_by_page(cloud: Cloud) -> None:
    settle_in("usr_lister")
    made = [ask("POST", "/api/v1/threads", {"title": f"t{n}"}, user="usr_lister").body for n in range(3)]
    first = ask("GET", "/api/v1/threads?limit=2", user="usr_lister").body
    second = ask(
        "GET", f"/api/v1/threads?limit=2&cursor={_quoted(first['next_cursor'])}", user="usr_lister"
    ).body
    assert [t["thread_id"] for t in first["items"] + second["items"]] == [
        t["thread_id"] for t in reversed(made)
    ]
    assert second["next_cursor"] is None


def _quoted(cursor: str) -> str:
    from urllib.parse import quote

    return quote(cursor)


def test_a_thread_has_its_revision_as_its_etag(run: Any) -> None:
    said = ask("GET", f"/api/v1/threads/{run['thread_id']}")
    assert (said.body["active_run"], said.headers["ETag"]) == (run["run_id"], f'"{said.body["revision"]}"')


def test_a_thread_names_the_gates_of_audit_mode_that_are_on(run: Any) -> None:
    path = f"/api/v1/threads/{run['thread_id']}"
    assert ask("GET", path).body["audit"] == []
    Items(THREADS).update(
        Keys(TENANT).thread(run["thread_id"]), "SET audit = :on", values={":on": {"gates": ["final"]}}
    )
    assert ask("GET", path).body["audit"] == ["final"]


def test_events_are_paged_by_number(run: Any) -> None:
    log = EventLog(Keys(TENANT), run["thread_id"])
    log.append(Batch("run_x.1", 1, "c", [{"type": "CUSTOM", "name": "n", "value": n} for n in range(5)]))
    first = ask("GET", f"/api/v1/threads/{run['thread_id']}/events?limit=3").body
    second = ask(
        "GET", f"/api/v1/threads/{run['thread_id']}/events?limit=3&after_seq={first['next_after_seq']}"
    ).body
    assert [e["seq"] for e in first["items"] + second["items"]] == [1, 2, 3, 4, 5]
    assert second["next_after_seq"] is None


def test_the_state_shows_texts_calls_surfaces_and_errors(run: Any) -> None:
    from greenlight import agui

    events = [
        agui.run_started("t", "r", input={"messages": [{"id": "u", "role": "user", "content": "hi"}]}),
        agui.text_start("m"), agui.text_content("m", "Hel"), agui.text_content("m", "lo."), agui.text_end("m"),
        agui.tool_call_start("c", "weights__list"), agui.tool_call_args("c", "{}"), agui.tool_call_end("c"),
        agui.tool_call_result("mc", "c", "[]"), agui.activity_snapshot("a", "a2ui-surface", {"n": 1}),
        agui.activity_snapshot("a", "a2ui-surface", {"n": 2}), agui.run_error("Oh.", "broken"),
    ]  # fmt: skip
    EventLog(Keys(TENANT), run["thread_id"]).append(Batch("run_x.1", 1, "c", events))
    state = ask("GET", f"/state?sessionId={run['thread_id']}").body
    assert [m["role"] for m in state["messages"]] == ["user", "assistant", "tool", "activity", "error"]
    assert state["messages"][1]["content"] == "Hello."
    assert state["messages"][3]["content"] == {"n": 2}
    assert (state["first_seq"], state["last_seq"]) == (1, len(events))


def test_cancelling_twice_is_the_same_but_a_finished_run_is_gone(run: Any) -> None:
    path = f"/api/v1/runs/{run['run_id']}/cancel"
    assert [ask("POST", path).body["status"] for _ in range(2)] == ["cancelled", "cancelled"]
    other = ask("POST", "/api/v1/runs", {"message": "x"}).body
    Runs(TENANT).settle(Runs(TENANT).run(other["thread_id"], other["run_id"]), "succeeded")
    assert ask("POST", f"/api/v1/runs/{other['run_id']}/cancel").status == 410


def test_a_rerun_is_a_new_run_that_names_the_old_one(run: Any) -> None:
    said = ask("POST", f"/api/v1/runs/{run['run_id']}/rerun")
    assert said.status == 202
    assert (said.body["parent_run_id"], said.body["message"]) == (run["run_id"], "hello")
    assert said.body["run_id"] != run["run_id"]


def test_feedback_is_kept_with_what_a_dataset_needs(run: Any) -> None:
    given = {
        "target_type": "message",
        "target_id": "msg_1",
        "run_id": run["run_id"],
        "label": "down",
        "notes": "no",
    }
    said = ask("POST", "/api/v1/feedback", given)
    stored = Items(MODELS).get(Keys(TENANT).feedback(CUSTOMER, run["thread_id"], "msg_1"))
    assert stored is not None
    assert {**given, "thread_id": run["thread_id"], "agent_id": AGENT}.items() <= stored.items()
    assert said.body["feedback_id"] == stored["feedback_id"]


def test_who_changes_his_mind_has_one_opinion_still(run: Any) -> None:
    given = {"target_type": "message", "target_id": "run_1.1.1.text0", "run_id": run["run_id"]}
    first = ask("POST", "/api/v1/feedback", given | {"label": "down", "notes": "no"}).body
    second = ask("POST", "/api/v1/feedback", given | {"label": "up"}).body
    (kept,) = ask("GET", f"/api/v1/feedback?thread_id={run['thread_id']}").body["items"]
    assert kept == second
    assert (kept["label"], kept["notes"], kept["revision"]) == ("up", "", 2)
    assert (kept["feedback_id"], kept["created_at"]) == (first["feedback_id"], first["created_at"])


def test_feedback_is_listed_by_thread_page_after_page(run: Any) -> None:
    elsewhere = ask("POST", "/api/v1/runs", {"message": "hello elsewhere"}).body
    for owner, target in ((run, "a"), (run, "b"), (run, "c"), (elsewhere, "d")):
        given = {"target_type": "message", "target_id": target, "run_id": owner["run_id"], "label": "up"}
        assert ask("POST", "/api/v1/feedback", given).status == 201
    url = f"/api/v1/feedback?thread_id={run['thread_id']}&limit=2"
    first = ask("GET", url).body
    second = ask("GET", f"{url}&cursor={_quoted(first['next_cursor'])}").body
    assert [one["target_id"] for one in first["items"] + second["items"]] == ["a", "b", "c"]
    assert second["next_cursor"] is None


@pytest.mark.parametrize(
    ("method", "url", "body", "status"),
    [
        ("GET", "/api/v1/threads/thr_none", None, 404),
        ("GET", "/api/v1/threads/a%23b", None, 404),
        ("GET", "/api/v1/runs/run_none", None, 404),
        ("GET", "/state", None, 422),
        ("GET", "/api/v1/threads?limit=0", None, 422),
        ("POST", "/api/v1/runs", {"message": "x", "thread_id": "thr_none"}, 404),
        ("POST", "/api/v1/runs", {"message": "x", "agent_id": "agt_none"}, 404),
        ("POST", "/api/v1/runs", {"text": "x"}, 422),
        ("POST", "/api/v1/threads", {"agent_id": "agt_none"}, 404),
        ("POST", "/api/v1/feedback", {"label": "up"}, 422),
        (
            "POST",
            "/api/v1/feedback",
            {"target_type": "run", "target_id": "a#b", "run_id": "r", "label": "up"},
            422,
        ),
        ("GET", "/api/v1/feedback", None, 422),
        ("GET", "/api/v1/feedback?thread_id=thr_none", None, 404),
    ],
)
def test_bad_input_is_answered_with_a_problem(
    cloud: Cloud, method: str, url: str, body: Any, status: int
) -> None:
    said = ask(method, url, body)
    assert (said.status, said.body["status"]) == (status, status)
    assert cloud.started == []


def test_anothers_things_do_not_exist(run: Any) -> None:
    settle_in("usr_other")
    for path in (
        f"/api/v1/threads/{run['thread_id']}",
        f"/api/v1/runs/{run['run_id']}",
        f"/state?sessionId={run['thread_id']}",
        f"/api/v1/feedback?thread_id={run['thread_id']}",
    ):
        assert ask("GET", path, user="usr_other").status == 404


def test_a_viewer_starts_nothing(cloud: Cloud) -> None:
    from greenlight.declare import TENANTS

    settle_in("usr_viewer")
    member = Keys(TENANT).member("usr_viewer")
    Items(TENANTS).update(member, "SET #r = :roles", values={":roles": ["viewer"]}, names={"#r": "roles"})
    assert ask("POST", "/api/v1/runs", {"message": "x"}, user="usr_viewer").body["rule"] == "role"
    assert ask("GET", "/api/v1/threads", user="usr_viewer").status == 200


@pytest.mark.parametrize("cursor", ["x", "[]", "{}", '{"pk":"a","sk":"b"}', "7", "[" * 5_000])
def test_a_cursor_that_is_not_ours_is_refused(cloud: Cloud, cursor: str) -> None:
    assert ask("GET", f"/api/v1/threads?cursor={quote(cursor)}").status == 422


def test_a_cursor_leads_to_the_next_page_of_ones_own_threads_and_of_nobody_elses(cloud: Cloud) -> None:
    settle_in("usr_pages")
    for name in ("one", "two"):
        ask("POST", "/api/v1/threads", {"title": name}, user="usr_pages")
    first = ask("GET", "/api/v1/threads?limit=1", user="usr_pages").body
    path = f"/api/v1/threads?limit=1&cursor={quote(first['next_cursor'])}"
    assert [t["title"] for t in ask("GET", path, user="usr_pages").body["items"]] == ["one"]
    assert ask("GET", path).status == 422
