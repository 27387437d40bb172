"""The report: the aims with what was reached, then every figure, as Markdown that also reads well in a terminal."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.load import goal_section
from tests.load.results import Results
from tests.load.tables import calls, cell, costs, lambdas, prompts, starts, table, turns

HEAD = """# Benchmarks

Written by `make bench` on {when} UTC, in {seconds:.0f} s. Machine: {machine}.

Both designs ran on this machine at once, against the same offline model server (without a token delay where nothing
else is said), with the same scripted turn: *log … kg for …*, a model call, a tool call that writes a row, a second
model call that says so. The baseline is the design of seed 001 done the usual way
([its README](../tests/load/baseline/README.md)). Client, model server, engine and services share the cores, so
milliseconds are for comparing and not for quoting.
"""
WAY = """## What stands in the way

{remarks}
"""


@dataclass(frozen=True)
class Aim:
    name: str
    wanted: str
    reached: float
    unit: str
    met: bool


def aims(r: Results) -> list[Aim]:
    latency = r.sequential["greenlight"].median / r.sequential["baseline"].median
    paced = r.paced["greenlight"].median / r.paced["baseline"].median
    rate = r.crowded["greenlight"].rate / r.crowded["baseline"].rate
    agent = r.starts["agent"].model / r.starts["openai"].model
    growth = 100 * (r.prompts[-1].bytes / r.prompts[0].bytes - 1)
    found = [
        Aim("failed turns", "0", r.failed, "", r.failed == 0),
        Aim("median turn, 20 ms a token", "≤ 2.5 x", paced, " x the baseline", paced <= 2.5),
        Aim("median turn, no delay", "≤ 2.5 x", latency, " x the baseline", latency <= 2.5),
        Aim("turns/s, 50 sockets", "≥ 1 x", rate, " x the baseline", rate >= 1),
        Aim("agent's cold start", "≤ 1.15 x", agent, " x openai and boto3", agent <= 1.15),
        Aim(
            "tool's cold start",
            "≤ 150 ms",
            r.tool_beyond_boto3,
            " ms beyond boto3",
            r.tool_beyond_boto3 <= 150,
        ),
        Aim("prompt, 50 domains", "≤ 10 %", growth, " % larger than for 2", growth <= 10),
    ]
    limits = {1.0: 0.06, 8.0: 0.12}
    for cost in r.costs:
        wanted, dollars = limits[cost.seconds], cost.usage.dollars
        found.append(
            Aim(
                f"1,000 turns, {cost.seconds:.0f} s model",
                f"≤ ${wanted:.2f}",
                dollars,
                " $",
                dollars <= wanted,
            )
        )
    return found


def remarks(r: Results) -> list[str]:
    alone, baseline = r.sequential["greenlight"], r.sequential["baseline"]
    ours, theirs = r.crowded["greenlight"], r.crowded["baseline"]
    said = [
        f"A turn takes {alone.cpu:.0f} ms of CPU in the embedded engine, its Lambda workers and the "
        f"edge, and {baseline.cpu:.0f} ms in the baseline's two services; with 50 sockets {ours.cpu:.0f} "
        f"and {theirs.cpu:.0f}. The cores are the limit of both; on AWS the engine's share is AWS's own.",
        "Lambda durations are as measured here, where a worker has a whole core. A 512 MB Lambda has 0.3 of one: what "
        "computes takes longer there, what waits (the agent's wait for its model, most of the bill) does not.",
        "Not in the sum: connection minutes ($0.25 per million), data transfer, storage, cold starts, the model "
        "itself. An update inside a transaction counts as one KB.",
        "Cold starts are CPU time of a fresh process with a warm page cache on this machine, from the built zips and "
        "layer; third-party code comes from the engine's locked environment.",
    ]
    reasons = [
        *alone.reasons,
        *r.paced["greenlight"].reasons,
        *ours.reasons,
        *(reason for cost in r.costs for reason in cost.reasons),
    ]
    return [*said, *(f"Failed: {reason}" for reason in reasons)]


def write(r: Results, out: Path) -> str:
    """The report's text, also written to `out`."""
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    goals = [
        (a.name, a.wanted, f"{cell(float(a.reached))}{a.unit}", "yes" if a.met else "**no**") for a in aims(r)
    ]
    sections = [
        HEAD.format(when=when, seconds=r.seconds, machine=r.machine),
        "## Aims\n\n" + table(["aim", "wanted", "reached", "met"], goals),
        "## One turn at a time, alternating\n\n" + turns(r.sequential),
        "## The same, with a model at the pace of `make up` (20 ms a token)\n\n" + turns(r.paced),
        "## Fifty sockets, ten turns each\n\n" + turns(r.crowded),
        "## Cold starts\n\n" + starts(r),
        "## Prompt of a turn's first model call\n\n" + prompts(r),
        "## Requests, writes and cost\n\nWarm turns, list prices of us-east-1 (`tests/load/prices.py`).\n\n"
        + costs(r) + "\n\n" + calls(r) + "\n\n" + lambdas(r),
        WAY.format(remarks="\n".join(f"- {remark}" for remark in remarks(r))),
        goal_section.brief(out),
    ]  # fmt: skip
    text = "\n\n".join(section.strip() for section in sections if section) + "\n"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text)
    return text
