"""What TLC said is read rightly, and a mutant whose text is gone is no proof. `make prove` runs the checker."""

import pytest

from localstack.prove import PROOFS, NoProof, Verdict, mutants, mutated, verdict

HOLDS = """
Model checking completed. No error has been found.
2068995 states generated, 404622 distinct states found, 0 states left on queue.
The depth of the complete state graph search is 28.
"""
UNFINISHED = (
    "Progress(28): 2,068,995 states generated, 404,622 distinct states found, 12 states left on queue."
)


def test_a_machine_that_holds_is_told_with_its_distinct_states() -> None:
    found = verdict(HOLDS, "Settles")
    assert found == Verdict("", 404622, 28)
    assert str(found) == "404,622 distinct states, 28 steps deep: nothing broken"


def test_what_was_violated_is_named() -> None:
    assert verdict("Error: Invariant AtMostOnce is violated.\n", "Settles").broken == "AtMostOnce"
    assert verdict("Error: Temporal properties were violated.\n", "Settles").broken == "Settles"


@pytest.mark.parametrize(
    "output", ["", UNFINISHED, "*** Parse Error ***", HOLDS.replace("No error", "An error")]
)
def test_an_answer_that_is_none_is_no_proof(output: str) -> None:
    with pytest.raises(NoProof):
        verdict(output, "Settles")


def test_a_mutant_must_find_its_text_exactly_once() -> None:
    assert mutated("a b c", "b", "x") == "a x c"
    for text in ("a c", "b b"):
        with pytest.raises(NoProof, match="times in Gate"):
            mutated(text, "b", "x")


def test_every_mutant_of_the_gate_still_finds_its_text_and_breaks_something_that_is_checked() -> None:
    text, settings = (PROOFS / "Gate.tla").read_text(), (PROOFS / "Gate.cfg").read_text()
    found = list(mutants(text, (PROOFS / "mutants.toml").read_text()))
    assert len(found) >= 4
    assert all(broken != text and breaks in settings for _, broken, breaks in found)
