"""The baseline's agent service: `POST /run` streams NDJSON, tools go back to the API over HTTP with an RS256 JWT.

Configured by its environment: PORT, API_URL, AGENT_PRIVATE_KEY, OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL.
"""

import json
import os
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import jwt
import uvicorn
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from openai import AsyncOpenAI

from tests.load.baseline.tools import PERSONA

Json = dict[str, Any]
STEPS = 8
TOKEN_SECONDS = 300

app = FastAPI()
api = httpx2.AsyncClient(
    base_url=os.environ["API_URL"], timeout=30, limits=httpx2.Limits(max_connections=200)
)
model = AsyncOpenAI(max_retries=0)
KEY: Any = load_pem_private_key(os.environ["AGENT_PRIVATE_KEY"].encode(), None)
cache: Json = {"token": "", "until": 0.0}


def headers() -> dict[str, str]:
    """The agent's JWT, signed once in a few minutes."""
    if cache["until"] < time.time():
        until = int(time.time()) + TOKEN_SECONDS
        cache["token"] = jwt.encode({"sub": "agent", "aud": "api", "exp": until}, KEY, algorithm="RS256")
        cache["until"] = until - 30
    return {"Authorization": f"Bearer {cache['token']}"}


async def capabilities() -> Json:
    """Fetched once; every prompt holds all of it."""
    if "capabilities" not in cache:
        cache["capabilities"] = (await api.get("/capabilities", headers=headers())).raise_for_status().json()
    found: Json = cache["capabilities"]
    return found


async def run(request: Request) -> StreamingResponse:
    return StreamingResponse(events(await request.json()), media_type="application/x-ndjson")


async def events(body: Json) -> AsyncIterator[str]:
    known = await capabilities()
    today = f"Today is {datetime.now(UTC).date().isoformat()}."
    messages = [{"role": "system", "content": f"{PERSONA}\n{known['cards']}\n{today}"}, *body["messages"]]
    yield line({"type": "RUN_STARTED"})
    for _ in range(STEPS):
        answer: Json = {"text": "", "calls": {}}
        async for event in ask(messages, known["tools"], answer):
            yield line(event)
        if not answer["calls"]:
            return
        messages.append(assistant(answer))
        for call in answer["calls"].values():
            content = await execute(body["user"], call)
            messages.append({"role": "tool", "tool_call_id": call["id"], "content": content})
            yield line({"type": "TOOL_CALL_RESULT", "toolCallId": call["id"], "content": content})


async def ask(messages: list[Any], tools: list[Any], answer: Json) -> AsyncIterator[Json]:
    """One streamed model call; `answer` collects its text and calls."""
    wanted: Json = {"messages": messages, "tools": tools, "stream_options": {"include_usage": True}}
    stream = await model.chat.completions.create(model=os.environ["OPENAI_MODEL"], stream=True, **wanted)
    async for chunk in stream:
        delta = chunk.choices[0].delta if chunk.choices else None
        if delta and delta.content:
            answer["text"] += delta.content
            yield {"type": "TEXT_MESSAGE_CONTENT", "delta": delta.content}
        for part in (delta and delta.tool_calls) or []:
            call = answer["calls"].setdefault(part.index, {"id": part.id, "name": "", "arguments": ""})
            call["name"] += (part.function and part.function.name) or ""
            call["arguments"] += (part.function and part.function.arguments) or ""
    for call in answer["calls"].values():
        yield {"type": "TOOL_CALL_START", "toolCallId": call["id"], "toolCallName": call["name"]}
        yield {"type": "TOOL_CALL_ARGS", "toolCallId": call["id"], "delta": call["arguments"]}


def assistant(answer: Json) -> Json:
    calls = [
        {"id": c["id"], "type": "function", "function": {"name": c["name"], "arguments": c["arguments"]}}
        for c in answer["calls"].values()
    ]
    return {"role": "assistant", "content": answer["text"] or None, "tool_calls": calls}


async def execute(user: str, call: Json) -> str:
    body = {"user": user, "tool": call["name"], "arguments": json.loads(call["arguments"])}
    answer = await api.post("/internal/tools/execute", json=body, headers=headers())
    return answer.raise_for_status().text


def line(event: Json) -> str:
    return json.dumps(event) + "\n"


async def health() -> Response:
    return Response("ok")


app.add_api_route("/run", run, methods=["POST"])
app.add_api_route("/health", health, methods=["GET"])

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning", access_log=False)
