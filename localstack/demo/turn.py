"""One turn in audit mode: every interrupt is fetched, checked, decided as the scene says, and followed to the end."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from greenlight.approvals.digests import action_digest

from localstack.client.edge_session import EdgeSession
from localstack.client.socket_client import SocketClient
from localstack.client.socket_messages import interrupts_of

from .scenes import Scene
from .transcript import Transcript

Json = dict[str, Any]


@dataclass
class Told:
    """What a turn left behind: its events, and each approval as it was asked and as it was decided."""

    events: list[Json] = field(default_factory=list)
    asked: list[Json] = field(default_factory=list)
    decided: list[Json] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Every word that the thread was shown."""
        return "".join(e["delta"] for e in self.events if e["type"] == "TEXT_MESSAGE_CONTENT")

    @property
    def result(self) -> Json:
        """Of the turn's one tool call."""
        (told,) = [e["content"] for e in self.events if e["type"] == "TOOL_CALL_RESULT"]
        read: Json = json.loads(told)
        return read

    def of(self, kind: str) -> list[Json]:
        return [approval for approval in self.decided if approval["kind"] == kind]

    def proposed(self, kind: str) -> Json:
        """The first of that kind as the agent proposed it."""
        return next(approval for approval in self.asked if approval["kind"] == kind)


class Turns:
    """A customer who reads before he decides; his tool calls by REST, the rest over the socket."""

    def __init__(self, door: EdgeSession, client: SocketClient, transcript: Transcript, thread: str) -> None:
        self._door, self._client, self._print, self.thread = door, client, transcript, thread

    async def play(self, scene: Scene) -> Told:
        """Raises HttpRefused, SocketRefused."""
        self._print.heading(scene.title)
        self._print.line("customer", scene.says)
        told = Told()
        accepted = await self._client.run(scene.says, self.thread)
        async for frame in self._client.events_of(accepted):
            told.events.append(frame["event"])
            self._show(frame["event"])
            for interrupt in interrupts_of(frame["event"]):
                await self._decide(interrupt["id"], scene, told)
        self._print.line("agent", told.text or "(nothing)")
        return told

    async def _decide(self, approval_id: str, scene: Scene, told: Told) -> None:
        began = time.monotonic()
        asked = await self._approval(approval_id)
        body = scene.choose(asked, len(told.of("context"))).body(asked)
        told.asked.append(asked)
        if asked["kind"] == "tool_call":
            self._print.line("exact", asked["exact"])
            await self._door.call("POST", f"/api/v1/approvals/{approval_id}/decide", body)
        else:
            await self._client.resume(self.thread, approval_id, body)
        decided = await self._approval(approval_id)
        told.decided.append(decided)
        self._print.decision(decided, time.monotonic() - began)

    async def _approval(self, approval_id: str) -> Json:
        """As it stands now; its digest is computed anew from what it shows."""
        found = await self._door.call("GET", f"/api/v1/approvals/{approval_id}")
        if action_digest(found["bound"], found["arguments"]) != found["digest"]:
            self._print.expect(f"{approval_id}: the digest is that of what is shown", holds=False)
        return found

    def _show(self, event: Json) -> None:
        if event["type"] == "TOOL_CALL_RESULT":
            self._print.line("result", event["content"][:400])
        if event["type"] == "RUN_ERROR":
            self._print.line("error", event["message"])
