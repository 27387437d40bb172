"""What would be sent, to the byte, without sending it: for the person who is asked. Pure; no table, no look-up."""

from collections.abc import Mapping
from typing import Any

from .adapters import ADAPTERS
from .adapters.http_request import attempt_key
from .adapters.protocol import Adapter


def preview(request: Mapping[str, Any], adapters: Mapping[str, Adapter] = ADAPTERS) -> dict[str, Any]:
    """`{tool, arguments, approval_id}` → `{ok: true, exact, exact_sha256, target}`, or `{ok: false, problems}`.

    The approval's id is part of what is sent (our key stands in a header), so an approval has its id before its bytes.
    """
    tool, approval_id = request.get("tool"), request.get("approval_id")
    adapter = adapters.get(str(tool))
    if adapter is None:
        return _refused(f"Nothing here can send {str(tool)[:64]}.")
    arguments = request.get("arguments")
    if not isinstance(arguments, Mapping) or not isinstance(approval_id, str) or not approval_id:
        return _refused("A preview needs `arguments` and the `approval_id` that they are for.")
    if problems := adapter.validate(arguments):
        return {"ok": False, "problems": [dict(problem) for problem in problems]}
    ready = adapter.prepare(arguments, attempt_key(approval_id, arguments))
    return {"ok": True, "exact": ready.exact, "exact_sha256": ready.sha256, "target": ready.target}


def _refused(detail: str) -> dict[str, Any]:
    return {"ok": False, "problems": [{"pointer": "", "detail": detail}]}
