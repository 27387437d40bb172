"""The pages, one line each: a name, whose page it is, its address, and what to click first. A new page is a new line.

`{…}` in an address is one of `tests/screenshots/seed.py`. What is clicked is a button's name.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """`who` signs in; empty for nobody."""

    name: str
    who: str
    path: str
    click: str = ""


PAGES: tuple[Shown, ...] = (
    Shown("welcome", "", "/"),
    Shown("nowhere", "customer", "/no/such/page"),
    Shown("chat", "customer", "/chat"),
    Shown("chat-thread", "customer", "/chat/{thread}"),
    Shown("chat-form", "customer", "/chat/{form_thread}"),
    Shown("chat-approval", "customer", "/chat/{asking_thread}"),
    Shown("chat-user-menu", "customer", "/chat/{thread}", "Chris Customer"),
    Shown("inbox", "approver", "/inbox"),
    Shown("inbox-approval", "customer", "/inbox/{approval}"),
    Shown("inbox-draft", "customer", "/inbox/{draft_approval}"),
    Shown("inbox-all", "customer", "/inbox?status=all"),
    Shown("inbox-standing", "customer", "/inbox/standing"),
    Shown("agents", "customer", "/agents?agent={agent}"),
    Shown("agents-configure", "customer", "/agents/configure?agent={agent}"),
    Shown("agents-configure-trading", "customer", "/agents/configure?agent={trader}"),
    Shown("agents-goals", "customer", "/agents/goals?agent={agent}"),
    Shown("agents-drafts", "customer", "/agents/drafts?agent={agent}"),
    Shown("agents-draft", "customer", "/agents/deliverables/{draft}"),
    Shown("agents-group", "customer", "/agents/groups/{group}"),
    Shown("agents-hire", "customer", "/agents/hire"),
    Shown("agents-none", "stranger", "/agents"),
    Shown("ops-agents", "operator", "/ops/agents"),
    Shown("ops-agent", "operator", "/ops/agents/{agent}"),
    Shown("ops-types", "operator", "/ops/types"),
    Shown("ops-type", "operator", "/ops/types/marketing.healthcare.v1"),
    Shown("ops-type-edit", "operator", "/ops/types/{type_draft}/edit"),
    Shown("ops-drafts", "operator", "/ops/drafts"),
    Shown("ops-approvals", "operator", "/ops/approvals"),
    Shown("ops-denials", "operator", "/ops/denials"),
    Shown("ops-timeline", "operator", "/ops/timeline/{correlation}"),
    Shown("ops-timeline-search", "operator", "/ops/timeline"),
    Shown("ops-controls", "operator", "/ops/controls"),
    Shown("ops-audit", "operator", "/ops/audit"),
    Shown("viewer-chat", "viewer", "/chat"),
)
