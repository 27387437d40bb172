"""What crosses at the door that lists deliverables."""

from typing import Any, Literal

from pydantic import BaseModel, Field

Status = Literal[
    "draft", "pending_review", "approved", "rejected", "revising", "acknowledged", "scheduled", "executed", "failed",
    "needs_person", "expired",
]  # fmt: skip


class DraftedQuery(BaseModel):
    """`group` and `goal` by their ids."""

    status: Status | Literal[""] = ""
    group: str = Field(default="", max_length=128)
    goal: str = Field(default="", max_length=128)
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str = Field(default="", max_length=1000)


class Drafted(BaseModel):
    """Each item as `GET /api/v1/deliverables/{deliverable_id}` has it, without its versions."""

    items: list[dict[str, Any]]
    next_cursor: str | None
