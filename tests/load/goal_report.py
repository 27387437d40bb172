"""The report on goals: made, scheduled, shown, fired, and what a million of them cost; as Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.load import goal_section
from tests.load.approval_cost import by_service
from tests.load.approval_report import BUSY, spread
from tests.load.goal_bill import bill
from tests.load.goal_cost import Costed, monthly
from tests.load.goal_firing import Fired, Floor
from tests.load.goal_making import Rates
from tests.load.goal_watch import Listed, Ticks
from tests.load.tables import cell, table

HEAD = """# Benchmarks of goals

Written by `make bench-goals` on {when} UTC, in {seconds:.0f} s. Machine: {machine}; load after it {after:.1f}.{busy}

A stack of its own on this machine: the embedded engine, its Lambdas, the edge. Fifty people with four agents each, two
of Share Trading (a daily guardrail report, no model) and two of Digital Marketing (a daily post on two platforms), up to
fifty goals of an agent, which is the most it may have. {sample} goals and all agents were made over REST, the other goals
by the same transaction from the bench's own process; every schedule was made by the outbox's relay. Client, engine and
Lambdas share the cores, so milliseconds are for comparing and not for quoting.
"""
REMARKS = (
    "A PUT of a new goal reads its agent, its type, up to fifty goals of the agent (the limit is counted) and commits "
    "four rows: goal, owner of its id, outbox, audit entry. The bare put is one row in no index.",
    "The relay is one poller of the table's stream in this engine, ten rows at a time, one after the other; each row is "
    "claimed, its goal read, its schedule put, its goal read again, the row deleted. On AWS each shard of the stream has "
    "its own (and `ParallelizationFactor` more).",
    "The engine's memory holds its tables, its streams, its schedules, and all that Lambdas have logged meanwhile; it was "
    "not taken apart.",
    "The scheduler here looks at every schedule each second; the time of a look grows with their number, and everything "
    "else waits for it. AWS says nothing of this; its precision is a minute.",
    "The engine sleeps 150 ms before it begins an execution, and both sides of the comparison have it.",
)


@dataclass
class Report:
    """All that one run has measured; `memory` in MB by what had been done, loads at the start and the end."""

    machine: str
    goals: int
    load: float
    load_after: float = 0
    seconds: float = 0
    memory: dict[str, float] = field(default_factory=dict)
    lags: list[float] = field(default_factory=list)
    rest: Rates = field(init=False)
    layer: Rates = field(init=False)
    made: float = 0
    scheduled: float = 0
    schedules: int = 0
    schedule_pages: Sequence[float] = ()
    bare_schedules: Sequence[float] = ()
    listed: Listed = field(init=False)
    hubs_before: Sequence[float] = ()
    hubs: Sequence[float] = ()
    ticks_before: Ticks = field(init=False)
    ticks: Ticks = field(init=False)
    row_bytes: Mapping[str, int] = field(default_factory=dict)
    fired: list[tuple[str, Fired, Floor]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    making: Costed = field(init=False)
    firing: dict[str, Costed] = field(default_factory=dict)

    @property
    def per_goal(self) -> float:
        """Bytes of the engine's memory."""
        grown = self.memory["schedules there"] - self.memory["agents alone"]
        return grown * 1024 * 1024 / self.goals


def short(r: Report) -> str:
    """What docs/benchmarks.md repeats."""
    ended = [fired.running for _, fired, _ in r.fired]
    grown = r.memory["schedules there"]
    rows = [
        ("goals, and schedules made for them", f"{r.goals:,}", f"{r.schedules:,}"),
        ("a goal over REST, 8 at a time", f"{r.rest.per_second:.1f}/s", f"{_ratio(r.rest.rest, r.rest.bare)} x a bare put"),
        ("its transaction alone, 8 at a time", f"{r.layer.per_second:.1f}/s", f"{_ratio(r.layer.rest, r.rest.bare)} x a bare put"),
        ("schedules by the outbox", f"{r.schedules / r.scheduled:.1f}/s", f"all {r.scheduled:.0f} s after the first goal"),
        ("a page of goals", f"{median(r.listed.rest):.0f} ms", f"{_ratio(r.listed.rest, r.listed.bare)} x a bare query"),
        ("my-agents/summary", f"{median(r.hubs):.0f} ms", f"{_ratio(r.hubs, r.hubs_before)} x without goals"),
        ("the engine's memory", f"{grown:.0f} MB", f"{r.memory['agents alone']:.0f} MB without goals"),
        ("a look of its scheduler", f"{median(r.ticks.later):.0f} ms", f"{median(r.ticks_before.later):.0f} ms without goals"),
        ("fired → its run may go on", f"{median(ended):.0f} ms", f"{_ratio(ended, [f.running for *_, f in r.fired])} x bare steps"),
        *((f"a million daily goals ({kind})", f"${sum(monthly(one).values()):,.0f} a month", "list prices, without model and verdicts")
          for kind, one in r.firing.items()),
    ]  # fmt: skip
    return table(["what", "measured", "beside"], rows)


