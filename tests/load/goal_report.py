"""The report on goals: made, scheduled, shown, fired, and what a million of them cost; as Markdown."""

from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.load import goal_section, goal_tables
from tests.load.approval_report import BUSY
from tests.load.goal_bill import bill
from tests.load.goal_cost import monthly
from tests.load.goal_results import Report
from tests.load.goal_tables import ratio
from tests.load.tables import table

HEAD = """# Benchmarks of goals

Written by `make bench-goals` on {when} UTC, in {seconds:.0f} s. Machine: {machine}; load after it {after:.1f}.{busy}

A stack of its own on this machine: the embedded engine, its Lambdas, the edge. Fifty people with four agents each, two
of Share Trading (a daily guardrail report, no model) and two of Digital Marketing (a daily post on two platforms), up
to fifty goals of an agent, which is the most it may have. {sample} goals and all agents were made over REST, other
goals by the same transaction from the bench's own process; every schedule was made by the outbox's relay. Client,
engine and Lambdas share the cores, so milliseconds are for comparing and not for quoting.
"""
REMARKS = (
    "A PUT of a new goal reads its agent, its type, up to fifty goals of the agent (the limit is counted) and commits "
    "four rows: goal, owner of its id, outbox, audit entry. The bare put is one row in no index.",
    "One thread of this engine reads every stream for every Lambda: the relay's and the sealer's batches take turns, "
    "and a batch of ten is of all that the Ledger's stream has, five records a goal, of which the relay carries one. "
    "Each row is claimed, its goal read, its schedule put, its goal read again, the row deleted. On AWS each shard of "
    "the stream has a poller for either (and `ParallelizationFactor` more), and filters before it makes batches.",
    "A query of this engine sorts its whole partition first (150 ms for ten thousand rows), AWS's does not: the bench "
    "looks at the outbox every three seconds only, which is the precision of its last time.",
    "The engine's memory holds its tables, its streams, its schedules, and all that Lambdas have logged meanwhile; it "
    "was not taken apart.",
    "The scheduler here looks at every schedule each second; the time of a look grows with their number, and "
    "shares the engine's one interpreter with all else. AWS says nothing of this; its precision is a minute.",
    "The engine sleeps 150 ms before it begins an execution, and both sides of the comparison have it.",
)


MONTH = "list prices, without model and verdicts"


def short(r: Report) -> str:
    """What docs/benchmarks.md repeats."""
    ended = [fired.running for _, fired, _ in r.fired]
    grown = r.memory["schedules there"]
    bare, floor, hub = r.rest.bare, [f.running for *_, f in r.fired], r.hubs_before
    page, looks = r.listed, (median(r.ticks_before.later), median(r.ticks.later))
    rows = [
        ("goals, and schedules made for them", f"{r.goals:,}", f"{r.schedules:,}"),
        ("a goal over REST, 8 at a time", f"{r.rest.per_second:.1f}/s", f"{ratio(r.rest.rest, bare)} x a bare put"),
        ("its transaction, 8 at a time", f"{r.layer.per_second:.1f}/s", f"{ratio(r.layer.rest, bare)} x a bare put"),
        ("schedules by the outbox", f"{r.in_bulk / r.scheduled:.1f}/s", f"all {r.scheduled:.0f} s after the first"),
        ("a page of goals", f"{median(page.rest):.0f} ms", f"{ratio(page.rest, page.bare)} x a bare query"),
        ("my-agents/summary", f"{median(r.hubs):.0f} ms", f"{ratio(r.hubs, hub)} x without goals"),
        ("the engine's memory", f"{grown:.0f} MB", f"{r.memory['agents alone']:.0f} MB without goals"),
        ("a look of its scheduler", f"{looks[1]:.1f} ms", f"{looks[0]:.1f} ms without goals"),
        ("fired → its run may go on", f"{median(ended):.0f} ms", f"{ratio(ended, floor)} x bare steps"),
        *((f"a million daily goals ({kind})", f"${sum(monthly(one).values()):,.0f} a month", MONTH)
          for kind, one in r.firing.items()),
    ]  # fmt: skip
    return table(["what", "measured", "beside"], rows)


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
        "## Made\n\n" + goal_tables.making(r),
        "## Shown\n\n" + goal_tables.reading(r),
        "## Engine\n\n" + goal_tables.engine(r),
        "## Fired\n\n" + goal_tables.firing(r),
        bill(r.making, r.firing, r.row_bytes),
        "## AWS calls\n\n" + goal_tables.calls(r),
        "## What to know\n\n" + "\n".join(f"- {one}" for one in said),
    ]
    text = "\n\n".join(section.strip() for section in sections) + "\n"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text)
    goal_section.place(out.with_name("benchmarks.md"))
    return text
