"""A definition that would not run on AWS, or that breaks a rule of ours, is found out; the sample is not."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from infra import asl
from tests.infra import asking

States = dict[str, dict[str, Any]]


def definition() -> dict[str, Any]:
    text = asking.MACHINE["definition.asl.json"].replace('"${PatienceSeconds}"', "3600")
    found: dict[str, Any] = json.loads(text)
    return found


def _lead_astray(states: States) -> None:
    states["AskPerson"]["Next"] = "Nowhere"


def _catch_nowhere(states: States) -> None:
    states["AskPerson"]["Catch"][0]["Next"] = "Nowhere"


def _choose_nowhere(states: States) -> None:
    states["NextStep"]["Choices"][0]["Next"] = "Nowhere"


def _wait_for_ever(states: States) -> None:
    del states["AskPerson"]["TimeoutSeconds"]


def _wait_by_path(states: States) -> None:
    states["AskPerson"]["TimeoutSeconds"] = "$.seconds"


def _retry_everything(states: States) -> None:
    states["AskPerson"]["Retry"][0]["ErrorEquals"] = ["States.ALL"]


def _swallow(states: States) -> None:
    states["AskPerson"]["Catch"][1]["Next"] = "NextStep"


def _call_by_arn(states: States) -> None:
    states["CleanUp"]["Resource"] = "arn:aws:lambda:eu-central-1:1:function:x"


def _call_another_service(states: States) -> None:
    states["CleanUp"]["Resource"] = "arn:aws:states:::sqs:sendMessage"


def _name_the_lambda(states: States) -> None:
    states["CleanUp"]["Parameters"]["FunctionName"] = "x"


def _keep_the_token(states: States) -> None:
    del states["AskPerson"]["Parameters"]["Payload"]


def _choose_without_default(states: States) -> None:
    del states["NextStep"]["Default"]


def _stop_midway(states: States) -> None:
    del states["CleanUp"]["End"]


def _leave_an_island(states: States) -> None:
    states["Island"] = {"Type": "Succeed"}


def _invent_a_type(states: States) -> None:
    states["Answered"]["Type"] = "Rejoice"


def _whisper(states: States) -> None:
    states["Answered"]["Type"] = "Pass"
    states["Answered"]["Next"] = "clean_up"
    states["clean_up"] = {"Type": "Succeed"}


def _go_round(states: States) -> None:
    states["Answered"] = {"Type": "Pass", "Next": "AskPerson"}
    states["CleanUp"] = {"Type": "Pass", "Next": "AskPerson"}


BROKEN: list[tuple[Callable[[States], None], str, str]] = [
    (_lead_astray, "AskPerson", "leads to 'Nowhere'"),
    (_catch_nowhere, "AskPerson", "leads to 'Nowhere'"),
    (_choose_nowhere, "NextStep", "leads to 'Nowhere'"),
    (_wait_for_ever, "AskPerson", "no TimeoutSeconds"),
    (_wait_by_path, "AskPerson", "no TimeoutSeconds"),
    (_retry_everything, "AskPerson", "retries States.ALL"),
    (_swallow, "AskPerson", "only CleanUp"),
    (_call_by_arn, "CleanUp", "calls 'arn:aws:lambda"),
    (_call_another_service, "CleanUp", "calls 'arn:aws:states:::sqs"),
    (_name_the_lambda, "CleanUp", "by a substitution"),
    (_keep_the_token, "AskPerson", "must pass $$.Task.Token"),
    (_choose_without_default, "NextStep", "no Default"),
    (_stop_midway, "CleanUp", "either a Next or an End"),
    (_leave_an_island, "Island", "reached from no other"),
    (_invent_a_type, "Answered", "of the type 'Rejoice'"),
    (_whisper, "clean_up", "PascalCase"),
    (_go_round, "AskPerson", "never ends"),
]


def test_the_sample_has_no_problem() -> None:
    assert not list(asl.problems(definition()))


@pytest.mark.parametrize(("breaks", "state", "words"), BROKEN, ids=[case[0].__name__[1:] for case in BROKEN])
def test_a_broken_definition_is_found_out(breaks: Callable[[States], None], state: str, words: str) -> None:
    broken = definition()
    breaks(broken["States"])
    assert [name for name, problem in asl.problems(broken) if words in problem] == [state]


def test_a_start_that_is_no_state_is_found_out() -> None:
    assert [name for name, _ in asl.problems(definition() | {"StartAt": "Nowhere"})] == ["StartAt"]


def test_what_runs_inside_a_state_is_looked_at_too() -> None:
    inner = {"StartAt": "Nowhere", "States": {}}
    for holder in ({"Type": "Parallel", "Branches": [inner]}, {"Type": "Map", "ItemProcessor": inner}):
        states = {"Each": {**holder, "End": True}}
        assert [name for name, _ in asl.problems({"StartAt": "Each", "States": states})] == ["StartAt"]


@pytest.mark.parametrize(
    ("holder", "towards", "well"),
    [
        ("Map", "GiveUp", True),
        ("Map", "CleanUp", False),
        ("Parallel", "CleanUp", True),
        ("Parallel", "GiveUp", False),
    ],
)
def test_an_item_of_a_map_is_given_up_by_one_state_and_a_branch_by_another(
    holder: str, towards: str, well: bool
) -> None:
    """An item's failure must not end the others; the name says at which of the two one looks."""
    task = definition()["States"]["CleanUp"]
    task["Catch"] = [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": towards}]
    inner = {"StartAt": "Try", "States": {"Try": task, towards: {"Type": "Pass", "End": True}}}
    outer = (
        {"Type": "Map", "ItemProcessor": inner}
        if holder == "Map"
        else {"Type": "Parallel", "Branches": [inner]}
    )
    found = [
        problem for _, problem in asl.problems({"StartAt": "All", "States": {"All": {**outer, "End": True}}})
    ]
    assert (found == []) is well, found
