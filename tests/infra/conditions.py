"""What is left of a template once its parameters are known: CloudFormation's conditions, as far as ours go."""

from collections.abc import Mapping
from typing import Any

Template = dict[str, Any]
NOTHING = {"Ref": "AWS::NoValue"}


def settled(template: Template, **given: str) -> Template:
    """Resources and outputs that would be made; what nobody gave has its default."""
    defaults = {
        name: one["Default"] for name, one in template.get("Parameters", {}).items() if "Default" in one
    }
    holding = {name: _holds(rule, defaults | given) for name, rule in template.get("Conditions", {}).items()}
    return {
        part: {
            name: _chosen(one, holding)
            for name, one in template.get(part, {}).items()
            if "Condition" not in one or holding[one["Condition"]]
        }
        for part in ("Resources", "Outputs")
    }


def _holds(rule: Any, values: Mapping[str, str]) -> bool:
    ((function, operands),) = rule.items()
    match function:
        case "Fn::And":
            return all(_holds(one, values) for one in operands)
        case "Fn::Not":
            return not _holds(operands[0], values)
        case "Fn::Equals":
            left, right = (values[one["Ref"]] if isinstance(one, dict) else one for one in operands)
            return bool(left == right)
    raise NotImplementedError(function)


def _chosen(value: Any, holding: Mapping[str, bool]) -> Any:
    if isinstance(value, dict) and set(value) == {"Fn::If"}:
        condition, yes, no = value["Fn::If"]
        return _chosen(yes if holding[condition] else no, holding)
    if isinstance(value, dict):
        found = {key: _chosen(one, holding) for key, one in value.items()}
        return {key: one for key, one in found.items() if one != NOTHING}
    if isinstance(value, list):
        return [one for one in (_chosen(one, holding) for one in value) if one != NOTHING]
    return value
