"""What the approver of a deliverable is told: a yes lets it be sent, and sends nothing yet."""

import time

import pytest

from functions.approvals.page import approval
from tests.standins.approvals import waiting


@pytest.mark.parametrize(
    ("suggested_at", "words"),
    [(0, "Approving sends nothing yet"), (1_900_000_000, "at 2030-03-17T17:46:40Z")],
)
def test_the_page_says_what_a_yes_does(cloud: object, suggested_at: int, words: str) -> None:
    record = waiting(
        kind="deliverable", effect="external", bound={"suggested_at": suggested_at}, version=1,
        deliverable_id="",
    )  # fmt: skip
    shown = approval(record, "Chris", "csrf", time.time(), changed=False)
    assert words in shown
    assert "sends exactly this, once." not in shown


def test_a_report_is_acknowledged_by_its_link(cloud: object) -> None:
    record = waiting(kind="report", effect="review", tool="deliverable.report")
    shown = approval(record, "Chris", "csrf", time.time(), changed=False)
    assert ('value="acknowledge"' in shown, 'value="approve"' in shown) == (True, False)
