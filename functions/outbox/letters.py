"""What the mails say. Subjects hold nothing of an action's content: they show on locked screens."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from greenlight.approvals.records import Record, moment, plain_words


@dataclass(frozen=True, slots=True)
class Template:
    """`subject` and `opening` name the agent; only a mail that `asks` carries a link and needs an open approval."""

    subject: str
    opening: str
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str


TEMPLATES: Mapping[str, Template] = {
    "approval_asked": Template("{agent} asks for your approval", "{agent} asks for your approval:"),
    "approval_reminder": Template(
        "Still waiting: {agent} asks for your approval",
        "{agent} is still waiting for an answer to this; without one it will not be done:",
    ),
    "approval_escalated": Template(
        "Nobody has answered yet: {agent} asks for an approval",
        "Whoever was asked first has not answered, so this has come to you. {agent} asks for approval:",
    ),
    "approval_needs_person": Template(
        "Please look: an action of {agent} is unclear",
        "This was approved, but what became of it is unclear. It will not be sent again by itself. "
        "Please look at the destination; on record it stays as unclear:",
        asks=False,
    ),
    "deliverable_missed": Template(
        "Not sent at its hour: an action of {agent}",
        "This was approved for an hour that was missed by more than an hour. Nothing was sent. It is still approved: "
        "give it another hour, or carry it out yourself:",
        asks=False,
    ),
    "deliverable_reconnect": Template(
        "Please connect an account of {agent} again",
        "This was due, but its account does not let us in any more. Nothing was sent. Connect the account again, then "
        "give this another hour or carry it out yourself; it is still approved:",
        asks=False,
    ),
    "deliverable_denied": Template(
        "Not sent at its hour: an action of {agent}",
        "This was approved and due, but a rule stands in its way now. Nothing was sent; the reason stands with it. It "
        "is still approved:",
        asks=False,
    ),
}


def letter(template: Template, record: Record, name: str, link: str) -> Letter:
    """One mail to one person, as text and as HTML with no image, script or other thing to load."""
    agent = one_line(record.agent_name) or "Your agent"
    opening = template.opening.format(agent=agent)
    facts = _facts(record)
    closing = _closing(record, link) if template.asks else []
    lines = [f"Hello {one_line(name)},", "", opening, "", *(f"  {k}: {v}" for k, v in facts), "", *closing]
    return Letter(template.subject.format(agent=agent), "\n".join(lines) + "\n", _html(lines, link))


def _facts(record: Record) -> list[tuple[str, str]]:
    told = {
        "What": record.title, "Where": record.target, "Tool": record.tool, "Risk": record.risk,
        "Until": moment(record.expires_at), "Reference": record.approval_id, "Fingerprint": record.digest[:16],
    }  # fmt: skip
    return [(name, one_line(value, 300)) for name, value in told.items() if value]


def _closing(record: Record, link: str) -> list[str]:
    return [
        plain_words(record),
        "See exactly what it is, and decide:",
        link,
        "",
        "The link is yours alone: whoever has it can decide in your name, so do not forward this mail.",
    ]


def _html(lines: list[str], link: str) -> str:
    shown = "\n".join(f"<p>{_linked(line, link)}</p>" for line in lines if line)
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><body>\n{shown}\n</body></html>\n'


def _linked(line: str, link: str) -> str:
    if line == link and link:
        return f'<a href="{escape(link)}" rel="noreferrer">{escape(link)}</a>'
    return escape(line.strip())


def one_line(text: str, most: int = 80) -> str:
    """Of what people and models wrote: no line break gets into a header, and no mail becomes endless."""
    return " ".join(text.split())[:most]
