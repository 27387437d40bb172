"""What crosses at the doors of deliverables."""

from typing import Any, Literal

from greenlight.ids import Id
from pydantic import AwareDatetime, BaseModel, Field

Choice = Literal["approve", "reject", "revise", "acknowledge"]
MOST_AT_ONCE = 50


class Review(BaseModel):
    """`digest` is that of what you saw; a revision needs notes that say what should be different."""

    decision: Choice
    notes: str = Field(default="", max_length=4000)
    digest: str = Field(default="", max_length=128)
    version: int | None = Field(default=None, ge=1)


class ReviewOfOne(Review):
    deliverable_id: Id


class Reviews(BaseModel):
    items: list[ReviewOfOne] = Field(min_length=1, max_length=MOST_AT_ONCE)


class Execution(BaseModel):
    """The id that the review gave; nothing is carried out without it."""

    approval_id: str = Field(default="", max_length=128)


class Plan(BaseModel):
    at: AwareDatetime = Field(description="before the approval's expiry; a minute from now at the earliest")


class Deliverable(BaseModel):
    """One post, trade action or report in its newest version; moments are ISO 8601 in UTC."""

    deliverable_id: str
    user_id: str
    agent_id: str
    agent_type_id: str
    type_version: int
    goal_id: str
    goal_run_id: str
    goal_template_id: str
    group_id: str
    kind: Literal["post", "trade", "report"]
    platform: str
    title: str
    tool: str
    verb: str
    version: int
    arguments: dict[str, Any]
    content: dict[str, Any]
    suggested_at: str | None
    scheduled_at: str | None
    status: str
    digest: str = Field(description="names exactly this version; a review sends it back")
    approval_id: str
    expires_at: str | None
    correlation_id: str
    author: str
    note: str
    rounds: int
    effect: dict[str, Any]
    problems: list[dict[str, Any]]
    history: list[dict[str, Any]]
    revision: int
    created_at: str
    updated_at: str


class Piece(BaseModel):
    """A stretch of words that stayed, went or came."""

    op: Literal["equal", "delete", "insert"]
    text: str


class Change(BaseModel):
    """What became of one place since the version before; `words` where both are text."""

    op: Literal["add", "remove", "replace"]
    path: str = Field(description="JSON pointer")
    before: Any = None
    after: Any = None
    words: list[Piece] | None = None


class Version(BaseModel):
    version: int
    arguments: dict[str, Any]
    content: dict[str, Any]
    suggested_at: str | None
    author: str
    note: str
    created_at: str
    changes: list[Change]


class DeliverableInFull(Deliverable):
    """With each version, oldest first, and what it changed; and whether you are asked.

    `exact` is the very text that goes out, `plain_words` what approving does; empty before anybody is asked.
    """

    versions: list[Version]
    exact: str
    target: str
    plain_words: str
    may_decide: bool
    rounds_left: int = Field(description="how often it may still be sent back to be drafted anew")


class Reviewed(BaseModel):
    deliverable: Deliverable
    approval_id: str


class Problem(BaseModel):
    """RFC 9457, as the same refusal alone would be."""

    type: str
    title: str
    status: int
    detail: str
    correlation_id: str


class ItemReviewed(BaseModel):
    """`status` is HTTP's for this item alone."""

    deliverable_id: str
    status: int
    approval_id: str = ""
    deliverable_status: str = ""
    problem: Problem | None = None


class ReviewsDone(BaseModel):
    results: list[ItemReviewed]


class Executed(BaseModel):
    """`status` is what became of it: ok, failed, not_sent, unknown (it is looked up), needs_person."""

    deliverable: Deliverable
    approval_id: str
    status: str
    detail: str = ""


class Group(BaseModel):
    """A batch, campaign or calendar: which deliverables belong together. Each is decided on alone."""

    group_id: str
    goal_id: str
    goal_run_id: str
    agent_id: str
    kind: str
    title: str
    theme: str
    canonical: dict[str, Any] = Field(description="the text that each platform's draft was made of")
    calendar: list[dict[str, Any]] = Field(
        description="[{week, posts: [{deliverable_id, platform, title, suggested_at}]}], suggested_at in epoch seconds"
    )
    created_at: str
    deliverables: list[Deliverable]
