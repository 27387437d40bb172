"""An AWS account in memory with our tables, keys and secrets, under the prefix `greenlight-test`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from greenlight import aws, catalogue, signing, tokens
from moto import mock_aws

PREFIX = "greenlight-test"
TABLES = ("Entries", "Threads", "Agents", "Ledger", "Models", "Tenants", "Doors")
INDEXES = ("gsi1", "gsi2")
KEYS = ("run", "agent", "platform")
ENVIRONMENT = {
    "GREENLIGHT_PREFIX": PREFIX, "GREENLIGHT_STAGE": "test", "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing",
}  # fmt: skip
FOREIGN = ("AWS_ENDPOINT_URL", "AWS_PROFILE", "AGENT_PRIVATE_KEY")


@contextmanager
def open_account() -> Iterator[None]:
    """Costs half a second, most of it for the keys: open one per test module."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        for name in FOREIGN:
            patch.delenv(name, raising=False)
        _forget()
        _make_tables()
        _make_keys()
        yield
    _forget()


def _forget() -> None:
    """What a Lambda keeps between invocations."""
    aws.client.cache_clear()
    catalogue.load.cache_clear()
    signing.kms_key.cache_clear()
    tokens.elsewhere_key.cache_clear()


def _make_tables() -> None:
    named = ("", *INDEXES)
    typed: Any = [
        {"AttributeName": f"{n}{part}", "AttributeType": "S"} for n in named for part in ("pk", "sk")
    ]
    indexes: Any = [
        {"IndexName": name, "KeySchema": _parts(name), "Projection": {"ProjectionType": "ALL"}}
        for name in INDEXES
    ]
    for table in TABLES:
        boto3.client("dynamodb").create_table(
            TableName=f"{PREFIX}-{table}", KeySchema=_parts(""), AttributeDefinitions=typed,
            GlobalSecondaryIndexes=indexes, BillingMode="PAY_PER_REQUEST",
        )  # fmt: skip


def _parts(prefix: str) -> Any:
    return [
        {"AttributeName": f"{prefix}pk", "KeyType": "HASH"},
        {"AttributeName": f"{prefix}sk", "KeyType": "RANGE"},
    ]


def _make_keys() -> None:
    kms = boto3.client("kms")
    for name in KEYS:
        made = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName=f"alias/{PREFIX}-{name}", TargetKeyId=made)
    boto3.client("secretsmanager").create_secret(Name=f"{PREFIX}/agent-public-key")
