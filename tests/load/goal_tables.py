"""The tables of the goals' report, as Markdown."""

from collections.abc import Sequence
from statistics import median

from tests.load.approval_cost import by_service
from tests.load.approval_report import spread
from tests.load.goal_cost import Costed
from tests.load.goal_results import Report
from tests.load.tables import cell, table

STEPS = {
    "looked": "the scheduler has looked at all schedules",
    "claimed": "the slot is claimed, the run begun (`goal_fire`)",
    "running": "the run may go on (`goal_enforce`)",
    "ended": "its drafts are open for review",
}


def making(r: Report) -> str:
    rows = [
        ("over REST", len(r.rest.rest), *spread(r.rest.rest), r.rest.per_second, ratio(r.rest.rest, r.rest.bare)),
        ("the routes' transaction", len(r.layer.rest), *spread(r.layer.rest), r.layer.per_second,
         ratio(r.layer.rest, r.rest.bare)),
        ("a bare conditional put of that size", len(r.rest.bare), *spread(r.rest.bare), "", 1.0),
    ]  # fmt: skip
    heads = ["eight at a time", "goals", "median ms", "p95 ms", "goals/s", "ratio, median"]
    more = [
        ("a goal's PUT answered → its schedule is there, one by one", *spread(r.lags)),
        (f"one bare CreateSchedule beside {r.schedules:,}", *spread(r.bare_schedules)),
        ("one page of 100 of ListSchedules", *spread(r.schedule_pages)),
    ]
    told = (
        f"{r.in_bulk:,} goals (over REST, then the rest) took {r.made:.0f} s; {r.scheduled - r.made:.0f} s after the "
        f"last one the outbox was empty, and {r.schedules:,} schedules were there for {r.goals:,} goals."
    )  # fmt: skip
    return "\n\n".join([table(heads, rows), told, table(["schedules", "median ms", "p95 ms"], more)])


def reading(r: Report) -> str:
    rows = [
        ("`GET …/goals?limit=100`, one agent's fifty", *spread(r.listed.rest), "bare query of the partition",
         *spread(r.listed.bare), ratio(r.listed.rest, r.listed.bare)),
        ("`GET /api/cp/my-agents/summary`, four agents", *spread(r.hubs), "the same without any goal",
         *spread(r.hubs_before), ratio(r.hubs, r.hubs_before)),
    ]  # fmt: skip
    heads = ["read", "median ms", "p95 ms", "floor", "median ms", "p95 ms", "ratio, median"]
    pages = len(r.listed.rest)
    told = f"All {r.listed.goals:,} goals are {pages} pages, {sum(r.listed.rest) / 1000:.1f} s one after the other."
    return table(heads, rows) + "\n\n" + told


def engine(r: Report) -> str:
    memory = table(["resident memory of the engine after", "MB"], list(r.memory.items()))
    rows = [
        ("the first, which works out when each is due", r.ticks_before.first, r.ticks.first),
        ("each later one, median", median(r.ticks_before.later), median(r.ticks.later)),
    ]
    looks = table(["a look of the scheduler, ms", "no goals", f"{r.schedules:,} schedules"], rows)
    return f"{memory}\n\n{r.per_goal / 1024:.1f} KB of it for a goal with all that comes with it.\n\n{looks}"


def firing(r: Report) -> str:
    rows = []
    for kind in r.firing:
        mine = [(fired, floor) for one, fired, floor in r.fired if one == kind]
        for name in ("looked", "claimed", "running", "ended"):
            rows.append((kind, STEPS[name], *spread([getattr(fired, name) for fired, _ in mine])))
    bare = [
        ("bare", "a Lambda that does nothing", *spread([floor.invoke for *_, floor in r.fired])),
        ("bare", "StartExecution → its only Lambda", *spread([floor.start for *_, floor in r.fired])),
    ]
    ours, floor = [f.running for _, f, _ in r.fired], [f.running for *_, f in r.fired]
    times = ratio(ours, floor)
    told = (
        f"{len(r.fired)} fired one at a time, {len(r.failed)} failed. Until a run may go on it takes {times} x the "
        "bare steps below it: two Lambdas (the one fired, the relay) and the start of a machine with one."
    )  # fmt: skip
    return table(["goal", "from the clock's word", "median ms", "p95 ms"], [*rows, *bare]) + "\n\n" + told


def calls(r: Report) -> str:
    each = {"made": r.making, **{f"fired: {kind}": one for kind, one in r.firing.items()}}
    names = sorted({name for one in each.values() for name in one.calls})
    lambdas = sorted({name for one in each.values() for name in one.lambdas})
    services = sorted({name for one in each.values() for name in by_service(one.calls)})
    heads = list(each)
    rows = [[f"**{s}**", *(cell(by_service(o.calls).get(s, 0.0)) for o in each.values())] for s in services]
    rows += [[name, *(cell(one.calls.get(name, 0.0)) for one in each.values())] for name in names]
    ran = [[name, *(_ran(one, name) for one in each.values())] for name in lambdas]
    return "\n\n".join(
        [table(["call, per goal", *heads], rows), table(["Lambda, times and billed ms", *heads], ran)]
    )


def _ran(one: Costed, name: str) -> str:
    times, ms = one.lambdas.get(name, (0, 0))
    return f"{times:.1f}, {ms / times:.0f} ms each" if times else ""


def ratio(ours: Sequence[float], floor: Sequence[float]) -> str:
    return f"{median(ours) / median(floor):.1f}"
