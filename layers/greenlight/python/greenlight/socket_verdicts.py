"""A person's verdicts as they cross the socket: ours, and AG-UI's short form of them (contracts §3, §4)."""

from typing import Any, Literal

from pydantic import BaseModel


class Verdict(BaseModel):
    """What REST's decide takes; `digest` is that of what was shown."""

    verdict: Literal["approve", "edit", "deny", "respond", "revise", "acknowledge"]
    digest: str
    note: str = ""
    arguments: dict[str, Any] | None = None


class Seen(BaseModel, extra="allow"):
    """The interrupt's metadata, echoed."""

    digest: str


class ShortVerdict(BaseModel, extra="allow"):
    """AG-UI's own form: approve, edit (with `editedArgs`) or deny."""

    approved: bool
    metadata: Seen
    editedArgs: dict[str, Any] | None = None
    note: str = ""


class ResumeEntry(BaseModel):
    """A verdict on one interrupt; AG-UI's own shape, hence camelCase. A cancelled one is denied as it stands."""

    interruptId: str
    status: Literal["resolved", "cancelled"]
    payload: Verdict | ShortVerdict | None = None


class Decision(BaseModel):
    """How an approval stands after a verdict."""

    approval_id: str
    status: str
