"""A thread in audit mode: the gates at which its owner stands, kept on the thread for the legs to come."""

from collections.abc import Sequence

from greenlight.declare import THREADS
from greenlight.errors import NotFound
from greenlight.items import ConditionFailed, Items, Write, commit
from greenlight.keys import Keys

from .records import known

READS = "reads"  # beside the gate `tools`: even tools that only look shall ask


def switch(
    tenant_id: str, user_id: str, thread_id: str, gates: Sequence[str], entry: tuple[str, Write]
) -> None:
    """Puts these gates in place of the former ones, with the audit entry; none switches it off.

    Raises NotFound, also for another's. The queue's revision stays: a leg that runs keeps the gates that it began with.
    """
    switching = Items(THREADS).updating(
        known(Keys(tenant_id).thread, thread_id),
        "SET audit = :audit, entries = list_append(if_not_exists(entries, :none), :entry)",
        condition="user_id = :user",
        values={":audit": {"gates": list(gates)}, ":user": user_id, ":none": [], ":entry": [entry[0]]},
    )
    try:
        commit([switching, entry[1]])
    except ConditionFailed:
        raise NotFound("There is no such thread.") from None
