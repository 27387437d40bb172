"""The tree of RFC 9162: known roots, and a path for every leaf of every size."""

import hashlib

import pytest

from functions.audit import merkle


def test_one_leaf_is_the_root_of_its_tree() -> None:
    assert merkle.root(["a"]) == hashlib.sha256(b"\x00a").hexdigest()
    assert merkle.path(["a"], 0) == []


def test_three_leaves_are_split_at_the_largest_power_of_two() -> None:
    a, b, c = (hashlib.sha256(b"\x00" + leaf).digest() for leaf in (b"a", b"b", b"c"))
    left = hashlib.sha256(b"\x01" + a + b).digest()
    assert merkle.root(["a", "b", "c"]) == hashlib.sha256(b"\x01" + left + c).hexdigest()


@pytest.mark.parametrize("size", [*range(1, 20), 90])
def test_every_leaf_has_a_path_to_the_root(size: int) -> None:
    leaves = [f"leaf {n}" for n in range(size)]
    root = merkle.root(leaves)
    for index, leaf in enumerate(leaves):
        assert merkle.rooted(leaf, index, size, merkle.path(leaves, index)) == root


@pytest.mark.parametrize("size", [2, 3, 8, 13])
def test_no_path_leads_another_leaf_or_place_to_the_root(size: int) -> None:
    leaves = [f"leaf {n}" for n in range(size)]
    root = merkle.root(leaves)
    path = merkle.path(leaves, 1)
    assert merkle.rooted("leaf x", 1, size, path) != root
    assert merkle.rooted("leaf 1", 0, size, path) != root


def test_a_leaf_cannot_pass_for_a_node() -> None:
    assert merkle.root(["a", "b"]) != merkle.root(["a" + "b"])


@pytest.mark.parametrize(("index", "steps"), [(2, ["00" * 32]), (-1, ["00" * 32]), (0, [])])
def test_a_path_of_another_tree_is_refused(index: int, steps: list[str]) -> None:
    with pytest.raises(ValueError, match="not of this tree"):
        merkle.rooted("a", index, 2, steps)


def test_no_leaves_have_no_root() -> None:
    with pytest.raises(ValueError, match="at least one"):
        merkle.root([])
