"""Taking a row before carrying it: counted and put off first, so that a crash leaves it to be found again."""

import time
from contextlib import suppress
from pathlib import Path
from traceback import extract_tb

from greenlight import keys
from greenlight.declare import LEDGER
from greenlight.items import ConditionFailed, Item, Items
from greenlight.keys import ItemKey
from greenlight.observe import count, logger
from greenlight.threads.records import utc

MOST_ATTEMPTS = 8  # about an hour
STREAM_ATTEMPTS = 3  # the stream may repeat at once; then the row is the sweeper's
FIRST_WAIT, LONGEST_WAIT = 30, 900  # seconds; the first is longer than the relay may run
HERE = Path(__file__).parent
_NAMES = {"#status": "status"}


def claim(key: ItemKey, *, streamed: bool = False) -> Item | None:
    """The row to carry now; None for one that is carried, given up, not due, or somebody else's at this moment."""
    row, now = Items(LEDGER).get(key), int(time.time())
    if row is None or not _may_go(row, now, streamed):
        return None
    with suppress(ConditionFailed):
        if row["attempts"] < MOST_ATTEMPTS:
            return _take(key, row, now)
        _give_up(key, row)
    return None


def wait_after(attempts: int) -> int:
    """Seconds until a row is due again that was tried so often."""
    return int(min(FIRST_WAIT * 2 ** max(attempts - 1, 0), LONGEST_WAIT))


def remember(key: ItemKey, error: Exception) -> str:
    """What went wrong and where, for the log and for whoever looks at the row; never its text, which quotes content."""
    code = getattr(error, "response", {}).get("Error", {}).get("Code")
    problem = f"{code or type(error).__name__} {_where(error)}"
    with suppress(ConditionFailed):
        Items(LEDGER).update(
            key, "SET problem = :problem", condition="attribute_exists(pk)", values={":problem": problem}
        )
    return problem


def _where(error: Exception) -> str:
    """The innermost line of this folder that it came through."""
    ours = [one for one in extract_tb(error.__traceback__) if Path(one.filename).parent == HERE]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"


def _may_go(row: Item, now: int, streamed: bool) -> bool:
    again = streamed and 0 < row["attempts"] < STREAM_ATTEMPTS
    return again or bool(row["due_at"] <= now)


def _take(key: ItemKey, row: Item, now: int) -> Item:
    due_at = now + wait_after(row["attempts"] + 1)
    return Items(LEDGER).update(
        key, "SET attempts = :tried, due_at = :due, gsi2sk = :later",
        condition="#status = :waiting AND attempts = :seen", names=_NAMES,
        values={
            ":tried": row["attempts"] + 1, ":seen": row["attempts"], ":waiting": "waiting",
            ":due": due_at, ":later": utc(due_at),
        },
    )  # fmt: skip


def _give_up(key: ItemKey, row: Item) -> None:
    """It stays, listed by its failure, until a person looks."""
    Items(LEDGER).update(
        key, "SET #status = :failed, gsi2pk = :list, gsi2sk = :now",
        condition="#status = :waiting AND attempts = :seen", names=_NAMES,
        values={
            ":failed": "failed", ":list": keys.failed(row["row_id"]), ":now": utc(),
            ":waiting": "waiting", ":seen": row["attempts"],
        },
    )  # fmt: skip
    logger().error("outbox row given up", extra={"row_id": row["row_id"], "kind": row["kind"]})
    count("OutboxGivenUp")
