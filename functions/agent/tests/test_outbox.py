"""Merging and cutting: nothing lost, nothing reordered, nothing too large."""

import json

from greenlight import agui
from hypothesis import given
from hypothesis import strategies as st

from functions.agent.outbox import MOST_BYTES, MOST_EVENTS, Outbox

EVENTS = st.lists(
    st.one_of(
        st.builds(agui.text_content, st.sampled_from("mn"), st.text(min_size=1, max_size=4000)),
        st.builds(agui.tool_call_args, st.sampled_from("mn"), st.text(min_size=1, max_size=50)),
        st.builds(agui.step_started, st.just("s")),
    ),
    max_size=60,
)


def batches(outbox: Outbox) -> list[list[agui.Event]]:
    found = []
    while outbox:
        found.append(outbox.take())
    return found


def flat(events: list[agui.Event]) -> list[tuple[str, str]]:
    """A run of deltas of one message is the same however it is cut."""
    runs: list[tuple[str, str]] = []
    for event in events:
        key = event["type"] + event.get("messageId", event.get("toolCallId", ""))
        if "delta" in event and runs and runs[-1][0] == key:
            runs[-1] = (key, runs[-1][1] + event["delta"])
        else:
            runs.append((key, event.get("delta", "")))
    return runs


@given(EVENTS)
def test_what_goes_in_comes_out_in_order_in_batches_that_are_small_enough(events: list[agui.Event]) -> None:
    before = flat(json.loads(json.dumps(events)))
    outbox = Outbox()
    for event in events:
        outbox.add(event)
    out = batches(outbox)
    assert flat([event for batch in out for event in batch]) == before
    assert all(0 < len(batch) <= MOST_EVENTS for batch in out)
    assert all(len(json.dumps(batch).encode()) <= MOST_BYTES + 100 for batch in out)


def test_deltas_of_one_message_run_together_and_others_do_not() -> None:
    outbox = Outbox()
    for event in [
        agui.text_content("m", "a"), agui.text_content("m", "b"), agui.text_content("n", "c"),
        agui.tool_call_args("n", "d"), agui.tool_call_args("n", "e"), agui.step_started("s"), agui.step_started("s"),
    ]:  # fmt: skip
        outbox.add(event)
    assert [e.get("delta") for e in outbox.take()] == ["ab", "c", "de", None, None]


def test_a_huge_delta_is_cut() -> None:
    outbox = Outbox()
    outbox.add(agui.text_content("m", "\x00" * 10_000))
    assert [len(b) for b in batches(outbox)] == [1, 1, 1, 1]
