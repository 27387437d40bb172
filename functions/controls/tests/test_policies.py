"""The tenant's policy: normalised hosts, additions that the engine takes, one version after the other."""

from typing import Any

import pytest
from greenlight.approvals import controls

from functions.controls import hosts
from tests.standins.cloud import Cloud
from tests.standins.platform import TENANT

from .conftest import operate

URL = "/api/v1/policies"
FORBID = {"name": "no-posts", "cedar": "forbid(principal, action, resource);"}


def put(body: Any, revision: int | None = 0) -> Any:
    headers = {} if revision is None else {"If-Match": f'"{revision}"'}
    return operate("PUT", URL, body, **headers)


def test_a_policy_is_stored_as_it_will_be_compared(cloud: Cloud) -> None:
    said = put({"hosts": ["API.example.com.", "bücher.example", "api.example.com"], "additions": [FORBID]})
    assert said.status == 200, said.body
    assert said.body["hosts"] == ["api.example.com", "xn--bcher-kva.example"]
    assert said.body["additions"] == [{**FORBID, "agent_type_id": None}]
    assert (said.body["version"], said.body["revision"]) == (1, 1)
    assert operate("GET", URL).body == said.body
    assert controls.load(TENANT).additions == (FORBID,)


def test_each_change_is_a_new_version_and_a_stale_one_is_refused(cloud: Cloud) -> None:
    assert put({}, None).body["version"] == 1
    assert [put({}, revision).status for revision in (None, 0, 7)] == [412] * 3
    assert put({"hosts": ["a.example"]}, 1).body["version"] == 2


def test_a_kill_switch_changes_no_version_and_a_policy_lifts_no_switch(cloud: Cloud) -> None:
    operate("PUT", "/api/v1/kill-switches", {"tenant": True, "reason": "Fire."})
    put({"hosts": ["a.example"]}, 1)
    found = controls.load(TENANT)
    assert (found.version, found.revision, found.killed("", "")) == (1, 2, "Fire.")
    operate("PUT", "/api/v1/kill-switches", {}, **{"If-Match": '"2"'})
    assert (controls.load(TENANT).version, controls.load(TENANT).hosts) == (1, ("a.example",))


@pytest.mark.parametrize(
    ("additions", "pointer", "detail"),
    [
        (
            [FORBID, {"name": "more", "cedar": "permit(principal, action, resource);"}],
            "/additions/1/cedar",
            "forbid",
        ),
        ([FORBID, FORBID], "/additions/1/name", "another addition"),
        ([{**FORBID, "name": "No Posts"}], "/additions/0/name", ""),
        ([{**FORBID, "cedar": ""}], "/additions/0/cedar", ""),
        ([{**FORBID, "agent_type_id": "a#b"}], "/additions/0/agent_type_id", ""),
    ],
)
def test_an_addition_that_may_not_stand_is_pointed_at(
    cloud: Cloud, additions: Any, pointer: str, detail: str
) -> None:
    said = put({"additions": additions})
    assert said.status == 422
    (problem,) = said.body["errors"]
    assert problem["pointer"] == pointer
    assert detail in problem["detail"]
    assert controls.load(TENANT).version == 0


def test_the_engine_hears_for_which_type_an_addition_is(cloud: Cloud) -> None:
    heard: list[Any] = []

    def engine(request: Any) -> Any:
        heard.append(request)
        return {"ok": True, "problems": []}

    cloud.functions["greenlight-test-policy_check"] = engine
    put({"additions": [{**FORBID, "agent_type_id": "coach.v1"}]})
    assert heard == [{"cedar": FORBID["cedar"], "scope": "coach.v1"}]
    assert controls.load(TENANT).additions == ({**FORBID, "agent_type_id": "coach.v1"},)


@pytest.mark.parametrize(
    "host",
    ["", "localhost", "127.0.0.1", "[::1]", "1.2.3", "0x7f.1", "a..example", "-a.example", "a-.example",
     "*.example.com", "https://a.example", "a.example:443", "a.example/x", "u@a.example", "a b.example",
     "a" * 64 + ".example", "a.example\n.", ".example"],
)  # fmt: skip
def test_what_is_no_full_host_name_is_refused(cloud: Cloud, host: str) -> None:
    said = put({"hosts": ["good.example", host]})
    assert (said.status, said.body["errors"][0]["pointer"]) == (422, "/hosts/1")


def test_host_names_are_compared_in_one_spelling() -> None:
    assert hosts.normal(["B.example", "a.EXAMPLE.", " a.example "]) == ("a.example", "b.example")
