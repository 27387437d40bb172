"""Write units as DynamoDB bills them: by the whole item, before or after, double in a transaction, and each index.

The engine works them out for whoever asks (`ReturnConsumedCapacity`), so the tally asks in the caller's place.
"""

import json
from collections.abc import Mapping
from typing import Any

BILLED = "dynamodb billed write units"
SINGLE = {"dynamodb.PutItem", "dynamodb.UpdateItem", "dynamodb.DeleteItem"}
TOGETHER = "dynamodb.TransactWriteItems"


def telling_capacity(operation: str, body: bytes) -> bytes:
    """The same request; a write's answer will say what it used, which its caller overlooks."""
    if operation not in {*SINGLE, TOGETHER}:
        return body
    return json.dumps({**json.loads(body), "ReturnConsumedCapacity": "INDEXES"}).encode()


def billed_writes(operation: str, asked: Mapping[str, Any], said: Mapping[str, Any]) -> int:
    """What a write used; one that was refused by its condition is billed too, here as for one KB."""
    if operation in SINGLE:
        return int(said.get("ConsumedCapacity", {}).get("CapacityUnits", 1))
    if operation != TOGETHER:
        return 0
    entries = asked.get("TransactItems", [])
    if "ConsumedCapacity" not in said:
        return 2 * len(entries)
    checks = sum("ConditionCheck" in entry for entry in entries)  # the engine leaves these out
    return int(sum(table["CapacityUnits"] for table in said["ConsumedCapacity"])) + 2 * checks
