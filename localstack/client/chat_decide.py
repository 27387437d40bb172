"""An interrupt as a question in the terminal: what would happen, in its very bytes, and the person's verdict on it."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

Json = dict[str, Any]
Ask = Callable[[str], Awaitable[str | None]]
Tell = Callable[[str], None]
LONG = 4000  # characters of the exact text that are shown unasked
KEYS = "a approve [note] · e edit · d deny [reason] · v view all · s leave it > "
EDITS = {
    "final": "The answer as it shall be > ",
    "tool_call": 'What changes, as JSON such as {"kg": 82.4} > ',
}


def question(approval: Json) -> list[str]:
    """Who wants what, where it goes, what a yes means, and the exact text that it is about."""
    mode = "" if approval.get("mode", "live") == "live" else f" [{approval['mode']}]"
    return [
        f"┌ {approval['title']}{mode}",
        f"│ tool    {approval['tool']} ({approval['effect']}, {approval.get('risk') or 'no'} risk)",
        f"│ target  {approval.get('target') or approval['tool']}",
        f"│ until   {approval.get('expires_at', '')}   digest {approval['digest'][:16]}…",
        f"│ {approval.get('plain_words', '')}",
        *(f"│   {line}" for line in _exact(approval)),
        "└",
    ]


def _exact(approval: Json) -> list[str]:
    text = str(approval["exact"])
    if approval["kind"] == "context":
        return [*map(_message, approval["arguments"]["messages"]), f"({len(text.encode())} bytes in all)"]
    if len(text) > LONG:
        return [*text[:LONG].splitlines(), f"… ({len(text.encode())} bytes in all)"]
    return text.splitlines()


def _message(message: Json) -> str:
    said = message.get("content") or json.dumps(message.get("tool_calls"), ensure_ascii=False)
    words = " ".join(str(said).split())
    return f"{message['role']:<9} {words[:160]}{'…' if len(words) > 160 else ''}"


async def verdict(approval: Json, ask: Ask, tell: Tell) -> Json | None:
    """The body of contracts §3's decide; None where the person leaves it open."""
    while (line := await ask(KEYS)) is not None:
        key, _, rest = line.strip().partition(" ")
        if key in {"s", "skip"}:
            break
        if key in {"a", "approve"}:
            return _body(approval, "approve", rest)
        if key in {"d", "deny"}:
            reason = rest or await ask("Why? The agent reads it > ")
            return _body(approval, "deny", reason or "")
        if key in {"e", "edit"} and approval["kind"] in EDITS:
            if (arguments := _edited(approval, rest or await ask(EDITS[approval["kind"]]) or "")) is not None:
                return _body(approval, "edit", "") | {"arguments": arguments}
            tell("That is no JSON object; nothing was decided.")
        elif key in {"v", "view"}:
            tell(str(approval["exact"]))
        else:
            tell("One of a, e, d, v, s, please.")
    return None


def _body(approval: Json, word: str, note: str) -> Json:
    said = {"verdict": word, "digest": approval["digest"]}
    return said | ({"note": note.strip()} if note.strip() else {})


def _edited(approval: Json, typed: str) -> Json | None:
    """An answer is typed anew; of a call's arguments, only what shall be another."""
    if approval["kind"] == "final":
        return {"text": typed} if typed.strip() else None
    try:
        changed = json.loads(typed)
    except ValueError:
        return None
    return {**approval["arguments"], **changed} if isinstance(changed, dict) else None
