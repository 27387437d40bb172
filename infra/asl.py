"""What a state machine's definition must look like (Amazon States Language): a pure check, beside cfn-lint's.

cfn-lint does not follow `Next`, and the local engines accept what AWS would refuse.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

CLEAN_UP = "CleanUp"  # the one state that may hear of every error
GIVE_UP = "GiveUp"  # the same inside a Map, for one item: it keeps none of the others from being done
INVOKE = "arn:aws:states:::lambda:invoke"
RESOURCES = {INVOKE, f"{INVOKE}.waitForTaskToken"}
ENDS = {"Succeed", "Fail"}
KINDS = {"Task", "Choice", "Pass", "Wait", "Parallel", "Map", *ENDS}
NAME = re.compile(r"[A-Z][A-Za-z]*\Z")
EVERY = "States.ALL"
Json = Mapping[str, Any]
Problem = tuple[str, str]


def problems(definition: Json, clean_up: str = CLEAN_UP) -> Iterator[Problem]:
    """State (or where else) and what is wrong with it, worded to follow its name."""
    states: Json = definition.get("States", {})
    start = definition.get("StartAt", "")
    if start not in states:
        yield "StartAt", f"names '{start}', which is no state."
        return
    for name, state in states.items():
        yield from ((name, problem) for problem in _state(name, state, states, clean_up))
        for inner in state.get("Branches", ()):
            yield from problems(inner)
        for inner in filter(None, [state.get("ItemProcessor")]):
            yield from problems(inner, GIVE_UP)
    reached = _reached(start, states)
    yield from ((name, "is reached from no other state.") for name in states if name not in reached)
    if not any(_ends(states[name]) for name in reached):
        yield start, "starts what never ends."


def targets(state: Json) -> Iterator[str]:
    """Every state that may follow this one."""
    rules = (*state.get("Choices", ()), *state.get("Catch", ()))
    named = (state.get("Next"), state.get("Default"), *(rule.get("Next") for rule in rules))
    yield from (name for name in named if name)


def _state(name: str, state: Json, states: Json, clean_up: str) -> Iterator[str]:
    kind = state.get("Type")
    if not NAME.match(name):
        yield "is not named by words in PascalCase."
    if kind not in KINDS:
        yield f"is of the type '{kind}', which there is not."
    yield from (
        f"leads to '{target}', which is no state." for target in targets(state) if target not in states
    )
    if kind == "Choice" and "Default" not in state:
        yield "has no Default: what fits no rule would fail the execution."
    if kind not in {"Choice", *ENDS} and bool(state.get("Next")) == bool(state.get("End")):
        yield "needs either a Next or an End."
    yield from _task(state) if kind == "Task" else ()
    yield from _errors(state, clean_up)


def _task(state: Json) -> Iterator[str]:
    resource, seconds = state.get("Resource"), state.get("TimeoutSeconds")
    if resource not in RESOURCES:
        yield f"calls '{resource}'; only {' and '.join(sorted(RESOURCES))} are wanted."
    if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 1:
        yield "has no TimeoutSeconds: AWS would wait for a year."
    parameters = state.get("Parameters", {})
    waits = str(resource).endswith(".waitForTaskToken")
    if waits != ("$$.Task.Token" in str(parameters)):
        yield "must pass $$.Task.Token where it waits for it, and only there."
    if not str(parameters.get("FunctionName", "")).startswith("${"):
        yield "must name its Lambda by a substitution, such as ${executor}."


def _errors(state: Json, clean_up: str) -> Iterator[str]:
    for retry in state.get("Retry", ()):
        if EVERY in retry.get("ErrorEquals", ()):
            yield f"retries {EVERY}: name the errors that asking again may help."
    for catch in state.get("Catch", ()):
        if EVERY in catch.get("ErrorEquals", ()) and catch.get("Next") != clean_up:
            yield f"catches {EVERY} towards '{catch.get('Next')}': only {clean_up} may hear of every error."


def _reached(start: str, states: Json) -> set[str]:
    found, left = set[str](), [start]
    while left:
        name = left.pop()
        if name in states and name not in found:
            found.add(name)
            left += targets(states[name])
    return found


def _ends(state: Json) -> bool:
    return state.get("Type") in ENDS or bool(state.get("End"))
