"""How an approval is asked for: soon over, in advance, in rehearsal, in draft mode; each by a coach of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from greenlight.declare import APPROVALS, ENTRIES
from greenlight.items import Items
from greenlight.keys import Keys

from .coaches import a_coach
from .outside import Outside
from .people import Json, Person
from .talking import Talk, digest, post, results, shown, words

pytestmark = pytest.mark.e2e
SOON = {
    "approvals": {"expires_in": 60, "remind_after": 5}
}  # its machine looks at the clock every two seconds


def test_an_approval_that_nobody_answered_lets_the_run_end_in_words(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer, enforcement=SOON) as agent:
        accepted = talk.run(post(outside.url, "expired"), agent_id=agent)
        (asked,) = talk.asked(accepted)
        key = Keys(customer.me()["tenant_id"]).approval(asked["id"])
        Items(APPROVALS).update(key, "SET expires_at = :past", values={":past": 1})
        events = talk.ended(accepted)
    assert "nobody decided in time" in words(events)
    assert (outside.got, shown(customer, asked["id"])["status"]) == ([], "expired")
    assert "expired" in talk.statuses(asked["id"])


def test_a_standing_approval_lets_its_kind_through_in_the_same_leg_until_it_is_used_up(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer) as agent:
        given = standing(customer, agent, f"{outside.url}/standing", uses=2)
        both = f"{post(outside.url, 'standing_1')} then {post(outside.url, 'standing_2')}"
        events = talk.ended(talk.run(both, agent_id=agent))
        assert [event["type"] for event in events].count("RUN_STARTED") == 1
        assert [result["standing_approval"] for result in results(events)] == [given["standing_id"]] * 2
        assert outside.marks() == ["standing_1", "standing_2"]
        (counted,) = [one for one in listed(customer) if one["standing_id"] == given["standing_id"]]
        assert (counted["used"], counted["uses"], counted["status"]) == (2, 2, "used_up")
        asks_and_is_denied(talk, post(outside.url, "standing_3"), agent)
    assert outside.marks() == ["standing_1", "standing_2"]


def test_a_standing_approval_covers_no_other_kind_and_nothing_once_it_was_taken_back(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer) as agent:
        given = standing(customer, agent, f"{outside.url}/taken", uses=5)
        asks_and_is_denied(talk, post(outside.url, "other_place"), agent)
        assert (
            talk.ended(talk.run(post(outside.url, "taken_1"), agent_id=agent))[-1]["outcome"]["type"]
            == "success"
        )
        path = f"/api/v1/standing-approvals/{given['standing_id']}"
        assert customer.rest("DELETE", path).status == 204
        asks_and_is_denied(talk, post(outside.url, "taken_2"), agent)
    assert outside.marks() == ["taken_1"]


def test_in_rehearsal_a_yes_sends_nothing_and_shows_the_exact_bytes(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer, mode="rehearse") as agent:
        accepted = talk.run(post(outside.url, "rehearsed"), agent_id=agent)
        (asked,) = talk.asked(accepted)
        record = shown(customer, asked["id"])
        assert record["plain_words"].startswith("Rehearsal: approving sends nothing.")
        talk.resume(accepted["thread"], asked["id"], "approve", digest(asked))
        (told,) = results(talk.ended(accepted))
    assert record["exact"] in (told["result"] or {}).values(), told
    assert outside.got == []


def test_in_draft_mode_even_a_plain_write_asks(customer: Person, talk: Talk) -> None:
    days = [f"2001-03-{day:02d}" for day in (4, 5)]
    for day in days:
        customer.rest("DELETE", f"/api/v1/weights/{day}")
    with a_coach(customer, mode="draft") as agent:
        for day, verdict in zip(days, ("deny", "approve"), strict=True):
            accepted = talk.run(f"log 82.5 kg for {day}", agent_id=agent)
            (asked,) = talk.asked(accepted)
            assert asked["metadata"]["effect"] == "write"
            assert not _row(customer, day), "nothing is written before the verdict"
            talk.resume(accepted["thread"], asked["id"], verdict, digest(asked))
            talk.ended(accepted)
    assert [_row(customer, day) for day in days] == [0, 82.5]
    customer.rest("DELETE", f"/api/v1/weights/{days[1]}")


def _row(customer: Person, day: str) -> float:
    me = customer.me()
    found = Items(ENTRIES).get(Keys(me["tenant_id"]).entry(me["user_id"], "weights", day))
    return float(found["row"]["kg"]) if found else 0


def standing(customer: Person, agent_id: str, prefix: str, uses: int) -> Json:
    """A yes in advance to every post below this address."""
    wanted = {
        "agent_id": agent_id, "tool": "web.http_call", "uses": uses,
        "arguments": {"url": {"prefix": prefix}, "method": {"const": "POST"}, "headers": {"any": True},
                      "body": {"any": True}},
        "expires_at": (datetime.now(UTC) + timedelta(hours=1)).isoformat(),
    }  # fmt: skip
    given = customer.rest("POST", "/api/v1/standing-approvals", wanted)
    assert given.status == 201, given.body
    made: Json = given.body
    return made


def listed(customer: Person) -> list[Json]:
    found: list[Json] = customer.rest("GET", "/api/v1/standing-approvals?limit=100").body["items"]
    return found


def asks_and_is_denied(talk: Talk, message: str, agent_id: str) -> None:
    accepted = talk.run(message, agent_id=agent_id)
    (asked,) = talk.asked(accepted)
    talk.resume(accepted["thread"], asked["id"], "deny", digest(asked))
    talk.ended(accepted)
