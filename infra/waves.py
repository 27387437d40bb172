"""Which stacks may go side by side, and which must wait for others: nothing else orders a deploy."""

from collections.abc import Iterator, Mapping
from typing import Any

from .stacks import FIRST, LAST
from .template import Template

MACHINE = "AWS::StepFunctions::StateMachine"


def of_folders(templates: Mapping[str, Template]) -> Iterator[list[str]]:
    """Between `layers` and `api`: folders, those that report a failure to another one, then the state machines."""
    left = {name: content for name, content in templates.items() if name not in {*FIRST, LAST}}
    machines = [name for name, content in left.items() if _of_type(content, MACHINE)]
    reporting = [name for name, content in left.items() if _reports_elsewhere(content)]
    waves = [[name for name in left if name not in {*machines, *reporting}], reporting, machines]
    return filter(None, waves)


def _reports_elsewhere(template: Template) -> bool:
    """True where a failure is told to a Lambda of another folder, which must be there before."""
    own = {r["Properties"]["FunctionName"]["Fn::Sub"] for r in _of_type(template, "AWS::Lambda::Function")}
    told = [
        r["Properties"]["DestinationConfig"]["OnFailure"]["Destination"]
        for r in _of_type(template, "AWS::Lambda::EventInvokeConfig")
        if "DestinationConfig" in r["Properties"]
    ]
    lambdas = {d["Fn::Sub"].rpartition(":")[2] for d in told if ":function:" in d.get("Fn::Sub", "")}
    return not lambdas <= own


def _of_type(template: Template, kind: str) -> list[dict[str, Any]]:
    return [resource for resource in template["Resources"].values() if resource["Type"] == kind]
