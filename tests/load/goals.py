"""`make bench-goals`: ten thousand goals measured, printed, and written to docs/benchmarks-goals.md.

Everything runs on this machine and loopback, on a stack of its own; nothing is sent anywhere.
"""

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from greenlight.goals.records import goal_from

from infra.progress import Bar, say, step
from tests.load import goal_cost, goal_people, goal_watch, machine
from tests.load.approvals import as_root
from tests.load.arena import PROFILE, counted_stack
from tests.load.goal_firing import Bare, Failed, Gun
from tests.load.goal_making import Made, Maker, stored
from tests.load.goal_people import KINDS, Desk
from tests.load.goal_report import write
from tests.load.goal_results import Report
from tests.load.lambda_logs import unscheduled
from tests.standins.networks import open_networks

ROOT = Path(__file__).resolve().parents[2]
GOALS, SAMPLE, TIMED, COSTED = 10_000, 400, 40, 15


def make(
    report: Report, stack: Mapping[str, Any], desks: Sequence[Desk], asked: argparse.Namespace
) -> list[Made]:
    """All goals and their schedules; those that are to be fired, in the order of their slots."""
    maker, pid, ready = Maker(int(time.time())), stack["pids"]["engine"], []
    with step("goals that will be fired, and their schedules, one by one"):
        for number, desk in enumerate(to_fire(desks, asked.timed, asked.costed)):
            ready.append(maker.lone(number, desk))
            report.lags.append(goal_watch.lag(stack, ready[-1].goal_id, time.perf_counter()))
    with step(f"{asked.costed} goals counted"):
        report.making = goal_cost.of_making(
            stack, [partial(maker.any, desk) for desk in desks[: asked.costed]]
        )
    before, began = goal_watch.schedules(stack)[0], time.perf_counter()
    with step(f"{asked.sample} goals over REST") as notes:
        sampled = [desks[number % len(desks)] for number in range(asked.sample)]
        report.rest = maker.sample(sampled, stored(ready[0]))
        notes.append(f"{report.rest.per_second:.1f}/s")
    lacking = maker.missing(desks, asked.goals)
    with step(f"{len(lacking)} goals by the layer") as notes:
        patterns = {one.desk.kind: goal_from(stored(one)) for one in ready}
        report.layer = maker.rest(lacking, patterns)
        notes.append(f"{report.layer.per_second:.1f}/s")
    report.memory["goals made"], made = goal_watch.megabytes(pid), time.perf_counter()
    with step("every schedule") as notes:
        ended = goal_watch.carried()
        report.schedules, report.schedule_pages = goal_watch.schedules(stack)
        notes.append(f"{report.schedules}, {ended - made:.0f} s after the last goal")
    report.made, report.scheduled, report.in_bulk = made - began, ended - began, report.schedules - before
    report.memory["schedules there"] = goal_watch.megabytes(pid)
    return ready


def to_fire(desks: Sequence[Desk], timed: int, costed: int) -> list[Desk]:
    """Some of each kind in turn, then so many of each kind together, no desk twice."""
    kinds = [[desk for desk in desks[timed:] if desk.kind == kind] for kind in KINDS]
    return [*desks[:timed], *(desk for kind in kinds for desk in kind[:costed])]


def fire(report: Report, stack: Mapping[str, Any], ready: Sequence[Made], asked: argparse.Namespace) -> None:
    """Some timed, beside the bare steps, and some counted, of each kind."""
    gun, timed = Gun(stack), ready[: asked.timed]
    with closing(Bare()) as bare, unscheduled(stack), step(f"{len(timed)} goals fired, one by one"):
        bar = Bar("goals", len(timed))
        for made in timed:
            floor = bare.timed()
            try:
                report.fired.append((made.desk.kind, gun.timed(made), floor))
            except (Failed, AssertionError) as failed:
                report.failed.append(str(failed))
            gun.hush()
            bar.advance()
        bar.done()
    for kind in KINDS:
        chosen = [one for one in ready[asked.timed :] if one.desk.kind == kind]
        with step(f"calls and cost of {len(chosen)}: {kind}") as notes:
            report.firing[kind] = goal_cost.of_firing(gun, chosen)
            notes.append(f"${report.firing[kind].dollars / 1000:.3f} per 1,000")
    goal_watch.set_clock(stack, None, silently=True)


def measure(report: Report, asked: argparse.Namespace) -> None:
    """All that needs the stack."""
    ports = {name: urlsplit(url).port or 0 for name, url in PROFILE.stand_ins.items()}
    with ExitStack() as opened:
        stack = opened.enter_context(counted_stack())
        opened.enter_context(as_root(stack))
        networks = opened.enter_context(open_networks(ports))
        pid = stack["pids"]["engine"]
        with step("fifty people with four agents each"):
            persons = goal_people.people(stack)
            desks = goal_people.desks(persons, networks.mastodon.url)
        report.memory["agents alone"] = goal_watch.megabytes(pid)
        report.ticks_before, report.hubs_before = goal_watch.ticks(stack), goal_watch.summaries(persons)
        ready = make(report, stack, desks, asked)
        with step("pages, hubs, the scheduler's look"):
            report.listed = goal_watch.listed(desks)
            report.hubs = goal_watch.summaries(persons)
            report.ticks = goal_watch.ticks(stack)
            report.bare_schedules = goal_watch.bare_schedules(stack)
        report.row_bytes = goal_cost.bytes_of(ready[0])
        fire(report, stack, ready, asked)
        report.memory["some fired"] = goal_watch.megabytes(pid)


def main() -> int:
    """0 if every goal got its schedule and every fired one its drafts; a machine that is slow is no error."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--goals", type=int, default=GOALS, help="in all (at most fifty of an agent)")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="of these over REST, eight at a time")
    parser.add_argument("--timed", type=int, default=TIMED, help="fired one at a time")
    parser.add_argument(
        "--costed", type=int, default=COSTED, help="made, and fired of each kind, and counted"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks-goals.md")
    asked = parser.parse_args()
    report, began = Report(machine.description(), asked.goals, os.getloadavg()[0]), time.perf_counter()
    measure(report, asked)
    report.seconds, report.load_after = time.perf_counter() - began, os.getloadavg()[0]
    say("\n" + write(report, asked.out))
    return 1 if report.failed or report.schedules != asked.goals else 0


if __name__ == "__main__":
    sys.exit(main())
