"""The list of what a hired agent has drafted: its customer's alone, newest first, by status, group and goal."""

from typing import Any
from urllib.parse import quote

import pytest
from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import Keys, new_id

from functions.executor.tests.drafted import drafted
from tests.standins.approvals import PEOPLE
from tests.standins.platform import AGENT, CUSTOMER, TENANT, settle_in

from .conftest import ask


@pytest.fixture
def agent(types: None) -> str:
    """One of the customer's, with nothing drafted yet."""
    agent_id = new_id("agt")
    hire(agent_id)
    return agent_id


def hire(agent_id: str, user_id: str = CUSTOMER) -> None:
    settle_in(user_id)
    coach = Items(AGENTS).get(Keys(TENANT).agent(user_id, AGENT)) or {}
    Items(AGENTS).put({**coach, **Keys(TENANT).agent(user_id, agent_id), "agent_id": agent_id})


def ids(said: Any) -> list[str]:
    return [one["deliverable_id"] for one in said.body["items"]]


def test_what_was_drafted_is_listed_newest_first_page_by_page(agent: str) -> None:
    made = [drafted(agent_id=agent).deliverable_id for _ in range(5)]
    url, found = f"/{agent}/deliverables", list[str]()
    cursor = ""
    while cursor is not None:
        said = ask("GET", f"{url}?limit=2&cursor={quote(cursor)}")
        assert said.status == 200
        found += ids(said)
        cursor = said.body["next_cursor"]
    assert found == made[::-1]


def test_a_filter_keeps_to_its_pages(agent: str) -> None:
    groups = ["grp_1", "grp_2", "grp_1", "grp_1", "grp_2", "grp_1"]
    made = [drafted(agent_id=agent, group_id=group).deliverable_id for group in groups]
    wanted = [one for one, group in zip(made, groups, strict=True) if group == "grp_1"][::-1]
    first = ask("GET", f"/{agent}/deliverables?limit=3&group=grp_1")
    assert ids(first) == wanted[:3]
    cursor = first.body["next_cursor"]
    assert ids(ask("GET", f"/{agent}/deliverables?limit=3&group=grp_1&cursor={quote(cursor)}")) == wanted[3:]


def test_status_and_goal_filter_too(agent: str) -> None:
    one = drafted(agent_id=agent, goal_id="gol_7").deliverable_id
    drafted(agent_id=agent)
    assert ids(ask("GET", f"/{agent}/deliverables?goal=gol_7&status=draft")) == [one]
    assert ids(ask("GET", f"/{agent}/deliverables?status=approved")) == []
    assert ask("GET", f"/{agent}/deliverables?status=odd").status == 422


def test_another_persons_agent_is_not_found_like_none(agent: str) -> None:
    drafted(agent_id=agent)
    for who in ("approver", "operator", "viewer"):
        assert ask("GET", f"/{agent}/deliverables", user=PEOPLE[who]).status == 404
    assert ask("GET", "/agt_none/deliverables").status == 404
    assert ask("GET", "/a%23b/deliverables").status == 404


def test_a_cursor_of_another_agents_list_is_refused(agent: str) -> None:
    for _ in range(2):
        drafted(agent_id=agent)
    cursor = ask("GET", f"/{agent}/deliverables?limit=1").body["next_cursor"]
    other = new_id("agt")
    hire(other)
    assert ask("GET", f"/{other}/deliverables?cursor={quote(cursor)}").status == 422
