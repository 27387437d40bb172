"""The person's decisions in the chat: on what the agent's leg stopped for, and on all that waits for him."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from .chat_decide import Ask, question, verdict
from .chat_view import View
from .edge_session import EdgeSession, HttpRefused
from .socket_client import SocketClient, SocketRefused

LEFT = "Left open: it waits, and goes on once it is decided (/inbox)."
Json = dict[str, Any]
Send = Callable[[str, Json], Awaitable[object]]


class Inbox:
    """Shows each approval as a question and sends the answer."""

    def __init__(self, door: EdgeSession, client: SocketClient, view: View, ask: Ask) -> None:
        self._door, self._client, self._view, self._ask = door, client, view, ask

    async def settle(self, thread: str, interrupts: Sequence[Json]) -> bool:
        """A leg's interrupts, answered over the socket; False if one was left open, so that the run waits."""

        async def resume(approval_id: str, body: Json) -> object:
            return await self._client.resume(thread, approval_id, body)

        return await self._each([one["id"] for one in interrupts], resume)

    async def look(self) -> None:
        """All that waits for this person, of whatever thread and of whose agent, one after the other."""

        async def decide(approval_id: str, body: Json) -> object:
            return await self._door.call("POST", f"/api/v1/approvals/{approval_id}/decide", body)

        waiting = (await self._door.call("GET", "/api/v1/approvals"))["items"]
        self._view.note(f"{len(waiting)} waiting for you.")
        await self._each([one["approval_id"] for one in waiting], decide)

    async def _each(self, approval_ids: Sequence[str], send: Send) -> bool:
        decided = [await self._ask_about(approval_id, send) for approval_id in approval_ids]
        if not all(decided):
            self._view.note(LEFT)
        return all(decided)

    async def _ask_about(self, approval_id: str, send: Send) -> bool:
        """Asks until a verdict is taken, be it somebody else's; False if the person leaves it."""
        while True:
            approval = await self._door.call("GET", f"/api/v1/approvals/{approval_id}")
            if approval["status"] != "pending":
                self._view.note(f"{approval['title']}: {approval['status']} already.")
                return True
            body = await self._verdict(approval)
            if body is None or await self._taken(send, approval_id, body):
                return body is not None

    async def _verdict(self, approval: Json) -> Json | None:
        for line in question(approval):
            self._view.note(line, "bold")
        if not approval["may_decide"]:
            self._view.note(f"Not yours to decide: {', '.join(approval['assignees'])} may.")
            return None
        return await verdict(approval, self._ask, self._view.note)

    async def _taken(self, send: Send, approval_id: str, body: Json) -> bool:
        """False where it was refused, and what stands there now is to be shown again."""
        try:
            await send(approval_id, body)
        except (SocketRefused, HttpRefused) as refused:
            self._view.note(f"Refused: {refused}", "red")
            return False
        return True
