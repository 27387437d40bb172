"""What the session reads: the member's own row, and the API description that the deploy put into the content bucket."""

from datetime import UTC, datetime
from functools import cache

from greenlight import aws
from greenlight.caller import Caller
from greenlight.declare import TENANTS
from greenlight.items import Items
from greenlight.keys import Keys

from .schemas import Me


def me(caller: Caller) -> Me:
    """The caller with his name; the door has just read the same row, so it is there."""
    row = Items(TENANTS).get(Keys(caller.tenant_id).member(caller.user_id)) or {}
    return Me(
        tenant_id=caller.tenant_id,
        user_id=caller.user_id,
        name=row.get("name", ""),
        email=row.get("email", ""),
        roles=sorted(caller.roles),
        timezone=caller.timezone,
        session_expires_at=moment(caller.expires_at),
    )


@cache
def openapi() -> str:
    """The API's description as of the build this Lambda was deployed with; it never changes under its hash."""
    key = f"openapi/{aws.setting('OPENAPI_HASH')}.json"
    answer = aws.client("s3").get_object(Bucket=aws.bucket("content"), Key=key)
    text: str = answer["Body"].read().decode()
    return text


def moment(epoch: int) -> datetime:
    return datetime.fromtimestamp(epoch, UTC)
