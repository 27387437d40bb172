"""`verify` names what was done to a trail: each way of tampering, and any set of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from greenlight.audit import content_hash
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.audit.blocks import Head, Line, sealed
from functions.audit.evidence import Period, Trail
from functions.audit.judge import findings

from .trails import TENANT, Written, entry, written

FORGED_AT = "aud_01M0000000000000000000000"  # of 2025, with one sign to come


@pytest.fixture(autouse=True, scope="module")
def prefix() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GREENLIGHT_PREFIX", "greenlight-test")
        yield


@pytest.fixture
def trail() -> Written:
    return written(3, 4, 2)


def kinds(trail: Written) -> set[tuple[str, str]]:
    """Kind, and the entry's id or the block's number."""
    return {(one.kind, one.entry_id or str(one.block)) for one in trail.judged()}


def ids(trail: Written, number: int) -> list[str]:
    return [line.entry_id for line in trail.blocks[number - 1].lines]


def test_an_untouched_trail_has_no_findings(trail: Written) -> None:
    assert trail.judged() == []


@pytest.mark.parametrize(
    "field", ["what", "actor", "subject", "correlation_id", "agent_id", "at", "details", "salt"]
)
def test_a_changed_field_is_named(trail: Written, field: str) -> None:
    bent = ids(trail, 2)[1]
    trail.items[bent][field] += "x"
    assert kinds(trail) == {("changed", bent)}


def test_a_change_with_its_hash_made_anew_is_named(trail: Written) -> None:
    bent = ids(trail, 2)[1]
    trail.items[bent]["actor"] = "user:usr_2"
    trail.items[bent]["hash"] = content_hash(trail.items[bent])
    assert kinds(trail) == {("changed", bent)}


def test_a_field_of_another_type_is_a_change_and_no_fault(trail: Written) -> None:
    bent = ids(trail, 1)[0]
    trail.items[bent]["actor"] = {"float": 0.5, "set": b"bytes"}
    assert kinds(trail) == {("changed", bent)}


def test_erased_details_are_no_finding(trail: Written) -> None:
    erased = trail.items[ids(trail, 1)[0]]
    del erased["details"], erased["salt"]
    erased["erased_at"] = "2026-01-10T00:00:00.000Z"
    assert trail.judged() == []


def test_details_that_are_gone_without_having_been_erased_are(trail: Written) -> None:
    del trail.items[ids(trail, 1)[0]]["details"]
    assert kinds(trail) == {("changed", ids(trail, 1)[0])}


def test_a_deleted_entry_is_missing(trail: Written) -> None:
    gone = ids(trail, 2)[3]
    del trail.items[gone]
    assert kinds(trail) == {("missing", gone)}


def test_an_entry_deleted_before_sealing_is_missing_because_a_row_names_it(trail: Written) -> None:
    trail.absent["aud_never_sealed"] = "apr_1"
    assert kinds(trail) == {("missing", "aud_never_sealed")}
    assert "apr_1" in trail.judged()[0].detail


def test_two_entries_that_changed_places_are_reordered(trail: Written) -> None:
    one, other = ids(trail, 2)[0], ids(trail, 3)[1]
    exchange(trail, one, other)
    assert kinds(trail) == {("reordered", one), ("reordered", other)}


def test_two_lines_that_changed_places_are_reordered(trail: Written) -> None:
    a, b, c, d = trail.blocks[1].lines
    trail.relist(2, a, d, c, b)
    assert kinds(trail) == {("reordered", b.entry_id), ("reordered", d.entry_id)}


def test_an_old_entry_in_no_block_was_never_sealed(trail: Written) -> None:
    stray = entry(1)
    trail.items[stray["entry_id"]] = stray
    assert kinds(trail) == {("never_sealed", stray["entry_id"])}


def test_a_young_entry_in_no_block_is_only_unsealed(trail: Written) -> None:
    stray = entry(1)
    trail.items[stray["entry_id"]] = stray
    trail.later = timedelta(seconds=100)
    assert trail.judged() == []


def test_an_entry_that_claims_a_block_which_does_not_list_it_was_never_sealed(trail: Written) -> None:
    stray = entry(1) | {"sealed_in": 2}
    trail.items[stray["entry_id"]] = stray
    trail.later = timedelta()
    assert kinds(trail) == {("never_sealed", stray["entry_id"])}


def test_a_line_put_into_a_block_afterwards_is_named(trail: Written) -> None:
    stray = entry(1) | {"sealed_in": 2}
    trail.items[stray["entry_id"]] = stray
    trail.relist(2, *trail.blocks[1].lines, Line(stray["entry_id"], stray["hash"]))
    assert kinds(trail) == {("never_sealed", stray["entry_id"])}


def test_a_line_taken_out_of_a_block_names_the_block_and_the_entry(trail: Written) -> None:
    gone = trail.blocks[1].lines[1]
    trail.relist(2, *(line for line in trail.blocks[1].lines if line != gone))
    assert kinds(trail) == {("chain_broken", "2"), ("never_sealed", gone.entry_id)}


def test_a_line_listed_twice_is_named(trail: Written) -> None:
    twice = trail.blocks[0].lines[0]
    trail.relist(2, *trail.blocks[1].lines, twice)
    assert ("reordered", twice.entry_id) in kinds(trail)


@pytest.mark.parametrize("field", ["prev_hash", "root", "sealed_at", "hash", "tenant_id"])
def test_a_bent_block_is_named(trail: Written, field: str) -> None:
    bent: dict[str, Any] = {field: "bent"}
    trail.blocks[1] = replace(trail.blocks[1], **bent)
    assert ("chain_broken", "2") in kinds(trail)


def test_a_block_that_was_made_anew_is_named_by_the_one_after_it(trail: Written) -> None:
    """Forged with its own hash and root: it takes the next block to say that this is not what it followed."""
    first = trail.blocks[0]
    trail.blocks[0] = sealed(TENANT, Head(), first.lines, "2026-01-01T00:00:01.000Z")
    assert kinds(trail) == {("chain_broken", "2")}


def test_a_deleted_block_is_named_with_its_entries(trail: Written) -> None:
    gone = ids(trail, 2)
    del trail.blocks[1]
    assert kinds(trail) == {("chain_broken", "2"), *(("never_sealed", one) for one in gone)}


def test_a_trail_cut_off_at_its_end_is_found(trail: Written) -> None:
    for one in ids(trail, 3):
        del trail.items[one]
    del trail.blocks[2]
    assert kinds(trail) == {("chain_broken", "3"), ("head_differs", "3")}
    trail.head = Head(2, trail.blocks[1].hash)
    assert kinds(trail) == {("head_differs", "3")}


@pytest.mark.parametrize("head", [None, Head(1, "f" * 64), Head(3, "f" * 64), Head(9, "f" * 64)])
def test_a_bent_head_is_found(trail: Written, head: Head | None) -> None:
    trail.head = head
    assert {kind for kind, _ in kinds(trail)} == {"chain_broken"}


def test_a_forger_who_makes_every_hash_anew_is_found_by_what_was_locked_away(trail: Written) -> None:
    bent = ids(trail, 1)[0]
    trail.items[bent]["actor"] = "user:usr_2"
    trail.items[bent]["hash"] = content_hash(trail.items[bent])
    trail.rewrite_from(1)
    assert kinds(trail) == {("head_differs", "3")}


def test_what_lies_outside_the_period_is_not_asked_for(trail: Written) -> None:
    long_ago = Period(date(2001, 1, 1), date(2001, 1, 2))
    assert findings(Trail(long_ago, datetime.now(UTC), {}, trail.blocks, trail.head)) == []


def exchange(trail: Written, one: str, other: str) -> None:
    """What they say, each under the other's key."""
    a, b = trail.items[one], trail.items[other]
    trail.items[one] = b | {"pk": a["pk"], "sk": a["sk"]}
    trail.items[other] = a | {"pk": b["pk"], "sk": b["sk"]}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_tampering_is_named_entry_by_entry(data: st.DataObject) -> None:
    """Some entries are changed, some dropped, some exchanged, some put in; nothing else is ever named."""
    trail = ORIGINAL[0].copy()
    every = sorted(trail.items)
    victims = data.draw(st.permutations(every))
    changed, dropped, exchanged = (data.draw(st.integers(0, 4)) for _ in range(3))
    pairs = 2 * (exchanged // 2)
    expected: dict[str, set[str]] = {}
    for one in victims[:changed]:
        field = data.draw(st.sampled_from(["what", "actor", "subject", "at", "details", "hash"]))
        trail.items[one][field] += "x"
        expected[one] = {"changed"}
    for one in victims[changed : changed + dropped]:
        del trail.items[one]
        expected[one] = {"missing"}
    swapped = victims[changed + dropped : changed + dropped + pairs]
    for one, other in zip(swapped[::2], swapped[1::2], strict=True):
        exchange(trail, one, other)
        expected |= {one: {"reordered"}, other: {"reordered"}}
    for n in range(data.draw(st.integers(0, 3))):
        stray = entry(n)
        trail.items[stray["entry_id"]] = stray
        expected[stray["entry_id"]] = {"never_sealed"}
    found: dict[str, set[str]] = {}
    for finding in trail.judged():
        found.setdefault(finding.entry_id, set()).add(finding.kind)
    assert found == expected


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_tampering_with_the_blocks_is_found(data: st.DataObject) -> None:
    """Lines are dropped, exchanged, bent or put in, blocks dropped: never does it pass for untouched."""
    trail = ORIGINAL[0].copy()
    number = data.draw(st.integers(1, len(trail.blocks)))
    lines = list(trail.blocks[number - 1].lines)
    place = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(st.integers(0, len(lines) - 1).filter(lambda n: n != place))
    how = data.draw(st.sampled_from(["drop", "exchange", "bend", "insert", "drop block"]))
    named = lines[place].entry_id
    if how == "drop":
        del lines[place]
    elif how == "exchange":
        lines[place], lines[other] = lines[other], lines[place]
    elif how == "bend":
        lines[place] = replace(lines[place], hash=lines[other].hash)
    elif how == "insert":
        named = FORGED_AT + "A"
        lines.insert(place, Line(named, "0" * 64))
    trail.relist(number, *lines)
    if how == "drop block":
        del trail.blocks[number - 1]
    found = trail.judged()
    assert named in {one.entry_id for one in found}
    if data.draw(st.booleans()):
        trail.anchors = []
        assert trail.judged()


ORIGINAL: list[Written] = []


@pytest.fixture(autouse=True, scope="module")
def original(prefix: None) -> None:
    ORIGINAL.append(written(5, 6, 5))
