"""A platform in memory, behind the same port as the real one: it numbers, refuses and remembers like it."""

import json
from collections.abc import Callable
from typing import Any

from ag_ui.core import Event as Published
from openai import OpenAI
from pydantic import TypeAdapter

from functions.agent.errors import Unreachable
from functions.agent.legs import Job, Workplace, work
from functions.agent.model import ChatModel
from functions.agent.tools import Shelf

PUBLISHED: TypeAdapter[Any] = TypeAdapter(Published)
Answer = dict[str, Any]
HASH = "a" * 64
ALLOWED = {
    "STEP_STARTED", "STEP_FINISHED", "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_END",
    "TOOL_CALL_START", "TOOL_CALL_ARGS", "TOOL_CALL_END", "RUN_FINISHED", "RUN_ERROR",
}  # fmt: skip

PIECES = {"TEXT_MESSAGE_CONTENT", "TOOL_CALL_ARGS"}


def tool(domain: str, name: str, **properties: Any) -> dict[str, Any]:
    parameters = {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip
    function = {"name": f"{domain}__{name}", "description": "…", "strict": True, "parameters": parameters}
    return {"type": "function", "function": function}


def context(**changes: Any) -> dict[str, Any]:
    return {
        "run_id": "run_1", "thread_id": "thr_1", "leg": 1, "agui_run_id": "run_1.1",
        "agent": {"agent_id": "agt_1", "name": "Ada", "agent_type_id": "coach.v1"}, "persona": "coach",
        "today": "2026-11-20", "timezone": "Europe/Berlin",
        "messages": [{"role": "user", "content": "log 82.5 kg for today"}], "loaded": [],
        "catalogue_hash": HASH, "limits": {"steps": 8, "seconds": 240, "output_tokens": 4000},
    } | changes  # fmt: skip


class FakePlatform:
    """`hop` is the transport. Everything it was asked is in `asked`; stored events are in `events`."""

    def __init__(self, **changes: Any) -> None:
        self.context = context(**changes)
        self.hash = HASH
        self.claimed = True
        self.domains = {
            "weights": [tool("weights", "create", day={"type": "string"}, kg={"type": "number"})],
            "profile": [tool("profile", "get")],
        }
        self.results: list[Answer] = []
        self.reviews: list[Answer] = []
        self.asked: list[tuple[str, Answer]] = []
        self.events: list[Answer] = []
        self.batches = 0
        self.closes_at = 0
        self.lost: dict[str, int] = {}
        self.on_execute: Callable[[], None] = lambda: None
        self.on_park: Callable[[], None] = lambda: None
        self.parked: Answer = {}

    def hop(self, function: str, body: Any) -> Answer:
        self.asked.append((function, json.loads(json.dumps(body))))
        assert body["run_token"] == "token"
        answer = getattr(self, f"_{function}")(body)
        if self.lost.get(function, 0):
            self.lost[function] -= 1
            raise Unreachable(function)
        return dict(answer)

    def asked_of(self, function: str) -> list[Answer]:
        return [body for name, body in self.asked if name == function]

    def asked_to(self, op: str) -> list[Answer]:
        """What the executor was asked besides tool calls: `review`, `park`."""
        return [body for body in self.asked_of("executor") if body.get("op") == op]

    @property
    def executed(self) -> list[Answer]:
        return [body for body in self.asked_of("executor") if "op" not in body]

    @property
    def kinds(self) -> list[str]:
        """Of what was told, in order; a text or arguments in more pieces, as a busy machine sends them, count once."""
        told = [event["type"] for event in self.events]
        return [
            kind
            for kind, before in zip(told, ["", *told], strict=False)
            if kind not in PIECES or kind != before
        ]

    @property
    def text(self) -> str:
        return "".join(e["delta"] for e in self.events if e["type"] == "TEXT_MESSAGE_CONTENT")

    @property
    def error(self) -> str:
        """The code of the RUN_ERROR that ended it; empty if it ended well."""
        return str(self.events[-1].get("code", "")) if self.kinds[-1] == "RUN_ERROR" else ""

    def _thread_append(self, body: Answer) -> Answer:
        if body["op"] == "claim":
            return {"ok": True, "claimed": self.claimed, "context": self.context}
        assert not self.parked, "the platform has had the last word"
        if body["batch"] == self.batches + 1:
            self.batches += 1
            self.events += json.loads(json.dumps(body["events"]))
        assert body["batch"] == self.batches, "a gap between batches"
        for event in body["events"]:
            assert event["type"] in ALLOWED
            PUBLISHED.validate_python(event)
        closed = bool(self.closes_at) and self.batches >= self.closes_at
        return {"ok": True, "seq": len(self.events), "closed": closed}

    def _executor(self, body: Answer) -> Answer:
        if body.get("op") == "park":
            if not self.parked:
                self.on_park()
            self.parked = body
            return {"ok": True, "parked": True}
        assert not self.parked, "a leg that is parked asks for nothing more"
        if body.get("op") == "review":
            return self.reviews.pop(0) if self.reviews else {"status": "ok"}
        ended = [e["toolCallId"] for e in self.events if e["type"] == "TOOL_CALL_END"]
        assert body["call_id"] in ended, "the call was not stored before it was carried out"
        self.on_execute()
        return (
            self.results.pop(0)
            if self.results
            else {"status": "ok", "result": {"day": "2026-11-20", "kg": 82.5}}
        )

    def _capabilities(self, body: Answer) -> Answer:
        if domain := body.get("domain"):
            if domain not in self.domains:
                return {"ok": False, "problem": {"detail": "There is no such domain."}}
            return {
                "ok": True,
                "hash": self.hash,
                "tools": self.domains[domain],
                "doc": f"# {domain}\n| day | kg |",
            }
        if body.get("etag") == self.hash:
            return {"ok": True, "not_modified": True, "hash": self.hash}
        lines = [{"name": name, "about": f"{name} of the person"} for name in self.domains]
        return {"ok": True, "hash": self.hash, "index": lines}


def play(url: str, platform: FakePlatform, *, shelf: Shelf | None = None, **settings: Any) -> list[Answer]:
    """One leg on the real loop and the real client, against a stand-in model at `url`."""
    client = OpenAI(api_key="none", base_url=url, max_retries=0)
    pause = settings.pop("pause", lambda _: None)
    model = ChatModel(client, "scripted", pause=pause, patience=settings.pop("patience", 5.0))
    now = settings.pop("now", lambda: 1000.0)
    place = Workplace(platform.hop, lambda: model, shelf or Shelf(), now, pause)
    job = Job("token", "run_1", "inv_1", settings.pop("ends_at", 1300.0))
    with client:
        return work(job, place)
