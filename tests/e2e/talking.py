"""One person's raw socket: everything that it hears is kept, and a test waits for what it wants to hear."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed

from localstack.client.socket_messages import ends_run, interrupts_of, new_message, resolved, run_of

from .people import Json, Person, until


@dataclass
class Talk:
    """`frames` in the order of their arrival. What waits gives up after `patience` seconds."""

    person: Person
    socket: Any
    frames: list[Json] = field(default_factory=list)
    patience: float = 40

    def listen(self) -> None:
        with suppress(ConnectionClosed):
            for text in self.socket:
                self.frames.append(json.loads(text))

    def say(self, kind: str, payload: Any, thread: str = "") -> Json:
        """The frame that answers it: accepted, subscribed, decided or refused."""
        message = new_message(kind, payload, thread)
        self.socket.send(json.dumps(message))
        answers = until(
            lambda: [one for one in list(self.frames) if one.get("id") == message["id"]],
            seconds=self.patience, what=f"an answer to {kind}",
        )  # fmt: skip
        return answers[0]

    def run(self, message: str, thread: str = "", agent_id: str = "") -> Json:
        more = {"agent_id": agent_id} if agent_id else {}
        accepted = self.say("run", {"message": message, **more}, thread)
        assert accepted["kind"] == "accepted", accepted
        return accepted

    def resume(self, thread: str, interrupt_id: str, verdict: str, digest: str, **more: Any) -> Json:
        """A verdict on one interrupt of this thread."""
        payload = {"verdict": verdict, "digest": digest, **more}
        return self.say("resume", [resolved(interrupt_id, payload)], thread)

    def events(self, accepted: Mapping[str, Any]) -> list[Json]:
        """What was heard of this run so far, all its legs, in order."""
        heard = [
            one for one in list(self.frames) if one["kind"] == "event" and one["thread"] == accepted["thread"]
        ]
        began = (one["corr"] for one in heard if run_of(one["event"]) == accepted["run_id"])
        corr = next(began, None)
        mine = {one["seq"]: one["event"] for one in heard if one["corr"] == corr}
        return [mine[seq] for seq in sorted(mine)]

    def asked(self, accepted: Mapping[str, Any]) -> list[Json]:
        """The interrupts of the leg that waits; fails at once where the run ends without asking."""

        def found() -> list[Json]:
            events = self.events(accepted)
            assert not (events and ends_run(events[-1])), f"it ended without asking: {events[-3:]}"
            return [one for event in events for one in interrupts_of(event)]

        return until(found, seconds=self.patience, what="an interrupt")

    def ended(self, accepted: Mapping[str, Any]) -> list[Json]:
        """All events of the run, once its last word is there."""
        until(
            lambda: any(ends_run(event) for event in self.events(accepted)),
            seconds=self.patience, what="the run's end",
        )  # fmt: skip
        return self.events(accepted)

    def statuses(self, approval_id: str) -> list[str]:
        """What the inbox told of this approval, in order."""
        told = [one["approval"] for one in list(self.frames) if one["kind"] == "approval"]
        return [one["status"] for one in told if one["approval_id"] == approval_id]

    def hears(self, approval_id: str, status: str) -> None:
        until(
            lambda: status in self.statuses(approval_id),
            seconds=self.patience, what=f"{self.person.user} hearing of {status}",
        )  # fmt: skip


@contextmanager
def talking(person: Person, *, inbox: bool = True) -> Iterator[Talk]:
    """An open socket, subscribed to the live inbox."""
    with person.raw_socket() as socket:
        talk = Talk(person, socket)
        listener = threading.Thread(target=talk.listen, daemon=True)
        listener.start()
        if inbox:
            assert talk.say("subscribe", {"topic": "approvals"})["kind"] == "subscribed"
        yield talk
    listener.join()


def words(events: list[Json]) -> str:
    return "".join(event["delta"] for event in events if event["type"] == "TEXT_MESSAGE_CONTENT")


def results(events: list[Json]) -> list[Json]:
    return [json.loads(event["content"]) for event in events if event["type"] == "TOOL_CALL_RESULT"]


def digest(interrupt: Mapping[str, Any]) -> str:
    """Of what the interrupt shows; a verdict names it."""
    return str(interrupt["metadata"]["digest"])


def post(url: str, mark: str, body: str = '{"kg": 82.4}') -> str:
    """What the offline model turns into a web request; its path is `mark`."""
    return f"post {body} to {url}/{mark}"


def shown(person: Person, approval_id: str) -> Json:
    """The approval in full, as this person sees it."""
    said = person.rest("GET", f"/api/v1/approvals/{approval_id}")
    assert said.status == 200, said.body
    found: Json = said.body
    return found
