"""What crosses the socket, both ways (contracts §4). The models document and test it; the hot path checks by hand."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, RootModel

from .socket_verdicts import Decision, ResumeEntry

RequestId = Annotated[
    str, Field(min_length=1, max_length=128, description="new for each request; a repeat acts once")
]
ThreadId = Annotated[str, Field(pattern=r"^thr_")]


class _Message(BaseModel):
    v: Literal[1]


class RunPayload(BaseModel):
    """A message for the agent; without `thread` a new thread begins."""

    message: str
    agent_id: str | None = None
    audit: bool | None = None


class Run(_Message):
    """Answered with `accepted`, then events."""

    kind: Literal["run"]
    id: RequestId
    thread: ThreadId | None = None
    payload: RunPayload


class Resume(_Message):
    """Verdicts, singly or together; answered with `decided`, and with `refused` for each that was not."""

    kind: Literal["resume"]
    id: RequestId
    thread: ThreadId | None = None
    payload: list[ResumeEntry] | ResumeEntry


class A2uiAction(BaseModel):
    """What a person did on a surface; `context` holds the data that the component bound to it."""

    name: str
    surfaceId: str
    sourceComponentId: str | None = None
    timestamp: str | None = None
    context: dict[str, Any]


class UiIntentPayload(BaseModel):
    version: str | None = None
    action: A2uiAction


class UiIntent(_Message):
    """An A2UI client message; a form's Save goes straight to the executor."""

    kind: Literal["ui_intent"]
    id: RequestId
    thread: ThreadId
    payload: UiIntentPayload


class ThreadPosition(BaseModel):
    after_seq: int = Field(default=0, ge=0, description="the last event the client has; 0 for all")


class Topic(BaseModel):
    topic: Literal["approvals"]


class Subscribe(_Message):
    """The events of `thread` after a number, then live; or the live inbox of approvals."""

    kind: Literal["subscribe"]
    id: RequestId
    thread: ThreadId | None = None
    payload: Topic | ThreadPosition


class CancelPayload(BaseModel):
    run_id: str


class Cancel(_Message):
    kind: Literal["cancel"]
    id: RequestId
    thread: ThreadId | None = None
    payload: CancelPayload


class Ping(_Message):
    """Keeps an idle socket open (API Gateway closes it after ten minutes)."""

    kind: Literal["ping"]
    id: RequestId
    payload: dict[str, Any] = {}


class AguiEvent(BaseModel, extra="allow"):
    """An event of AG-UI 1.0 as its own schema publishes it."""

    type: str


class Event(_Message):
    """`seq` rises by one per thread without a gap; frames may arrive out of order, so a client reorders."""

    kind: Literal["event"]
    thread: ThreadId
    seq: int = Field(ge=1)
    corr: str
    event: AguiEvent


class Approval(_Message):
    """One approval as it stands now, as REST shows it; a `partial` one is too large for a frame: fetch it."""

    kind: Literal["approval"]
    approval: dict[str, Any]
    partial: bool = False


class Accepted(_Message):
    """The request was stored; what comes of it comes as events."""

    kind: Literal["accepted"]
    id: RequestId
    run_id: str
    thread: ThreadId


class Problem(BaseModel, extra="allow"):
    """RFC 9457; some refusals say more (`rule`, `rows`)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    correlation_id: str
    errors: list[dict[str, str]] = Field(default=[], description="[{pointer, detail}]")


class Refused(_Message):
    """The request was not carried out; `id` is null where none could be read."""

    kind: Literal["refused"]
    id: str | None
    problem: Problem


class Decided(_Message):
    """These verdicts stand; what comes of them comes as events."""

    kind: Literal["decided"]
    id: RequestId
    approvals: list[Decision]


class Subscribed(_Message):
    """Of a thread: every event up to `seq` has been sent, later ones follow. Of a topic: so has all that waits."""

    kind: Literal["subscribed"]
    id: RequestId
    thread: ThreadId | None = None
    seq: int = Field(default=0, ge=0)
    topic: Literal["approvals"] | None = None


class Pong(_Message):
    kind: Literal["pong"]
    id: RequestId


class ClientMessage(RootModel[Run | Resume | UiIntent | Subscribe | Cancel | Ping]):
    """From the browser: intents. At most 128 KB, in frames of 32 KB."""

    root: Annotated[Run | Resume | UiIntent | Subscribe | Cancel | Ping, Field(discriminator="kind")]


class ServerMessage(RootModel[Event | Approval | Accepted | Decided | Refused | Subscribed | Pong]):
    """From the platform."""

    root: Annotated[
        Event | Approval | Accepted | Decided | Refused | Subscribed | Pong, Field(discriminator="kind")
    ]
