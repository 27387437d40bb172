"""What the catalogue says of a tool, and whether arguments fit it: for the executor, and for a person's edit."""

from collections.abc import Mapping
from typing import Any

from . import aws
from .catalogue import load
from .errors import Invalid, NotFound
from .reading import pointer

Json = dict[str, Any]


def described(tool: str) -> Json:
    """The catalogue's entry for `domain.name`. Raises NotFound."""
    domain, _, short = tool.partition(".")
    found: Json | None = load()["domains"].get(domain, {}).get("tools", {}).get(short)
    if found is None:
        raise NotFound(f"There is no tool {tool[:64]}.")
    return found


def schema_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 in hex of a tool's argument schema: a parked action is bound to the schema that it was checked by."""
    from .approvals.digests import canonical, sha256

    return sha256(canonical(entry["parameters"]))


def check_arguments(tool: str, schema: Mapping[str, Any], arguments: Any) -> None:
    """Raises Invalid, with a pointer for each problem."""
    known = (aws.setting("CATALOGUE_HASH", ""), tool)
    if known not in _validators:
        import jsonschema_rs

        # With a mask no message repeats a value: it may be a secret that should never have been sent.
        _validators[known] = jsonschema_rs.Draft202012Validator(
            dict(schema), validate_formats=True, mask="it"
        )
    errors = [
        {"pointer": pointer(*error.instance_path), "detail": error.message}
        for error in _validators[known].iter_errors(arguments)
    ]
    if errors:
        first = f"{errors[0]['pointer']} {errors[0]['detail']}".strip()
        raise Invalid(f"{tool} does not take these arguments: {first}", problems=errors)


_validators: dict[tuple[str, str], Any] = {}  # compiled once per process and catalogue
