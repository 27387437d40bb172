"""What an invocation leaves behind: one line, and the metrics it counted."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from greenlight import observe


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """A service that has not written yet: its logger writes to this test's output."""
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", request.node.name)
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Greenlight")
    observe.logger.cache_clear()
    yield
    observe.logger.cache_clear()


def lines(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_has_the_outcome_and_the_ids_of_its_event(
    fresh: None, capsys: pytest.CaptureFixture[str]
) -> None:
    @observe.logged
    def sweep(event: Any, _: Any) -> Any:
        observe.note(swept=3)
        return {"ok": event["run_id"] != "run_2"}

    sweep({"run_id": "run_1", "correlation_id": "cor_1", "message": "private"}, None)
    sweep({"run_id": "run_2"}, None)
    first, second = lines(capsys)
    assert (first["message"], first["outcome"], first["swept"]) == ("sweep", "ok", 3)
    assert (first["run_id"], first["correlation_id"]) == ("run_1", "cor_1")
    assert (second["outcome"], "private" in str(first)) == ("refused", False)


def test_a_fault_is_written_once_with_its_trace_and_escapes(
    fresh: None, capsys: pytest.CaptureFixture[str]
) -> None:
    @observe.logged
    def break_down(_: Any, __: Any) -> None:
        raise KeyError("gone")

    with pytest.raises(KeyError):
        break_down([], None)
    [line] = lines(capsys)
    assert (line["level"], line["outcome"], line["exception_name"]) == ("ERROR", "fault", "KeyError")


def test_counted_metrics_are_written_in_the_embedded_format(
    fresh: None, capsys: pytest.CaptureFixture[str]
) -> None:
    @observe.logged
    def count(_: Any, __: Any) -> None:
        observe.count("Refusals", 2)

    count({}, None)
    _, metric = lines(capsys)
    assert metric["Refusals"] == [2.0]
    assert metric["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Greenlight"


def test_a_note_outside_of_an_invocation_is_nobodys() -> None:
    observe.note(lost=True)
