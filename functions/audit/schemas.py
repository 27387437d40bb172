"""What crosses at the audit trail's REST door."""

from datetime import date
from typing import Any, Literal

from greenlight.items import Item
from pydantic import BaseModel, ConfigDict, Field


class Days(BaseModel):
    """Days in UTC, both included."""

    model_config = ConfigDict(populate_by_name=True)
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


class EntriesQuery(Days):
    """Newest first; of one correlation id, or of these days (without any: the last 31)."""

    correlation_id: str = Field(default="", max_length=128)
    actor: str = Field(default="", max_length=128)
    limit: int = Field(default=50, ge=1, le=200)
    cursor: str = Field(default="", max_length=128)


class ExportWanted(Days):
    """Whose evidence: a user's, an agent's, or (with neither) the whole tenant's. A customer gets his own alone."""

    user_id: str = Field(default="", max_length=128)
    agent_id: str = Field(default="", max_length=128)


class AuditEntry(BaseModel):
    """One entry; `details` are null once they were erased, `block` is null until it is sealed."""

    entry_id: str
    what: str
    actor: str
    subject: str
    correlation_id: str
    agent_id: str
    at: str
    details: Any | None
    details_digest: str
    hash: str
    block: int | None


class Entries(BaseModel):
    items: list[AuditEntry]
    next_cursor: str | None


class Found(BaseModel):
    """A defect; `entry_id` is empty where a whole block is meant."""

    kind: Literal["changed", "missing", "reordered", "never_sealed", "chain_broken", "head_differs"]
    entry_id: str
    block: int
    detail: str


class Verdict(BaseModel):
    """`ok` means that nothing was found; `unsealed` entries are too young to be in a block."""

    ok: bool
    findings: list[Found]
    entries: int
    blocks: int
    anchors: int
    unsealed: int
    erased: int
    head_hash: str


class Exported(BaseModel):
    """Where a large export is, for an hour."""

    export_id: str
    url: str
    bytes: int
    expires_at: str


def entry_of(item: Item) -> AuditEntry:
    import json

    details = json.loads(item["details"]) if "details" in item else None
    return AuditEntry.model_validate({**item, "details": details, "block": item.get("sealed_in")})
