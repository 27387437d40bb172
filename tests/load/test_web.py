"""The pure parts of the page's bench: what is written into the talk, and what is said of what was measured."""

from pathlib import Path

import pytest

from localstack.page.sizes import Sent
from tests.load.web_measure import Loaded, Times
from tests.load.web_report import BARE, CHAT, Felt, Report, write
from tests.load.web_seed import _turn


def loaded(ready: float) -> Loaded:
    return Loaded(paint=100.0, ready=ready, blocked=0.0, code=200_000)


def felt(scale: float) -> Felt:
    times = Times([10.0 * scale, 20.0 * scale, 30.0 * scale])
    return Felt(loaded(1000 * scale), times, times, times, 100, 5.0)


def report() -> Report:
    visits = {
        (path, slow): [loaded(500), loaded(300), loaded(400)]
        for path in (CHAT, BARE)
        for slow in (False, True)
    }
    return Report(
        machine="a machine", began=0.0, visits=3, browser="1", after="the same",
        route=[Sent("assets/main.js", 500_000, 150_000), Sent("assets/tiny.js", 900, 500)],
        chunks=[Sent("assets/main.js", 500_000, 150_000)],
        first=visits, again=visits, talks={10: felt(1), 5000: felt(3)}, forms={10: felt(1), 500: felt(2)},
    )  # fmt: skip


def test_the_report_adds_up_what_a_first_visit_fetches(tmp_path: Path) -> None:
    said = write(report(), tmp_path / "web.md")
    assert "| **all** | 500.9 | **150.5** |" in said
    assert "The aim is 230.0 kB at most; the browser itself counted 200.0 kB" in said


def test_the_middle_visit_is_shown_and_the_long_beside_the_short(tmp_path: Path) -> None:
    said = write(report(), tmp_path / "web.md")
    assert "| cold, slow | the chat | 100 | 400 | 0 |" in said
    assert "| ready ms | 1,000.0 | 3,000.0 | 3.0 |" in said
    assert (tmp_path / "web.md").read_text() == said


@pytest.mark.parametrize(("many", "p95"), [(100, 95.0), (20, 19.0), (1, 0.0)])
def test_of_twenty_frames_the_nineteenth_is_the_p95(many: int, p95: float) -> None:
    times = Times([float(number) for number in range(many)])
    assert (times.p95, times.worst) == (p95, float(many - 1))


def test_a_turn_is_told_as_the_agent_tells_it() -> None:
    kinds = [event["type"] for event in _turn("thr_1", "run_1", 3)]
    assert kinds == [
        "RUN_STARTED", "TEXT_MESSAGE_START", *["TEXT_MESSAGE_CONTENT"] * 3, "TEXT_MESSAGE_END", "RUN_FINISHED",
    ]  # fmt: skip
