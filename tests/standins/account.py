"""An AWS account in memory with our tables, keys, secrets, buckets, bus and machine, under `greenlight-test`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from greenlight import aws, catalogue, signing, tokens
from moto import mock_aws

PREFIX = "greenlight-test"
TABLES = ("Entries", "Threads", "Agents", "Ledger", "Models", "Tenants", "Doors", "Approvals", "Vault")
INDEXES = ("gsi1", "gsi2")
KEYS = ("run", "agent", "platform")
VAULT_READER = "arn:aws:iam::123456789012:role/vault-reader"
AUDIT_BUCKET = f"{PREFIX}-audit"
MACHINE = f"arn:aws:states:eu-central-1:123456789012:stateMachine:{PREFIX}-approval"
ENVIRONMENT = {
    "GREENLIGHT_PREFIX": PREFIX, "GREENLIGHT_STAGE": "test", "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing",
    "AUDIT_BUCKET": AUDIT_BUCKET, "EVENT_BUS": PREFIX, "MAIL_FROM": "greenlight@example.com",
    "APPROVAL_MACHINE": MACHINE, "VAULT_READER_ROLE": VAULT_READER,
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
        _make_the_rest()
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
    sealing = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=f"alias/{PREFIX}-vault", TargetKeyId=sealing)
    boto3.client("secretsmanager").create_secret(Name=f"{PREFIX}/agent-public-key")


def _make_the_rest() -> None:
    """What must be there before it is written to, sent from or started; an execution stays running."""
    boto3.client("s3").create_bucket(
        Bucket=AUDIT_BUCKET, ObjectLockEnabledForBucket=True,
        CreateBucketConfiguration={"LocationConstraint": "eu-central-1"},
    )  # fmt: skip
    boto3.client("events").create_event_bus(Name=PREFIX)
    boto3.client("sesv2").create_email_identity(EmailIdentity=ENVIRONMENT["MAIL_FROM"])
    ends = {"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}
    boto3.client("stepfunctions").create_state_machine(
        name=f"{PREFIX}-approval", definition=json.dumps(ends),
        roleArn="arn:aws:iam::123456789012:role/approval-machine",
    )  # fmt: skip
