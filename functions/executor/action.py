"""An action: a tool call with its bound arguments, known to the catalogue and valid by its schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from greenlight.catalogue import load, tool_name
from greenlight.errors import Invalid, NotFound
from greenlight.reading import pointer
from greenlight.tokens import RunClaims


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody wants done. `who` comes from the verified run token alone."""

    who: RunClaims
    call_id: str
    tool: str
    effect: str
    risky: bool
    verb: str | None
    arguments: Mapping[str, Any]

    @property
    def domain(self) -> str:
        return self.tool.partition(".")[0]


def known(who: RunClaims, call_id: str, name: str, arguments: Any) -> Action:
    """Raises NotFound for a tool that is not in the catalogue, Invalid for arguments that break its schema."""
    tool = tool_name(name)
    domain, _, short = tool.partition(".")
    described = load()["domains"].get(domain, {}).get("tools", {}).get(short)
    if described is None:
        raise NotFound(f"There is no tool {tool}.")
    _check(tool, described["parameters"], arguments)
    return Action(who, call_id, tool, described["effect"], described["risky"], described["verb"], arguments)


def _check(tool: str, schema: Mapping[str, Any], arguments: Any) -> None:
    if tool not in _validators:
        import jsonschema_rs

        _validators[tool] = jsonschema_rs.Draft202012Validator(dict(schema), validate_formats=True)
    errors = [
        {"pointer": pointer(*error.instance_path), "detail": error.message}
        for error in _validators[tool].iter_errors(arguments)
    ]
    if errors:
        first = f"{errors[0]['pointer']} {errors[0]['detail']}".strip()
        raise Invalid(f"{tool} does not take these arguments: {first}", problems=errors)


_validators: dict[str, Any] = {}  # compiled once per process, in which the catalogue does not change
