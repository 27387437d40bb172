"""Mails that tell and ask nothing: they name an agent, a goal and a number, and hold nothing of what was drafted."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from .letters import Letter, one_line


@dataclass(frozen=True, slots=True)
class Notice:
    """Texts with the names of a row's `facts` in braces; a subject shows on locked screens."""

    subject: str
    lines: tuple[str, ...]


NOTICES: Mapping[str, Notice] = {
    "deliverables_ready": Notice(
        "{agent} has drafts for you to review",
        ("For the goal “{goal}”, {agent} has {count} ready for your review.",
         "Nothing goes out before you approve it."),
    ),
}  # fmt: skip


def notice(template: str, facts: Mapping[str, Any], name: str, origin: str) -> Letter:
    """One mail to one person, as text and as HTML that loads nothing; `origin` is where he meets the platform."""
    said = NOTICES[template]
    known = {key: one_line(str(value)) for key, value in facts.items()}
    told = [line.format(**known) for line in said.lines]
    lines = [f"Hello {one_line(name)},", *told, origin, f"Reference: {known.get('reference', '')}"]
    shown = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    html = f'<!doctype html><html lang="en"><meta charset="utf-8"><body>\n{shown}\n</body></html>\n'
    return Letter(said.subject.format(**known), "\n\n".join(lines) + "\n", html)
