"""The terminal chat where a person is asked: it shows the very bytes, takes a verdict, and goes on with the run."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from localstack.client.chat import asked, attempt
from localstack.client.chat_decide import LONG, question
from localstack.client.chat_view import View
from localstack.tests.client.fake_edge import (
    FakeEdge,
    approval,
    in_order,
    serving,
    up_to_the_question,
    waiting_story,
)

DIGEST = "d" * 64


def waiting(record: dict[str, Any] | None = None, **answer: Any) -> FakeEdge:
    """An edge whose run stops for a person before its call is carried out."""
    edge = FakeEdge(up_to_the_question)
    edge.events = waiting_story(**answer)
    edge.approvals = {"apr_1": record or approval()}
    return edge


def chat(edge: FakeEdge, *lines: str) -> tuple[int, str]:
    """One turn with a person who types these lines when asked, and then no more."""
    printed: list[str] = []
    typed: Iterator[str] = iter(lines)

    async def answers(prompt: str) -> str | None:
        printed.append(f"{prompt}\n")
        return next(typed, None)

    async def act() -> int:
        async with serving(edge) as door, asyncio.timeout(30):
            options = asked(["--url", door.edge_url, "--once", "log 82.5 kg for today"])
            return await attempt(options, View(printed.append), answers)

    return asyncio.run(act()), "".join(printed)


def verdict_of(edge: FakeEdge) -> Any:
    (entry,) = edge.decided
    assert (entry["interruptId"], entry["status"]) == ("apr_1", "resolved")
    return entry["payload"]


def test_a_person_sees_the_tool_the_target_and_the_exact_bytes_before_he_is_asked() -> None:
    _, out = chat(waiting(), "a")
    shown = out[: out.index("a approve")]
    assert "Coach wants to write: weights.create" in shown
    assert "tool    weights.create (write, low risk)" in shown
    assert 'weights.create {"day":"2026-11-20","kg":82.5}' in shown
    assert "Approving makes exactly this change, once." in shown


def test_a_yes_names_the_digest_and_the_next_leg_is_shown_to_its_end() -> None:
    edge = waiting()
    code, out = chat(edge, "a")
    assert code == 0
    assert verdict_of(edge) == {"verdict": "approve", "digest": DIGEST}
    assert out.endswith("Done: logged.\n")


def test_a_note_may_go_with_a_yes() -> None:
    edge = waiting()
    chat(edge, "a be brief")
    assert verdict_of(edge) == {"verdict": "approve", "digest": DIGEST, "note": "be brief"}


def test_an_edit_changes_what_was_typed_and_keeps_the_rest() -> None:
    edited = {"by": "person", "arguments": {"day": "2026-11-20", "kg": 82.4}, "diff": []}
    edge = waiting(edited=edited)
    _, out = chat(edge, "e", '{"kg": 82.4}')
    assert verdict_of(edge) == {
        "verdict": "edit", "digest": DIGEST, "arguments": {"day": "2026-11-20", "kg": 82.4},
    }  # fmt: skip
    assert "✓ weights.create (changed by a person: day=2026-11-20, kg=82.4)" in out


def test_an_edit_that_is_no_json_is_asked_for_again() -> None:
    edge = waiting()
    _, out = chat(edge, "e", "82.4", "e", '{"kg": 82.4}')
    assert "no JSON object" in out
    assert verdict_of(edge)["arguments"]["kg"] == 82.4


def test_an_answer_is_edited_by_typing_it_anew() -> None:
    final = approval(kind="final", tool="audit.final", exact="Done.", arguments={"text": "Done."})
    edge = waiting(final)
    chat(edge, "e", "All well.")
    assert verdict_of(edge)["arguments"] == {"text": "All well."}


@pytest.mark.parametrize("lines", [("d", "Too early."), ("d Too early.",)])
def test_a_no_carries_its_reason_and_the_refusal_is_shown(lines: tuple[str, ...]) -> None:
    edge = waiting(status="denied", rule="person", detail="Too early.")
    _, out = chat(edge, *lines)
    assert verdict_of(edge) == {"verdict": "deny", "digest": DIGEST, "note": "Too early."}
    assert "✗ weights.create: Too early." in out


@pytest.mark.parametrize("lines", [(), ("s",), ("x", "s")])
def test_what_is_left_open_waits_and_the_chat_says_so(lines: tuple[str, ...]) -> None:
    edge = waiting()
    code, out = chat(edge, *lines)
    assert (code, edge.decided) == (0, [])
    assert "it waits" in out


def test_a_verdict_that_is_refused_is_asked_for_again() -> None:
    edge = waiting()
    edge.no_resume = {"status": 412, "title": "Stale", "detail": "This is not what stands there now."}
    _, out = chat(edge, "a", "a")
    assert "Refused: This is not what stands there now." in out
    assert out.count("┌") == 2
    assert len(edge.decided) == 1


def test_what_somebody_else_has_decided_is_not_asked() -> None:
    edge = waiting(approval(status="expired"))
    edge.events = [*edge.events[:6], {"type": "RUN_ERROR", "message": "Over."}]
    edge._on_run = in_order
    _, out = chat(edge)
    assert "expired already" in out
    assert "┌" not in out


def test_what_another_must_decide_is_shown_and_left() -> None:
    _, out = chat(waiting(approval(may_decide=False, assignees=["role.approver"])), "a")
    assert "role.approver may" in out
    assert "a approve" not in out


def test_a_leg_that_goes_on_by_itself_is_not_the_end() -> None:
    edge = FakeEdge(in_order)
    first = {"type": "RUN_FINISHED", "runId": "run_1.1", "outcome": {"type": "success"}}
    edge.events.insert(6, first | {"metadata": {"run_id": "run_1", "continues": True}})
    _, out = chat(edge)
    assert out.endswith("Done: logged.\n")


def test_long_texts_are_shown_whole_on_demand() -> None:
    long = approval(exact="x" * LONG + "the end")
    assert "the end" not in "".join(question(long))
    _, out = chat(waiting(long), "v", "s")
    assert "the end" in out


def test_a_context_is_shown_message_by_message() -> None:
    messages = [
        {"role": "user", "content": "log\n82.5 kg"},
        {"role": "assistant", "content": None, "tool_calls": []},
    ]
    lines = question(approval(kind="context", exact="{}", arguments={"messages": messages, "tools": []}))
    assert any("user      log 82.5 kg" in line for line in lines)


def test_the_inbox_goes_through_all_that_waits() -> None:
    edge = FakeEdge(in_order)
    edge.approvals = {n: approval(approval_id=n) for n in ("apr_1", "apr_2")}
    printed: list[str] = []
    typed = iter(["/inbox", "a", "d no", "/quit"])

    async def answers(_: str) -> str | None:
        return next(typed, None)

    async def act() -> int:
        async with serving(edge) as door, asyncio.timeout(30):
            return await attempt(asked(["--url", door.edge_url]), View(printed.append), answers)

    assert asyncio.run(act()) == 0
    assert [(d["id"], d["verdict"]) for d in edge.decided] == [("apr_1", "approve"), ("apr_2", "deny")]
    assert "2 waiting for you." in "".join(printed)
