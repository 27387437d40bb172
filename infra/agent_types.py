"""Publishes the shipped agent types at each deploy: what is published stays as it is, new versions are added."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from greenlight import keys, type_changes
from greenlight.agent_types import PLATFORM
from greenlight.declare import AGENTS
from greenlight.errors import Refused
from greenlight.packing import pack, unpack
from greenlight.type_records import published_items, text_of

from . import ROOT

SHIPPED = ROOT / "functions" / "agent_types" / "shipped"
Json = dict[str, Any]


class NotPublishable(Refused):
    """A shipped type that cannot become the next version of what is published under its id."""

    title = "Not publishable"


@cache
def shipped() -> dict[str, Json]:
    """The definitions by their ids, which are the files' names."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(SHIPPED.glob("*.json"))}


def publish(dynamodb: Any, prefix: str, types: Iterable[Json] | None = None) -> int:
    """How many of these (all that are shipped) are new; a repeat publishes nothing.

    Raises NotPublishable before it publishes a thing.
    """
    table = f"{prefix}-{AGENTS.name}"
    new = [one for one in types or shipped().values() if _is_new(dynamodb, table, one)]
    for definition in new:
        _store(dynamodb, table, definition)
    return len(new)


def _is_new(dynamodb: Any, table: str, definition: Json) -> bool:
    type_id, version = definition["agent_type_id"], definition["version"]
    latest = _get(dynamodb, table, keys.agent_type(type_id))
    if not latest:
        return True
    if latest["publisher"] != PLATFORM:
        raise NotPublishable(f"{type_id} is a tenant's own type here; ship this one under another id.")
    if latest["version"] > version:
        return False  # an older build: the newer version stays the newest
    before = _get(dynamodb, table, keys.agent_type_version(type_id, latest["version"]))
    if latest["version"] == version:
        if before["definition"] != text_of(definition):
            raise NotPublishable(
                f"{type_id} was changed, but its version {version} is published: give it the next."
            )
        return False
    if problems := type_changes.problems(json.loads(before["definition"]), definition):
        said = "; ".join(f"{one['pointer']} {one['detail']}" for one in problems)
        raise NotPublishable(
            f"{type_id} version {version} does not only add to version {latest['version']}: {said}"
        )
    return True


def _get(dynamodb: Any, table: str, key: keys.ItemKey) -> Json:
    return unpack(dynamodb.get_item(TableName=table, Key=pack(key), ConsistentRead=True).get("Item", {}))


def _store(dynamodb: Any, table: str, definition: Json) -> None:
    """In one transaction; two deploys at once leave what the first one wrote."""
    version, latest = published_items(definition, PLATFORM)
    older = {
        "ConditionExpression": "attribute_not_exists(pk) OR (publisher = :publisher AND version < :version)",
        "ExpressionAttributeValues": pack({":publisher": PLATFORM, ":version": definition["version"]}),
    }  # fmt: skip
    absent = {"ConditionExpression": "attribute_not_exists(pk)"}
    try:
        dynamodb.transact_write_items(
            TransactItems=[
                {"Put": {"TableName": table, "Item": pack(version), **absent}},
                {"Put": {"TableName": table, "Item": pack(latest), **older}},
            ]
        )
    except dynamodb.exceptions.TransactionCanceledException:
        if _is_new(dynamodb, table, definition):
            raise
