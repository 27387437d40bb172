"""From a draft to a version: an operator is told what is wrong, and kept from what is not his; a race makes one."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from greenlight import agent_types
from greenlight.declare import AGENTS
from greenlight.errors import NotFound
from greenlight.items import Items
from greenlight.keys import Keys, agent_type, agent_type_version

from infra.agent_types import shipped
from tests.standins.approvals import PEOPLE
from tests.standins.platform import TENANT

from .conftest import OTHER, ask, operate
from .definitions import GONE, RECALL, TYPE, changed
from .operating import DRAFT, PUBLISH, entries, write

pytestmark = pytest.mark.usefixtures("library")


def test_agp1_pp_1_1_a_draft_is_written_and_published_as_the_next_version() -> None:
    written = write()
    assert (written.status, written.body["problems"], written.body["version"]) == (200, [], 1)
    assert written.headers["ETag"] == '"1"'
    assert operate("GET", DRAFT).body == written.body
    said = operate("POST", PUBLISH)
    assert (said.status, said.body["version"], said.body["publisher"]) == (201, 1, TENANT)
    assert said.body == ask("GET", f"/{RECALL}").body
    assert operate("GET", DRAFT).status == 404
    assert [write().body["version"], operate("POST", PUBLISH).body["version"]] == [2, 2]
    assert {one["what"]["S"] for one in entries(RECALL)} == {"agent_type.drafted", "agent_type.published"}


def test_agp1_pp_1_1_a_draft_tells_its_problems_and_is_not_published_with_them() -> None:
    wrong = changed(TYPE, ("/config_schema/properties/nickname/type", "text"), ("/tools", ["nobodys.*"]))
    written = write(wrong)
    assert written.status == 200
    told = {one["pointer"] for one in written.body["problems"]}
    assert told == {"/config_schema/properties/nickname/type", "/tools/0"}
    said = operate("POST", PUBLISH)
    assert said.status == 422
    assert {one["pointer"] for one in said.body["errors"]} == told
    with pytest.raises(NotFound):
        agent_types.published(RECALL)


def test_agp1_pp_1_1_what_is_published_is_changed_by_taking_it_and_sending_it_back() -> None:
    write()
    operate("POST", PUBLISH)
    theirs = ask("GET", f"/{RECALL}").body
    mine = {
        name: value for name, value in theirs.items() if name not in {"publisher", "published_at", "sha256"}
    }
    assert write({**mine, "title": "Other"}).body["problems"] == []
    assert operate("POST", PUBLISH).body["version"] == 2
    late = write({**mine, "title": "Late"}, 0)
    assert late.status == 409
    assert "Version 2" in late.body["detail"]


def test_a_version_never_changes_once_it_is_published() -> None:
    write()
    operate("POST", PUBLISH)
    before = Items(AGENTS).get(agent_type_version(RECALL, 1))
    write({**TYPE, "title": "New"})
    operate("POST", PUBLISH)
    assert Items(AGENTS).get(agent_type_version(RECALL, 1)) == before


def test_a_draft_is_changed_only_by_who_has_seen_it() -> None:
    write()
    assert [write(revision=revision).status for revision in (None, 0, 7)] == [412] * 3
    assert write(revision=1).body["revision"] == 2
    assert operate("POST", PUBLISH, **{"If-Match": '"1"'}).status == 412
    assert operate("POST", PUBLISH, **{"If-Match": '"2"'}).status == 201


def test_a_draft_is_thrown_away_by_who_has_seen_it_and_what_is_published_stays() -> None:
    write()
    operate("POST", PUBLISH)
    write({**TYPE, "title": "Never"})
    assert [operate("DELETE", DRAFT, **more).status for more in ({}, {"If-Match": '"7"'})] == [412] * 2
    assert operate("GET", DRAFT).body["title"] == "Never"
    assert operate("DELETE", DRAFT, **{"If-Match": '"1"'}).status == 204
    for method in ("GET", "DELETE"):
        assert operate(method, DRAFT, **{"If-Match": '"1"'}).status == 404
    assert operate("GET", "/drafts").body["items"] == []
    assert agent_types.published(RECALL).title == TYPE["title"]
    assert write().body["revision"] == 1
    told = [one["what"]["S"] for one in entries(RECALL)]
    assert told.count("agent_type.draft_deleted") == 1


def test_a_new_version_only_adds_and_is_told_by_pointer_what_it_took_away() -> None:
    write()
    operate("POST", PUBLISH)
    less = changed(
        TYPE, ("/config_schema/properties/most", GONE), ("/config_schema/properties/nickname/maxLength", 10),
        ("/enforcement_defaults/approvals/verbs/post/always_ask", False),
    )  # fmt: skip
    write(less)
    said = operate("POST", PUBLISH)
    assert {one["pointer"] for one in said.body["errors"]} == {
        "/config_schema/properties/most", "/config_schema/properties/nickname/maxLength",
        "/enforcement_defaults/approvals/verbs/post/always_ask",
    }  # fmt: skip
    assert write(less, path="/dental.recall.v2/draft").body["problems"] == []


@pytest.mark.parametrize("role", ["customer", "approver", "viewer"])
def test_only_operators_write_and_publish(role: str) -> None:
    for method, path in (
        ("GET", "/drafts"),
        ("GET", DRAFT),
        ("PUT", DRAFT),
        ("DELETE", DRAFT),
        ("POST", PUBLISH),
    ):
        said = ask(method, path, TYPE if method == "PUT" else None, user=PEOPLE[role])
        assert (said.status, said.body["rule"]) == (403, "role")


def test_nobody_publishes_under_another_tenants_id_or_the_platforms() -> None:
    write(tenant=OTHER)
    operate("POST", PUBLISH, tenant=OTHER)
    theirs = Items(AGENTS).get(agent_type(RECALL))
    for type_id in (RECALL, "coach.v1", "marketing.healthcare.v1", "marketing.healthcare.v2"):
        for said in (write(path=f"/{type_id}/draft"), operate("POST", f"/{type_id}/publish")):
            assert (said.status, said.body["rule"]) == (403, "publisher")
    assert Items(AGENTS).get(agent_type(RECALL)) == theirs
    assert agent_types.published("coach.v1").publisher == "platform"


def test_a_draft_is_its_own_tenants_alone() -> None:
    write()
    assert operate("GET", DRAFT, tenant=OTHER).status == 404
    assert operate("POST", PUBLISH, tenant=OTHER).status == 404


def test_agp1_pp_1_1_drafts_are_listed_by_page_for_their_own_tenant() -> None:
    for type_id in ("b.v1", "a.v1", "c.v1"):
        write({**TYPE, "title": type_id}, path=f"/{type_id}/draft")
    write(path="/theirs.v1/draft", tenant=OTHER)
    first = operate("GET", "/drafts?limit=2").body
    rest = operate("GET", f"/drafts?limit=2&cursor={quote(first['next_cursor'])}").body
    assert [one["title"] for one in first["items"] + rest["items"]] == ["a.v1", "b.v1", "c.v1"]
    assert rest["next_cursor"] is None
    assert first["items"][0]["updated_by"].startswith("usr_")
    operate("POST", "/a.v1/publish")
    assert [one["agent_type_id"] for one in operate("GET", "/drafts").body["items"]] == ["b.v1", "c.v1"]


def test_a_key_makes_a_repeated_publish_the_same_answer() -> None:
    write()
    key = {"Idempotency-Key": "publish-once-0001"}
    first, again = operate("POST", PUBLISH, **key), operate("POST", PUBLISH, **key)
    assert (first.status, again.status, first.body) == (201, 201, again.body)
    assert operate("POST", PUBLISH).status == 404


@pytest.mark.parametrize(
    "type_id",
    ["recall", "Recall.v1", "recall.v0", "recall.v1.x", "recall..v1", "a.b.c.d.e.v1", "recall.v1000", ".v1"],
)
def test_an_id_is_words_and_a_major(type_id: str) -> None:
    said = write(path=f"/{type_id}/draft")
    assert (said.status, said.body["errors"][0]["pointer"]) == (422, "/agent_type_id")
    assert operate("GET", f"/{type_id}/draft").status == 404


def test_the_definition_of_another_type_is_not_taken_for_this_one() -> None:
    said = write({**TYPE, "agent_type_id": "dental.other.v1"})
    assert (said.status, said.body["errors"][0]["pointer"]) == (422, "/agent_type_id")


@pytest.mark.parametrize(
    ("pointer", "value"),
    [("/sample_config/nickname", "Bearer abcdefghijklmnopqrstuvwxyz0123"),
     ("/goal_templates/0/sample_settings/api_key", "hunter2hunter2"),
     ("/sample_config/account", "AKIAIOSFODNN7EXAMPLE")],
)  # fmt: skip
def test_a_sample_with_a_secret_is_refused_and_kept_nowhere(pointer: str, value: str) -> None:
    said = write(changed(TYPE, (pointer, value)))
    assert (said.status, said.body["errors"][0]["pointer"]) == (422, pointer)
    assert value not in json.dumps(said.body)
    assert Items(AGENTS).get(Keys(TENANT).type_draft(RECALL)) is None


@pytest.mark.parametrize(
    ("pointer", "value"),
    [("/publisher", "platform"), ("/enforcement_defaults/rate_limit_rpm", 0), ("/planner/kind", "magic"),
     ("/enforcement_defaults/approvals/verbs/shout", {"always_ask": True}), ("/title", ""),
     ("/enforcement_defaults/risk_limits", [{"tool": "notes.create", "pointer": "/kg", "max": 1e300}]),
     ("/enforcement_defaults/approvals/assignees", [f"usr_{n}" for n in range(21)]),
     ("/enforcement_defaults/approvals/people", 3), ("/goal_templates/0/frequencies", ["hourly"]),
     ("/enforcement_defaults/fx", {"version": "1", "usd_inr": "0"}), ("/config_schema", [])],
)  # fmt: skip
def test_what_is_no_definition_at_all_is_refused_at_once(pointer: str, value: Any) -> None:
    said = write(changed(TYPE, (pointer, value)))
    assert said.status == 422
    assert said.body["errors"][0]["pointer"].startswith(pointer)


@pytest.mark.parametrize("field", ["config_schema", "sample_config"])
@pytest.mark.parametrize("depth", [40, 400])
def test_json_without_end_is_refused_before_anybody_walks_into_it(field: str, depth: int) -> None:
    said = write(changed(TYPE, (f"/{field}/deep", json.loads('{"a":' * depth + "[]" + "}" * depth))))
    assert (said.status, [one["pointer"] for one in said.body["errors"]]) == (422, [f"/{field}"])


def test_a_published_definition_does_not_depend_on_our_defaults() -> None:
    write()
    operate("POST", PUBLISH)
    terms = ask("GET", f"/{RECALL}").body["enforcement_defaults"]
    assert terms["rate_limit_rpm"] == 60
    assert terms["trial"] == {"days": 0, "caps": {}}
    assert terms["approvals"] == {"verbs": {"post": {"always_ask": True}}}


def test_the_shipped_files_are_what_is_published() -> None:
    for type_id, definition in shipped().items():
        assert agent_types.definition(type_id, 1) == definition
