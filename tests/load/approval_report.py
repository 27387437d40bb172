"""The report on approvals: aims, latency against the engine's floor, cost, calls, audit rate; as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from tests.load.approval_cost import Costed, by_service
from tests.load.approval_floor import Floor
from tests.load.approval_rounds import Times
from tests.load.audit_rate import Compared
from tests.load.report import Aim
from tests.load.tables import cell, table

BUSY = 1.5  # load average above which the machine had something else to do
DEAREST = 0.25  # dollars per 1,000 approvals
STEPS = {
    "shown": "asked → frame on the approver's socket",
    "listed": "asked → in the answer of `GET /api/v1/approvals`",
    "waiting": "asked → the machine waits (its token is stored)",
    "executed": "verdict → request received outside",
    "settled": "verdict → the socket says settled",
}
MADE_OF = {
    "shown": "Lambda + push", "listed": "Lambda + REST", "waiting": "Lambda + start", "executed": "REST + callback",
    "settled": "REST + callback + push",
}  # fmt: skip
BARE = {
    "invoke": "Lambda: invoke → answer", "rest": "REST: call → answer", "push": "push: PostToConnection → frame",
    "start": "start: StartExecution → token in a Lambda's hands",
    "callback": "callback: SendTaskSuccess → the next Lambda's request outside",
}  # fmt: skip
HEAD = """# Benchmarks of approvals

Written by `make bench-approvals` on {when} UTC, in {seconds:.0f} s. Machine: {machine}.{busy}

