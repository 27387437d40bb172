"""Merkle trees as RFC 9162 §2.1 has them: one entry of a block is proved without showing any other."""

import hashlib
from collections.abc import Sequence


def root(leaves: Sequence[str]) -> str:
    """In hex, over the texts of the leaves, in their order. Raises ValueError for none."""
    return _tree([_leaf(leaf) for leaf in leaves]).hex()


def path(leaves: Sequence[str], index: int) -> list[str]:
    """The hashes, from the leaf upwards, that lead from leaf `index` to the root."""
    return [step.hex() for step in _path([_leaf(leaf) for leaf in leaves], index)]


def rooted(leaf: str, index: int, size: int, steps: Sequence[str]) -> str:
    """The root that this path leads to, of a tree of `size` leaves; compare it with the block's.

    Raises ValueError for a path of the wrong length or an index outside the tree.
    """
    return _climb(_leaf(leaf), index, size, [bytes.fromhex(step) for step in steps]).hex()


def _tree(hashes: Sequence[bytes]) -> bytes:
    if not hashes:
        raise ValueError("a tree has at least one leaf")
    if len(hashes) == 1:
        return hashes[0]
    left = _left(len(hashes))
    return _node(_tree(hashes[:left]), _tree(hashes[left:]))


def _path(hashes: Sequence[bytes], index: int) -> list[bytes]:
    if len(hashes) == 1:
        return []
    left = _left(len(hashes))
    if index < left:
        return [*_path(hashes[:left], index), _tree(hashes[left:])]
    return [*_path(hashes[left:], index - left), _tree(hashes[:left])]


def _climb(found: bytes, index: int, size: int, steps: list[bytes]) -> bytes:
    if not 0 <= index < size or (size > 1) != bool(steps):
        raise ValueError("this path is not of this tree")
    if size == 1:
        return found
    left = _left(size)
    if index < left:
        return _node(_climb(found, index, left, steps[:-1]), steps[-1])
    return _node(steps[-1], _climb(found, index - left, size - left, steps[:-1]))


def _left(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _leaf(text: str) -> bytes:
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
