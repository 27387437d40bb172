"""A form's Save on the socket: only for a form that the server opened, once, as the person, with no model between."""

from typing import Any

import pytest
from greenlight import keys
from greenlight.declare import THREADS
from greenlight.items import Items

from tests.standins.cloud import Cloud
from tests.standins.platform import TENANT

from .talk import own, say

SURFACE = {"surface_id": "weights-call_1", "action": "weights.save_batch", "status": "open"}
SAVE: dict[str, Any] = {"version": "v0.9", "action": {
    "name": "weights.save_batch", "surfaceId": "weights-call_1", "sourceComponentId": "root",
    "timestamp": "2026-11-20T15:40:17Z", "context": {"revision": 1, "upserts": [], "deletes": []},
}}  # fmt: skip


def test_a_save_goes_straight_to_the_executor_as_the_person(cloud: Cloud, socket: str) -> None:
    asked: list[dict[str, Any]] = []

    def executor(request: dict[str, Any]) -> dict[str, Any]:
        asked.append(request)
        return {"status": "ok"}

    cloud.functions["greenlight-test-executor"] = executor
    thread = say(cloud, "run", {"message": "open my weights"})["thread"]
    Items(THREADS).put({**keys.Keys(TENANT).surface(thread, "weights-call_1"), **SURFACE})
    first = say(cloud, "ui_intent", SAVE, id=own("s1"), thread=thread)
    again = say(cloud, "ui_intent", SAVE, id=own("s1"), thread=thread)
    assert first["run_id"] == again["run_id"]
    assert {(r["call_id"], r["tool"]) for r in asked} == {(asked[0]["call_id"], "weights.save_batch")}
    assert asked[0]["arguments"] == SAVE["action"]["context"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"name": "profile.delete"}, 404),
        ({"surfaceId": "weights-other"}, 404),
        ({"surfaceId": "a#b"}, 404),
        ({"context": 1}, 422),
    ],
)
def test_a_save_for_a_form_that_the_server_did_not_open_is_refused(
    cloud: Cloud, socket: str, change: dict[str, Any], status: int
) -> None:
    thread = say(cloud, "run", {"message": "open my weights"})["thread"]
    Items(THREADS).put({**keys.Keys(TENANT).surface(thread, "weights-call_1"), **SURFACE})
    forged = {**SAVE, "action": {**SAVE["action"], **change}}
    assert say(cloud, "ui_intent", forged, thread=thread)["problem"]["status"] == status


def test_a_form_that_was_answered_takes_no_second_answer(cloud: Cloud, socket: str) -> None:
    thread = say(cloud, "run", {"message": "open my weights"})["thread"]
    done = {**SURFACE, "status": "answered", "answered_by": "ui_another"}
    Items(THREADS).put({**keys.Keys(TENANT).surface(thread, "weights-call_1"), **done})
    assert say(cloud, "ui_intent", SAVE, thread=thread)["problem"]["status"] == 409
