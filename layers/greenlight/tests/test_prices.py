"""What a model call costs, by the deploy's prices."""

import pytest
from greenlight.prices import FREE, Prices


@pytest.mark.parametrize(
    ("tokens_in", "tokens_out", "cents"),
    [(0, 0, 0), (1, 0, 1), (2_000, 0, 1), (2_001, 0, 2), (1_000, 1_000, 4)],
)
def test_a_part_of_a_cent_is_a_cent(tokens_in: int, tokens_out: int, cents: int) -> None:
    assert Prices(500, 3_000).cents(tokens_in, tokens_out) == cents


def test_what_is_held_is_never_less_than_a_call_can_cost() -> None:
    """By bytes: no tokenizer makes more tokens of a text than it has bytes."""
    text = "नमस्ते 🦷" * 50
    most = Prices(1_000_000, 0).most([{"role": "user", "content": text}], {"type": "object"}, 0)
    assert most >= len(text.encode())


def test_prices_that_nobody_set_are_a_fault() -> None:
    with pytest.raises(KeyError):
        Prices.of_settings()


@pytest.mark.parametrize(
    ("tokens_in", "tokens_out", "micro_usd"), [(0, 0, 0), (1, 0, 5), (8_798, 38, 45_130)]
)
def test_a_millionth_of_a_dollar_is_small_enough_for_one_answer(
    tokens_in: int, tokens_out: int, micro_usd: int
) -> None:
    assert Prices(500, 3_000).micro_usd(tokens_in, tokens_out) == micro_usd
    assert FREE.micro_usd(tokens_in, tokens_out) == 0


def test_a_part_of_a_millionth_is_one() -> None:
    assert Prices(15, 0).micro_usd(1, 0) == 1