A stack of its own on this machine: the embedded engine, its Lambdas, the edge and an address that stands for the world
outside. Each round asks the executor for one `http_call`, as an agent would, in a run of its own; the customer sees it
on his subscribed socket and in the list; once the state machine waits and the mail has gone, he approves over REST; the
request arrives outside. The bare steps are taken in between, in the same engine. All share the cores, so milliseconds
are for comparing and not for quoting.
"""
REMARKS = (
    "Dearest of an approval: {dearest}. A mail goes to each person who is asked; without any the sum is {mailless}.",
    "{entered} states entered and the start of the execution: {transitions} transitions. AWS bills each step that is "
    "executed, and each retry; counting the start too is the cautious reading, and without it the sum is {startless}. "
    "Each wake without a verdict (reminder, escalation, waiting on) adds 4: "
    "[the machine](../statemachines/approval/README.md).",
    "Write units as the engine computes them for `ReturnConsumedCapacity`: whole items, double in a transaction, index "
    "writes included. {ledger} of {writes} are the Ledger's: outbox rows (each put, claimed, deleted), audit entries "
    "(each put, then sealed). They are sealed one approval at a time here; under load a block and a batch hold many.",
    "Not in the sum: the agent's own turn before and after (parking the leg, the next one, the model), the sweepers "
    "(by the minute, whatever happens), connection minutes, data transfer, storage, cold starts.",
    "Between a verdict and its request lie three Lambdas (decide, settle, effects) and their writes: the verdict, "
    "judged again, consumed, dispatched. The floor has two Lambdas that do nothing, and no table.",
    "The engine sleeps 150 ms before it begins an execution; AWS does not say how long it takes. Nobody waits for it: "
    "the approver is told before.",
    "Lambda durations are as measured here, where a worker has a whole core.",
)


@dataclass
class Report:
    """All that one run has measured; `load` at its start."""

    machine: str
    load: float
    rounds: list[tuple[Times, Floor]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    approved: int = 0
    received: int = 0
    costed: Costed = field(init=False)
    audit: Compared = field(init=False)
    seconds: float = 0


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return float(median(values)), quantiles(values, n=20, method="inclusive")[-1] if len(
        values
    ) > 1 else values[0]


def aims(r: Report) -> list[Aim]:
    dollars, ratio = r.costed.spent.dollars, r.audit.with_sealer.per_second / r.audit.chained.per_second
    return [
        Aim("failed approvals", "0", len(r.failed), "", not r.failed),
        Aim("requests outside", f"{r.approved}, one for each yes", r.received, "", r.received == r.approved),
        Aim("1,000 approvals", f"≤ ${DEAREST:.2f}", dollars, " $", dollars <= DEAREST),
        Aim("audit entries/s, 20 writers", "> 1 x", ratio, " x a head in each transaction", ratio > 1),
    ]


def latency(r: Report) -> str:
    rows = []
    for name, title in STEPS.items():
        ours = spread([getattr(times, name) for times, _ in r.rounds])
        floor = spread([getattr(bare, name) for _, bare in r.rounds])
        rows.append((title, *ours, MADE_OF[name], *floor, ours[0] / floor[0], ours[1] / floor[1]))
    heads = ["step", "median ms", "p95 ms", "floor", "median ms", "p95 ms", "ratio, median", "ratio, p95"]
    bare = [(title, *spread([getattr(floor, name) for _, floor in r.rounds])) for name, title in BARE.items()]
    return table(heads, rows) + "\n\n" + table(["bare step", "median ms", "p95 ms"], bare)


def cost(r: Report) -> str:
    spent = r.costed.spent
    lines = [(name, amount, f"{dollars:.4f}") for name, (amount, dollars) in spent.lines.items()]
    taken = [(path, times) for path, times in r.costed.paths.items()]
    return "\n\n".join(
        [
            table(["per approval", "amount", "$ per 1,000"], [*lines, ("sum", "", f"{spent.dollars:.4f}")]),
            table(["write units of", "per approval"], list(r.costed.writes.items())),
            table(["states entered", "executions"], taken),
        ]
    )


def calls(r: Report) -> str:
    services = table(["AWS service", "calls per approval"], list(by_service(r.costed.calls).items()))
    each = table(["call", "per approval"], list(r.costed.calls.items()))
    lambdas = [(name, *figures) for name, figures in r.costed.lambdas.items()]
    return "\n\n".join([services, each, table(["Lambda", "invocations", "billed ms"], lambdas)])


def audit(r: Report) -> str:
    slow = r.audit.chained.per_second
    ways = (r.audit.chained, r.audit.unsealed, r.audit.with_sealer)
    rows = [(one.name, one.per_second, one.median, one.p99, one.per_second / slow) for one in ways]
    return table(["one entry per transaction", "entries/s", "median ms", "p99 ms", "ratio"], rows)


def remarks(r: Report) -> list[str]:
    spent = r.costed.spent
    dearest = ", ".join(f"{name} (${dollars:.3f})" for name, (_, dollars) in list(spent.lines.items())[:3])
    writes = r.costed.writes
    given = {
        "dearest": dearest,
        "mailless": f"${spent.dollars - spent.lines['mails'][1]:.3f}",
        "startless": f"${spent.dollars - spent.lines['state transitions'][1] / spent.transitions:.3f}",
        "ledger": cell(sum(amount for name, amount in writes.items() if name.startswith("Ledger"))),
        "writes": cell(sum(writes.values())),
        "transitions": f"{spent.transitions:g}",
        "entered": f"{spent.transitions - 1:g}",
    }
    return [
        *(remark.format(**given) for remark in REMARKS),
        *(f"Failed: {reason}" for reason in r.failed[:5]),
    ]


def write(r: Report, out: Path) -> str:
    """The report's text, also written to `out`."""
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    busy = " **It was busy with other work: expect better on a quiet one.**" if r.load > BUSY else ""
    goals = [(a.name, a.wanted, f"{cell(a.reached)}{a.unit}", "yes" if a.met else "**no**") for a in aims(r)]
    said = f"{r.audit.writers} writers of one tenant, each transaction a business row and its entry; the last of "
    said += f"{r.audit.sealed} entries was sealed {r.audit.behind:.1f} s after the last write."
    sections = [
        HEAD.format(when=when, seconds=r.seconds, machine=r.machine, busy=busy),
        "## Aims\n\n" + table(["aim", "wanted", "reached", "met"], goals),
        f"## Latency, {len(r.rounds)} approvals one at a time\n\n" + latency(r),
        f"## Cost\n\n{r.costed.approvals} warm approvals, list prices of us-east-1 (`tests/load/prices.py`).\n\n"
        + cost(r),
        "## AWS calls\n\nCounted at the engine; what the engine itself sets going (Lambdas by a machine, a stream or "
        "the gateway) is in the last table alone.\n\n" + calls(r),
        f"## Audit entries\n\n{said}\n\n" + audit(r),
        "## What to know\n\n" + "\n".join(f"- {remark}" for remark in remarks(r)),
    ]  # fmt: skip
    text = "\n\n".join(section.strip() for section in sections) + "\n"
    out.write_text(text)
    return text
