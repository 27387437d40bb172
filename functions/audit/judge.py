"""The judge of a trail: names every entry that was changed, is missing, was reordered or never sealed; pure.

changed        an entry says something else than when it was sealed
missing        it is gone, from its partition or though a row names it
reordered      it stands where another stood, or its block lists it elsewhere
never_sealed   it is older than two minutes and in no block, or was put into one afterwards
chain_broken   a block is gone or bent, or does not follow the one before it
head_differs   a block is not what was locked away of it
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from .blocks import Block, Line, block_hash, root_of
from .evidence import Trail, made_at

SEAL_WITHIN = timedelta(minutes=2)
MOST_TRIED = 200  # lines of a block that is taken apart line by line


@dataclass(frozen=True, slots=True)
class Finding:
    """`entry_id` is empty where a whole block is meant, `block` 0 where none is."""

    kind: str
    entry_id: str
    block: int
    detail: str


def findings(trail: Trail) -> list[Finding]:
    """Every defect, in the order of the chain; none for a trail that is as it was written."""
    every = [*_chain(trail), *_entries(trail), *_strays(trail), *_absent(trail), *_anchored(trail)]
    once: dict[tuple[str, str | int], Finding] = {}
    for one in every:
        once.setdefault((one.kind, one.entry_id or one.block), one)
    return list(once.values())


def _chain(trail: Trail) -> Iterator[Finding]:
    number, before = 0, ""
    for block in trail.blocks:
        for gone in range(number + 1, block.number):
            yield _broken(gone, "is gone")
        follows = block.number == number + 1
        if follows and number and block.prev_hash != before:
            yield _broken(block.number, "does not name the one before it")
        if block_hash(block.header) != block.hash:
            yield _broken(block.number, "is not what its hash says")
        yield from _listing(block)
        number, before = block.number, block.hash
    yield from _ending(trail, number, before)


def _ending(trail: Trail, number: int, last: str) -> Iterator[Finding]:
    head = trail.head
    if head is None:
        if number:
            yield _broken(number, "is the last, but there is no head that says so")
        return
    for gone in range(number + 1, head.number + 1):
        yield _broken(gone, "is gone, though the head knows it")
    if head.number < number or (head.number == number and head.hash != last):
        yield _broken(number, "is the last, but the head names another")


def _listing(block: Block) -> Iterator[Finding]:
    """A block that does not list what it sealed: whichever lines can be named are."""
    if root_of(block.lines) == block.root:
        return
    ordered = sorted(block.lines, key=lambda line: line.entry_id)
    if root_of(ordered) == block.root:
        for line, right in zip(block.lines, ordered, strict=True):
            if line != right:
                yield _of(line, "reordered", block, "is listed in another place than it was sealed in")
    elif added := _added(block):
        yield _of(added, "never_sealed", block, "was put into the block's list afterwards")
    else:
        yield _broken(block.number, "does not list what it sealed")


def _added(block: Block) -> Line | None:
    """The line without which the block is right again."""
    lines = block.lines if len(block.lines) <= MOST_TRIED else ()
    rests = ((line, lines[:n] + lines[n + 1 :]) for n, line in enumerate(lines))
    return next((line for line, rest in rests if root_of(rest) == block.root), None)


def _entries(trail: Trail) -> Iterator[Finding]:
    listed = Counter(line.entry_id for block in trail.blocks for line in block.lines)
    hashes = {line.hash for block in trail.blocks for line in block.lines}
    for block in trail.blocks:
        for line in block.lines:
            if listed[line.entry_id] > 1:
                yield _of(line, "reordered", block, "is listed more than once")
            if not trail.period.holds(line.entry_id):
                continue
            found = trail.seen.get(line.entry_id)
            if found is None:
                yield _of(line, "missing", block, "was sealed, and is gone")
            elif found.hash != line.hash and found.hash in hashes:
                yield _of(line, "reordered", block, "says what another entry said")
            elif found.hash != line.hash or not found.fits:
                yield _of(line, "changed", block, "does not say what was sealed")


def _strays(trail: Trail) -> Iterator[Finding]:
    listed = {line.entry_id for block in trail.blocks for line in block.lines}
    for entry_id in sorted(trail.seen.keys() - listed):
        found = trail.seen[entry_id]
        if trail.now - made_at(entry_id) > SEAL_WITHIN or found.sealed_in:
            detail = (
                f"says block {found.sealed_in}, which does not list it"
                if found.sealed_in
                else "is in no block"
            )
            yield Finding("never_sealed", entry_id, found.sealed_in, detail)
        if not found.fits:
            yield Finding("changed", entry_id, 0, "does not fit its own hash")


def _absent(trail: Trail) -> Iterator[Finding]:
    for entry_id, row_id in sorted(trail.absent.items()):
        yield Finding("missing", entry_id, 0, f"is named by {row_id}, and is gone")


def _anchored(trail: Trail) -> Iterator[Finding]:
    hashes = {block.number: block.hash for block in trail.blocks}
    for anchor in trail.anchors:
        if hashes.get(anchor.number) != anchor.hash:
            detail = f"is not what was locked away for {anchor.day}"
            yield Finding("head_differs", "", anchor.number, detail)


def _broken(number: int, detail: str) -> Finding:
    return Finding("chain_broken", "", number, detail)


def _of(line: Line, kind: str, block: Block, detail: str) -> Finding:
    return Finding(kind, line.entry_id, block.number, detail)
