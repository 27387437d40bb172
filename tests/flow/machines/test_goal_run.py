"""The goal machine: each case starts at once with the others, then is asked what it saw."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from .folder import Case, cases, definition
from .stage import Seen, Stage

MACHINE = "goal_run"
CASES = cases(MACHINE)
IDS = {"tenant_id", "goal_run_id", "correlation_id"}
Played = Mapping[str, Future[list[Seen]]]


@pytest.fixture(scope="module")
def played(stage: Stage) -> Iterator[Played]:
    with ThreadPoolExecutor(len(CASES)) as pool:
        yield {case.name: pool.submit(stage.play, case) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_takes_its_path(case: Case, played: Played) -> None:
    for seen in played[case.name].result():
        assert (seen.status, seen.error) == ("FAILED" if case.fails_with else "SUCCEEDED", case.fails_with)
        assert seen.path == case.path
        assert _made(seen) == _expected(case)
        told = {call["event"]["error"] for call in seen.calls if call["part"] == "goal_cleanup"}
        assert told == ({case.cleans_up_after} if case.cleans_up_after else set())


def test_a_run_that_ends_well_says_how(played: Played) -> None:
    ended = [case for case in CASES if case.path[-1] == "Notify"]
    outputs = [seen.output for case in ended for seen in played[case.name].result()]
    assert outputs == [case.script["goal_notify"][-1] for case in ended]


def test_every_lambda_gets_ids_and_nothing_that_was_drafted(played: Played) -> None:
    calls = [call for one in played.values() for seen in one.result() for call in seen.calls]
    given = {(call["part"], frozenset(call["event"]) - IDS) for call in calls}
    assert {one for one in given if one[1]} == {
        ("goal_draft", frozenset({"item"})), ("goal_cleanup", frozenset({"error"})),
    }  # fmt: skip
    assert all(set(call["event"]) >= IDS for call in calls)


def test_at_most_five_platforms_are_drafted_at_once() -> None:
    assert definition(MACHINE)["States"]["Draft"]["MaxConcurrency"] == 5


def test_what_the_lambdas_answer_stays_out_of_the_states(played: Played) -> None:
    """An answer could hold anything; what is drafted is in the table, and the history is kept for ninety days."""
    inner = definition(MACHINE)["States"]["Draft"]["ItemProcessor"]["States"]["DraftItem"]
    kept = [name for name, state in definition(MACHINE)["States"].items() if state["Type"] == "Task"]
    said = {name: definition(MACHINE)["States"][name].get("ResultPath", "kept") for name in kept}
    assert inner["ResultPath"] is None
    assert {name for name, path in said.items() if path is not None} == {"Enforce", "Notify"}


def _made(seen: Seen) -> dict[tuple[str, Any], int]:
    counted: dict[tuple[str, Any], int] = {}
    for call in seen.calls:
        key = (call["part"], call["event"].get("item"))
        counted[key] = counted.get(key, 0) + 1
    return counted


def _expected(case: Case) -> dict[tuple[str, Any], int]:
    wanted: dict[tuple[str, Any], int] = {}
    for part, lines in case.script.items():
        by_item = lines if isinstance(lines, dict) else {None: lines}
        wanted |= {(part, item): len(answers) for item, answers in by_item.items()}
    return wanted
