"""`make bench`: measures the embedded stack against the baseline, prints a table, writes docs/benchmarks.md.

Everything runs on this machine and loopback, with the offline model; nothing is sent anywhere.
"""

import argparse
import asyncio
import sys
import time
from pathlib import Path

from infra.progress import say, step
from tests.load import cold_start, cost, machine, prompt_size, turns
from tests.load.arena import PEOPLE, PROFILE, Arena, arena
from tests.load.report import write
from tests.load.results import Results

ROOT = Path(__file__).resolve().parents[2]
SEQUENTIAL, EACH = 60, 10
MODELS = (1.0, 8.0)
PACE = 20  # ms a token, at which `make up` starts the offline model


async def compete(found: Arena, results: Results, sequential: int, sockets: int) -> None:
    """Latency in alternation, then the crowd, one design after the other."""
    found.model(delay_ms=0)
    with step(f"{sequential} turns one at a time, alternating"):
        results.sequential = await turns.sequential(found, sequential)
    found.model(delay_ms=PACE)
    with step(f"the same at {PACE} ms a token"):
        results.paced = await turns.sequential(found, max(sequential // 2, 2))
    found.model(delay_ms=0)
    for name in turns.CONTESTANTS:
        with step(f"{sockets} sockets x {EACH} turns: {name}") as notes:
            results.crowded[name] = await turns.crowded(found, name, sockets, EACH)
            notes.append(f"{results.crowded[name].rate:.1f} turns/s, {results.crowded[name].failed} failed")
    for seconds in MODELS:
        with step(f"calls and cost, a model of {seconds:.0f} s") as notes:
            results.costs.append(await cost.measure(found, seconds))
            notes.append(f"${results.costs[-1].usage.dollars:.3f} per 1,000 turns")


def main() -> int:
    """0 if no turn failed; an aim that was missed is said, not hidden, and is no error."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--turns", type=int, default=SEQUENTIAL, help="one at a time (at least 50 for a report)"
    )
    parser.add_argument("--sockets", type=int, default=PEOPLE)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    results, began = Results(machine=machine.description()), time.perf_counter()
    with arena() as found:
        asyncio.run(compete(found, results, options.turns, options.sockets))
    with step("cold starts"):
        results.starts = {start.name: start for start in cold_start.measure(PROFILE.state / "build")}
    with step("prompts"):
        results.prompts = prompt_size.measure()
    results.seconds = time.perf_counter() - began
    say("\n" + write(results, options.out))
    return 1 if results.failed else 0


if __name__ == "__main__":
    sys.exit(main())
