"""What the stand-in says of a call that a person decided on, or that went outside."""

from typing import Any

from .turn import Call

NO = frozenset({"refused", "denied", "error", "responded", "revise", "expired", "revoked", "cancelled", "not_sent",
                "failed", "unknown", "waiting", "interrupted",
                "needs_person"})  # fmt: skip
_WORDS = {
    "responded": "A person answered instead: {}",
    "revise": "A person asked for another version: {}",
    "expired": "That was not done, for nobody decided in time.",
    "revoked": "That was not done; the approval was taken back: {}",
    "not_sent": "That was never sent: {}",
    "failed": "That was sent, and declined at the other end: {}",
    "unknown": "I do not know whether that arrived; it is being checked.",
    "needs_person": "I do not know whether that arrived; a person looks into it.",
    "waiting": "That still waits for a person.",
}
SHOWN = 200  # characters of an answer from outside


def status_of(call: Call) -> str:
    return str(call.result.get("status", "")) if isinstance(call.result, dict) else ""


def verdict(call: Call) -> str:
    """A sentence on a person's no, or on an outcome outside; empty where it is neither."""
    if not isinstance(call.result, dict):
        return ""
    detail = str(call.result.get("detail") or "no reason was given").rstrip(".")
    if call.result.get("rule") == "person":
        return f"That was not done; a person said no: {detail}."
    said = _WORDS.get(status_of(call), "").format(detail)
    return f"{said.rstrip('.')}." if said else ""


def edit(call: Call, titles: dict[str, str]) -> str:
    """What a person changed of it before he approved; empty where he did not."""
    if not (changed := edited(call)):
        return ""
    parts = [
        f"{titles.get(name, name.replace('_', ' '))} {_plain(value)} instead of {_plain(call.arguments.get(name))}"
        for name, value in changed.items()
        if value != call.arguments.get(name)
    ]
    return f"A person changed it before approving: {', '.join(parts)}." if parts else ""


def edited(call: Call) -> dict[str, Any]:
    """The arguments that a person put in the place of the model's own."""
    given = call.result.get("edited") if isinstance(call.result, dict) else None
    arguments = given.get("arguments") if isinstance(given, dict) else None
    return arguments if isinstance(arguments, dict) else {}


def answered(call: Call, result: dict[str, Any]) -> str:
    """What a server outside answered; empty for any other result."""
    if "status_code" not in result:
        return ""
    sent = edited(call) or call.arguments
    body = " ".join(str(result.get("body") or "").split())
    more = f": {body[:SHOWN]}" if body else ""
    return f"{sent.get('method') or 'GET'} {sent.get('url', '')} was answered with {result['status_code']}{more}."


def _plain(value: Any) -> str:
    return "nothing" if value in (None, "") else str(value)
