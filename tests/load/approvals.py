"""`make bench-approvals`: approvals measured, printed, and written to docs/benchmarks-approvals.md.

Everything runs on this machine and loopback, on a stack of its own; nothing is sent anywhere.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from infra.progress import Bar, say, step
from localstack.stack.clients import ROOT_KEY
from localstack.stack.profile import REGION
from tests.e2e.outside import open_outside
from tests.load import approval_cost, audit_rate, machine
from tests.load.approval_floor import FLOOR, Bare, open_floor
from tests.load.approval_report import Report, write
from tests.load.approval_rounds import Approver, Failed, open_approver
from tests.load.arena import PROFILE, counted_stack
from tests.load.ear import Unheard

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, WARM_UP, COSTED = 60, 5, 20


@contextmanager
def as_root(stack: Mapping[str, Any]) -> Iterator[None]:
    """This process's own AWS clients look into that stack."""
    settings = {
        "AWS_ENDPOINT_URL": stack["endpoint_url"],
        "AWS_ACCESS_KEY_ID": ROOT_KEY,
        "AWS_SECRET_ACCESS_KEY": ROOT_KEY,
        "AWS_DEFAULT_REGION": REGION,
        "GREENLIGHT_PREFIX": stack["prefix"],
        "GREENLIGHT_STAGE": stack["stage"],
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
            patch.delenv(name, raising=False)
        for name, value in settings.items():
            patch.setenv(name, value)
        yield


def rounds(report: Report, approver: Approver, bare: Bare, wanted: int) -> None:
    """An approval and the bare steps in turn, so that both meet the same machine; the first ones are not counted."""
    bar = Bar("approvals", WARM_UP + wanted)
    for number in range(WARM_UP + wanted):
        floor, asker = bare.timed(), approver.asker()
        try:
            times = approver.timed(asker)
        except (Failed, Unheard, AssertionError) as failed:
            report.failed.append(str(failed))
            continue
        finally:
            bar.advance()
        if number >= WARM_UP:
            report.rounds.append((times, floor))
    bar.done()


def measure(report: Report, wanted: int, costed: int) -> None:
    """All that needs the stack."""
    port = int(PROFILE.stand_in.rpartition(":")[2])
    with ExitStack() as opened:
        stack = opened.enter_context(counted_stack())
        opened.enter_context(as_root(stack))
        outside = opened.enter_context(open_outside(port))
        approver = opened.enter_context(open_approver(stack, outside))
        with open_floor(approver, PROFILE.ports["engine"]) as bare, step(f"{wanted} approvals"):
            rounds(report, approver, bare, wanted)
        with step(f"calls and cost of {costed}") as notes:
            report.costed = approval_cost.measure(approver, costed)
            notes.append(f"${report.costed.spent.dollars:.3f} per 1,000")
        report.received = sum(not mark.startswith(FLOOR) for mark in outside.marks())
    report.approved = WARM_UP + wanted + costed


def main() -> int:
    """0 if every approval went its way; an aim that was missed is said, not hidden, and is no error."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="one at a time (at least 40 for a report)")
    parser.add_argument("--costed", type=int, default=COSTED, help="approvals whose cost is counted")
    parser.add_argument("--each", type=int, default=audit_rate.EACH, help="audit entries per writer")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks-approvals.md")
    asked = parser.parse_args()
    report, began = Report(machine.description(), os.getloadavg()[0]), time.perf_counter()
    measure(report, asked.rounds, asked.costed)
    report.audit = audit_rate.compare(audit_rate.WRITERS, asked.each)
    report.seconds = time.perf_counter() - began
    say("\n" + write(report, asked.out))
    return 1 if report.failed or report.received != report.approved else 0


if __name__ == "__main__":
    sys.exit(main())
