"""A domain's card, or a toolset's: what the model reads about it once it has asked for it."""

import inspect
from pathlib import Path
from typing import Any

from .declare import Domain, Toolset

_LIMITS = {
    "minimum": "from {}", "exclusiveMinimum": "above {}", "maximum": "to {}", "exclusiveMaximum": "below {}",
    "maxLength": "at most {} characters",
}  # fmt: skip


def card(domain: Domain) -> str:
    """Markdown: the fields as a table, then the folder's own `skill.md` if there is one."""
    schema = domain.row.model_json_schema()
    lines = [f"# {domain.title}", "", inspect.getdoc(domain.row) or "", "", _identity(domain), ""]
    lines += ["| field | type | meaning |", "|---|---|---|"]
    required = schema.get("required", [])
    lines += [_row(name, spec, name in required) for name, spec in schema["properties"].items()]
    return "\n".join([*lines, *_skill(domain.row)]) + "\n"


def toolset_card(toolset: Toolset) -> str:
    """Markdown: the tools, then the `skill.md` beside the first one's arguments."""
    lines = [f"# {toolset.title}", "", "A person is asked before anything is sent.", ""]
    lines += [f"- `{tool.name}`: {tool.description}" for tool in toolset.tools]
    return "\n".join([*lines, *_skill(toolset.tools[0].arguments)]) + "\n"


def _skill(model: type[Any]) -> list[str]:
    skill = Path(inspect.getfile(model)).with_name("skill.md")
    return ["", skill.read_text(encoding="utf-8").strip()] if skill.is_file() else []


def _identity(domain: Domain) -> str:
    if domain.key:
        return f"One row per `{domain.key}`. Each row is the person's own."
    return "One row per person, under the key `me`."


def _row(name: str, spec: dict[str, Any], required: bool) -> str:
    kind = plain_type(spec)
    words = [spec.get("title", ""), spec.get("description", ""), _limits(narrow(spec))]
    meaning = "; ".join(word for word in words if word).replace("|", "\\|")
    return f"| `{name}` | {kind}{'' if required else ', optional'} | {meaning} |"


def narrow(spec: dict[str, Any]) -> dict[str, Any]:
    """The one thing a field is when it is not null; more than one stays as it is."""
    options = [option for option in spec.get("anyOf", ()) if option.get("type") != "null"]
    return {**{n: v for n, v in spec.items() if n != "anyOf"}, **options[0]} if len(options) == 1 else spec


def plain_type(spec: dict[str, Any]) -> str:
    """A word for the type: string, number, integer, boolean, date, time, choice; "other" for what has parts."""
    one = narrow(spec)
    if "enum" in one or "const" in one:
        return "choice"
    if one.get("format") in {"date", "date-time", "time"}:
        return {"date": "date", "date-time": "datetime", "time": "time"}[one["format"]]
    kind = one.get("type")
    return kind if kind in {"string", "number", "integer", "boolean"} else "other"


def _limits(spec: dict[str, Any]) -> str:
    said = [words.format(spec[name]) for name, words in _LIMITS.items() if name in spec]
    choices = [str(choice) for choice in spec.get("enum", ())]
    return ", ".join(said + (["one of " + ", ".join(choices)] if choices else []))
