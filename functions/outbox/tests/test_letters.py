"""What a mail says and does not say."""

from dataclasses import replace

import pytest
from greenlight.approvals.records import Record

from functions.outbox.letters import TEMPLATES, letter

LINK = "https://greenlight.example/approvals/apr_1/link?token=abc&x=<y>"
RECORD = Record(
    approval_id="apr_1", tenant_id="acmehealth", user_id="usr_1", agent_id="agt_1", agent_name="Coach",
    tool="web.http_call", effect="external", title="Post <b>42 kg</b> to the club", arguments={"a": "private"},
    bound={}, digest="d" * 64, status="pending", expires_at=1_800_000_000, revision=1,
    target="POST https://club.example/weights", exact="private words",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_subject_holds_nothing_of_the_action(name: str) -> None:
    subject = letter(TEMPLATES[name], RECORD, "Alex", LINK).subject
    assert "42" not in subject
    assert "club" not in subject
    assert "Coach" in subject


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_mail_never_holds_the_bytes_or_the_arguments(name: str) -> None:
    written = letter(TEMPLATES[name], RECORD, "Alex", LINK)
    assert "private" not in written.text + written.html


def test_a_name_cannot_write_a_header_of_its_own() -> None:
    sly = letter(TEMPLATES["approval_asked"], _named("Coach\r\nBcc: all@example.com"), "Alex", LINK)
    assert "\n" not in sly.subject
    assert "\r" not in sly.subject


def test_a_title_cannot_write_html() -> None:
    html = letter(TEMPLATES["approval_asked"], RECORD, "<script>", LINK).html
    assert "<b>" not in html
    assert "<script>" not in html
    assert "&lt;b&gt;42 kg&lt;/b&gt;" in html
    assert 'href="https://greenlight.example/approvals/apr_1/link?token=abc&amp;x=&lt;y&gt;"' in html


def test_a_mail_loads_nothing() -> None:
    html = letter(TEMPLATES["approval_asked"], RECORD, "Alex", LINK).html
    assert not any(word in html for word in ("<img", "<script", "<link", "<style", "src=", "url("))


def test_a_mail_that_asks_says_until_when_and_what_a_yes_does() -> None:
    text = letter(TEMPLATES["approval_asked"], RECORD, "Alex", LINK).text
    assert "2027-01-15T08:00:00Z" in text
    assert "Approving sends exactly this, once." in text
    assert LINK in text


def test_a_rehearsal_says_that_nothing_will_be_sent() -> None:
    text = letter(TEMPLATES["approval_asked"], _named("Coach", mode="rehearse"), "Alex", LINK).text
    assert "approving sends nothing" in text


def _named(agent_name: str, mode: str = "live") -> Record:
    return replace(RECORD, agent_name=agent_name, mode=mode)
