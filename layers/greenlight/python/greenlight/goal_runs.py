"""One run of a goal as it is stored: what it is for, how far it is, and the writes that begin one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from . import outbox
from .declare import AGENTS
from .errors import NotFound
from .items import Item, Items
from .keys import Keys
from .threads.records import utc
from .writes import Write

MACHINE = "goal_run"
OPEN = frozenset({"queued", "running"})
Status = Literal["queued", "running", "succeeded", "partial", "failed", "cancelled", "denied"]


@dataclass(frozen=True, slots=True)
class GoalRun:
    """`slot` is the nominal local time it was due at, empty for one that was not scheduled; `trigger` is schedule,
    manual, net or revise, which drafts one deliverable anew. `items` are what enforcing has planned; `refused` what
    could not be drafted, each `{name, title, platform, problems}`; `counts` are `{drafted, refused, opened, denied}`;
    `rule` and `detail` say why it was denied or has failed."""

    goal_run_id: str
    tenant_id: str
    user_id: str
    agent_id: str
    status: Status
    trigger: str
    correlation_id: str
    goal_id: str = ""
    agent_type_id: str = ""
    type_version: int = 1
    goal_template_id: str = ""
    slot: str = ""
    deliverable_id: str = ""
    group_id: str = ""
    items: tuple[str, ...] = ()
    deliverable_ids: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[Mapping[str, Any], ...] = ()
    open_deliverables: int = 0
    rule: str = ""
    detail: str = ""
    execution: str = ""
    created_at: str = ""
    started_at: str = ""
    finished_at: str = ""
    revision: int = 1

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def epoch(self) -> int:
        """Of its id, in seconds: the moment from which ids of what it makes follow."""
        from ulid import ULID

        return int(ULID.from_str(self.goal_run_id.rpartition("_")[2]).timestamp)


def get(tenant_id: str, goal_run_id: str) -> GoalRun:
    """Raises NotFound."""
    try:
        found = Items(AGENTS).get(Keys(tenant_id).goal_run(goal_run_id))
    except ValueError:
        found = None
    if not found:
        raise NotFound("There is no such goal run.")
    return from_item(found)


def from_item(item: Item) -> GoalRun:
    known = {name: item[name] for name in GoalRun.__dataclass_fields__ if name in item}
    for name in ("items", "deliverable_ids", "refused"):
        known[name] = tuple(known.get(name, ()))
    return GoalRun(**known)


def beginning(fields: Mapping[str, Any]) -> list[Write]:
    """A queued run and the start of its state machine; `fields` are a GoalRun's, without status and times.

    Fails where a run of that id exists.
    """
    tenant_id, run_id = fields["tenant_id"], fields["goal_run_id"]
    keys = Keys(tenant_id)
    item = {
        "trigger": "manual", "slot": "", **fields, "status": "queued", "execution": run_id, "open_deliverables": 0,
        "created_at": utc(), "revision": 1,
        "gsi1pk": keys.goal_runs_of(fields["agent_id"]), "gsi1sk": run_id,
    }  # fmt: skip
    given = {"tenant_id": tenant_id, "goal_run_id": run_id, "correlation_id": fields["correlation_id"]}
    return [
        Items(AGENTS).putting({**keys.goal_run(run_id), **item}, condition="attribute_not_exists(pk)"),
        outbox.row(tenant_id, "start", {"machine": MACHINE, "name": run_id, "input": given}),
    ]
