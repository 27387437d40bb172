"""Blocks: what seals entries. Each names the hash of the one before it; its root stands for the entries it lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from greenlight.approvals.digests import canonical, sha256
from greenlight.items import Item

from . import merkle

NO_HASH = "0" * 64  # what the first block names


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a block: its id, and its hash as it was when it was sealed."""

    entry_id: str
    hash: str

    @property
    def leaf(self) -> str:
        return f"{self.entry_id} {self.hash}"


@dataclass(frozen=True, slots=True)
class Block:
    """`hash` covers everything but the lines, for which `root` stands; `sealed_at` in UTC."""

    tenant_id: str
    number: int
    prev_hash: str
    lines: tuple[Line, ...]
    root: str
    sealed_at: str
    hash: str

    @property
    def header(self) -> dict[str, Any]:
        """What the hash covers; whoever holds it and a path can check an entry without the others."""
        return {
            "tenant_id": self.tenant_id, "n": self.number, "prev_hash": self.prev_hash, "root": self.root,
            "sealed_at": self.sealed_at,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """The last block, by number and hash; of a tenant without blocks, number 0."""

    number: int = 0
    hash: str = NO_HASH


def sealed(tenant_id: str, before: Head, lines: Sequence[Line], at: str) -> Block:
    """The next block: its lines in the order of their ids."""
    ordered = tuple(sorted(lines, key=lambda line: line.entry_id))
    block = Block(tenant_id, before.number + 1, before.hash, ordered, root_of(ordered), at, "")
    return Block(tenant_id, block.number, before.hash, ordered, block.root, at, block_hash(block.header))


def root_of(lines: Sequence[Line]) -> str:
    return merkle.root([line.leaf for line in lines]) if lines else NO_HASH


def block_hash(header: Mapping[str, Any]) -> str:
    return sha256(canonical(header))


def to_item(block: Block) -> Item:
    lines = [{"id": line.entry_id, "hash": line.hash} for line in block.lines]
    return {**block.header, "entries": lines, "hash": block.hash}


def from_item(item: Item) -> Block:
    """As it stands there, whether or not it is as it was made; its number is that of its key."""
    lines = tuple(Line(str(one["id"]), str(one["hash"])) for one in item["entries"])
    number = int(item["sk"].removeprefix("BLOCK#"))
    said = (str(item.get(name, "")) for name in ("root", "sealed_at", "hash"))
    return Block(str(item["tenant_id"]), number, str(item["prev_hash"]), lines, *said)
