"""The outbox: what must follow a commit is a row of the same transaction, relayed afterwards, at least once.

`functions/outbox` carries it: woken by the table's stream, and by a sweeper for what the stream lost.

start   {machine, name, input}         one execution of a state machine, under a name that is taken once
mail    {template, approval_id, to}    a mail per person; `to` names users ("usr_…") and roles ("role.approver")
mail    {template, facts, to}          the same for what tells and asks nothing (functions/outbox/notices.py)
event   {type, subject, data}          one event on the bus, with the row's id, so that a reader knows a repeat
task    {approval_id}                  that approval's task tokens, completed again
schedule {goal_id, user_id, agent_id} or {deliverable_id}   its schedule, made equal to what the row says by then
"""

import time
from collections.abc import Mapping
from typing import Any, Literal

from . import keys
from .approvals.digests import canonical
from .declare import LEDGER
from .items import Items, Write
from .keys import Keys, new_id
from .threads.records import utc

Kind = Literal["start", "mail", "event", "task", "schedule"]
GRACE = 30  # seconds the stream has for a row before the sweeper looks


def row(tenant_id: str, kind: Kind, body: Mapping[str, Any], *, delay: int = 0) -> Write:
    """A row to commit with what it follows; it is carried `delay` seconds later at the earliest. Holds no secret."""
    row_id, due_at = new_id("out"), int(time.time()) + delay
    item = {
        **Keys(tenant_id).outbox(row_id), "row_id": row_id, "tenant_id": tenant_id, "kind": kind,
        "body": canonical(body), "status": "waiting", "attempts": 0, "due_at": due_at, "created_at": utc(),
        "gsi2pk": keys.due(row_id), "gsi2sk": utc(due_at + (0 if delay else GRACE)),
    }  # fmt: skip
    return Items(LEDGER).putting(item, condition="attribute_not_exists(pk)")
