"""Replies in the form of the Chat Completions API: one JSON document, or chunks of a stream, token by token."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from .reply import Reply

MODEL = "offline-stand-in"
CREATED = 1_764_547_200  # constant, as everything else about this model
_PIECES = re.compile(r"\s*\S+|\s+$")
_ARGUMENT_PIECE = 12


def usage(request: dict[str, Any], reply: Reply) -> dict[str, int]:
    """Tokens as bytes/4: no tokenizer needed, and near enough for budgets."""
    asked = {"messages": request.get("messages", []), "tools": request.get("tools") or []}
    prompt = len(json.dumps(asked, ensure_ascii=False).encode()) // 4
    said = max(1, len((reply.text + reply.tool + reply.arguments).encode()) // 4)
    return {"prompt_tokens": prompt, "completion_tokens": said, "total_tokens": prompt + said}


def _finish(reply: Reply) -> str:
    return "tool_calls" if reply.tool else "stop"


def document(request: dict[str, Any], reply: Reply) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": reply.text or None, "refusal": None}
    if reply.tool:
        message["tool_calls"] = [_call(_call_id(), reply.tool, reply.arguments)]
    return {
        "id": f"chatcmpl-{uuid4().hex}", "object": "chat.completion", "created": CREATED,
        "model": request.get("model") or MODEL, "usage": usage(request, reply),
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": _finish(reply)}],
    }  # fmt: skip


def chunks(request: dict[str, Any], reply: Reply) -> Iterator[dict[str, Any]]:
    """The stream's chunks: role, then tokens or argument pieces, the finish, and usage if it was asked for."""
    head = {
        "id": f"chatcmpl-{uuid4().hex}", "object": "chat.completion.chunk", "created": CREATED,
        "model": request.get("model") or MODEL,
    }  # fmt: skip
    wants_usage = (request.get("stream_options") or {}).get("include_usage", False)
    nothing: dict[str, Any] = {"usage": None} if wants_usage else {}

    def chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {**head, "choices": [choice], **nothing}

    for delta in _deltas(reply):
        yield chunk(delta)
    yield chunk({}, _finish(reply))
    if wants_usage:
        yield {**head, "choices": [], "usage": usage(request, reply)}


def _deltas(reply: Reply) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant", "content": None if reply.tool else ""}
    if not reply.tool:
        yield from ({"content": piece} for piece in _PIECES.findall(reply.text))
        return
    yield {"tool_calls": [{"index": 0, **_call(_call_id(), reply.tool, "")}]}
    for at in range(0, len(reply.arguments), _ARGUMENT_PIECE):
        piece = reply.arguments[at : at + _ARGUMENT_PIECE]
        yield {"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}


def _call_id() -> str:
    """Unique, since an executor never acts twice on one id: the only thing here that differs from run to run."""
    return f"call_{uuid4().hex[:24]}"


def _call(call_id: str, name: str, arguments: str) -> dict[str, Any]:
    return {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}
