"""Cancelling a run, with all that it still asks of people: nothing may come of it any more."""

from contextlib import suppress

from greenlight.approvals import tokens, topic
from greenlight.approvals.store import Approvals
from greenlight.items import ConditionFailed, Item
from greenlight.threads.lifecycle import cancel
from greenlight.threads.records import SETTLED
from greenlight.threads.runs import ATTEMPTS, Runs


def call_off(runs: Runs, run: Item, tenant_id: str) -> None:
    """Ends the run, then its approvals as they stand after that: its agent may have asked for one more meanwhile.

    An approval that was acted on already stays on record as it is.
    """
    approvals = Approvals(tenant_id)
    for approval_id in _ended(runs, run).get("open_calls", {}).values():
        topic.tell(approvals.cancel(approval_id, run["user_id"]))
        tokens.complete(tenant_id, approval_id)


def _ended(runs: Runs, run: Item) -> Item:
    """The run as it ended. One that parks, or goes on, at this very moment is cancelled where it then stands."""
    for _ in range(ATTEMPTS):
        with suppress(ConditionFailed):
            cancel(runs, run)
        run = runs.run(run["thread_id"], run["run_id"])
        if run["status"] in SETTLED:
            return run
    raise TimeoutError(f"{run['run_id']}: it could not be cancelled")
