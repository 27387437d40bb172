"""Creates a tenant, its members with their sign-ins, and a coach for each. Saying it twice changes nothing.

`make tenant` on AWS; `seed` for the demo users of the local stack.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from greenlight.errors import Conflict, Refused
from greenlight.keys import TENANT_ID
from greenlight.packing import pack

from . import agent_types
from .members import DEMO, ROLES, Member, Row, rows
from .progress import say, step
from .settings import read

ROOT = Path(__file__).resolve().parents[1]
Clients = Callable[[str], Any]


def seed(clients: Clients, prefix: str, issuer: str) -> None:
    """The five demo users in their two tenants; `clients` makes a boto3 client from a service's name."""
    for tenant_id, members in DEMO.items():
        create(clients, prefix, tenant_id, issuer, members)


def create(clients: Clients, prefix: str, tenant_id: str, issuer: str, members: Sequence[Member]) -> None:
    """Writes what is missing and sets roles and addresses; the shipped agent types too, where no deploy has yet.

    Raises Conflict if a sign-in is another member's, NotPublishable.
    """
    dynamodb = clients("dynamodb")
    agent_types.publish(dynamodb, prefix)
    for row in rows(tenant_id, issuer, members):
        _write(dynamodb, f"{prefix}-{row.table.name}", row)


def _write(dynamodb: Any, table: str, row: Row) -> None:
    """Fields are set, `kept` ones only where they are missing; nothing that a person changed is undone."""
    values = {f":{name}": value for name, value in {**row.fields, **row.kept}.items()}
    sets = [f"#{name} = :{name}" for name in row.fields]
    sets += [f"#{name} = if_not_exists(#{name}, :{name})" for name in row.kept]
    request: dict[str, Any] = {
        "TableName": table, "Key": pack(row.key), "UpdateExpression": f"SET {', '.join(sets)}",
        "ExpressionAttributeNames": {f"#{name}": name for name in (*row.fields, *row.kept)},
        "ExpressionAttributeValues": pack(values),
    }  # fmt: skip
    if row.once:
        same = " AND ".join(f"#{name} = :{name}" for name in row.fields)
        request["ConditionExpression"] = f"attribute_not_exists(pk) OR ({same})"
    try:
        dynamodb.update_item(**request)
    except dynamodb.exceptions.ConditionalCheckFailedException:
        raise Conflict("This sign-in belongs to another member already; remove that one first.") from None


def parse_member(text: str) -> Member:
    """`sub:role,role[:email[:timezone]]`. Raises ValueError in words for the command line."""
    sub, _, rest = text.partition(":")
    roles, _, rest = rest.partition(":")
    email, _, timezone = rest.partition(":")
    wanted = tuple(role for role in roles.split(",") if role)
    if not sub or not wanted or not set(wanted) <= set(ROLES):
        raise ValueError(
            f"a member is sub:role,role:email:timezone with roles of {', '.join(ROLES)}; not '{text}'"
        )
    if timezone and timezone not in available_timezones():
        raise ValueError(f"'{timezone}' is no time zone such as Europe/Berlin")
    return Member(sub, wanted, email, timezone=timezone or "UTC")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.tenant", description=__doc__)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--tenant", required=True, help="8 to 32 lower-case letters and digits")
    parser.add_argument("--issuer", default=read(ROOT / ".env", os.environ)["OIDC_ISSUER"])
    parser.add_argument("--member", action="append", required=True, metavar="SUB:ROLE,ROLE:EMAIL:TIMEZONE")
    asked = parser.parse_args(arguments)
    if not TENANT_ID.match(asked.tenant):
        parser.error("--tenant: 8 to 32 lower-case letters and digits")
    try:
        members = [parse_member(text) for text in asked.member]
    except ValueError as error:
        parser.error(str(error))
    from boto3.session import Session

    try:
        with step(f"tenant {asked.tenant}") as notes:
            create(Session().client, f"greenlight-{asked.stage}", asked.tenant, asked.issuer, members)
            notes.append(f"{len(members)} member(s), each with a coach")
    except Refused as refusal:
        say(f"refused: {refusal.detail}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
