"""What a customer does with the drafts: wait for them, review, carry out; and what must be true of each."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from localstack.client.edge_session import EdgeSession, HttpRefused
from localstack.demo.transcript import Transcript

from .hire import Hired
from .outside import World

Json = dict[str, Any]
PATIENCE = 60  # seconds
NOTES = "Not on X this week."


class Desk:
    """A customer at the REST doors, and what is printed of it."""

    def __init__(self, door: EdgeSession, operator: EdgeSession, world: World, say: Transcript) -> None:
        self._door, self._operator, self._world, self._say = door, operator, world, say

    async def drafts(self, hired: Hired, wanted: int) -> list[Json]:
        """Those that wait for a person, once there are so many. Raises TimeoutError."""
        end = time.monotonic() + PATIENCE
        url = f"/api/v1/hired-agents/{hired.agent_id}/deliverables?status=pending_review"
        while len(found := list((await self._door.call("GET", url))["items"])) < wanted:
            if time.monotonic() > end:
                raise TimeoutError(f"{hired.name} has not drafted {wanted} within {PATIENCE} s")
            await asyncio.sleep(0.2)
        for one in found:
            self._say.line(
                hired.name, f"{one['deliverable_id']}  {one['platform'] or one['kind']}: {one['title']}"
            )
        return found

    async def approve(self, one: Json) -> str:
        """The `approval_id`."""
        self._say.line("exact", (await self._read(one))["exact"])
        said = await self._review(one, "approve")
        self._say.line(
            "approved", f"{said['approval_id']} for version {one['version']}, digest {one['digest'][:16]}…"
        )
        return str(said["approval_id"])

    async def reject(self, one: Json) -> None:
        said = await self._review(one, "reject", NOTES)
        after = said["deliverable"]
        self._say.expect(
            "the other is rejected, with the notes", (after["status"], after["note"]) == ("rejected", NOTES)
        )

    async def execute_without(self, one: Json) -> str:
        """Tried with no approval, and with a made-up one; the correlation id of the last refusal."""
        before = len(self._world.acted())
        correlation_id = ""
        for approval_id in ("", "apr_01JD0000000000000000000000"):
            status, problem = await self._refused(one, approval_id)
            self._say.line("refused", f"{status} {problem['detail']}  rule {problem['rule']}")
            correlation_id = problem["correlation_id"]
            self._say.line("", f"correlation_id {correlation_id}")
            self._say.expect(
                "without its approval: 403, by rule", (status, problem["rule"]) == (403, "approval_required")
            )
        self._say.expect("and nothing went outside", len(self._world.acted()) == before)
        return correlation_id

    async def execute(self, one: Json, approval_id: str, secrets: Mapping[str, str]) -> None:
        """`secrets` are the sealed headers of its exact text, with what the stand-in got in their place."""
        exact = (await self._read(one))["exact"]
        said = await self._door.call(
            "POST", f"/api/v1/deliverables/{one['deliverable_id']}/execute", {"approval_id": approval_id}
        )
        self._say.expect("it was carried out", said["deliverable"]["status"] == "executed")
        arrived = self._world.acted()[-1]
        self._say.line("arrived", arrived)
        self._say.expect(
            "what arrived is what was approved, byte for byte, but for the sealed headers",
            same(exact, arrived, secrets),
        )

    async def timeline(self, correlation_id: str, one: Json, others: EdgeSession | None = None) -> None:
        """As an operator reads it."""
        told = await (others or self._operator).call("GET", f"/api/pp/timeline/{correlation_id}")
        for moment in told["items"]:
            self._say.line(moment["source"], f"{moment['at'][11:23]}  {moment['what']}  by {moment['actor']}")
        sources = {moment["source"] for moment in told["items"]}
        self._say.expect(
            "the refusal is read beside the run, the approval and the trail",
            {"api", "denial", "deliverable", "approval", "run"} <= sources,
        )
        self._say.expect(
            "it says what was refused", one["deliverable_id"] in {m["subject"] for m in told["items"]}
        )

    async def _refused(self, one: Json, approval_id: str) -> tuple[int, Json]:
        body = {"approval_id": approval_id}
        try:
            await self._door.call("POST", f"/api/v1/deliverables/{one['deliverable_id']}/execute", body)
        except HttpRefused as refused:
            return refused.status, refused.problem
        return 200, {"detail": "it was carried out", "rule": "", "correlation_id": ""}

    async def _read(self, one: Json) -> Json:
        return await self._door.call("GET", f"/api/v1/deliverables/{one['deliverable_id']}")

    async def _review(self, one: Json, decision: str, notes: str = "") -> Json:
        body = {"decision": decision, "digest": one["digest"], "notes": notes}
        return await self._door.call("POST", f"/api/v1/deliverables/{one['deliverable_id']}/review", body)


def same(exact: str, arrived: str, secrets: Mapping[str, str]) -> bool:
    """Line by line: a header that `secrets` names may be anything but what stands for it; all else is the same."""
    shown, came = exact.split("\r\n"), arrived.split("\r\n")
    if len(shown) != len(came):
        return False
    for approved, got in zip(shown, came, strict=True):
        name = approved.partition(":")[0].lower()
        sealed = name in secrets and approved != got and got.lower().startswith(f"{name}:")
        if approved != got and not sealed:
            return False
    return True
