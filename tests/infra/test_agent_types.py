"""Shipping agent types: once, never over what is published, never backwards, and refused before anything is written."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from greenlight import agent_types as published
from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import TYPES_LISTED, Keys, agent_type, agent_type_version

from infra.agent_types import NotPublishable, publish, shipped
from tests.standins.account import PREFIX
from tests.standins.fixtures import account

__all__ = ["account"]
pytestmark = pytest.mark.usefixtures("account")
TRADING = "trading.delta_futures.v1"


@pytest.fixture
def files() -> Iterator[dict[str, Any]]:
    """What is shipped, for the test to change; nothing is published before it nor stays after it."""
    copied = deepcopy(shipped())
    yield copied
    table = Items(AGENTS)
    for type_id in copied:
        for item in list(table.every(agent_type(type_id)["pk"])):
            table.delete({"pk": item["pk"], "sk": item["sk"]})


def ship(files: dict[str, Any]) -> int:
    return publish(boto3.client("dynamodb"), PREFIX, files.values())


def test_a_repeat_publishes_nothing_and_changes_nothing(files: dict[str, Any]) -> None:
    assert ship(files) == len(files) == 3
    before = [Items(AGENTS).get(agent_type_version(type_id, 1)) for type_id in files]
    assert ship(files) == 0
    assert [Items(AGENTS).get(agent_type_version(type_id, 1)) for type_id in files] == before
    listed = Items(AGENTS).query(TYPES_LISTED, index=1).items
    assert [item["agent_type_id"] for item in listed] == sorted(files)


def test_a_changed_file_without_a_new_version_is_refused_and_nothing_else_is_published(
    files: dict[str, Any],
) -> None:
    trading = files.pop(TRADING)
    ship(files)
    files["coach.v1"]["title"] = "Coach 2"
    files[TRADING] = trading
    with pytest.raises(NotPublishable, match=r"coach\.v1 was changed"):
        ship(files)
    assert published.published("coach.v1").title == "Coach"
    assert Items(AGENTS).get(agent_type(TRADING)) is None


def test_a_new_version_that_adds_is_published_beside_the_old_one(files: dict[str, Any]) -> None:
    ship(files)
    files["coach.v1"] |= {"version": 2, "title": "Coach 2"}
    assert ship(files) == 1
    assert (published.published("coach.v1").title, published.published("coach.v1", 1).title) == (
        "Coach 2",
        "Coach",
    )


def test_a_new_version_that_takes_away_is_refused_with_its_pointer(files: dict[str, Any]) -> None:
    ship(files)
    files[TRADING]["version"] = 2
    del files[TRADING]["config_schema"]["properties"]["risk_limits"]
    with pytest.raises(NotPublishable, match="/config_schema/properties/risk_limits"):
        ship(files)


def test_an_older_build_leaves_the_newer_version_the_newest(files: dict[str, Any]) -> None:
    files["coach.v1"]["version"] = 2
    ship(files)
    files["coach.v1"]["version"] = 1
    assert ship(files) == 0
    assert published.published("coach.v1").version == 2


def test_a_fresh_account_gets_the_version_that_is_shipped_now(files: dict[str, Any]) -> None:
    files["coach.v1"]["version"] = 7
    ship(files)
    assert published.published("coach.v1").version == 7


def test_a_tenants_own_type_is_never_taken_over(files: dict[str, Any]) -> None:
    pointer = {"agent_type_id": "coach.v1", "version": 1, "publisher": "acmehealth"}
    Items(AGENTS).put({**agent_type("coach.v1"), **pointer})
    with pytest.raises(NotPublishable, match="tenant's own"):
        ship(files)


def test_a_version_that_stands_is_kept_even_where_nothing_points_at_it(files: dict[str, Any]) -> None:
    there = {**agent_type_version("coach.v1", 1), "definition": "{}"}
    Items(AGENTS).put(there)
    with pytest.raises(ClientError):
        ship(files)
    assert Items(AGENTS).get(agent_type_version("coach.v1", 1)) == there


def test_of_two_deploys_at_once_both_leave_one_version(files: dict[str, Any]) -> None:
    client = boto3.client("dynamodb")

    class Raced:
        """Another deploy ends between this one's look and its write."""

        exceptions = client.exceptions

        def get_item(self, **request: Any) -> Any:
            return client.get_item(**request)

        def transact_write_items(self, **request: Any) -> Any:
            client.transact_write_items(**request)
            return client.transact_write_items(**request)

    assert publish(Raced(), PREFIX, files.values()) == 3
    assert published.published("coach.v1").version == 1


def test_what_the_platform_publishes_is_listed_for_every_tenant(files: dict[str, Any]) -> None:
    ship(files)
    for tenant in ("acmehealth", "otherfirm"):
        items, following = published.listed(tenant, 10)
        assert ([one["agent_type_id"] for one in items], following) == (sorted(files), None)
    assert Keys("acmehealth").published_types() != Keys("otherfirm").published_types()
