"""A small edge for client tests: sign-in, tickets, and a socket whose behaviour a test scripts."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from localstack.client.edge_session import EdgeSession

Json = dict[str, Any]
THREAD, RUN, CORR = "thr_1", "run_1", "cor_1"
WEIGHT = {"day": "2026-11-20", "kg": 82.5}
WAITS = 6  # events before a person has decided


def story() -> list[Json]:
    """The events of one run that logs a weight."""
    return [
        {"type": "RUN_STARTED", "runId": "run_1.1", "metadata": {"run_id": RUN},
         "input": {"messages": [{"role": "user", "content": "log 82.5 kg for today"}]}},
        {"type": "TOOL_CALL_START", "toolCallId": "c1", "toolCallName": "weights.create"},
        {"type": "TOOL_CALL_ARGS", "toolCallId": "c1", "delta": json.dumps(WEIGHT)[:9]},
        {"type": "TOOL_CALL_ARGS", "toolCallId": "c1", "delta": json.dumps(WEIGHT)[9:]},
        {"type": "TOOL_CALL_END", "toolCallId": "c1"},
        {"type": "TOOL_CALL_RESULT", "toolCallId": "c1", "content": '{"status": "ok", "result": {}}'},
        {"type": "TEXT_MESSAGE_START", "messageId": "m1", "role": "assistant"},
        {"type": "TEXT_MESSAGE_CONTENT", "messageId": "m1", "delta": "Done: "},
        {"type": "TEXT_MESSAGE_CONTENT", "messageId": "m1", "delta": "logged."},
        {"type": "TEXT_MESSAGE_END", "messageId": "m1"},
        {"type": "RUN_FINISHED", "runId": "run_1.1", "outcome": {"type": "success"}},
    ]  # fmt: skip


def waiting_story(**answer: Any) -> list[Json]:
    """The same run where a person is asked about the call; `answer` is what comes of it."""
    told = story()
    asked = {"id": "apr_1", "reason": "tool_call", "message": "Coach wants to write", "toolCallId": "c1"}
    leg = {
        "type": "RUN_FINISHED",
        "runId": "run_1.1",
        "outcome": {"type": "interrupt", "interrupts": [asked]},
    }
    begun = {"type": "RUN_STARTED", "runId": "run_1.2", "parentRunId": "run_1.1", "metadata": {"run_id": RUN}}
    result = {**told[5], "content": json.dumps({"status": "ok", "result": {}} | answer)}
    return [*told[:5], leg, begun, result, *told[6:]]


def approval(**changes: Any) -> Json:
    """As `GET /api/v1/approvals/{id}` shows it."""
    return {
        "approval_id": "apr_1", "kind": "tool_call", "title": "Coach wants to write: weights.create",
        "tool": "weights.create", "effect": "write", "risk": "low", "target": "weights.create", "mode": "live",
        "digest": "d" * 64, "exact": 'weights.create {"day":"2026-11-20","kg":82.5}', "arguments": WEIGHT,
        "expires_at": "2026-11-21T00:00:00Z", "plain_words": "Approving makes exactly this change, once.",
        "status": "pending", "may_decide": True, "assignees": ["usr_customer"],
    } | changes  # fmt: skip


async def up_to_the_question(edge: "FakeEdge", socket: web.WebSocketResponse) -> None:
    for each in edge.frames()[:WAITS]:
        await socket.send_json(each)


def frame(seq: int, event: Json, thread: str = THREAD) -> Json:
    return {"v": 1, "kind": "event", "thread": thread, "seq": seq, "corr": CORR, "event": event}


class FakeEdge:
    """What was heard is in `heard`; `on_run(edge, socket, message)` scripts the answer to a run."""

    def __init__(self, on_run: Callable[["FakeEdge", web.WebSocketResponse], Awaitable[None]]) -> None:
        self.events = story()
        self.heard: list[Json] = []
        self.connections = 0
        self.tokens = 0
        self.refuse_tickets = 0
        self.expired_tickets = 0
        self.refusal: Json | None = None
        self.approvals: dict[str, Json] = {}
        self.no_resume: Json | None = None
        self.decided: list[Json] = []
        self._on_run = on_run

    def frames(self) -> list[Json]:
        return [frame(i, event) for i, event in enumerate(self.events, 1)]

    def kinds(self) -> list[str]:
        return [message["kind"] for message in self.heard]

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/local/token", self._token)
        app.router.add_post("/api/v1/ws-ticket", self._ticket)
        app.router.add_get("/api/v1/threads", self._threads)
        app.router.add_get("/api/v1/approvals", self._waiting)
        app.router.add_get("/api/v1/approvals/{id}", self._approval)
        app.router.add_post("/api/v1/approvals/{id}/decide", self._decide)
        app.router.add_get("/realtime", self._socket)
        return app

    async def _token(self, request: web.Request) -> web.Response:
        self.tokens += 1
        return web.json_response({"id_token": f"{(await request.json())['user']}-{self.tokens}"})

    async def _ticket(self, request: web.Request) -> web.Response:
        if self.refuse_tickets:
            self.refuse_tickets -= 1
            return web.json_response({"title": "Sign in, please"}, status=401)
        assert request.headers["Authorization"].startswith("Bearer ")
        return web.json_response({"ticket": f"t{self.connections}"})

    async def _threads(self, _: web.Request) -> web.Response:
        return web.json_response({"items": [{"thread_id": THREAD, "title": "log 82.5 kg"}]})

    async def _waiting(self, _: web.Request) -> web.Response:
        return web.json_response({"items": [a for a in self.approvals.values() if a["status"] == "pending"]})

    async def _approval(self, request: web.Request) -> web.Response:
        return web.json_response(self.approvals[request.match_info["id"]])

    async def _decide(self, request: web.Request) -> web.Response:
        self.decided.append({"id": request.match_info["id"], **(await request.json())})
        return web.json_response(self.approvals[request.match_info["id"]] | {"status": "approved"})

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if self.expired_tickets:
            self.expired_tickets -= 1
            return web.Response(status=401)
        self.connections += 1
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                await self._hear(socket, json.loads(message.data))
        return socket

    async def _hear(self, socket: web.WebSocketResponse, said: Json) -> None:
        self.heard.append(said)
        if self.refusal and said["kind"] == "run":
            await socket.send_json({"v": 1, "kind": "refused", "id": said["id"], "problem": self.refusal})
        elif said["kind"] in {"run", "cancel", "ui_intent"}:
            accepted = {"v": 1, "kind": "accepted", "id": said["id"], "run_id": RUN, "thread": THREAD}
            await socket.send_json(accepted)
            if said["kind"] == "run":
                await self._on_run(self, socket)
            if said["kind"] == "cancel":
                await self._cancel(socket)
        elif said["kind"] == "subscribe":
            await self._replay(socket, said)
        elif said["kind"] == "resume":
            await self._resume(socket, said)

    async def _cancel(self, socket: web.WebSocketResponse) -> None:
        """The run ends after its third event."""
        self.events = [*self.events[:3], {"type": "RUN_FINISHED", "outcome": {"type": "cancelled"}}]
        await socket.send_json(self.frames()[-1])

    async def _resume(self, socket: web.WebSocketResponse, said: Json) -> None:
        """Takes the verdict and sends what comes of the run, or refuses the first one if it was told to."""
        if self.no_resume:
            problem, self.no_resume = self.no_resume, None
            await socket.send_json({"v": 1, "kind": "refused", "id": said["id"], "problem": problem})
            return
        (entry,) = said["payload"]
        self.decided.append(entry)
        stands = [{"approval_id": entry["interruptId"], "status": "approved"}]
        await socket.send_json({"v": 1, "kind": "decided", "id": said["id"], "approvals": stands})
        for each in self.frames()[WAITS:]:
            await socket.send_json(each)

    async def _replay(self, socket: web.WebSocketResponse, said: Json) -> None:
        frames = self.frames()
        for missed in frames[said["payload"]["after_seq"] :]:
            await socket.send_json(missed)
        last = {"v": 1, "kind": "subscribed", "id": said["id"], "thread": said["thread"], "seq": len(frames)}
        await socket.send_json(last)


async def in_order(edge: FakeEdge, socket: web.WebSocketResponse) -> None:
    for each in edge.frames():
        await socket.send_json(each)


@asynccontextmanager
async def serving(edge: FakeEdge) -> AsyncIterator[EdgeSession]:
    """The edge on a port of its own, and a person who signs in there."""
    async with TestServer(edge.app(), host="127.0.0.1") as server:
        yield EdgeSession(str(server.make_url("")), timeout=5)
