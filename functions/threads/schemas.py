"""What crosses at the REST door of threads, runs and feedback."""

from typing import Any, Literal

from greenlight.ids import Id
from greenlight.items import Item
from greenlight.threads.waiting import gates
from pydantic import BaseModel, Field


class NewThread(BaseModel):
    agent_id: str = ""
    title: str = Field(default="", max_length=80)


class NewRun(BaseModel):
    """`id` makes it safe to send again; without one, send an Idempotency-Key."""

    message: str
    id: str = Field(default="", max_length=128)
    thread_id: str = ""
    agent_id: str = ""


class NewFeedback(BaseModel):
    """What a person thinks of an answer, in the words of the dataset that a trainer reads (seed 002)."""

    target_type: Literal["message", "run", "tool_call", "deliverable"]
    target_id: Id
    run_id: str = Field(min_length=1, max_length=128)
    label: Literal["up", "down"]
    notes: str = Field(default="", max_length=4000)


class PageQuery(BaseModel):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = None


class FeedbackQuery(PageQuery):
    thread_id: str


class EventsQuery(BaseModel):
    after_seq: int = Field(default=0, ge=0)
    limit: int = Field(default=500, ge=1, le=1000)


class StateQuery(BaseModel):
    """`sessionId` is the thread's id, in the words of seed 001."""

    sessionId: str = Field(min_length=1, max_length=128)


class Thread(BaseModel):
    """`audit` are the gates of audit mode that are on: context, tools, final, and `reads` beside tools."""

    thread_id: str
    agent_id: str
    title: str
    created_at: str
    updated_at: str
    revision: int
    active_run: str
    waiting: list[str]
    audit: list[str] = []


class Run(BaseModel):
    run_id: str
    thread_id: str
    agent_id: str
    parent_run_id: str
    status: str
    leg: int
    message: str
    created_at: str
    finished_at: str | None = None
    catalogue_hash: str | None = None
    usage: list[dict[str, str | int | None]] = []
    correlation_id: str
    revision: int


class Threads(BaseModel):
    items: list[Thread]
    next_cursor: str | None


class Happened(BaseModel):
    """One event of the thread's log; `event` is AG-UI 1.0."""

    seq: int
    corr: str
    event: dict[str, Any]


class Events(BaseModel):
    items: list[Happened]
    next_after_seq: int | None


class State(BaseModel):
    """The thread as a client should show it; subscribe from `last_seq`."""

    thread: Thread
    messages: list[dict[str, Any]]
    first_seq: int
    last_seq: int


class Feedback(NewFeedback):
    feedback_id: str
    thread_id: str
    agent_id: str
    created_at: str
    updated_at: str
    revision: int


class Feedbacks(BaseModel):
    items: list[Feedback]
    next_cursor: str | None


def thread_of(item: Item) -> Thread:
    return Thread.model_validate(item | {"audit": gates(item)})


def run_of(item: Item) -> Run:
    return Run.model_validate(item)
