"""The committed descriptions of the API and the socket are what the code says, and they hold together."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from greenlight.errors import Refused
from greenlight.problem import problem
from greenlight.socket_messages import ClientMessage, ServerMessage
from greenlight.threads.chunks import Numbered
from pydantic import ValidationError

from functions.threads.speak import KINDS
from infra import ROOT, describe, openapi, registry

FUNCTIONS = ROOT / "functions"
LINK = "/approvals/{approval_id}/link"  # whoever holds the mailed token


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return openapi.document(registry.load(FUNCTIONS))


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            yield path, operation


def test_the_committed_documents_are_up_to_date() -> None:
    old = list(describe.stale(FUNCTIONS, ROOT / "docs"))
    assert not old, f"run: {describe.COMMAND}"


def test_a_domain_more_makes_no_committed_document_stale(tmp_path: Path) -> None:
    documents = describe.documents([f for f in registry.load(FUNCTIONS) if f.name != "weights"])
    for name, text in documents.items():
        (tmp_path / name).write_text(text)
    assert not list(describe.stale(FUNCTIONS, tmp_path))
    (tmp_path / "openapi.json").write_text(documents["socket.schema.json"])
    assert "openapi.json" in describe.stale(FUNCTIONS, tmp_path)


def test_every_route_is_described_once(document: dict[str, Any]) -> None:
    routes = [(route.path, route.method.lower()) for f in registry.load(FUNCTIONS) for route in f.routes]
    described = [(path, method) for path, methods in document["paths"].items() for method in methods]
    assert sorted(described) == sorted(routes)
    names = [operation["operationId"] for _, operation in operations(document)]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere_and_every_schema_is_one(document: dict[str, Any]) -> None:
    for name in set(_references(document)):
        found: Any = document
        for step in name.removeprefix("#/").split("/"):
            found = found[step]
    for schema in document["components"]["schemas"].values():
        assert jsonschema_rs.meta.is_valid({**schema, "$schema": document["jsonSchemaDialect"]})


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from _references(one)


def test_only_open_doors_ask_for_nothing(document: dict[str, Any]) -> None:
    unlocked = {path for path, operation in operations(document) if not operation["security"]}
    assert unlocked == {"/health", "/metrics", "/api/v1/sign-in", "/api/openapi.json", "/agent/health", LINK}


def test_a_view_is_described_by_the_models_in_its_own_code(document: dict[str, Any]) -> None:
    create = document["paths"]["/api/v1/weights"]["post"]
    assert create["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/Weight")
    ticket = document["paths"]["/api/v1/ws-ticket"]["post"]["responses"]["200"]
    assert ticket["content"]["application/json"]["schema"]["$ref"].endswith("/Ticket")
    call = document["paths"]["/internal/tools/execute"]["post"]
    assert call["x-published"] is False
    assert set(document["components"]["schemas"]["Call"]["required"]) == {
        "run_id",
        "call_id",
        "tool",
        "arguments",
    }


def test_the_socket_is_described_for_every_kind_that_it_hears() -> None:
    schema = json.loads((ROOT / "docs" / "socket.schema.json").read_text())
    kinds = {
        s["properties"]["kind"]["const"]
        for s in schema["$defs"].values()
        if "kind" in s.get("properties", {})
    }
    assert set(KINDS) <= kinds


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "run", "id": "1", "payload": {"message": "log 82.5 kg"}},
        {"kind": "run", "id": "1", "thread": "thr_1", "payload": {"message": "hi", "agent_id": "agt_1"}},
        {"kind": "resume", "id": "1", "thread": "thr_1", "payload": [{"interruptId": "apr_1", "status": "resolved"}]},
        {"kind": "resume", "id": "1", "thread": "thr_1", "payload": {"interruptId": "a", "status": "cancelled"}},
        {"kind": "ui_intent", "id": "1", "thread": "thr_1",
         "payload": {"version": "v0.9", "action": {"name": "save", "surfaceId": "s", "context": {}}}},
        {"kind": "resume", "id": "1", "payload": [
            {"interruptId": "a", "status": "resolved", "payload": {"verdict": "approve", "digest": "d"}},
            {"interruptId": "b", "status": "resolved",
             "payload": {"approved": True, "editedArgs": {}, "metadata": {"digest": "d", "effect": "write"}}}]},
        {"kind": "subscribe", "id": "1", "thread": "thr_1", "payload": {"after_seq": 7}},
        {"kind": "subscribe", "id": "1", "payload": {"topic": "approvals"}},
        {"kind": "cancel", "id": "1", "payload": {"run_id": "run_1"}},
        {"kind": "ping", "id": "1", "payload": {}},
    ],
)  # fmt: skip
def test_what_the_contract_lets_a_client_say_is_described(message: dict[str, Any]) -> None:
    assert ClientMessage.model_validate({"v": 1, **message}).root.kind == message["kind"]


@pytest.mark.parametrize(
    "message",
    [{"kind": "shout", "id": "1"}, {"kind": "ping", "id": ""}, {"kind": "ping"}, {"kind": "ping", "id": "1", "v": 2},
     {"kind": "run", "id": "1", "payload": {}}, {"kind": "subscribe", "id": "1", "payload": {"after_seq": -1}}],
)  # fmt: skip
def test_what_the_contract_does_not_know_is_not(message: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ClientMessage.model_validate({"v": 1, **message})


def test_what_the_platform_sends_is_as_described() -> None:
    event = Numbered(3, "cor_1", {"type": "RUN_STARTED", "threadId": "thr_1", "runId": "run_1"})
    refusal = problem(Refused("No.", rule="rate"), correlation_id="cor_1", instance="/realtime")
    sent = [
        event.frame("thr_1"),
        json.dumps({"v": 1, "kind": "accepted", "id": "1", "run_id": "run_1", "thread": "thr_1"}),
        json.dumps({"v": 1, "kind": "refused", "id": None, "problem": refusal}),
        json.dumps({"v": 1, "kind": "subscribed", "id": "1", "thread": "thr_1", "seq": 0}),
        json.dumps({"v": 1, "kind": "subscribed", "id": "1", "topic": "approvals"}),
        json.dumps({"v": 1, "kind": "approval", "approval": {"approval_id": "apr_1"}}),
        json.dumps(
            {"v": 1, "kind": "decided", "id": "1", "approvals": [{"approval_id": "apr_1", "status": "x"}]}
        ),
        json.dumps({"v": 1, "kind": "pong", "id": "1"}),
    ]
    kinds = [ServerMessage.model_validate_json(frame).root.kind for frame in sent]
    assert kinds == [
        "event", "accepted", "refused", "subscribed", "subscribed", "approval", "decided", "pong",
    ]  # fmt: skip


def test_the_command_writes_what_its_check_wants(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = ["--docs", str(tmp_path)]
    assert describe.main([*docs, "--check"]) == 1
    assert describe.COMMAND in capsys.readouterr().out
    assert describe.main(docs) == 0
    assert describe.main([*docs, "--check"]) == 0
    (tmp_path / "openapi.json").write_text("{}")
    assert describe.main([*docs, "--check"]) == 1
