"""The vault's own stack on an engine that enforces IAM: who may seal, who may open, and for which tenant.

What the engine knows of this (session tags, trust, key policies) is its own; what it lacks is added by a patch that has
its own tests (localstack/tests/engine/test_patch_tenants.py).
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from greenlight import aws

from functions.effects.vault import NeedsReconnect, open_secret

from .vault_place import PREFIX, TRUST, Place, vault_place
from .vaulted import TOKEN, connected

MINE, THEIRS = "acmehealth", "otherfirm"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with vault_place(tmp_path_factory.mktemp("vault")) as made:
        yield made


@pytest.fixture(scope="module")
def refs(place: Place) -> dict[str, str]:
    """A credential of each tenant, connected with the rights that the routes have."""
    place.acting("vault-RoutesRole-1")
    return {tenant: connected(tenant).credential_ref for tenant in (MINE, THEIRS)}


def refused(call: Any, **arguments: Any) -> bool:
    """Whether IAM said no; any other error is one."""
    try:
        call(**arguments)
    except ClientError as error:
        if "AccessDenied" not in error.response["Error"]["Code"]:
            raise
        return True
    return False


def sealed(place: Place, tenant_id: str, ref: str) -> dict[str, Any]:
    place.nobody()
    key = {"pk": {"S": f"TENANT#{tenant_id}#CREDENTIAL#{ref}"}, "sk": {"S": "VERSION#0001"}}
    found: dict[str, Any] = aws.client("dynamodb").get_item(TableName=f"{PREFIX}-Vault", Key=key)["Item"]
    return {
        "CiphertextBlob": found["data_key"]["B"], "KeyId": f"alias/{PREFIX}-vault",
        "EncryptionContext": {"tenant": tenant_id, "credential_ref": ref, "purpose": "mastodon"},
    }  # fmt: skip


def test_effects_opens_what_the_routes_sealed_for_each_tenant(place: Place, refs: dict[str, str]) -> None:
    place.acting("effects-EffectsRole-1")
    for tenant_id, ref in refs.items():
        assert open_secret(tenant_id, ref)["access_token"] == TOKEN


def test_effects_finds_no_other_tenants_credential(place: Place, refs: dict[str, str]) -> None:
    place.acting("effects-EffectsRole-1")
    with pytest.raises(NeedsReconnect):
        open_secret(MINE, refs[THEIRS])


def test_the_reader_reaches_its_own_tenants_part_of_the_table_alone(
    place: Place, refs: dict[str, str]
) -> None:
    place.acting("effects-EffectsRole-1")
    reader = place.reader(tenant=MINE).client("dynamodb", endpoint_url=place.engine.url)
    for tenant_id, ref in refs.items():
        key = {"pk": {"S": f"TENANT#{tenant_id}#CREDENTIAL#{ref}"}, "sk": {"S": "META"}}
        assert refused(reader.get_item, TableName=f"{PREFIX}-Vault", Key=key) is (tenant_id != MINE)
    for other in (f"TENANT#{MINE}2#CREDENTIAL#x", f"TENANT#{MINE}", f"TENANT#{MINE}#USER#x"):
        key = {"pk": {"S": other}, "sk": {"S": "META"}}
        assert refused(reader.get_item, TableName=f"{PREFIX}-Vault", Key=key)
    assert refused(reader.scan, TableName=f"{PREFIX}-Vault")
    assert refused(
        reader.get_item, TableName=f"{PREFIX}-Agents", Key={"pk": {"S": f"TENANT#{MINE}#CREDENTIAL#x"}}
    )


def test_the_reader_gets_no_other_tenants_data_key(place: Place, refs: dict[str, str]) -> None:
    wrapped = {tenant_id: sealed(place, tenant_id, ref) for tenant_id, ref in refs.items()}
    place.acting("effects-EffectsRole-1")
    kms = place.reader(tenant=MINE).client("kms", endpoint_url=place.engine.url)
    assert [refused(kms.decrypt, **wrapped[tenant_id]) for tenant_id in (MINE, THEIRS)] == [False, True]
    more = wrapped[MINE] | {"EncryptionContext": {**wrapped[MINE]["EncryptionContext"], "more": "x"}}
    assert refused(kms.decrypt, **more)


@pytest.mark.parametrize("tags", [{}, {"tenant": ""}, {"tenant": "*"}, {"tenant": MINE, "role": "x"}])
def test_nobody_is_the_reader_without_exactly_one_tenant(place: Place, tags: dict[str, str]) -> None:
    place.acting("effects-EffectsRole-1")
    assert refused(place.reader, **tags)


def test_a_tag_of_wildcards_opens_nothing(place: Place, refs: dict[str, str]) -> None:
    """STS takes some of them; the policy then has no tenant to compare with."""
    place.acting("effects-EffectsRole-1")
    try:
        reader = place.reader(tenant="*" * len(MINE)).client("dynamodb", endpoint_url=place.engine.url)
    except ClientError:
        return
    key = {"pk": {"S": f"TENANT#{MINE}#CREDENTIAL#{refs[MINE]}"}, "sk": {"S": "META"}}
    assert refused(reader.get_item, TableName=f"{PREFIX}-Vault", Key=key)


@pytest.mark.parametrize("role", ["vault-RoutesRole-1", "agent-ThinkRole-1", "effects-PreviewRole-1"])
def test_no_other_role_becomes_the_reader_whatever_it_asks_for(place: Place, role: str) -> None:
    place.acting(role)
    assert refused(place.reader, tenant=MINE)


@pytest.mark.parametrize("role", ["vault-RoutesRole-1", "agent-ThinkRole-1", "effects-EffectsRole-1"])
def test_no_role_opens_by_itself(place: Place, refs: dict[str, str], role: str) -> None:
    wrapped = sealed(place, MINE, refs[MINE])
    place.acting(role)
    assert refused(aws.client("kms").decrypt, **wrapped)


def test_the_key_is_closed_to_whoever_may_do_everything(place: Place, refs: dict[str, str]) -> None:
    """An administrator's role, by the key's own policy; the account's root could change that policy, and is seen."""
    wrapped = sealed(place, MINE, refs[MINE])
    iam = place.engine.client("iam")
    iam.create_role(RoleName=f"{PREFIX}-admin", AssumeRolePolicyDocument=json.dumps(TRUST))
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    iam.put_role_policy(RoleName=f"{PREFIX}-admin", PolicyName="all", PolicyDocument=json.dumps(everything))
    place.acting("admin")
    assert refused(aws.client("kms").decrypt, **wrapped)
    assert not refused(aws.client("kms").describe_key, KeyId=wrapped["KeyId"])


def test_effects_reads_the_vault_through_the_reader_alone(place: Place, refs: dict[str, str]) -> None:
    place.acting("effects-EffectsRole-1")
    key = {"pk": {"S": f"TENANT#{MINE}#CREDENTIAL#{refs[MINE]}"}, "sk": {"S": "META"}}
    assert refused(aws.client("dynamodb").get_item, TableName=f"{PREFIX}-Vault", Key=key)
