"""What tells tenants apart in a policy: the bare engine judges none of it, ours as AWS does."""

import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from localstack.stack.profile import REGION
from localstack.tests.engines import Engine

ACCOUNT = "000000000000"
TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/tenants"
OWN = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["TENANT#${aws:PrincipalTag/tenant}#*"]},
       "Null": {"dynamodb:LeadingKeys": "false"}}  # fmt: skip
SEALED = {"StringEquals": {"kms:EncryptionContext:tenant": "${aws:PrincipalTag/tenant}"}}


def role(engine: Engine, name: str, trust: dict[str, Any], *statements: dict[str, Any]) -> str:
    trusted = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
               "Action": ["sts:AssumeRole", "sts:TagSession"], **trust}  # fmt: skip
    iam = engine.client("iam")
    document = {"Version": "2012-10-17", "Statement": [trusted]}
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(document))["Role"]["Arn"]
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **s} for s in statements]}
    iam.put_role_policy(RoleName=name, PolicyName="rights", PolicyDocument=json.dumps(policy))
    return str(made)


class Session:
    """A role that was taken on, with these tags."""

    def __init__(self, engine: Engine, arn: str, by: "Session | None" = None, **tags: str) -> None:
        sts = by.client("sts") if by else engine.client("sts")
        given = [{"Key": key, "Value": value} for key, value in tags.items()]
        made = sts.assume_role(RoleArn=arn, RoleSessionName="test", Tags=given)["Credentials"]
        self._session = boto3.Session(
            made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"], region_name=REGION
        )
        self._url = engine.url

    def client(self, service: str) -> Any:
        return self._session.client(service, endpoint_url=self._url)

    def may(self, service: str, operation: str, **arguments: Any) -> bool:
        try:
            getattr(self.client(service), operation)(**arguments)
        except ClientError as error:
            if "AccessDenied" not in error.response["Error"]["Code"]:
                raise
            return False
        return True

    def reads(self, tenant: str) -> bool:
        return self.may("dynamodb", "get_item", TableName="tenants", Key={"pk": {"S": f"TENANT#{tenant}#X"}})


@pytest.fixture(scope="module")
def ready(bare: Engine, patched: Engine) -> tuple[Engine, Engine]:
    for engine in (bare, patched):
        engine.table("tenants")
        statement = {"Action": "dynamodb:*", "Resource": TABLE, "Condition": OWN}
        role(engine, "reader", {}, statement)
    return bare, patched


def reader(engine: Engine, **tags: str) -> Session:
    return Session(engine, f"arn:aws:iam::{ACCOUNT}:role/reader", None, **tags)


def test_a_session_reads_the_partitions_of_its_own_tenant(ready: tuple[Engine, Engine]) -> None:
    bare, patched = ready
    assert not reader(bare, tenant="acmehealth").reads("acmehealth")
    one = reader(patched, tenant="acmehealth")
    assert [one.reads(tenant) for tenant in ("acmehealth", "acmehealth2", "otherfirm")] == [
        True,
        False,
        False,
    ]
    assert not one.may("dynamodb", "scan", TableName="tenants")


@pytest.mark.parametrize("tags", [{}, {"tenant": "*"}, {"tenant": ""}, {"tenant": "acme????th"}])
def test_a_session_without_a_tenant_of_its_own_reads_none(
    ready: tuple[Engine, Engine], tags: dict[str, str]
) -> None:
    assert not reader(ready[1], **tags).reads("acmehealth")


def test_each_item_of_a_transaction_counts_for_itself(ready: tuple[Engine, Engine]) -> None:
    one = reader(ready[1], tenant="acmehealth")
    for tenants, allowed in ((["acmehealth"], True), (["acmehealth", "otherfirm"], False)):
        items = [{"Put": {"TableName": "tenants", "Item": {"pk": {"S": f"TENANT#{t}#X"}}}} for t in tenants]
        assert one.may("dynamodb", "transact_write_items", TransactItems=items) is allowed


def test_a_query_counts_by_the_partition_that_it_asks_for(ready: tuple[Engine, Engine]) -> None:
    one = reader(ready[1], tenant="acmehealth")
    for tenant, allowed in (("acmehealth", True), ("otherfirm", False)):
        assert one.may(
            "dynamodb", "query", TableName="tenants", KeyConditionExpression="#pk = :pk",
            ExpressionAttributeNames={"#pk": "pk"}, ExpressionAttributeValues={":pk": {"S": f"TENANT#{tenant}#X"}},
        ) is allowed  # fmt: skip


def test_a_key_opens_what_was_sealed_for_the_sessions_tenant(bare: Engine, patched: Engine) -> None:
    told = []
    for engine in (bare, patched):
        kms = engine.client("kms")
        key = kms.create_key()["KeyMetadata"]["Arn"]
        arn = role(engine, "opener", {}, {"Action": "kms:Decrypt", "Resource": key, "Condition": SEALED})
        one = Session(engine, arn, tenant="acmehealth")
        opened = []
        for tenant in ("acmehealth", "otherfirm"):
            context = {"tenant": tenant}
            blob = kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext=context)["CiphertextBlob"]
            opened.append(
                one.may("kms", "decrypt", CiphertextBlob=blob, EncryptionContext=context, KeyId=key)
            )
        told.append(opened)
    assert told == [[False, False], [True, False]]


def test_a_trust_names_the_role_behind_a_session(bare: Engine, patched: Engine) -> None:
    told = []
    for engine in (bare, patched):
        condition = {"Condition": {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/named-*"}}}
        target = role(engine, "target", condition, {"Action": "sts:GetCallerIdentity", "Resource": "*"})
        taken = []
        for name in ("named-one", "another"):
            arn = role(engine, name, {}, {"Action": ["sts:AssumeRole", "sts:TagSession"], "Resource": target})
            try:
                Session(engine, target, by=Session(engine, arn))
                taken.append(True)
            except ClientError:
                taken.append(False)
        told.append(taken)
    assert told == [[False, False], [True, False]]
