"""What an operator does again and again, and what of it the audit trail says."""

from collections.abc import Iterator
from typing import Any

from greenlight import aws
from greenlight.declare import LEDGER

from .conftest import operate
from .definitions import RECALL, TYPE

DRAFT, PUBLISH = f"/{RECALL}/draft", f"/{RECALL}/publish"


def write(definition: Any = TYPE, revision: int | None = None, path: str = DRAFT, **more: Any) -> Any:
    headers = {} if revision is None else {"If-Match": f'"{revision}"'}
    return operate("PUT", path, definition, **headers, **more)


def entries(subject: str) -> Iterator[dict[str, Any]]:
    table = aws.client("dynamodb").scan(TableName=aws.table_name(LEDGER.name))["Items"]
    yield from (item for item in table if item.get("subject", {}).get("S") == subject)
