"""The pure parts of the goals' bench: who fires when, what is priced, what is said, and where it is kept."""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.people import Person
from tests.load import goal_section
from tests.load.approval_cost import Spent
from tests.load.goal_bill import bill, remarks
from tests.load.goal_cost import DAYS, DRAFTING, Costed, entered, free_of_charge, monthly
from tests.load.goal_firing import Fired, Floor, epoch
from tests.load.goal_making import Maker, Rates, local
from tests.load.goal_people import KINDS, Desk
from tests.load.goal_report import write
from tests.load.goal_results import Report
from tests.load.goal_watch import Listed, Ticks
from tests.load.goals import to_fire
from tests.load.prices import MILLION, Usage

BERLIN_AT_TEN = 1_774_944_000  # 2026-03-31T08:00Z
USED = Usage(
    invocations=10, gb_seconds=0, writes=40, reads=0, messages=0, signatures=0, secrets=0, log_bytes=0
)


def desk(number: int, kind: str) -> Desk:
    return Desk(Person({}, token="none"), f"usr_{number}", kind, f"agt_{number}")


def desks(many: int) -> list[Desk]:
    kinds = list(KINDS)
    return [desk(number, kinds[number % len(kinds)]) for number in range(many)]


def costed(transitions: float = 8, fires: float = 1) -> Costed:
    spent = Spent(USED, transitions, mails=1, events=2, requests=0)
    writes = {"Agents": 30.0, "Agents indexes": 4.0, "Ledger indexes": 6.0}
    return Costed(3, spent, fires, {"kms.Sign": 1.0}, writes, {"relay": (2, 90)}, {"Enforce → Draft": 3})


def report() -> Report:
    found = Report("a machine", goals=200, load=0.3)
    found.memory = {"agents alone": 100.0, "goals made": 150.0, "schedules there": 300.0}
    found.lags, found.schedule_pages, found.bare_schedules = [30.0, 40.0], [9.0], [4.0, 6.0]
    found.rest, found.layer = Rates([40.0, 60.0], [5.0, 5.0], 90.0), Rates([20.0], [], 300.0)
    found.made, found.scheduled, found.schedules, found.in_bulk = 10, 40, 200, 160
    found.listed, found.hubs_before, found.hubs = Listed([20.0, 30.0], [5.0, 5.0], 200), [10.0], [12.0]
    found.ticks_before, found.ticks = Ticks(2, [1.0]), Ticks(200, [30.0])
    found.row_bytes, found.making = {"goal": 700, "owner of its id": 100}, costed(0, 0)
    found.fired = [(kind, Fired(9, 190, 300, 2), Floor(5, 150)) for kind in KINDS]
    found.firing = {kind: costed() for kind in KINDS}
    return found


def test_every_goal_that_is_fired_has_a_desk_of_its_own_and_the_counted_kinds_stand_together() -> None:
    chosen = to_fire(desks(30), 4, 3)
    assert [one.kind for one in chosen] == ["report", "posts"] * 2 + ["report"] * 3 + ["posts"] * 3
    assert len({one.agent_id for one in chosen}) == len(chosen)


def test_each_agent_gets_its_share_whatever_was_made_before() -> None:
    maker, all_of_them = Maker(0), desks(4)
    maker.made.update({"agt_0": 3, "agt_1": 1})
    lacking = [one.agent_id for one in maker.missing(all_of_them, 12)]
    assert {agent: lacking.count(agent) for agent in set(lacking)} == {"agt_1": 2, "agt_2": 3, "agt_3": 3}


def test_a_time_is_that_of_the_wall_clock_there() -> None:
    assert local(BERLIN_AT_TEN, "Europe/Berlin") == "10:00"
    assert local(BERLIN_AT_TEN, "Asia/Kolkata") == "13:30"
    assert epoch("2026-03-31T08:00:00.000Z") == BERLIN_AT_TEN


def test_states_in_a_map_count_as_transitions_and_begin_no_execution() -> None:
    assert entered({"Enforce → Draft": 2, DRAFTING: 4}) == 2 * 3 + 4


def test_a_month_is_every_line_for_a_million_goals_on_each_of_its_days() -> None:
    lines = monthly(costed())
    assert list(lines)[:2] == ["state transitions", "mails"]
    assert lines["state transitions"] == pytest.approx(8 * 25 * DAYS)
    assert lines["scheduler invocations"] == pytest.approx(1 * DAYS)
    assert sum(lines.values()) == pytest.approx((200 + 100 + 25 + 2 + 2 + 1) * DAYS)
    assert monthly(costed(), MILLION // 2)["mails"] == pytest.approx(lines["mails"] / 2)


def test_the_free_tier_takes_off_no_more_than_was_used() -> None:
    assert free_of_charge() == 14
    assert free_of_charge(1000) == pytest.approx(1000 * DAYS / MILLION)


def test_the_bill_names_what_is_modelled_and_which_partition_is_full_first() -> None:
    said = "\n".join(remarks({"report": costed()}, {"goal": 700, "owner of its id": 100}))
    assert "writes up to 6 units to the indexes" in said
    assert "667 goals a second would be the most" in said
    assert "$0.20 a month" in said
    text = bill(costed(0, 0), {"report": costed(), "posts": costed(12)}, {"goal": 1})
    assert "| state transitions | 8.0 | 6,088 | 12.0 | 9,131 |" in text
    assert "| made: of one goal |" in text


def test_the_report_compares_and_says_it_in_short_beside_the_other_one(tmp_path: Path) -> None:
    other, own = tmp_path / "benchmarks.md", tmp_path / goal_section.OWN
    other.write_text("# Benchmarks\n\n## Aims\n\nall met\n")
    text = write(report(), own)
    assert own.read_text() == text
    assert "| over REST | 2 | 50.0 | 59.0 | 90.0 | 10.0 |" in text
    assert "| a look of its scheduler | 30.0 ms | 1.0 ms without goals |" in text
    assert "160 goals (over REST, then the rest) took 10 s; 30 s after the last one" in text
    kept = other.read_text()
    assert kept.startswith("# Benchmarks\n\n## Aims\n\nall met\n\n## Goals\n\n| what |")
    assert kept.endswith(f"[{goal_section.OWN}]({goal_section.OWN}).\n")
    write(report(), own)
    assert other.read_text() == kept


def test_the_section_follows_from_the_other_report_and_is_missing_where_there_is_none(tmp_path: Path) -> None:
    other: Any = tmp_path / "benchmarks.md"
    assert goal_section.brief(other) == ""
    write(report(), tmp_path / goal_section.OWN)
    assert not other.exists()
    assert goal_section.brief(other).count("\n## ") == 0
    assert "schedules by the outbox" in goal_section.brief(other)


def test_a_failure_and_a_busy_machine_are_said(tmp_path: Path) -> None:
    busy = report()
    busy.load, busy.failed = 4.0, ["grn_1 denied: trial"]
    text = write(busy, tmp_path / goal_section.OWN)
    assert "busy with other work" in text
    assert "- Failed: grn_1 denied: trial" in text
    assert "busy with other work" not in write(report(), tmp_path / goal_section.OWN)
