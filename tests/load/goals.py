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
from tests.load.goal_making import Made, Maker, in_turn, stored
from tests.load.goal_people import KINDS, Desk
from tests.load.goal_report import Report, write
from tests.standins.networks import open_networks

ROOT = Path(__file__).resolve().parents[2]
GOALS, SAMPLE, TIMED, COSTED, LAGS = 10_000, 400, 40, 15, 10


def make(
    report: Report, stack: Mapping[str, Any], desks: Sequence[Desk], asked: argparse.Namespace
) -> list[Made]:
    """All goals and their schedules; those that may be fired, one of each desk."""
    maker, pid = Maker(int(time.time())), stack["pids"]["engine"]
    with step(f"{LAGS} goals and their schedules, one by one"):
        firsts = []
        for number, desk in enumerate(desks[:LAGS]):
            firsts.append(maker.first(number, desk))
            report.lags.append(goal_watch.lag(stack, firsts[-1].goal_id, time.perf_counter()))
    with step(f"{asked.costed} goals counted"):
        report.making = goal_cost.of_making(
            stack, [partial(maker.any, desk) for desk in desks[: asked.costed]]
        )
    began = time.perf_counter()
    with step(f"{asked.sample} goals over REST") as notes:
        done = asked.costed + asked.sample
        report.rest = maker.sample(in_turn(desks, asked.costed, done), stored(firsts[0]))
        notes.append(f"{report.rest.per_second:.1f}/s")
    with step("one of each agent that may be fired"):
        firsts += [maker.first(number, desk) for number, desk in enumerate(desks) if number >= LAGS]
    done += len(desks)
    with step(f"{asked.goals - done} goals by the layer") as notes:
        patterns = {one.desk.kind: goal_from(stored(one)) for one in firsts[: len(KINDS)]}
        report.layer = maker.rest(in_turn(desks, done, asked.goals), patterns)
        notes.append(f"{report.layer.per_second:.1f}/s")
    report.memory["goals made"], made = goal_watch.megabytes(pid), time.perf_counter()
    with step("every schedule") as notes:
        ended = goal_watch.carried()
        report.schedules, report.schedule_pages = goal_watch.schedules(stack)
        notes.append(f"{report.schedules}, {ended - made:.0f} s after the last goal")
    report.made, report.scheduled = made - began, ended - began
    report.memory["schedules there"] = goal_watch.megabytes(pid)
    return firsts


def fire(report: Report, stack: Mapping[str, Any], goals: Sequence[Made], asked: argparse.Namespace) -> None:
    """Some timed, beside the bare steps, and some counted, of each kind."""
    gun, timed = Gun(stack), goals[: asked.timed]
    with closing(Bare()) as bare, step(f"{len(timed)} goals fired, one by one"):
        bar = Bar("goals", len(timed))
        for made in timed:
            floor = bare.timed()
            try:
                report.fired.append((made.desk.kind, gun.timed(made), floor))
            except (Failed, AssertionError) as failed:
                report.failed.append(str(failed))
            bar.advance()
        bar.done()
    for kind in KINDS:
        chosen = [one for one in goals[asked.timed :] if one.desk.kind == kind][: asked.costed]
        with step(f"calls and cost of {len(chosen)}: {kind}") as notes:
            report.firing[kind] = goal_cost.of_firing(gun, sorted(chosen, key=lambda one: one.at))
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
        firsts = make(report, stack, desks, asked)
        with step("pages, hubs, the scheduler's look"):
            report.listed = goal_watch.listed(desks)
            report.hubs = goal_watch.summaries(persons)
            report.ticks = goal_watch.ticks(stack)
            report.bare_schedules = goal_watch.bare_schedules(stack)
        report.row_bytes = goal_cost.bytes_of(firsts[0])
        fire(report, stack, firsts, asked)
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
