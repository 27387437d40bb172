"""Something to show on every page, made over REST and the socket as the demo people would; agents are hired once."""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

from infra.progress import step
from localstack.stack.processes import port_holder
from tests.e2e.hiring import Hired, done, hire_marketing, hire_trading
from tests.e2e.people import Json, Person
from tests.e2e.talking import talking
from tests.standins.networks import open_networks, ports_of

MAYA, TARA = "Maya", "Tara"
POST = 'post {"kg": 82.4} to http://127.0.0.1:8605/log'


def seeded(stack: Mapping[str, Any]) -> dict[str, str]:
    """The ids that `pages.py` names."""
    chris = Person(stack, "customer")
    found: dict[str, str] = {}
    with ExitStack() as outside:
        if not _taken():
            outside.enter_context(open_networks(ports_of("local")))
        with step("a talk, a form, and a call that asks"):
            found |= _talks(chris)
        with step("two agents, hired and set up"):
            maya, tara = _hired(chris)
            found |= {"agent": maya.agent_id, "trader": tara.agent_id}
        with step("drafts of theirs"):
            found |= _drafts(maya)
        with step("a refusal"):
            found["correlation"] = _refusal(maya, found["draft"])
        with step("a draft of a type"):
            found["type_draft"] = _type_draft(Person(stack, "operator"))
    return found


def _talks(chris: Person) -> dict[str, str]:
    first = chris.turn("log 82.5 kg for today")
    chris.turn("show my weights", first.thread)
    form = chris.turn("open my weights")
    with talking(chris) as talk:
        asking = talk.run(POST)
        (asked,) = talk.asked(asking)
    return {
        "thread": first.thread,
        "form_thread": form.thread,
        "asking_thread": str(asking["thread"]),
        "approval": str(asked["id"]),
    }


def _hired(chris: Person) -> tuple[Hired, Hired]:
    """Those of an earlier run, where there are any."""
    known = {one["nickname"]: one for one in _instances(chris) if one["status"] == "active"}
    instance = ports_of("local")["mastodon"]
    maya = (
        _again(chris, known[MAYA])
        if MAYA in known
        else hire_marketing(chris, ["mastodon", "x"], f"http://127.0.0.1:{instance}")
    )
    tara = (
        _again(chris, known[TARA])
        if TARA in known
        else hire_trading(chris, "shown-key-0123456789", "shown-secret-0123456789")
    )
    return maya, tara


def _instances(chris: Person) -> list[Json]:
    found: list[Json] = done(chris.rest("GET", "/api/cp/my-agents/summary"))["instances"]
    return found


def _again(chris: Person, one: Json) -> Hired:
    return Hired(chris, one["agent_id"], one["subscription_id"], {})


def _drafts(maya: Hired) -> dict[str, str]:
    """At least two that wait; a goal and a run of it where there are none."""
    if not maya.drafts("pending_review"):
        goal = maya.goal("daily_micro_post", {"topics": ["Floss before bed"]})
        maya.run(goal["goal_id"])
    waiting = maya.waiting()
    draft = maya.deliverable(waiting[0]["deliverable_id"])
    return {
        "draft": draft["deliverable_id"],
        "group": draft["group_id"],
        "draft_approval": draft["approval_id"],
    }


def _refusal(maya: Hired, draft: str) -> str:
    """Tried without its approval; the correlation id of the denial."""
    said = maya.execute(draft, f"apr_{uuid4().hex[:26].upper()}")
    assert said.status >= 400, said.body
    return str(said.body["correlation_id"])


def _type_draft(operator: Person) -> str:
    """Begun with what a shipped type says, with one problem to be told."""
    type_id = "desk.shown.v1"
    path = f"/api/v1/agent-types/{type_id}/draft"
    if operator.rest("GET", path).status == 404:
        told = {"agent_type_id", "version", "publisher", "published_at", "sha256"}
        shipped = done(operator.rest("GET", "/api/v1/agent-types/marketing.healthcare.v1"))
        content = {name: value for name, value in shipped.items() if name not in told}
        done(operator.rest("PUT", path, content | {"title": "Front desk", "tools": ["desk.*"]}))
    return type_id


def _taken() -> bool:
    """Stand-ins of somebody's listen already."""
    return port_holder(ports_of("local")["mastodon"]) is not None
