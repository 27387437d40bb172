"""Mails that only tell."""

import pytest
from greenlight.items import Items

from functions.outbox.notices import NOTICES, notice
from functions.outbox.tests.conftest import OWNER, join, leave, reached, relayed, rows, sent

FACTS = {"agent": "Maya", "goal": "Weekly <batch>\r\nBcc: all@example.com", "count": 3, "reference": "grn_1"}
READY = {"template": "deliverables_ready", "to": [OWNER], "facts": FACTS}


def test_the_drafts_of_a_run_are_told_to_their_owner_once(ledger: Items) -> None:
    join(OWNER, "customer")
    told = leave("mail", READY)
    relayed(told)
    relayed(told)
    assert reached() == [f"{OWNER}@example.com"]
    assert rows() == []
    assert "3 ready for your review" in sent()[0].body


def test_nobody_without_an_address_is_told(ledger: Items) -> None:
    join(OWNER, "customer", email="")
    relayed(leave("mail", READY))
    assert (reached(), rows()) == ([], [])


@pytest.mark.parametrize("template", sorted(NOTICES))
def test_a_notice_writes_no_header_and_no_html_of_its_own(template: str) -> None:
    written = notice(template, FACTS, "<script>", "https://greenlight.example")
    assert not set("\r\n") & set(written.subject)
    assert "<script>" not in written.html
    assert "<batch>" not in written.html
    assert "https://greenlight.example" in written.text
