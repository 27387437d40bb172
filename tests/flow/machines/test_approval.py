"""The approval machine: each case starts at once with the others, then is asked what it saw."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from .folder import Case, cases
from .stage import Seen, Stage

MACHINE = "approval"
CASES = cases(MACHINE)
SETTLES = {"op", "tenant_id", "approval_id", "execution", "correlation_id"}
Played = Mapping[str, Future[list[Seen]]]


@pytest.fixture(scope="module")
def played(stage: Stage) -> Iterator[Played]:
    with ThreadPoolExecutor(len(CASES)) as pool:
        yield {case.name: pool.submit(stage.play, case) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_takes_its_path(case: Case, played: Played, stage: Stage) -> None:
    if reason := case.not_on.get(stage.interpreter):
        pytest.skip(reason)
    for seen in played[case.name].result():
        assert (seen.status, seen.error) == ("FAILED" if case.fails_with else "SUCCEEDED", case.fails_with)
        assert seen.path == case.path
        made = [call["part"] for call in seen.calls]
        assert {part: made.count(part) for part in made} == {
            part: len(case.script[part]) for part in case.script
        }
        cleaned_up = [call["event"]["error"] for call in seen.calls if call["part"] == "approval_cleanup"]
        assert set(cleaned_up) == ({case.cleans_up_after} if case.cleans_up_after else set())
        if not case.fails_with:
            assert seen.output == case.script["executor"][-1]


@pytest.mark.parametrize("case", [case for case in CASES if case.callbacks], ids=lambda case: case.name)
def test_a_callback_takes_once_and_only_in_time(case: Case, played: Played, stage: Stage) -> None:
    if reason := case.not_on.get(stage.interpreter):
        pytest.skip(reason)
    wanted = [callback["takes"] for callback in case.callbacks]
    for seen in played[case.name].result():
        assert [
            None if want is None else took for want, took in zip(wanted, seen.took, strict=True)
        ] == wanted


def test_the_executor_gets_ids_and_nothing_that_gives_a_right(played: Played) -> None:
    calls = [call for one in played.values() for seen in one.result() for call in seen.calls]
    assert {frozenset(call["event"]) for call in calls if call["part"] == "executor"} == {frozenset(SETTLES)}
    assert {call["part"] for call in calls if "task_token" in call["event"]} == {"approval_wait"}
