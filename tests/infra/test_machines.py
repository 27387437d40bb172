"""A state machine's stack: its definition, who it may invoke, what it waits for where; and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra import machines, registry
from infra.build import Built
from infra.where import Unbuildable
from tests.infra import asking, samples
from tests.infra.conftest import Templates, read
from tests.infra.reading import functions, many, of_type, statements, text

SAMPLE = asking.MACHINE


@pytest.fixture(scope="module")
def template(sample: Built) -> dict[str, Any]:
    return read(sample.out)["asking-machine"]


def test_a_machine_is_known_by_its_name_and_its_definition_has_holes_without_quotes_for_numbers(
    template: dict[str, Any],
) -> None:
    made = template["Resources"]["Machine"]["Properties"]
    assert text(made["StateMachineName"]) == "asking"
    assert '"TimeoutSeconds": ${PatienceSeconds}' in made["DefinitionString"]
    assert set(made["DefinitionSubstitutions"]) == {"wait_for", "ask", "PatienceSeconds"}


def test_a_machine_waits_long_on_aws_and_shortly_on_local_stages(template: dict[str, Any]) -> None:
    given = template["Resources"]["Machine"]["Properties"]["DefinitionSubstitutions"]
    assert given["PatienceSeconds"] == {"Fn::If": ["IsLocal", "5", "3600"]}


def test_a_machine_may_invoke_exactly_its_lambdas(templates: Templates) -> None:
    found = list(of_type(templates, "StepFunctions::StateMachine"))
    assert found
    for stack, _, made in found:
        role = templates[stack]["Resources"]["Role"]["Properties"]
        allowed = role["Policies"][0]["PolicyDocument"]["Statement"]
        assert [statement["Action"] for statement in allowed] == ["lambda:InvokeFunction"]
        named = {text(place).rpartition("PREFIX-")[2] for place in many(allowed[0]["Resource"])}
        assert named == set(made["DefinitionSubstitutions"]) & set(functions(templates))
        (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert trust["Principal"] == {"Service": "states.amazonaws.com"}


def test_the_log_of_a_machine_tells_of_failures_and_never_of_what_it_carries(
    template: dict[str, Any],
) -> None:
    condition, logging, nothing = template["Resources"]["Machine"]["Properties"]["LoggingConfiguration"][
        "Fn::If"
    ]
    assert (condition, nothing) == ("IsCloud", {"Ref": "AWS::NoValue"})
    assert (logging["Level"], logging["IncludeExecutionData"]) == ("ERROR", False)
    assert template["Resources"]["Log"]["Properties"]["RetentionInDays"] > 0


def test_a_machine_is_started_by_whoever_declares_it_and_by_nobody_else(sample: Built) -> None:
    templates = read(sample.out)
    starters = [
        name
        for name in functions(templates)
        if any("states:StartExecution" in many(s["Action"]) for s in statements(templates, name))
    ]
    assert starters == ["hear"]
    assert "ASKING_MACHINE" in functions(templates)["hear"]["Environment"]["Variables"]


CASES = {
    "a machine under another name": (
        ("machine.py", 'name="asking"', 'name="asked"'), "machine.py", 'name="asked"', "not its folder's name",
    ),
    "no machine": (("machine.py", "MACHINE =", "MACHINES ="), "machine.py", '"""Sample', "must define MACHINE"),
    "an invoke of nobody": (
        ("machine.py", '"wait_for", "ask"', '"wait_for", "ask", "nobody"'), "machine.py", '"nobody"',
        "no internal Lambda",
    ),
    "an invoke of what serves users": (
        ("machine.py", '"ask")', '"ask", "live-routes")'), "machine.py", '"live-routes"', "no internal Lambda",
    ),
    "a number that is none": (("machine.py", '"3600"', '"1h"'), "machine.py", "PatienceSeconds", "two whole numbers"),
    "a hole that nobody fills": (
        ("definition.asl.json", "${ask}", "${somebody}"), "machine.py", '"ask"', "does not stand in the definition",
    ),
    "no JSON": (
        ("definition.asl.json", '"States": {', '"States": {,'), "definition.asl.json", '"States": {,', "no JSON",
    ),
    "a state that leads nowhere": (
        ("definition.asl.json", '"Default": "CleanUp"', '"Default": "TidyUp"'), "definition.asl.json", '"NextStep": {',
        "leads to 'TidyUp'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.replace(" ", "-"))
def test_what_could_not_run_is_refused_with_its_line(case: str, tmp_path: Path) -> None:
    (file, before, after), where, line, words = CASES[case]
    assert before in SAMPLE[file]
    functions_ = samples.platform(tmp_path)
    asking.write(functions_, SAMPLE | {file: SAMPLE[file].replace(before, after, 1)})
    with pytest.raises(Unbuildable) as caught:
        machines.load(functions_, registry.load(functions_))
    named = tmp_path / "statemachines" / "asking" / where
    number = next(n for n, content in enumerate(named.read_text().splitlines(), 1) if line in content)
    assert caught.value.detail.startswith(f"{named.resolve()}:{number}: "), caught.value.detail
    assert words in caught.value.detail


def test_a_machine_without_a_definition_is_refused(tmp_path: Path) -> None:
    functions_ = samples.platform(tmp_path)
    (tmp_path / "statemachines" / "asking" / machines.DEFINITION).unlink()
    with pytest.raises(Unbuildable, match=machines.DEFINITION):
        machines.load(functions_, registry.load(functions_))


def test_the_holes_may_be_filled_to_look_at_a_definition(sample: Built, tmp_path: Path) -> None:
    functions_ = samples.platform(tmp_path)
    (one,) = machines.load(functions_, registry.load(functions_))
    filled = json.loads(machines.filled(one, {"PatienceSeconds": "7", "ask": "arn:ask"}))
    assert filled["States"]["AskPerson"]["TimeoutSeconds"] == 7
    assert filled["States"]["CleanUp"]["Parameters"]["FunctionName"] == "arn:ask"
