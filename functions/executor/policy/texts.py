"""The policies as text: the files beside this one, and what a tenant adds; each known by its id and its words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Policy:
    """One Cedar policy. `source` is its file, or the name of the addition; `words` say it to a person."""

    id: str
    source: str
    words: str
    effect: str


@dataclass(frozen=True, slots=True)
class Source:
    """A text of Cedar under a name; `ours` for the platform's own files."""

    name: str
    text: str
    ours: bool = False


@cache
def schema_text() -> str:
    return (HERE / "greenlight.cedarschema").read_text(encoding="utf-8")


@cache
def own() -> tuple[Source, ...]:
    """The platform's own, by file name."""
    return tuple(
        Source(p.name, p.read_text(encoding="utf-8"), ours=True) for p in sorted(HERE.glob("*.cedar"))
    )


def policies(source: Source) -> Sequence[Policy]:
    """In the order of the text. Raises ValueError for what is no Cedar, or holds a template."""
    import cedarpy

    parsed = json.loads(cedarpy.policies_to_json_str(source.text))
    if parsed["templates"]:
        raise ValueError("templates are not taken, only whole policies")
    found = parsed["staticPolicies"]
    return [_policy(source, n, found[f"policy{n}"]) for n in range(len(found))]


def _policy(source: Source, n: int, parsed: dict[str, object]) -> Policy:
    said = parsed.get("annotations")
    said = said if isinstance(said, dict) else {}
    named = str(said.get("id") or n + 1)
    words = str(said.get("words") or f"The tenant's own policy «{source.name}» says so.")
    return Policy(
        named if source.ours else f"{source.name}/{named}", source.name, words, str(parsed["effect"])
    )