def making(r: Report) -> str:
    rows = [
        ("over REST", len(r.rest.rest), *spread(r.rest.rest), r.rest.per_second, _ratio(r.rest.rest, r.rest.bare)),
        ("the routes' transaction", len(r.layer.rest), *spread(r.layer.rest), r.layer.per_second,
         _ratio(r.layer.rest, r.rest.bare)),
        ("a bare conditional put of that size", len(r.rest.bare), *spread(r.rest.bare), "", 1.0),
    ]  # fmt: skip
    heads = ["eight at a time", "goals", "median ms", "p95 ms", "goals/s", "ratio, median"]
    more = [
        ("a goal's PUT answered → its schedule is there, one by one", *spread(r.lags)),
        (f"one bare CreateSchedule beside {r.schedules:,}", *spread(r.bare_schedules)),
        ("one page of 100 of ListSchedules", *spread(r.schedule_pages)),
    ]
    told = (
        f"{r.goals:,} goals (those over REST and the rest) took {r.made:.0f} s; {r.scheduled - r.made:.0f} s after the last "
        f"the outbox was empty, and {r.schedules:,} schedules were there."
    )  # fmt: skip
    return "\n\n".join([table(heads, rows), told, table(["schedules", "median ms", "p95 ms"], more)])


def reading(r: Report) -> str:
    rows = [
        ("`GET …/goals?limit=100`, one agent's fifty", *spread(r.listed.rest), "bare query of the partition",
         *spread(r.listed.bare), _ratio(r.listed.rest, r.listed.bare)),
        ("`GET /api/cp/my-agents/summary`, four agents", *spread(r.hubs), "the same without any goal",
         *spread(r.hubs_before), _ratio(r.hubs, r.hubs_before)),
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
    told = (
        f"{len(r.fired)} fired one at a time, {len(r.failed)} failed. Until a run may go on it takes {_ratio(ours, floor)} x "
        "the bare steps below it: two Lambdas (the one fired, the relay) and the start of a machine with one."
    )  # fmt: skip
    return table(["goal", "from the clock's word", "median ms", "p95 ms"], [*rows, *bare]) + "\n\n" + told


STEPS = {
    "looked": "the scheduler has looked at all schedules",
    "claimed": "the slot is claimed, the run begun (`goal_fire`)",
    "running": "the run may go on (`goal_enforce`)",
    "ended": "its drafts are open for review",
}


def write(r: Report, out: Path) -> str:
    """The report's text, also written to `out`, and its short form into the other report beside it."""
    busy = " **The machine was busy with other work.**" if max(r.load, r.load_after / 2) > BUSY else ""
    head = HEAD.format(
        when=datetime.now(UTC).strftime("%Y-%m-%d %H:%M"), seconds=r.seconds, machine=r.machine, busy=busy,
        after=r.load_after, sample=f"{len(r.rest.rest):,}",
    )  # fmt: skip
    said = [*REMARKS, *(f"Failed: {reason}" for reason in r.failed)]
    sections = [
        head,
        f"{goal_section.SHORT}\n\n{short(r)}",
        "## Made\n\n" + making(r),
        "## Shown\n\n" + reading(r),
        "## Engine\n\n" + engine(r),
        "## Fired\n\n" + firing(r),
        bill(r.making, r.firing, r.row_bytes),
        "## AWS calls\n\n" + _calls(r),
        "## What to know\n\n" + "\n".join(f"- {one}" for one in said),
    ]
    text = "\n\n".join(section.strip() for section in sections) + "\n"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text)
    goal_section.place(out.with_name("benchmarks.md"))
    return text


def _calls(r: Report) -> str:
    each = {"made": r.making, **{f"fired: {kind}": one for kind, one in r.firing.items()}}
    names = sorted({name for one in each.values() for name in one.calls})
    lambdas = sorted({name for one in each.values() for name in one.lambdas})
    services = sorted({name for one in each.values() for name in by_service(one.calls)})
    heads = list(each)
    rows = [[f"**{s}**", *(cell(by_service(o.calls).get(s, 0.0)) for o in each.values())] for s in services]
    rows += [[name, *(cell(one.calls.get(name, 0.0)) for one in each.values())] for name in names]
    ran = [[name, *(_ran(one, name) for one in each.values())] for name in lambdas]
    return "\n\n".join(
        [table(["call, per goal", *heads], rows), table(["Lambda, times × billed ms", *heads], ran)]
    )


def _ran(one: Costed, name: str) -> str:
    times, ms = one.lambdas.get(name, (0, 0))
    return f"{times:.1f} × {ms / times:.0f}" if times else ""


def _ratio(ours: Sequence[float], floor: Sequence[float]) -> str:
    return f"{median(ours) / median(floor):.1f}"
