"""The report's tables in Markdown."""

from collections.abc import Iterable, Sequence

from tests.load.results import Results
from tests.load.turns import Measured

Rows = Iterable[Sequence[object]]


def table(heads: Sequence[str], rows: Rows) -> str:
    lines = [heads, ["---"] * len(heads), *[[cell(value) for value in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if value < 1 else f"{value:.1f}"
    return str(value)


def turns(measured: dict[str, Measured]) -> str:
    heads = [
        "design",
        "turns",
        "failed",
        "median ms",
        "p95 ms",
        "first event ms",
        "first token ms",
        "turns/s",
        "CPU ms/turn",
    ]
    rows = [
        (name, m.turns, m.failed, m.median, m.p95, m.first_event, m.first_token, m.rate, m.cpu)
        for name, m in measured.items()
    ]
    ours, theirs = measured["greenlight"], measured["baseline"]
    ratio = ("ratio", "", "", ours.median / theirs.median, ours.p95 / theirs.p95, ours.first_event / theirs.first_event,
             ours.first_token / theirs.first_token, ours.rate / theirs.rate, ours.cpu / theirs.cpu)  # fmt: skip
    return table(heads, [*rows, ratio])


def starts(r: Results) -> str:
    bare = r.starts["boto3"].first
    rows = [(s.name, s.first, s.first - bare, s.model or "") for s in r.starts.values()]
    return table(
        ["cold start of", "CPU ms to its first request", "beyond boto3", "CPU ms to its first model request"],
        rows,
    )


def costs(r: Results) -> str:
    names = list(r.costs[0].usage.lines)
    heads = [
        "per turn",
        *(f"{c.seconds:.0f} s model" for c in r.costs),
        *(f"$ per 1,000, {c.seconds:.0f} s" for c in r.costs),
    ]
    rows = [
        [
            name,
            *(c.usage.lines[name][0] for c in r.costs),
            *(f"{c.usage.lines[name][1]:.4f}" for c in r.costs),
        ]
        for name in names
    ]
    return table(
        heads, [*rows, ["sum", *("" for _ in r.costs), *(f"{c.usage.dollars:.4f}" for c in r.costs)]]
    )


def calls(r: Results) -> str:
    names = sorted({name for cost in r.costs for name in cost.calls})
    heads = ["call, per turn", *(f"{c.seconds:.0f} s model" for c in r.costs)]
    return table(heads, [[name, *(f"{c.calls.get(name, 0):.1f}" for c in r.costs)] for name in names])


def prompts(r: Results) -> str:
    heads = ["domains", "bytes", "bytes with every tool in it"]
    return table(heads, [(p.domains, p.bytes, p.everything) for p in r.prompts])


def lambdas(r: Results) -> str:
    names = sorted({name for cost in r.costs for name in cost.lambdas})
    heads = [
        "Lambda",
        *(f"{what}, {c.seconds:.0f} s model" for c in r.costs for what in ("invocations", "billed ms")),
    ]
    rows = [
        [name, *(figure for c in r.costs for figure in c.lambdas.get(name, (0.0, 0.0)))] for name in names
    ]
    return table(heads, rows)
