"""A private engine with a Ledger of its own: for what depends on real concurrency, which moto does not have."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from greenlight import aws
from greenlight.declare import LEDGER, Table

from localstack.tests.engines import Engine, running

PREFIX = "greenlight-alone"
_NAMED = ("", "gsi1", "gsi2")


@contextmanager
def open_ledger(state: Path, *others: Table) -> Iterator[Engine]:
    """Our library's DynamoDB is this engine's, with these tables beside it; everything is gone afterwards."""
    with running(state) as engine, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GREENLIGHT_PREFIX", PREFIX)
        for table in (LEDGER, *others):
            _make_table(engine, table)
        with aws.using("dynamodb", engine.client("dynamodb")):
            yield engine


def _make_table(engine: Engine, table: Table) -> None:
    typed: Any = [
        {"AttributeName": f"{n}{part}", "AttributeType": "S"} for n in _NAMED for part in ("pk", "sk")
    ]
    indexes: Any = [
        {"IndexName": name, "KeySchema": _parts(name), "Projection": {"ProjectionType": projected}}
        for name, projected in (("gsi1", "ALL"), ("gsi2", "KEYS_ONLY"))
    ]
    engine.client("dynamodb").create_table(
        TableName=f"{PREFIX}-{table.name}", KeySchema=_parts(""), AttributeDefinitions=typed,
        GlobalSecondaryIndexes=indexes, BillingMode="PAY_PER_REQUEST",
    )  # fmt: skip


def _parts(prefix: str) -> Any:
    return [
        {"AttributeName": f"{prefix}pk", "KeyType": "HASH"},
        {"AttributeName": f"{prefix}sk", "KeyType": "RANGE"},
    ]
