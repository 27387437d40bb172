"""Agent types as everybody reads them: by page, in full, by version, and only those that are one's own to see."""

import pytest
from greenlight import agent_types
from greenlight.errors import NotFound

from functions.agent_types.views import EVERYBODY
from infra.agent_types import shipped
from tests.standins.approvals import PEOPLE
from tests.standins.platform import TENANT

from .conftest import OTHER, ask, operate
from .definitions import RECALL, TYPE, changed

pytestmark = pytest.mark.usefixtures("library")
NAMES = ["coach.v1", "marketing.healthcare.v1", "trading.delta_futures.v1"]


def publish(type_id: str = RECALL, tenant: str = TENANT, **changes: str) -> None:
    operate("PUT", f"/{type_id}/draft", {**TYPE, **changes}, tenant=tenant)
    assert operate("POST", f"/{type_id}/publish", tenant=tenant).status == 201


def test_agp1_plant_1_1_types_are_listed_and_versioned() -> None:
    assert [one["agent_type_id"] for one in ask("GET").body["items"]] == NAMES
    publish()
    publish(title="Recall, again")
    (mine,) = [one for one in ask("GET").body["items"] if one["agent_type_id"] == RECALL]
    assert (mine["version"], mine["title"], mine["publisher"]) == (2, "Recall, again", TENANT)
    assert ask("GET", f"/{RECALL}?version=1").body["title"] == "Recall"
    assert ask("GET", f"/{RECALL}").body["title"] == "Recall, again"


@pytest.mark.parametrize("role", EVERYBODY)
def test_agp1_plant_1_2_a_type_is_answered_in_full_as_it_was_published(role: str) -> None:
    for type_id, definition in shipped().items():
        said = ask("GET", f"/{type_id}", user=PEOPLE[role])
        assert said.status == 200
        more = {name: said.body.pop(name) for name in ("publisher", "published_at", "sha256")}
        assert said.body == definition
        assert list(said.body["config_schema"]["properties"]) == list(
            definition["config_schema"]["properties"]
        )
        assert more["publisher"] == "platform"
        assert said.headers["ETag"] == f'"{definition["version"]}"'


def test_agp1_plant_1_2_the_list_comes_by_pages_without_gap_or_repeat() -> None:
    for type_id in ("a.v1", "coach.night.v1", "z.v1"):
        publish(type_id)
    found, cursor = [], ""
    while cursor is not None:
        page = ask("GET", f"?limit=2&cursor={cursor}").body
        assert len(page["items"]) <= 2
        found += [one["agent_type_id"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert found == sorted([*NAMES, "a.v1", "coach.night.v1", "z.v1"])


@pytest.mark.parametrize("cursor", ["a%23b", "%7B%7D", "ü"])
def test_a_cursor_that_is_none_is_refused(cursor: str) -> None:
    assert ask("GET", f"?cursor={cursor}").status == 422


def test_what_one_tenant_publishes_does_not_exist_for_another() -> None:
    publish(tenant=OTHER)
    assert ask("GET", f"/{RECALL}", tenant=OTHER).status == 200
    absent, hidden = ask("GET", "/dental.nothing.v1"), ask("GET", f"/{RECALL}")
    assert (absent.status, hidden.status) == (404, 404)
    assert (absent.body["detail"], absent.body["title"]) == (hidden.body["detail"], hidden.body["title"])
    assert RECALL not in [one["agent_type_id"] for one in ask("GET").body["items"]]
    with pytest.raises(NotFound):
        agent_types.seen(TENANT, RECALL)


@pytest.mark.parametrize("path", ["/coach.v1?version=2", "/coach.v1?version=999999", "/a%23b", "/nothing"])
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert ask("GET", path).status == 404


@pytest.mark.parametrize("version", ["0", "-1", "1000000", "latest", "1.5"])
def test_a_version_is_a_number_from_one(version: str) -> None:
    assert ask("GET", f"/coach.v1?version={version}").status == 422


def test_what_is_in_flight_keeps_the_version_that_it_was_made_with() -> None:
    publish()
    before = agent_types.published(RECALL, 1)
    more = changed(TYPE, ("/config_schema/properties/note", {"type": "string", "maxLength": 9}))
    operate("PUT", f"/{RECALL}/draft", {**more, "persona": "You are someone else."})
    operate("POST", f"/{RECALL}/publish")
    assert agent_types.published(RECALL, 1) == before
    after = agent_types.published(RECALL)
    assert (after.version, after.persona) == (2, "You are someone else.")
    config = {**TYPE["sample_config"], "note": "hi"}
    assert agent_types.check_config(after, config) == []
    assert [one["pointer"] for one in agent_types.check_config(before, config)] == ["/note"]
