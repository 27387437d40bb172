"""The three Lambdas as they are invoked: ids alone, or a run token; every no an answer, save a living worker."""

import time
from typing import Any

import pytest
from greenlight.declare import APPROVALS
from greenlight.errors import Refused
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.tokens import RunClaims, sign_run

from functions.effects.adapters.protocol import Outcome
from functions.effects.app import effects, preview, reconcile
from functions.effects.capability import WEB
from functions.effects.errors import StillRunning
from functions.effects.read import READS_IF, read
from functions.effects.schemas import HttpCallInput, HttpCallOutput

from .approved import TENANT, TOOL, Desk, Killed

GET = {"url": "https://api.example.com/v1?q=1", "method": "GET"}


@pytest.fixture
def stage(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The receiver is the stage's stand-in, and it is now."""
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Greenlight")
    monkeypatch.setenv("HTTP_CALL_LOOPBACK", desk.receiver.address)
    desk.clock.now = time.time()
    return desk


def approve(stage: Desk) -> Any:
    return stage.approve(expires_at=int(stage.clock.now) + 600)


def execute(**request: Any) -> dict[str, Any]:
    return effects({"op": "execute", "tenant_id": TENANT, **request}, None)  # type: ignore[no-any-return]


def token(agent_id: str = "agt_coach") -> str:
    return sign_run(RunClaims(TENANT, "usr_customer", "thr_1", "run_1", 1, agent_id))


def look(desk: Desk, **arguments: Any) -> dict[str, Any]:
    request = {"run_token": token(), "tool": TOOL, "arguments": {**GET, **arguments}}
    return read(request, lambda tenant_id: desk.ports(tenant_id=tenant_id))


def test_executing_answers_with_the_effect(stage: Desk) -> None:
    record = approve(stage)
    said = execute(approval_id=record.approval_id)
    assert said["ok"] is True
    assert (said["effect"]["status"], said["effect"]["attempt"]) == ("confirmed", 1)
    assert HttpCallOutput.model_validate(said["effect"]["result"]).status_code == 200
    assert stage.sent() == [record.exact.encode()]


def test_a_refusal_is_an_answer_with_its_rule(stage: Desk) -> None:
    record = approve(stage)
    stage.change(record, status="revoked")
    effect = execute(approval_id=record.approval_id)["effect"]
    assert (effect["status"], effect["rule"]) == ("refused", "approval")


@pytest.mark.parametrize(
    "forged",
    [
        {"approval_id": "apr_nobody"}, {"approval_id": None}, {"approval_id": "a#b"}, {}, {"tenant_id": 7},
        {"approval_id": "apr_1", "tenant_id": "otherhealth"},
        {"approval_id": "apr_1", "arguments": GET, "digest": "x", "status": "approved"},
    ],
    ids=str,
)  # fmt: skip
def test_a_forged_event_can_do_no_more_than_the_table_allows(stage: Desk, forged: dict[str, Any]) -> None:
    said = execute(**forged)
    assert (said["ok"], said["effect"]["status"], stage.sent()) == (False, "refused", [])


def test_while_a_worker_lives_the_answer_is_a_fault_by_that_name(stage: Desk) -> None:
    record = approve(stage)
    stage.adapter.dies = "sending"
    with pytest.raises(Killed):
        stage.execute(record)
    with pytest.raises(StillRunning):
        execute(approval_id=record.approval_id)


def test_an_unknown_operation_is_refused(stage: Desk) -> None:
    assert effects({"op": "send", "url": GET["url"]}, None)["ok"] is False


def test_the_preview_needs_no_table(stage: Desk) -> None:
    arguments = {"url": stage.receiver.url, "method": "POST"}
    said = preview({"tool": TOOL, "arguments": arguments, "approval_id": "apr_1", "mode": "live"}, None)
    assert said["target"] == f"POST {stage.receiver.url}/"
    assert stage.receiver.connections == 0


def test_the_schedule_settles_what_was_left(stage: Desk) -> None:
    record = approve(stage)
    stage.adapter.dies = "sending"
    stage.clock.now -= 100
    with pytest.raises(Killed):
        stage.execute(record)
    event = {"version": "0", "account": "", "region": "", "detail": {}, "detail-type": "", "source": "", "time": "",
             "id": "", "resources": []}  # fmt: skip
    reconcile(event, None)
    assert stage.statuses(record) == ["needs_person"]


def test_a_look_at_an_allowed_host_needs_no_approval(desk: Desk) -> None:
    desk.controls(hosts=["api.example.com"])
    answer = {"status_code": 200, "body": "{}", "headers": {}}
    desk.adapter.says = Outcome("confirmed", answer)
    assert look(desk) == {"ok": True, "result": answer, "detail": ""}
    assert look(desk, method="HEAD")["ok"] is True


@pytest.mark.parametrize(
    "arguments",
    [
        {"method": "POST"}, {"method": "DELETE"}, {"url": "https://other.example.com/"},
        {"url": "https://api.example.com.evil.example/"}, {"url": "https://evil.example/?api.example.com"},
        {"url": "http://api.example.com/"}, {"url": "https://api.example.com:8443/"}, {"body": "x"},
        {"url": "https://api.example.com@evil.example/"}, {"headers": {"Authorization": "Bearer x"}},
    ],
    ids=str,
)  # fmt: skip
def test_anything_but_a_look_at_an_allowed_host_is_refused_here_too(
    desk: Desk, arguments: dict[str, Any]
) -> None:
    desk.controls(hosts=["api.example.com"])
    desk.adapter.says = Outcome("confirmed", {"status_code": 200, "body": "", "headers": {}})
    with pytest.raises(Refused):
        look(desk, **arguments)


def test_the_stand_in_is_no_host_to_look_at(desk: Desk) -> None:
    desk.controls(hosts=["127.0.0.1", desk.receiver.address])
    with pytest.raises(Refused):
        look(desk, url=f"{desk.receiver.url}/")
    assert desk.receiver.connections == 0


def test_a_kill_switch_stops_looks_as_well(desk: Desk) -> None:
    desk.controls(hosts=["api.example.com"], kill_agents={"agt_coach": "stop"})
    with pytest.raises(Refused, match="stop"):
        look(desk)


def test_without_allowed_hosts_nothing_is_read(desk: Desk) -> None:
    Items(APPROVALS).delete(Keys(TENANT).controls())
    with pytest.raises(Refused):
        look(desk)


def test_a_look_that_came_to_nothing_says_why(desk: Desk) -> None:
    desk.controls(hosts=["api.example.com"])
    desk.adapter.says = Outcome("not_sent", None, "Nothing was sent: no such host.")
    with pytest.raises(Refused, match="no such host"):
        look(desk)


@pytest.mark.parametrize("run_token", ["", "forged", None])
def test_a_look_needs_a_run_token(stage: Desk, run_token: Any) -> None:
    said = effects({"op": "read", "run_token": run_token, "tool": TOOL, "arguments": GET}, None)
    assert (said["ok"], bool(said["problems"])) == (False, True)


@pytest.mark.parametrize(
    "change", [{"tool": "web.other"}, {"arguments": None}, {"arguments": "GET /"}], ids=str
)
def test_a_look_by_something_else_is_refused(stage: Desk, change: dict[str, Any]) -> None:
    said = effects({"op": "read", "run_token": token(), "tool": TOOL, "arguments": GET, **change}, None)
    assert said["ok"] is False


def test_the_declared_rules_are_the_ones_that_are_asked() -> None:
    assert {f"{WEB.name}.{tool.name}": tool.reads_if for tool in WEB.tools} == READS_IF


def test_the_schemas_are_seed_003s() -> None:
    assert list(HttpCallInput.model_fields) == ["url", "method", "headers", "body"]
    assert list(HttpCallOutput.model_fields) == ["status_code", "body", "headers"]
    assert HttpCallInput(url="x").model_dump() == {"url": "x", "method": "GET", "headers": None, "body": None}
