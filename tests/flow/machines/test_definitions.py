"""What a machine must be so that it means the same on AWS and on both interpreters; the rest is `infra/asl.py`'s."""

import json
import re
from typing import Any

import pytest

from .folder import NAMES, definition

LEFT_OUT = {
    "QueryLanguage", "Assign", "HeartbeatSeconds", "HeartbeatSecondsPath", "TimeoutSecondsPath", "ItemBatcher",
    "ResultWriter",
}  # fmt: skip
States = dict[str, dict[str, Any]]


@pytest.fixture(params=NAMES)
def states(request: pytest.FixtureRequest) -> States:
    """Those inside a Map too."""
    outer: States = definition(request.param)["States"]
    inner = [state["ItemProcessor"]["States"] for state in outer.values() if "ItemProcessor" in state]
    return {name: body for states in (outer, *inner) for name, body in states.items()}


def test_every_state_says_what_it_is_for(states: States) -> None:
    assert [state for state, body in states.items() if not body.get("Comment")] == []


def test_every_task_but_the_clean_up_hears_of_every_error(states: States) -> None:
    tasks = {state: body.get("Catch", [{}]) for state, body in states.items() if body["Type"] == "Task"}
    assert [
        state for state, catches in tasks.items() if catches[-1].get("ErrorEquals") != ["States.ALL"]
    ] == ["CleanUp"]


def test_nothing_is_used_that_an_interpreter_lacks(states: States) -> None:
    used = set(re.findall(r'"(\w+)":', json.dumps(states)))
    assert used & LEFT_OUT == set()


def test_an_error_reaches_the_clean_up_by_its_name_alone(states: States) -> None:
    """A fault's text may quote anything; what a state passes on is in the execution's history for ninety days."""
    assert set(re.findall(r"\$\.failure[\w.]*", json.dumps(states["CleanUp"]))) == {"$.failure.Error"}


def test_every_task_tries_again_after_a_transaction_that_stood_in_anothers_way(states: States) -> None:
    """Every approval of a tenant looks at the same kill switches: on AWS even two looks can be in each other's way."""
    tasks = {state: body.get("Retry", []) for state, body in states.items() if body["Type"] == "Task"}
    lost = {"TransactionCanceledException", "TransactionConflictException"}
    named = {
        state: {name for retry in found for name in retry["ErrorEquals"]} for state, found in tasks.items()
    }
    assert [state for state, names in named.items() if not lost <= names] == []


def test_the_three_waits_differ_in_their_length_alone() -> None:
    waits = [
        body for state, body in definition("approval")["States"].items() if state.startswith("AskPerson")
    ]
    kinds = {json.dumps({**wait, "TimeoutSeconds": 0, "Comment": ""}) for wait in waits}
    assert (len(waits), len(kinds)) == (3, 1)
