"""What crosses at the doors of approvals: how one is asked for, shown, decided and taken back."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

Status = Literal[
    "pending", "approved", "edited", "denied", "responded", "revised", "acknowledged", "expired", "revoked",
    "cancelled",
]  # fmt: skip


class ApprovalsQuery(BaseModel):
    """`status=all` is everything that has ended; `agent` is a hired agent's id."""

    status: Status | Literal["all"] = "pending"
    agent: str = Field(default="", max_length=128)
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str = Field(default="", max_length=128)


class Verdict(BaseModel):
    """`digest` is that of what you saw; `arguments` belong to an edit; the note is read by the agent."""

    verdict: Literal["approve", "edit", "deny", "respond", "revise", "acknowledge"]
    digest: str = Field(min_length=1, max_length=128)
    note: str = Field(default="", max_length=4000)
    arguments: dict[str, Any] | None = None


class Withdrawal(BaseModel):
    reason: str = Field(min_length=1, max_length=4000)


class LinkQuery(BaseModel):
    token: str


class Posted(BaseModel):
    """A form of the link's page: its own value, the digest it showed, and which button was pressed."""

    csrf: str = Field(default="", max_length=200)
    digest: str = Field(default="", max_length=128)
    verdict: Literal["approve", "deny", "respond", "acknowledge"]
    note: str = Field(default="", max_length=4000)


class Approval(BaseModel):
    """One approval; `exact` is the very text that goes out, `plain_words` what approving does."""

    approval_id: str
    kind: str
    user_id: str
    agent_id: str
    agent_name: str
    thread_id: str
    run_id: str
    leg: int
    call_id: str
    correlation_id: str
    tool: str
    effect: str
    verb: str
    risk: str
    title: str
    plain_words: str
    arguments: dict[str, Any]
    bound: dict[str, Any]
    digest: str
    exact: str
    exact_sha256: str
    target: str
    mode: str
    policy: dict[str, Any]
    status: str
    created_at: str
    expires_at: str
    always_ask: bool
    assignees: list[str] = Field(description="user ids, and roles as role.approver")
    people: int
    votes: int
    fresh_login: bool
    standing_id: str
    decided_by: str
    decided_at: str
    decided_from: dict[str, Any]
    note: str
    edit: dict[str, Any] = Field(description="{by, diff: [{op, path, value, from}], before_digest}")
    consumed_at: str
    attempts: int
    outcome: dict[str, Any]
    settled_at: str
    needs_person: str = Field(default="", description="why the platform got no further with it by itself")
    entries: list[str] = Field(description="ids of its audit entries")
    revision: int
    deliverable_id: str = Field(
        default="", description="of a deliverable and a report; `version` is the one decided on"
    )
    version: int = 0


Names = Annotated[dict[str, str], Field(description="by user id: of everybody whom these approvals name")]


class Attempt(BaseModel):
    """One attempt to carry it out; an `unknown` one is looked up at its destination, never simply sent again."""

    attempt: int
    status: str
    target: str = ""
    exact_sha256: str = ""
    rehearsed: bool = False
    detail: str = ""
    result: dict[str, Any] | None = None
    prepared_at: str = ""
    dispatched_at: str = ""
    settled_at: str = ""
    reconciled_at: str = ""


class ApprovalInFull(Approval):
    """With what a form for an edit needs, what came of it so far, and whether you are asked."""

    arguments_schema: dict[str, Any] | None
    effects: list[Attempt]
    may_decide: bool
    names: Names


class Approvals(BaseModel):
    items: list[Approval]
    next_cursor: str | None
    names: Names
