"""An account and a cloud in memory, a run in progress, and a catalogue of two small domains."""

import json
from collections.abc import Iterator

import boto3
import pytest
from greenlight import catalogue
from greenlight.items import Item
from greenlight.keys import new_id
from greenlight.threads.records import Wanted
from greenlight.threads.runs import Runs

from tests.standins.cloud import Cloud, open_cloud
from tests.standins.fixtures import account
from tests.standins.platform import AGENT, TENANT, caller, settle_in

__all__ = ["account"]
BUCKET = "greenlight-test-content"
ARGUMENTS = {
    "type": "object", "additionalProperties": False, "required": ["text"],
    "properties": {"text": {"type": "string", "maxLength": 20}, "day": {"type": "string", "format": "date"}},
}  # fmt: skip
EFFECTS = {
    "list": "read",
    "open_form": "read",
    "create": "write",
    "save_batch": "write",
    "publish": "external",
}
TOOLS = {
    name: {
        "effect": effect, "risky": False, "verb": "publish" if effect == "external" else None, "strict": True,
        "description": name, "parameters": ARGUMENTS, "result": {},
    }
    for name, effect in EFFECTS.items()
} | {
    "wipe": {
        "effect": "write", "risky": True, "verb": None, "strict": True, "description": "wipe",
        "parameters": ARGUMENTS, "result": {},
    },
    "odd": {
        "effect": "magic", "risky": False, "verb": None, "strict": True, "description": "odd",
        "parameters": ARGUMENTS, "result": {},
    },
}  # fmt: skip
FORM = {
    "catalogId": "urn:greenlight:catalog:v1",
    "action": "notes.save_batch",
    "columns": [],
    "components": [],
}


@pytest.fixture
def cloud(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    publish(monkeypatch)
    settle_in()
    with open_cloud() as opened:
        yield opened


@pytest.fixture
def run(cloud: Cloud) -> Item:
    runs = Runs(TENANT)
    run = runs.submit(caller(), Wanted("log 82.5 kg for today", new_id("req"), AGENT)).run
    return runs.claim(run, "inv_1", 2**32, "c0ffee")


def publish(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue in the content bucket, as a deploy leaves it."""
    domains = {
        "notes": {
            "name": "notes",
            "title": "Notes",
            "about": "notes",
            "card": "",
            "form": FORM,
            "tools": TOOLS,
        }
    }
    digest = catalogue.digest(domains)
    s3 = boto3.client("s3")
    if BUCKET not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    body = json.dumps({"hash": digest, "domains": domains}).encode()
    s3.put_object(Bucket=BUCKET, Key=f"catalogue/{digest}.json", Body=body)
    monkeypatch.setenv("CONTENT_BUCKET", BUCKET)
    monkeypatch.setenv("CATALOGUE_HASH", digest)
    catalogue.load.cache_clear()
