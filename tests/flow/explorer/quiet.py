"""What makes no difference to anybody: rows that are only written, and looks at rows that nobody writes.

Leaving these out of the orders to be explored leaves out no order of the rest; that the rows are quiet is checked.
"""

import re

from .actor import Call
from .dynamo.table import Store

# Written, and read by nobody here: audit entries and outbox rows.
UNREAD = re.compile(r"#(?:OUTBOX|AUDIT#.*)\Z")
# Read, and written by nobody here: listening sockets, task tokens, controls, and three of the index's four shards.
UNWRITTEN = ("SOCKET#", "TOKEN#", "CONTROLS")
UNWRITTEN_SHARDS = ("DUE#1", "DUE#2", "DUE#3")


class Loud(NotImplementedError):
    """Somebody writes what is taken for unwritten: say so in the scenario."""


def kept(store: Store, unwritten: tuple[str, ...]) -> Store:
    """The store less what is only written: it tells no two states apart. Raises Loud."""
    unread = {key: None for key in store.items if UNREAD.search(key[1])}
    for key, item in store.items.items():
        shard = item.get("gsi2pk", {}).get("S", "")
        if key not in unread and (key[2].startswith(unwritten) or shard in UNWRITTEN_SHARDS):
            raise Loud(str(key))
    return store.written(unread)


def is_quiet(call: Call, unwritten: tuple[str, ...]) -> bool:
    """A look at what nobody writes: whenever it happens, it comes to the same, so it happens at once."""
    if call.operation == "get_item":
        return str(call.request["Key"]["sk"]["S"]).startswith(unwritten)
    if call.operation != "query":
        return False
    values = call.request.get("ExpressionAttributeValues", {})
    begins, partition = (values.get(name, {}).get("S", "") for name in (":begins", ":pk"))
    return begins.startswith(unwritten) or partition in UNWRITTEN_SHARDS
