"""What the explorer stands on: a program is what its answers make of it, and what is taken for quiet is quiet."""

from collections.abc import Iterator
from itertools import count

import pytest

from tests.flow.explorer.actor import Actor, Answer, Call, Strayed
from tests.flow.explorer.dynamo.table import Store
from tests.flow.explorer.programs import Node, Program, Programs
from tests.flow.explorer.quiet import UNWRITTEN, Loud, is_quiet, kept


@pytest.fixture
def programs() -> Iterator[Programs]:
    made = Programs()
    yield made
    made.close()


def said(text: str, at: float = 0) -> Answer:
    return Answer(text, lambda: text, at)


def adding(actor: Actor) -> str:
    """Asks twice, and looks at the clock after the second answer."""
    first = actor.ask(Call("world", "first", {}))
    second = actor.ask(Call("world", "second", {"after": first}))
    return f"{first} {second} at {actor.clock():.0f}"


def end_of(node: Node) -> str:
    assert node.end is not None
    return node.end.said


def test_a_program_run_on_and_one_run_again_from_the_start_come_to_the_same(programs: Programs) -> None:
    start = programs.begin(Program("adding", adding), 0)
    left, right = (programs.go_on(start, said(text)) for text in ("left", "right"))  # the second: run again
    assert [node.call and node.call.request for node in (left, right)] == [
        {"after": "left"},
        {"after": "right"},
    ]
    assert end_of(programs.go_on(right, said("b", at=7))) == "right b at 7"
    assert end_of(programs.go_on(left, said("a", at=8))) == "left a at 8"
    assert end_of(programs.go_on(left, said("c", at=9))) == "left c at 9"


def test_the_time_of_an_answer_counts_only_for_who_looks_at_the_clock(programs: Programs) -> None:
    start = programs.begin(Program("adding", adding), 0)
    early, late = (programs.go_on(start, said("same", at=moment)) for moment in (1, 2))
    assert early is late
    ends = {end_of(programs.go_on(early, said("same", at=moment))) for moment in (3, 4)}
    assert ends == {"same same at 3", "same same at 4"}


def test_a_program_that_does_not_repeat_itself_is_no_ground_to_stand_on(programs: Programs) -> None:
    runs = count()
    start = programs.begin(Program("fickle", lambda actor: actor.ask(Call("world", f"{next(runs)}", {}))), 0)
    programs.go_on(start, said("one"))
    again = programs.go_on(start, said("two"))
    assert again.end is not None
    assert isinstance(again.end.fault, Strayed)


def test_a_dropped_program_does_nothing_more_whatever_its_clean_up_asks_for(programs: Programs) -> None:
    cleaned: list[str] = []

    def careful(actor: Actor) -> None:
        try:
            actor.ask(Call("world", "work", {}))
        finally:
            actor.ask(Call("world", "clean up", {}))
            cleaned.append("yes")

    programs.begin(Program("careful", careful), 0)
    programs.close()
    assert cleaned == []


def test_a_row_that_is_taken_for_unwritten_and_is_written_is_noticed() -> None:
    key = ("Approvals", "TENANT#acmehealth", "CONTROLS")
    store = Store().written({key: {"pk": {"S": key[1]}, "sk": {"S": key[2]}}})
    assert kept(store, ("SOCKET#",)).items == store.items
    with pytest.raises(Loud):
        kept(store, UNWRITTEN)


def test_what_is_only_written_tells_no_states_apart() -> None:
    key = ("Ledger", "TENANT#acmehealth#OUTBOX", "OUT#out_1")
    assert kept(Store().written({key: {"pk": {"S": key[1]}}}), UNWRITTEN).mark == Store().mark


def test_only_looks_are_quiet_and_only_at_unwritten_rows() -> None:
    key = {"pk": {"S": "TENANT#acmehealth"}, "sk": {"S": "CONTROLS"}}
    assert is_quiet(Call("dynamodb", "get_item", {"Key": key}), UNWRITTEN)
    assert not is_quiet(Call("dynamodb", "get_item", {"Key": key}), ("SOCKET#",))
    assert not is_quiet(Call("dynamodb", "put_item", {"Item": key}), UNWRITTEN)
