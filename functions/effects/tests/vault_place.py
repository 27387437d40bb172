"""The base stack on an engine of its own that enforces IAM, and the roles of Lambdas to act as."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
from greenlight import aws
from greenlight.declare import LEDGER, VAULT, VAULT_KEY, VAULT_READER, Need

from functions.effects.capability import CAPABILITY as EFFECTS
from functions.vault.capability import CAPABILITY as ROUTES
from infra import rights
from infra.state import base
from localstack.stack.profile import REGION
from localstack.tests.engines import Engine, running

PREFIX, ACCOUNT = "greenlight-vaulttest", "000000000000"
TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}]}  # fmt: skip
SAYS = {"Prefix": PREFIX, "AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT}


class Place:
    """The base stack, and roles with the very rights that the builder gives; `acting` is to be a Lambda."""

    def __init__(self, engine: Engine, patch: pytest.MonkeyPatch) -> None:
        self.engine, self._patch = engine, patch
        self._create()
        for name, needs in {
            "effects-EffectsRole-1": EFFECTS.functions["effects"].needs,
            "effects-PreviewRole-1": (VAULT_READER,),  # had it been asked for where it is not meant to be
            "vault-RoutesRole-1": (*ROUTES.routes.needs, VAULT.read, LEDGER.write),
            "agent-ThinkRole-1": (VAULT_READER, VAULT.read, VAULT_KEY.generate),
        }.items():
            self._role(f"{PREFIX}-{name}", needs)

    def _create(self) -> None:
        stacks = self.engine.client("cloudformation")
        stacks.create_stack(
            StackName=f"{PREFIX}-base", TemplateBody=json.dumps(base(), default=str),
            Capabilities=["CAPABILITY_IAM"],
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in {
                "Prefix": PREFIX, "Stage": "vaulttest", "EndpointUrl": self.engine.url}.items()],
        )  # fmt: skip
        stacks.get_waiter("stack_create_complete").wait(
            StackName=f"{PREFIX}-base", WaiterConfig={"Delay": 0.1, "MaxAttempts": 100}
        )
        described = stacks.describe_stacks(StackName=f"{PREFIX}-base")["Stacks"][0]
        self.outputs = {one["OutputKey"]: one["OutputValue"] for one in described["Outputs"]}

    def _role(self, name: str, needs: tuple[Need, ...]) -> None:
        wanted = [need for need in needs if need.kind in {"table", "key", "role"}]
        policy = {
            "Version": "2012-10-17",
            "Statement": [self._said(one) for one in rights.statements(wanted)],
        }
        iam = self.engine.client("iam")
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))
        iam.put_role_policy(RoleName=name, PolicyName="needs", PolicyDocument=json.dumps(policy))

    def _said(self, value: Any) -> Any:
        """As CloudFormation would resolve it."""
        if isinstance(value, dict) and set(value) == {"Ref"}:
            return self.outputs[value["Ref"]]
        if isinstance(value, dict) and set(value) == {"Fn::Sub"}:
            text = str(value["Fn::Sub"])
            for name, given in SAYS.items():
                text = text.replace(f"${{{name}}}", given)
            return text
        if isinstance(value, dict):
            return {name: self._said(inner) for name, inner in value.items()}
        return [self._said(inner) for inner in value] if isinstance(value, list) else value

    def acting(self, role: str) -> None:
        """From now on the environment's credentials are this role's."""
        self.nobody()
        arn = f"arn:aws:iam::{ACCOUNT}:role/{PREFIX}-{role}"
        given = self.engine.client("sts").assume_role(RoleArn=arn, RoleSessionName="lambda")["Credentials"]
        self._become(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])

    def nobody(self) -> None:
        """The local root account."""
        self._become("test", "test", "")

    def _become(self, key: str, secret: str, token: str) -> None:
        names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
        for name, value in zip(names, (key, secret, token), strict=True):
            self._patch.setenv(name, value)
        aws.client.cache_clear()
        aws._session.cache_clear()

    def reader(self, **tags: str) -> boto3.Session:
        """The vault reader's session, as whoever acts now gets it. Raises ClientError."""
        given = aws.client("sts").assume_role(
            RoleArn=self.outputs["VaultReaderArn"], RoleSessionName="reader",
            Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
        )["Credentials"]  # fmt: skip
        return boto3.Session(
            given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], region_name=REGION
        )


@contextmanager
def vault_place(state: Path) -> Iterator[Place]:
    """An engine of its own, with the environment of a Lambda there; everything is gone afterwards."""
    with running(state) as engine, pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "GREENLIGHT_PREFIX": PREFIX, "AWS_DEFAULT_REGION": REGION, "AWS_ENDPOINT_URL": engine.url,
        }.items():  # fmt: skip
            patch.setenv(name, value)
        made = Place(engine, patch)
        patch.setenv("VAULT_READER_ROLE", made.outputs["VaultReaderArn"])
        made.nobody()
        yield made
    aws.client.cache_clear()
    aws._session.cache_clear()
