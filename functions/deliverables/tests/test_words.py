"""What a version changed, by word: nothing is lost, and no more is marked than changed."""

import random

import pytest

from functions.deliverables.words import between, changes

TEXT = "Drink a glass of water.\n\nThen walk for ten minutes."


def kept(pieces: list[dict[str, str]], *ops: str) -> str:
    return "".join(piece["text"] for piece in pieces if piece["op"] in ops)


def test_one_word_that_changed_is_all_that_is_marked() -> None:
    assert between(TEXT, TEXT.replace("ten", "twenty")) == [
        {"op": "equal", "text": "Drink a glass of water.\n\nThen walk for "},
        {"op": "delete", "text": "ten"},
        {"op": "insert", "text": "twenty"},
        {"op": "equal", "text": " minutes."},
    ]


def test_what_is_the_same_is_one_piece() -> None:
    assert between(TEXT, TEXT) == [{"op": "equal", "text": TEXT}]
    assert between("", "") == []


@pytest.mark.parametrize("seed", range(60))
def test_both_texts_can_be_read_from_the_pieces(seed: int) -> None:
    chance = random.Random(seed)
    words = ["tea ", "tea", " ", "\n", "água ", "walk", "10 ", "🙂 ", "  tea"]
    before, after = ("".join(chance.choices(words, k=chance.randrange(40))) for _ in range(2))
    pieces = between(before, after)
    assert (kept(pieces, "equal", "delete"), kept(pieces, "equal", "insert")) == (before, after)


def test_a_long_rewrite_is_one_piece_out_and_one_in() -> None:
    before, after = "a " * 3000, "b " * 3000
    old, new = {"op": "delete", "text": before[:-1]}, {"op": "insert", "text": after[:-1]}
    assert between(before, after) == [old, new, {"op": "equal", "text": " "}]


def test_each_place_that_differs_is_named_by_its_pointer() -> None:
    before = {"text": "one two", "visibility": "public", "link": "https://a.example"}
    after = {"text": "one three", "visibility": "public", "size": 2}
    link, size, text = changes(before, after)
    assert (link["op"], link["path"], link["before"], link["words"]) == (
        "remove", "/link", "https://a.example", None,
    )  # fmt: skip
    assert (size["op"], size["after"]) == ("add", 2)
    assert (text["path"], text["words"][1:]) == (
        "/text", [{"op": "delete", "text": "two"}, {"op": "insert", "text": "three"}],
    )  # fmt: skip
