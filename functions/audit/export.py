"""Evidence for somebody outside: entries with the blocks that hold them, and for each a path to its block's root.

Lines of JSON, in this order: `export` (what was asked), `block` (the header that its hash covers), `entry` (with
`proof`), `anchor`. Whoever holds it needs no access to the platform: entry → path → root → block → next block → anchor.
"""

import json
from collections.abc import Iterator
from typing import Any

from greenlight.items import Item
from greenlight.threads.records import utc

from . import merkle
from .anchors import anchors
from .blocks import Block
from .evidence import Period
from .schemas import ExportWanted, entry_of
from .store import Store

FORMAT = "urn:greenlight:audit-export:v1"


def document(store: Store, wanted: ExportWanted, period: Period) -> Iterator[str]:
    """The lines, each ending in a line break. Blocks are told from the first that matters to the last there is."""
    entries = [item for item in store.entries(period) if _concerns(item, wanted)]
    blocks = {block.number: block for block in store.blocks()}
    first = min((item["sealed_in"] for item in entries if "sealed_in" in item), default=len(blocks) + 1)
    asked = wanted.model_dump(mode="json", by_alias=True)
    yield _line("export", {"format": FORMAT, "tenant_id": store.tenant_id, "asked": asked, "made_at": utc()})
    for block in blocks.values():
        if block.number >= first:
            yield _line("block", {**block.header, "hash": block.hash, "size": len(block.lines)})
    for item in entries:
        proof = _proof(blocks.get(item.get("sealed_in", 0)), item)
        yield _line("entry", {**entry_of(item).model_dump(), "salt": item.get("salt"), "proof": proof})
    for anchor in anchors(store.tenant_id):
        yield _line("anchor", {"day": anchor.day, "n": anchor.number, "hash": anchor.hash})


def _concerns(item: Item, wanted: ExportWanted) -> bool:
    """A person's are those he did, those about him, and those about what is his (`user_id` in the details)."""
    if wanted.agent_id and item["agent_id"] != wanted.agent_id:
        return False
    details = json.loads(item.get("details", "{}"))
    his = (item["actor"].partition(":")[2], item["actor"], item["subject"], details.get("user_id"))
    return not wanted.user_id or wanted.user_id in his


def _proof(block: Block | None, item: Item) -> dict[str, Any] | None:
    """RFC 9162's inclusion proof; None for an entry that is not sealed yet, or not listed where it says."""
    lines = [line.leaf for line in block.lines] if block else []
    leaf = f"{item['entry_id']} {item['hash']}"
    if block is None or leaf not in lines:
        return None
    index = lines.index(leaf)
    return {"block": block.number, "index": index, "size": len(lines), "path": merkle.path(lines, index)}


def _line(kind: str, fields: dict[str, Any]) -> str:
    return json.dumps({"type": kind, **fields}, ensure_ascii=False, separators=(",", ":")) + "\n"
