"""Write units as DynamoDB bills them: by the whole item, before or after, double in a transaction, and each index.

The engine works them out for whoever asks (`ReturnConsumedCapacity`). While the tally counts, it is asked in every
caller's place, behind the check of the request's signature; a caller overlooks what it has not asked for.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from threading import Event
from typing import Any

BILLED = "write units:"
SINGLE = {"dynamodb.PutItem", "dynamodb.UpdateItem", "dynamodb.DeleteItem"}
TOGETHER = "dynamodb.TransactWriteItems"
HANDLERS = ("_put_item", "_update_item", "_delete_item", "_transact_write_items")  # the engine's own
Handler = Callable[[dict[str, Any]], Any]
_asked = Event()


def ask_for_units(*, on: bool) -> None:
    _asked.set() if on else _asked.clear()


def telling(handler: Handler) -> Handler:
    """A handler of the engine's that says what a write has used."""

    def told(data: dict[str, Any]) -> Any:
        return handler({**data, "ReturnConsumedCapacity": "INDEXES"} if _asked.is_set() else data)

    return told


def billed_writes(operation: str, asked: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, int]:
    """What a write used, by table, indexes by themselves; one that was refused is billed too, here as for one KB."""
    used: Counter[str] = Counter()
    if operation in SINGLE:
        refused = {"TableName": asked["TableName"], "CapacityUnits": 1}
        _add(used, said.get("ConsumedCapacity", refused))
    elif operation == TOGETHER:
        for table in said.get("ConsumedCapacity", []):
            _add(used, table)
        unsaid = [
            written["TableName"]
            for entry in asked["TransactItems"]
            for kind, written in entry.items()
            if kind == "ConditionCheck" or "ConsumedCapacity" not in said  # the engine leaves checks out
        ]
        used.update({table: 2 * unsaid.count(table) for table in unsaid})
    return {f"{BILLED} {_word(name)}": amount for name, amount in used.items() if amount}


def _add(used: Counter[str], told: Mapping[str, Any]) -> None:
    indexes = sum(one["CapacityUnits"] for one in told.get("GlobalSecondaryIndexes", {}).values())
    used[told["TableName"]] += int(told["CapacityUnits"] - indexes)
    used[f"{told['TableName']} indexes"] += int(indexes)


def _word(name: str) -> str:
    """A table by the last word of its name."""
    return name.rpartition("-")[2]
