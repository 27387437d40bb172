"""Nothing is sent that was not approved, nothing twice, and all ends settled: in every order of the calls."""

import pytest

from tests.flow.explorer.explore import explored
from tests.flow.explorer.scenarios import QUICK, Made

LEAST = {
    "slow": 5_000,
    "expiry": 2_000,
    "revoked": 2_000,
    "killed": 500,
}  # states; fewer means something is not met


@pytest.mark.parametrize("made", QUICK, ids=lambda made: made.__name__)
def test_every_order_keeps_the_promises(made: Made) -> None:
    report = explored(made)
    print(report)
    assert report.states >= LEAST.get(made.__name__, 2)
    assert report.schedules >= report.ends >= report.sent > 0
