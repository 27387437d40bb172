"""What the model reads of a call that it made: the executor's answer, as JSON text."""

import json
from typing import Any

from greenlight.threads.outcomes import MEANS, told

from .errors import LegFailed
from .ports import Json


def for_the_model(answer: Json) -> str | None:
    """A result, or a no that says what to put right; None where a person is asked and there is no answer yet."""
    match answer.get("status"):
        case "ok":
            said: Any = answer.get("result")
        case "refused":
            said = {"ok": False, "refused": True} | _given(answer, "detail", "problems")
        case "denied":
            said = {"ok": False, "denied": True} | _given(answer, "rule", "detail")
        case "approval_required":
            return None
        case str(status) if status in MEANS:
            said = {"ok": False} | told(answer)
        case _:
            raise LegFailed("platform_fault", "The platform gave an answer that makes no sense.")
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _given(answer: Json, *names: str) -> dict[str, Any]:
    return {name: answer[name] for name in names if name in answer}
