"""The real platform around the agent, in memory, and the offline model in it: what plays whole turns in the tests."""

import json
import time
from collections.abc import Generator, Sequence
from typing import Any

from greenlight import agui
from greenlight.approvals.decide import judged
from greenlight.approvals.judge import Decision, Door
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.items import Item
from greenlight.keys import new_id
from greenlight.prices import FREE
from greenlight.threads.lifecycle import claims_of
from greenlight.threads.log import EventLog
from greenlight.threads.records import Wanted
from greenlight.threads.runs import Runs
from greenlight.tokens import sign_run

from functions.agent.legs import Job, Workplace, work
from functions.agent.ports import CallPiece, Finish, Piece, Words
from functions.agent.tools import Shelf
from functions.capabilities.app import capabilities
from functions.executor.app import executor
from functions.thread_append.app import thread_append
from localstack.model.reply import reply_to
from tests.standins.platform import AGENT, TENANT, caller

Json = dict[str, Any]
DOORS = {"executor": executor, "thread_append": thread_append, "capabilities": capabilities}


class Offline:
    """The offline model without its server. What it was given to read is in `read`."""

    host, name, prices = "offline", "offline", FREE

    def __init__(self) -> None:
        self.read: list[Any] = []

    def stream(self, messages: Sequence[Any], tools: Sequence[Any], **_: Any) -> Generator[Piece]:
        self.read.append(json.loads(json.dumps(messages)))
        reply = reply_to({"messages": messages, "tools": tools})
        if reply.tool:
            yield CallPiece(0, new_id("call"), reply.tool, reply.arguments)
        else:
            yield Words(reply.text)
        yield Finish("tool_calls" if reply.tool else "stop")


def begin(words: str, *, gates: bool) -> Item:
    return Runs(TENANT).submit(caller(), Wanted(words, new_id("req"), AGENT, audit=gates)).run


def stands(run: Item) -> Item:
    return Runs(TENANT).run(run["thread_id"], run["run_id"])


def leg(run: Item, model: Offline) -> None:
    """What `start_run` and Lambda do: the run's next leg, worked to its end."""
    now = stands(run)
    place = Workplace(lambda name, body: DOORS[name](body, None), lambda: model, Shelf())
    work(Job(sign_run(claims_of(now)), now["run_id"], new_id("inv"), time.time() + 60), place)


def play(run: Item, model: Offline, decide: Any) -> list[Record]:
    """Legs and verdicts in turn until the run is settled; every approval as it was asked. Twenty legs at most."""
    asked: list[Record] = []
    for _ in range(20):
        now = stands(run)
        if now["status"] == "queued":
            leg(run, model)
        elif now["status"] == "waiting":
            for approval_id in now["open_calls"].values():
                record = Approvals(TENANT).get(approval_id)
                asked.append(record)
                verdict, more = decide(record)
                judged(caller(), approval_id, Decision(verdict, record.digest, **more), Door("rest"))
                executor({"op": "settle", "tenant_id": TENANT, "approval_id": approval_id}, None)
        else:
            return asked
    raise AssertionError(f"still {stands(run)['status']}")


def events(run: Item) -> list[Json]:
    return [dict(n.event) for n in EventLog(Runs(TENANT).keys, run["thread_id"]).read()]


def text(run: Item) -> str:
    return "".join(e["delta"] for e in events(run) if e["type"] == "TEXT_MESSAGE_CONTENT")


def long_ago(turns: int) -> list[Json]:
    """Events of small turns, more of them than a leg reads."""
    told: list[Json] = []
    for number in range(turns):
        run_id, message_id = f"run_{number:026d}", f"run_{number:026d}.1.1.text0"
        said = {"id": f"msg_{run_id}", "role": "user", "content": f"What about {number}?"}
        told += [
            agui.run_started("t", f"{run_id}.1", input={"messages": [said]}, metadata={"run_id": run_id}),
            agui.text_start(message_id),
            *(agui.text_content(message_id, f"Word {word} of it. ") for word in range(4)),
            agui.text_end(message_id),
            agui.run_finished("t", f"{run_id}.1", outcome={"type": "success"}, metadata={"run_id": run_id}),
        ]
    return told
