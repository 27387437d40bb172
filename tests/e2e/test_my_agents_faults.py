"""Many at once, the same again, hang-ups and dead workers: one request at most for each approval, and an honest end."""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import Keys

from tests.standins.networks import Networks, open_networks, ports_of

from .approving import invoke
from .drafting import TENANT, drafted, opened, recover
from .hiring import Hired, done, hire_marketing
from .people import Json, Person, until
from .workers import kill

pytestmark = pytest.mark.e2e
MANY, ROOM, PRICE = 50, 3, 20  # deliverables, how many of them the budget pays for, cents for a post on X


@pytest.fixture
def networks() -> Iterator[Networks]:
    """Each test's own: what arrived is counted."""
    with open_networks(ports_of("test")) as opened_networks:
        yield opened_networks


@pytest.fixture
def maya(stack: Mapping[str, Any], networks: Networks) -> Hired:
    return hire_marketing(Person(stack), ["mastodon", "x"], networks.mastodon.url)


def approved(maya: Hired, text: str, platform: str = "mastodon") -> Json:
    deliverable_id = drafted(maya, text, platform)
    assert opened(deliverable_id)["status"] == "pending_review"
    done(maya.review(maya.deliverable(deliverable_id), "approve"))
    return maya.deliverable(deliverable_id)


def set_row(maya: Hired, **fields: Any) -> None:
    key = Keys(TENANT).agent(maya.owner.me()["user_id"], maya.agent_id)
    for name, value in fields.items():
        Items(AGENTS).update(key, "SET #name = :value", values={":value": value}, names={"#name": name})


def at_once(act: Any, over: Any) -> list[Any]:
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(act, over))


def test_fifty_at_once_with_money_for_three_send_three(maya: Hired, networks: Networks) -> None:
    set_row(maya, budget_cents=ROOM * PRICE, rate_limit_rpm=10_000, trial={"status": "none"})
    ids = [drafted(maya, f"post number {n}") for n in range(MANY)]
    answers = at_once(opened, ids)
    assert Counter(answer["status"] for answer in answers) == {"pending_review": ROOM, "denied": MANY - ROOM}
    assert {answer["rule"] for answer in answers if answer["status"] == "denied"} == {"budget"}

    def act(deliverable_id: str) -> int:
        one = maya.deliverable(deliverable_id)
        if one["status"] == "pending_review":
            done(maya.review(one, "approve"))
            one = maya.deliverable(deliverable_id)
        return maya.execute(deliverable_id, one["approval_id"]).status

    assert Counter(at_once(act, ids)) == {200: ROOM, 403: MANY - ROOM}
    assert len(networks.x.posts) == len(networks.x.changing) == ROOM


def test_the_same_execution_delivered_ten_times_sends_once(maya: Hired, networks: Networks) -> None:
    one = approved(maya, "once")
    body = {
        "op": "act", "tenant_id": TENANT, "deliverable_id": one["deliverable_id"], "actor": "test",
        "approval_id": one["approval_id"], "correlation_id": "cor_ten",
    }  # fmt: skip

    def deliver(n: int) -> str:
        if n % 2:
            return str(maya.execute(one["deliverable_id"], one["approval_id"]).status)
        try:
            return str(invoke("deliver", body)["status"])
        except RuntimeError as running:
            return str(running).split(":", 2)[1].strip()

    said = Counter(at_once(deliver, range(10)))
    assert set(said) <= {"ok", "200", "409", "StillRunning"}, said
    assert len(networks.mastodon.changing) == len(networks.mastodon.statuses) == 1
    assert maya.deliverable(one["deliverable_id"])["status"] == "executed"


def test_a_provider_that_accepts_and_hangs_up_is_asked_and_not_sent_to_again(
    maya: Hired, networks: Networks
) -> None:
    one = approved(maya, "hung up on")
    networks.mastodon.faults.append("accept_then_drop")
    maya.execute(one["deliverable_id"], one["approval_id"])

    def ended() -> bool:
        recover(one)
        return str(maya.deliverable(one["deliverable_id"])["status"]) == "executed"

    until(ended, seconds=60, what="reconciliation")
    assert len(networks.mastodon.changing) == len(networks.mastodon.statuses) == 1


def test_where_nobody_can_be_asked_a_person_looks(maya: Hired, networks: Networks) -> None:
    """X has no way to ask for a post by our own key."""
    one = approved(maya, "nobody knows", "x")
    networks.x.faults.append("accept_then_drop")
    maya.execute(one["deliverable_id"], one["approval_id"])
    until(lambda: maya.deliverable(one["deliverable_id"])["status"] == "needs_person", what="a person's turn")
    assert len(networks.x.changing) == 1


def test_a_worker_killed_between_claim_and_settlement_leaves_one_request_and_an_end(
    maya: Hired, networks: Networks
) -> None:
    one = approved(maya, "killed on the way")
    networks.mastodon.faults.append("delay")
    with ThreadPoolExecutor(1) as pool:
        trying = pool.submit(maya.execute, one["deliverable_id"], one["approval_id"])
        until(lambda: networks.mastodon.changing, what="the request")
        assert kill("effects")
        networks.mastodon.release()
        trying.result()

    def ended() -> bool:
        recover(one)
        return str(maya.deliverable(one["deliverable_id"])["status"]) in {"executed", "needs_person"}

    until(ended, seconds=60, what="an end")
    assert len(networks.mastodon.changing) == len(networks.mastodon.statuses) == 1
