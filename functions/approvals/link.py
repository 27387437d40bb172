"""The link that was mailed: looking at it changes nothing; a form posted from its page decides.

It works without a script and without a sign-in: the token names one approval and one person, who must still be a
member with the right to decide at that moment. A refusal is a page too, for the reader is a person.
"""

import time
from collections.abc import Callable

from greenlight import doors
from greenlight.approvals import links
from greenlight.approvals.decide import decide
from greenlight.approvals.judge import Decision, Door, may_decide
from greenlight.approvals.links import Link
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.caller import Caller
from greenlight.errors import Denied, NotFound, Refused
from greenlight.request import current
from greenlight.rest import HTML, Answer, address, answer, form
from greenlight.spec import spec

from . import page
from .schemas import LinkQuery, Posted
from .store import name_of

METHODS = "GET, HEAD, OPTIONS, POST"
HEADERS = {
    "Content-Type": HTML, "Content-Security-Policy": page.POLICY, "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
}  # fmt: skip


@spec(query=LinkQuery, text="text/html")
def show(approval_id: str) -> Answer:
    """The approval as it stands, with the forms to decide it."""
    return _page(lambda: _shown(approval_id))


@spec(query=LinkQuery, status=200)
def look(approval_id: str) -> Answer:
    """The same without its body."""
    shown = _page(lambda: _shown(approval_id))
    return Answer(None, shown.status, shown.headers)


@spec(status=204)
def options(approval_id: str) -> Answer:  # noqa: ARG001  the same for every approval, known or not
    """What can be done here; nothing is looked up."""
    return answer(status=204, headers={"Allow": METHODS})


@spec(query=LinkQuery, body=Posted, form="application/x-www-form-urlencoded", text="text/html", decides=True)
def post(approval_id: str) -> Answer:
    """The verdict of the link's person, on what the page showed."""
    return _page(lambda: _decided(approval_id))


def _page(made: Callable[[], str]) -> Answer:
    try:
        return answer(made(), headers=HEADERS)
    except Refused as refused:
        return answer(page.refusal(refused), refused.status, HEADERS)


def _shown(approval_id: str) -> str:
    link, caller, record = _opened(approval_id)
    value, asked = links.form_value(link, record.digest), may_decide(record, caller)
    owner, changed = name_of(record.tenant_id, record.user_id), link.digest != record.digest
    return page.approval(record, owner, value if asked else "", time.time(), changed=changed)


def _decided(approval_id: str) -> str:
    link, caller, _ = _opened(approval_id)
    posted = form(Posted)
    links.check_form(link, posted.digest, posted.csrf)
    decision = Decision(posted.verdict, posted.digest, posted.note)
    record, again = decide(caller, approval_id, decision, Door("link", address()))
    return page.done(record, again)


def _opened(approval_id: str) -> tuple[Link, Caller, Record]:
    """Raises NotFound, always in the same words, unless the token is this approval's and its person still a member."""
    link = links.open_link(current().query.get("token", ""), approval_id)
    try:
        caller = doors.member(link.tenant_id, link.user_id)
        return link, caller, Approvals(link.tenant_id).seen_by(caller, approval_id)
    except (Denied, NotFound):
        raise NotFound(links.NOTHING) from None
