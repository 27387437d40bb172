"""Whatever a model streams, the events that come out keep AG-UI's order."""

from hypothesis import given
from hypothesis import strategies as st

from functions.agent.answer import Answer
from functions.agent.ports import CallPiece, Finish, Piece, Usage, Words
from functions.agent.tests.fakes import PUBLISHED

PIECES: st.SearchStrategy[list[Piece]] = st.lists(
    st.one_of(
        st.builds(Words, st.text(min_size=1, max_size=5)),
        st.builds(
            CallPiece, st.integers(0, 2), st.sampled_from(["", "a", "b", "ü/" * 90]),
            st.sampled_from(["", "x__y", "hidden"]), st.sampled_from(["", "{", "}"]),
        ),
        st.builds(Usage, st.integers(0, 9)),
        st.builds(Finish, st.just("stop")),
    ),
    max_size=30,
)  # fmt: skip
ENDS = {"TEXT_MESSAGE_END": "messageId", "TOOL_CALL_END": "toolCallId"}


def streamed(pieces: list[Piece], *, cut: bool) -> tuple[Answer, list[dict[str, str]]]:
    events: list[dict[str, str]] = []
    answer = Answer("run_1.1.1", lambda *new: events.extend(new), lambda name: name != "hidden")
    for piece in pieces:
        answer.take(piece)
    if not cut:
        answer.settle()
    answer.close()
    return answer, events


@given(PIECES, st.booleans())
def test_one_thing_is_open_at_a_time_and_each_start_has_its_end(pieces: list[Piece], cut: bool) -> None:
    _, events = streamed(pieces, cut=cut)
    is_open, seen = "", set()
    for event in events:
        PUBLISHED.validate_python(event)
        subject = event.get("messageId") or event["toolCallId"]
        if event["type"].endswith("_START"):
            assert not is_open
            assert subject not in seen
            seen.add(subject)
            is_open = subject
        else:
            assert is_open == subject
            is_open = "" if event["type"] in ENDS else subject
    assert not is_open


@given(PIECES)
def test_text_and_calls_arrive_as_they_were_streamed(pieces: list[Piece]) -> None:
    answer, events = streamed(pieces, cut=False)
    said = "".join(e["delta"] for e in events if e["type"] == "TEXT_MESSAGE_CONTENT")
    assert said == answer.text == "".join(p.delta for p in pieces if isinstance(p, Words))
    shown = [e["toolCallId"] for e in events if e["type"] == "TOOL_CALL_START"]
    assert shown == [c.call_id for c in answer.calls if c.name != "hidden"]
    assert len({c.call_id for c in answer.calls}) == len(answer.calls)
    assert all(len(c.call_id) <= 128 and c.call_id.isascii() for c in answer.calls)
