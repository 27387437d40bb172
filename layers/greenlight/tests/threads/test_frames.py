"""What is pushed: every event in a frame that API Gateway takes, and nothing that a broken socket could hold up."""

import json
from collections.abc import Iterator

import pytest
from greenlight.threads.chunks import MOST_FRAME, Numbered
from greenlight.threads.fanout import push

from tests.standins.cloud import Cloud, open_cloud


@pytest.fixture
def cloud(account: None) -> Iterator[Cloud]:
    with open_cloud() as opened:
        yield opened


def test_an_event_that_no_frame_can_hold_goes_by_link() -> None:
    event = {"type": "RUN_STARTED", "input": {"messages": ['"' * 64 * 1024]}}
    frame = Numbered(7, "cor_1", event).frame("thr_1")
    said = json.loads(frame)
    assert len(frame.encode()) <= MOST_FRAME
    assert (said["seq"], said["event"]["name"], said["event"]["value"]["type"]) == (
        7,
        "by_link",
        "RUN_STARTED",
    )
    assert said["event"]["value"]["href"] == "/api/v1/threads/thr_1/events?after_seq=6&limit=1"


@pytest.mark.parametrize("status", [403, 413, 429, 500])
def test_a_socket_that_cannot_take_a_frame_fails_nobody_and_is_kept(cloud: Cloud, status: int) -> None:
    cloud.refusing["bad="] = status
    gone: list[str] = []
    push(["bad=", "good="], ['{"n":1}', '{"n":2}'], gone.append)
    assert (cloud.frames["good="], gone) == ([{"n": 1}, {"n": 2}], [])


@pytest.mark.parametrize("status", [400, 410])
def test_a_socket_that_is_gone_or_never_was_is_forgotten(cloud: Cloud, status: int) -> None:
    cloud.refusing["bad="] = status
    gone: list[str] = []
    push(["bad=", "good="], ['{"n":1}'], gone.append)
    assert (cloud.frames["good="], gone) == ([{"n": 1}], ["bad="])


def test_an_unreachable_gateway_fails_nobody(cloud: Cloud) -> None:
    cloud.stop()
    push(["any="], ['{"n":1}'], lambda connection: pytest.fail(f"{connection} is not gone"))
