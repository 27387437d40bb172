"""On demand, not everything every run: what a person does not use costs next to nothing."""

from tests.load.prompt_size import measure


def test_the_prompt_for_fifty_domains_is_at_most_a_tenth_larger_than_for_two() -> None:
    few, _, many = measure()
    assert many.bytes <= 1.1 * few.bytes
    assert many.everything > 5 * many.bytes
