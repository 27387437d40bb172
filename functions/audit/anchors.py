"""Anchors: once a day each tenant's head is put where nobody can change it (S3 Object Lock), under that day's name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from greenlight import aws
from greenlight.declare import LEDGER
from greenlight.items import ConditionFailed, Item, Items
from greenlight.keys import SHARDS, Keys
from greenlight.threads.records import utc

NEWEST = 60  # anchors that `verify` compares with


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head as it stood after `day` (UTC)."""

    day: str
    number: int
    hash: str


def anchor_all() -> int:
    """Locks away every head that has a day behind it without a copy; how many. Says it twice, changes nothing."""
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    due = [item for shard in range(SHARDS) for item in _due(shard, yesterday)]
    for item in due:
        _anchor(item["pk"].removeprefix("TENANT#"))
    return len(due)


def anchors(tenant_id: str) -> Iterator[Anchor]:
    """The newest ones, oldest first."""
    s3, bucket, prefix = aws.client("s3"), aws.bucket("audit"), _key(tenant_id, "")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix.removesuffix(".json"))
    names = [one["Key"] for page in pages for one in page.get("Contents", [])]
    for name in names[-NEWEST:]:
        kept = json.loads(s3.get_object(Bucket=bucket, Key=name)["Body"].read())
        yield Anchor(kept["day"], kept["n"], kept["hash"])


def _due(shard: int, last: str) -> list[Item]:
    return Items(LEDGER).query(f"UNANCHORED#{shard}", index=2, between=("0", last)).items


def _anchor(tenant_id: str) -> None:
    """The head may have moved on into today: then a copy is due again after today."""
    head = Items(LEDGER).get(Keys(tenant_id).audit_head())
    if not head or "gsi2sk" not in head:
        return
    _lock_away(tenant_id, head["gsi2sk"], head)
    today = utc()[:10]
    moved_on = head["sealed_at"][:10] >= today
    try:
        Items(LEDGER).update(
            Keys(tenant_id).audit_head(),
            "SET gsi2sk = :today" if moved_on else "REMOVE gsi2pk, gsi2sk",
            condition="#hash = :hash", names={"#hash": "hash"},
            values={":hash": head["hash"]} | ({":today": today} if moved_on else {}),
        )  # fmt: skip
    except ConditionFailed:
        return  # a block was sealed meanwhile: the next round sees to it


def _lock_away(tenant_id: str, day: str, head: Item) -> None:
    """The first copy of a day stays: an object that is there already is not written again."""
    from botocore.exceptions import ClientError

    kept = {"tenant_id": tenant_id, "day": day, "anchored_at": utc()}
    kept |= {name: head[name] for name in ("n", "hash", "sealed_at")}
    try:
        aws.client("s3").put_object(
            Bucket=aws.bucket("audit"), Key=_key(tenant_id, day), Body=json.dumps(kept).encode(),
            ContentType="application/json", IfNoneMatch="*",
        )  # fmt: skip
    except ClientError as error:
        if error.response["Error"]["Code"] != "PreconditionFailed":
            raise


def _key(tenant_id: str, day: str) -> str:
    return f"heads/{tenant_id}/{day}.json"
