"""`make outbox`: the mails that the local SES took, with their links, newest last; then rows that wait or failed.

Only the embedded engine shows its mails. `--json` prints one object a line, each with its `type`.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.request import urlopen

from botocore.exceptions import EndpointConnectionError
from greenlight.keys import SHARDS
from greenlight.packing import unpack

from infra.progress import say

from .stack.clients import client, must_be_local
from .stack.profile import Profile, profile

LINK = re.compile(r"https?://\S+/link\?token=[\w-]+")
PAUSE = 0.5
Told = dict[str, Any]


def mails(endpoint: str) -> list[Told]:
    """Oldest first: `{type, at, to, subject, links, text}`."""
    address = f"{must_be_local(endpoint)}/_ministack/ses/messages"
    with urlopen(address, timeout=10) as answer:  # noqa: S310, loopback by construction
        taken = [mail for mine in json.loads(answer.read())["messages"].values() for mail in mine]
    return [_mail(one) for one in sorted(taken, key=lambda one: float(one["Timestamp"]))]


def rows(endpoint: str, prefix: str) -> list[Told]:
    """Outbox rows that are not carried yet, and those that were given up: `{type, row_id, kind, attempts, …}`."""
    dynamodb, table = client("dynamodb", endpoint), f"{prefix}-Ledger"
    found = []
    for listed in (f"{kind}#{shard}" for kind in ("DUE", "FAILED") for shard in range(SHARDS)):
        asked = {":pk": {"S": listed}}
        pages = dynamodb.get_paginator("query").paginate(
            TableName=table,
            IndexName="gsi2",
            KeyConditionExpression="gsi2pk = :pk",
            ExpressionAttributeValues=asked,
        )
        for key in (one for page in pages for one in page["Items"]):
            item = dynamodb.get_item(TableName=table, Key={name: key[name] for name in ("pk", "sk")}).get(
                "Item"
            )
            found += [_row(unpack(item))] if item else []
    return sorted(found, key=lambda row: str(row["at"]))


def _mail(taken: Told) -> Told:
    at = datetime.fromtimestamp(float(taken["Timestamp"]), UTC).isoformat(timespec="seconds")
    text = taken["BodyText"] or ""
    return {
        "type": "mail", "id": taken["MessageId"], "at": at, "to": ", ".join(taken["To"]),
        "subject": taken["Subject"], "links": LINK.findall(text), "text": text,
    }  # fmt: skip


def _row(item: Told) -> Told:
    named = {name: item.get(name, "") for name in ("row_id", "kind", "attempts", "problem")}
    return {"type": item["status"], "at": item["created_at"], **named}


def _new(which: Profile, *, follow: bool) -> Iterator[Told]:
    seen: set[str] = set()
    while True:
        for mail in mails(which.url("engine")):
            if mail["id"] not in seen:
                seen.add(mail["id"])
                yield mail
        if not follow:
            yield from rows(which.url("engine"), which.prefix)
            return
        time.sleep(PAUSE)


def _text(told: Told) -> str:
    if told["type"] == "mail":
        return "\n".join(
            [f"{told['at']}  {told['to']}", f"  {told['subject']}", *(f"  {x}" for x in told["links"])]
        )
    problem = f", {told['problem']}" if told["problem"] else ""
    return f"{told['at']}  {told['type']}: {told['kind']} {told['row_id']}, tried {told['attempts']} times{problem}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make outbox", description=__doc__)
    parser.add_argument("--profile", choices=["local", "test"], default="local")
    parser.add_argument("--follow", action="store_true", help="go on printing mails as they come")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked = parser.parse_args(arguments)
    try:
        for told in _new(profile(asked.profile), follow=asked.follow):
            say(json.dumps(told, ensure_ascii=False) if asked.json else _text(told))
    except (OSError, EndpointConnectionError):
        say("The local stack is not running: make up.")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
