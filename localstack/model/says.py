"""What the stand-in says: results, refusals and questions in plain words."""

from collections.abc import Sequence
from typing import Any

from . import verdicts
from .schema import Field, fields_of
from .turn import Call, Turn

STAND_IN = "I am the offline stand-in model: I match a few words against the tools I am offered and understand nothing."
_DONE = {"create": "added", "update": "changed", "delete": "removed", "save": "saved", "save_batch": "saved"}
_KEPT_QUIET = {"revision", "schema_version", "updated_at", "key", "ok", "status"}
MOST_ROWS = 10


def small_talk(turn: Turn) -> str:
    names = sorted({*turn.index, *turn.domains})
    known = f" I know of {_and(names)}." if names else ""
    example = names[0] if names else "weights"
    return (
        f"Hello. {STAND_IN}{known} Try “show my {example}”, “open my {example}”, or tell me a value to log, "
        "change or remove. With an API key set, a real model answers here."
    )


def cannot(turn: Turn) -> str:
    names = sorted({*turn.index, *turn.domains})
    return (
        f"I could not tell what you mean; as the offline stand-in I only know of {_and(names) or 'no tools'}."
    )


def no_tool(domain: str) -> str:
    return f"I found no tool of {domain} for that; I am only the offline stand-in model."


def ask(fields: Sequence[Field]) -> str:
    return f"Please also tell me: {_and([_asked(f) for f in fields])}."


def _asked(field: Field) -> str:
    options = field.schema.get("enum")
    return (
        f"{field.title} ({', '.join(str(o) for o in options if o is not None)})" if options else field.title
    )


def tell(call: Call, turn: Turn) -> str:
    """One result in words: what was done with which values, what was found, or why not."""
    domain, _, action = call.name.partition("__")
    if said := verdicts.verdict(call):
        return said
    if reason := refusal(call.result):
        return f"That was not done: {reason}"
    result = call.result.get("result", call.result) if isinstance(call.result, dict) else call.result
    if not isinstance(result, dict):
        return f"Done. {result}".strip()
    if said := verdicts.answered(call, result):
        return f"{said} {verdicts.edit(call, {})}".strip()
    if "form" in result or action in {"open_form", "form"}:
        return f"I opened the form for {domain}: edit the rows and press Save."
    titles = _titles(turn, domain)
    rows = next((result[k] for k in ("items", "rows") if isinstance(result.get(k), list)), None)
    if rows is not None and action not in _DONE:
        return _rows(rows, domain, titles)
    row = result.get("row") if isinstance(result.get("row"), dict) else None
    sent = verdicts.edited(call) or call.arguments
    done = _one(action, domain, _line(row or {**sent, **_scalars(result)}, titles))
    return f"{done} {verdicts.edit(call, titles)}".strip()


def _one(action: str, domain: str, line: str) -> str:
    if action in _DONE:
        return f"Done: {_DONE[action]} in {domain}{f' ({line})' if line else ''}."
    return f"{domain}: {line}." if line else f"Done: {domain} {action.replace('_', ' ')}."


def refusal(result: Any) -> str:
    """Why a result says no, as a sentence; empty for one that says yes."""
    if not isinstance(result, dict):
        return ""
    said_no = result.get("ok") is False or result.get("status") in verdicts.NO
    if not said_no and not isinstance(result.get("status"), int):
        return ""
    given = result.get("problem")
    problem: dict[str, Any] = given if isinstance(given, dict) else result
    detail = str(problem.get("detail") or result.get("detail") or "").rstrip(".")
    told = result.get("problems") or problem.get("errors") or []
    points = [
        _point(p)
        for p in told
        if not (isinstance(p, dict) and str(p.get("detail", "")).rstrip(".") in detail)
    ]
    rule = f" (rule {result['rule']})" if result.get("rule") else ""
    parts = [p for p in [detail, *points] if p]
    return f"{'; '.join(parts) or 'it was refused'}{rule}."


def _point(problem: Any) -> str:
    if not isinstance(problem, dict):
        return str(problem)
    where = str(problem.get("pointer", "")).strip("#/").replace("/", " ")
    return f"{where + ': ' if where else ''}{str(problem.get('detail', '')).rstrip('.')}"


def _rows(rows: Sequence[Any], domain: str, titles: dict[str, str]) -> str:
    if not rows:
        return f"There is nothing in {domain} yet."
    plain = [r["row"] if isinstance(r, dict) and isinstance(r.get("row"), dict) else r for r in rows]
    shown = [f"- {_line(r, titles) if isinstance(r, dict) else r}" for r in plain[:MOST_ROWS]]
    more = f"\n… and {len(rows) - MOST_ROWS} more." if len(rows) > MOST_ROWS else ""
    return f"In {domain} I see {len(rows)}:\n" + "\n".join(shown) + more


def _scalars(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in values.items() if isinstance(v, (str, int, float, bool))}


def _line(row: dict[str, Any], titles: dict[str, str]) -> str:
    said = {k: v for k, v in row.items() if k not in _KEPT_QUIET and v not in (None, "", [], {})}
    return ", ".join(f"{titles.get(k, k.replace('_', ' '))} {_plain(v)}" for k, v in said.items())


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " / ".join(_plain(v) for v in value)
    return _line(value, {}) if isinstance(value, dict) else str(value)


def _titles(turn: Turn, domain: str) -> dict[str, str]:
    """What people call the fields of a domain, from all its tools."""
    schemas = [t.get("parameters") or {} for n, t in turn.tools.items() if n.startswith(f"{domain}__")]
    return {f.name: f.title for schema in schemas for f in fields_of(schema, schema)}


def _and(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
