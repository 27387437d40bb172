"""What `base.yaml` holds, by the names that declarations use: the only tables, keys, buckets and secrets there are."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from . import template

BASE = Path(__file__).parent / "base.yaml"
STREAM = "StreamArn"  # how the name of an output ends that tells of a table's stream


@dataclass(frozen=True, slots=True)
class State:
    """Logical names by kind of need."""

    tables: frozenset[str]
    streams: frozenset[str]
    keys: frozenset[str]
    buckets: frozenset[str]
    secrets: frozenset[str]


@cache
def base() -> dict[str, Any]:
    """The hand-written template of the base stack."""
    return template.read(BASE)


@cache
def state() -> State:
    """Read from the physical names in the template, whose form is the contract with `greenlight.aws`."""
    return State(
        tables=_names("AWS::DynamoDB::Table", "TableName", "${Prefix}-"),
        streams=frozenset(
            output.removesuffix(STREAM) for output in base()["Outputs"] if output.endswith(STREAM)
        ),
        keys=_names("AWS::KMS::Alias", "AliasName", "alias/${Prefix}-"),
        buckets=_names("AWS::S3::Bucket", "BucketName", "${Prefix}-", "-${AWS::AccountId}-${AWS::Region}"),
        secrets=_names("AWS::SecretsManager::Secret", "Name", "${Prefix}/"),
    )


def _names(kind: str, attribute: str, before: str, after: str = "") -> frozenset[str]:
    properties = [r["Properties"] for r in base()["Resources"].values() if r["Type"] == kind]
    return frozenset(p[attribute]["Fn::Sub"].removeprefix(before).removesuffix(after) for p in properties)
