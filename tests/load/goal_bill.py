"""The bill of a million goals: what is made once, what each month costs, and which of it is modelled."""

from collections.abc import Callable, Mapping

from greenlight.keys import SHARDS

from functions.goals.net import AT_ONCE
from tests.load.goal_cost import DAYS, Costed, free_of_charge, monthly
from tests.load.prices import MILLION, QUEUE_REQUEST, STATE_TRANSITION
from tests.load.tables import cell, table

PARTITION = 1000  # write units a second of one partition (DynamoDB's developer guide)
SCHEDULER_RATE = 1000  # invocations a second, AWS's default quota
NET = SHARDS * AT_ONCE * 12  # goals an hour that the net looks after: it runs each five minutes
HOURS, WAKE = 8, 4  # that a draft waits for its verdict; transitions of each hour (statemachines/approval)
STORED = 0.25  # dollars per GB and month in DynamoDB, standard class
Priced = Callable[[Costed], Mapping[str, float]]
MODELLED = (
    "Measured here: calls, write and read units as billed, bytes logged, invocations and billed time of Lambdas, "
    "transitions by the histories of their executions, mails and events; each for one goal, one at a time, warm.",
    "Modelled: that a million goals cost a million times one (one at a time is the dear case: under load a batch of "
    "the outbox and a block of the audit log hold many); {days:.1f} days a month; one invocation of the scheduler for "
    "each slot, no retry, no dead letter (each would be an SQS request, ${letter:.2f} per million); prices of "
    "us-east-1 without any free tier. The scheduler's takes ${free:,.0f} off.",
    "Lambda time is as measured on this machine, where a worker has a whole core and others had work too.",
    "Not in the sum: the person's verdict and what follows ([approvals](benchmarks-approvals.md)), reminders and "
    "expiry of what nobody answers, the model's tokens (posts ask it, a report never), sweepers and `goal_net` (by the "
    "minute, whatever happens), storage of runs and drafts, data transfer, cold starts.",
    "A goal's own rows are {bytes:,} bytes ({rows}): ${storage:.2f} a month for a million.",
    "All million at one minute: the scheduler's quota of {rate:,} invocations a second spreads them over {spread:.0f} "
    "minutes. A fired goal writes up to {index:.0f} units to the indexes of one table; a part of those go to four "
    "partitions (`DUE#0` to `DUE#3`), each good for {partition:,} a second. If all did, {limit:.0f} goals a second "
    "would be the most: `keys.SHARDS` is what to raise first. Goals of one tenant also share its outbox partition.",
    "A draft that nobody answers wakes the machine that asks each hour (on this local stage sooner, which was kept "
    "out of the figures): four transitions. A million drafts a day, {hours} hours each, are ${waiting:,.0f} a month.",
    "After an outage of the scheduler the net looks after {net:,} goals an hour (100 a shard, each five minutes), "
    "while {hourly:,.0f} of a million daily ones are due; EventBridge's own retries come first.",
)  # fmt: skip


def bill(making: Costed, firing: Mapping[str, Costed], row_bytes: Mapping[str, int]) -> str:
    """The whole section."""
    parts = [
        "## A million goals on AWS",
        f"{making.times} made and {_times(firing)} of each kind fired, list prices (`tests/load/prices.py`).",
        "### Made once",
        _lines(
            {"made": making},
            lambda one: {n: dollars for n, (_, dollars) in one.lines.items()},
            "$ per million",
        ),
        "### Each due once a day: a month",
        _lines(firing, monthly, "$ a month"),
        table(["write units of", *_heads({"made": making, **firing})], _writes({"made": making, **firing})),
        table(["states entered until the drafts are open", "executions"], _paths(firing)),
        "\n".join(f"- {one}" for one in remarks(firing, row_bytes)),
    ]
    return "\n\n".join(parts)


def remarks(firing: Mapping[str, Costed], row_bytes: Mapping[str, int]) -> list[str]:
    index, whole = max(one.index_units for one in firing.values()), sum(row_bytes.values())
    said = {
        "days": DAYS, "free": free_of_charge(), "bytes": whole, "storage": whole * MILLION / 1e9 * STORED,
        "rows": ", ".join(f"{name} {size}" for name, size in row_bytes.items()), "rate": SCHEDULER_RATE,
        "spread": MILLION / SCHEDULER_RATE / 60, "index": index, "partition": PARTITION,
        "limit": SHARDS * PARTITION / index if index else MILLION, "net": NET, "hours": HOURS,
        "letter": QUEUE_REQUEST * MILLION,
        "waiting": MILLION * DAYS * HOURS * WAKE * STATE_TRANSITION, "hourly": MILLION / 24,
    }  # fmt: skip
    return [one.format(**said) for one in MODELLED]


def _lines(each: Mapping[str, Costed], priced: Priced, unit: str) -> str:
    """By line, the dearest of the last one first: the amount of one goal, and dollars of a million."""
    dollars = {name: priced(one) for name, one in each.items()}
    last = dollars[list(each)[-1]]
    names = sorted({n for one in dollars.values() for n in one}, key=lambda n: -last.get(n, 0))
    rows = [
        [name, *(c for kind, one in each.items() for c in (
            cell(float(one.lines.get(name, (0, 0))[0])), f"{dollars[kind].get(name, 0):,.0f}"))]
        for name in names
    ]  # fmt: skip
    total = ["sum", *(c for one in dollars.values() for c in ("", f"{sum(one.values()):,.0f}"))]
    heads = [head for kind in each for head in (f"{kind}: of one goal", f"{kind}: {unit}")]
    return table(["line", *heads], [*rows, total])


def _writes(each: Mapping[str, Costed]) -> list[list[object]]:
    names = sorted({name for one in each.values() for name in one.writes})
    return [[name, *(cell(float(one.writes.get(name, 0))) for one in each.values())] for name in names]


def _paths(firing: Mapping[str, Costed]) -> list[tuple[str, int]]:
    return [(f"{kind}: {path}", times) for kind, one in firing.items() for path, times in one.paths.items()]


def _heads(each: Mapping[str, Costed]) -> list[str]:
    return [f"{name}, one" for name in each]


def _times(firing: Mapping[str, Costed]) -> str:
    return " and ".join(sorted({str(one.times) for one in firing.values()}))
