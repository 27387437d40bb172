"""What goes wrong, and the one clear RUN_ERROR that it ends in."""

from threading import Event
from typing import Any

import pytest

from functions.agent.errors import PlatformFailed
from functions.agent.tests.fakes import FakePlatform, play
from functions.agent.tests.stand_in import Reply, calls, delta, says, standing_in, usage

CREATE = calls("weights__create", {"day": "2026-11-20", "kg": 82.5})


def unpaired(kinds: list[str]) -> int:
    return sum(k.endswith("_START") for k in kinds) - sum(k.endswith("_END") for k in kinds)


def run(*script: Reply, platform: FakePlatform | None = None, **settings: Any) -> FakePlatform:
    platform = platform or FakePlatform(loaded=["weights"])
    with standing_in(*script) as model:
        play(model.url, platform, **settings)
    assert unpaired(platform.kinds) == 0
    return platform


def test_a_model_server_that_is_down() -> None:
    platform = FakePlatform()
    play("http://127.0.0.1:9/v1", platform)
    assert platform.kinds == ["RUN_ERROR"]
    assert platform.error == "model_unreachable"


def test_a_model_server_that_breaks_once_is_asked_again_before_the_first_word() -> None:
    pauses: list[float] = []
    platform = run(Reply(status=500), Reply(status=429), says("Hello."), pause=pauses.append)
    assert platform.text == "Hello."
    assert platform.kinds[-1] == "RUN_FINISHED"
    assert pauses == [0.25, 0.75]


def test_a_stream_that_ends_before_the_first_word_is_asked_for_again() -> None:
    assert run(Reply(cut=True), says("Hello.")).text == "Hello."


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ([Reply(status=500)] * 3, "model_overloaded"),
        ([Reply(status=429)] * 3, "model_overloaded"),
        ([Reply(status=401)], "model_denied"),
        ([Reply(status=400)], "model_refused"),
        ([Reply([delta(content="Once upon")], cut=True)], "model_broke_off"),
        ([Reply([delta(content="Once upon")])], "model_broke_off"),
        ([Reply([delta(content="Once")], raw='data: {"half\n\n')], "model_broke_off"),
        (
            [Reply([delta(content="Once")], raw='data: {"error": {"message": "secret"}}\n\n')],
            "model_broke_off",
        ),
        ([Reply([delta(content="Once upon"), delta("length")])], "token_limit"),
        ([Reply([delta(content="Once upon"), delta("content_filter")])], "content_filter"),
        ([calls("weights__create", '{"kg": 8')], "malformed_arguments"),
        ([calls("weights__create", "[1]")], "malformed_arguments"),
        ([calls("load_capability", "weights")], "malformed_arguments"),
        ([calls("weights__erase", {})], "unknown_tool"),
        ([calls("profile__get", {})], "unknown_tool"),
    ],
)
def test_the_model_or_its_server_misbehaves(script: list[Reply], code: str) -> None:
    platform = run(*script)
    assert platform.error == code
    assert platform.asked_of("executor") == []
    assert "secret" not in str(platform.events)


def test_a_model_server_that_falls_silent_is_given_up() -> None:
    late = Event()
    platform = FakePlatform()
    with standing_in(Reply([delta(content="Once")], hold=late)) as model:
        play(model.url, platform, patience=0.2)
        late.set()
    assert platform.error == "model_timeout"
    assert platform.text == "Once"


def test_more_steps_than_a_turn_may_have() -> None:
    limits = {"steps": 2, "seconds": 240, "output_tokens": 4000}
    platform = run(CREATE, CREATE, CREATE, platform=FakePlatform(loaded=["weights"], limits=limits))
    assert platform.error == "too_many_steps"
    assert len(platform.asked_of("executor")) == 2


def test_more_tokens_than_a_turn_may_have_by_the_servers_count() -> None:
    limits = {"steps": 8, "seconds": 240, "output_tokens": 20}
    platform = FakePlatform(loaded=["weights"], limits=limits)
    with standing_in(CREATE, says("Too much.")) as model:
        play(model.url, platform)
    assert platform.error == "token_limit"
    assert [r["max_completion_tokens"] for r in model.requests] == [20]


def test_more_tokens_than_a_turn_may_have_from_a_server_that_neither_stops_nor_counts() -> None:
    limits = {"steps": 8, "seconds": 240, "output_tokens": 20}
    endless = Reply([delta(content="la ") for _ in range(200)])
    platform = run(endless, platform=FakePlatform(limits=limits))
    assert platform.error == "token_limit"
    assert platform.text.count("la") < 40


def test_more_time_than_a_turn_may_have_ends_it_between_two_words() -> None:
    clock = iter([1000.0] * 3 + [2000.0] * 1000)
    platform = run(Reply([delta(content="Once"), delta(content="upon")]), now=lambda: next(clock))
    assert platform.error == "out_of_time"


def test_the_invocations_own_end_counts_too_with_room_for_a_last_word() -> None:
    assert run(says("Hello."), ends_at=1011.0).error == "out_of_time"


def test_what_was_used_is_told_in_an_error_too() -> None:
    platform = run(CREATE, Reply([delta(content="x"), delta("length"), usage(7, 3)]))
    assert platform.events[-1]["usage"][0]["totalTokens"] == 130


def test_an_executor_that_talks_nonsense() -> None:
    platform = FakePlatform(loaded=["weights"])
    platform.results = [{"errorMessage": "boom"}]
    assert run(CREATE, platform=platform).error == "platform_fault"


def test_an_executor_that_answers_at_the_third_try_is_asked_under_the_same_call_id() -> None:
    platform = FakePlatform(loaded=["weights"])
    platform.lost = {"executor": 2}
    assert run(CREATE, says("Saved."), platform=platform).kinds[-1] == "RUN_FINISHED"
    assert len({body["call_id"] for body in platform.asked_of("executor")}) == 1
    assert len(platform.asked_of("executor")) == 3


@pytest.mark.parametrize("function", ["executor", "capabilities"])
def test_a_platform_that_does_not_answer(function: str) -> None:
    platform = FakePlatform(loaded=["weights"])
    platform.lost = {function: 99}
    assert run(CREATE, platform=platform).error == "platform_unreachable"


def test_a_lost_append_is_sent_again_under_its_number_and_stored_once() -> None:
    platform = FakePlatform()
    platform.lost = {"thread_append": 3}
    assert run(says("Hello."), platform=platform).text == "Hello."
    assert platform.kinds.count("RUN_FINISHED") == 1


def test_a_run_that_cannot_be_written_to_fails_the_invocation_so_that_others_settle_it() -> None:
    platform = FakePlatform(loaded=["weights"])
    platform.on_execute = lambda: platform.lost.update(thread_append=99)
    with standing_in(CREATE, says("Hello.")) as model, pytest.raises(PlatformFailed, match="unreachable"):
        play(model.url, platform)


def test_a_closed_run_is_left_in_silence() -> None:
    platform = FakePlatform(loaded=["weights"])
    platform.closes_at = 1
    with standing_in(CREATE, says("Too late.")) as model:
        play(model.url, platform)
    assert platform.asked_of("executor") == []
    assert not {"RUN_ERROR", "RUN_FINISHED"} & set(platform.kinds)


def test_a_fault_of_ours_escapes_but_the_run_is_told_first() -> None:
    platform = FakePlatform(persona="nobody")
    with standing_in(says("Hello.")) as model, pytest.raises(FileNotFoundError):
        play(model.url, platform)
    assert platform.error == "agent_fault"
