"""The catalogue as data: names, hash, what a prompt holds of it, and how a Lambda loads it."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import boto3
import pytest
from greenlight import catalogue
from greenlight.crud import crud
from greenlight.declare import ENTRIES, Domain, Tool
from pydantic import BaseModel


class Nap(BaseModel):
    """One nap a day."""

    day: date
    minutes: int


def prepare(_: Any, nap: Nap, __: Any) -> Nap:
    """Prepare a nap."""
    return nap


NAPS = Domain(name="naps", title="Naps", about="short sleeps", row=Nap, key="day", tools=crud(ENTRIES))


@pytest.fixture
def bucket(account: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("CONTENT_BUCKET", "content")
    made = boto3.resource("s3").Bucket("content")
    made.create(CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    yield made
    made.objects.delete()
    made.delete()
    catalogue.load.cache_clear()


def test_the_names_of_the_catalogue_and_of_the_model_are_one_to_one() -> None:
    assert catalogue.model_name("weights.save_batch") == "weights__save_batch"
    assert catalogue.tool_name("weights__save_batch") == "weights.save_batch"


def test_a_tool_of_the_same_name_replaces_the_derived_one() -> None:
    own = Tool(prepare, effect="write", needs=(ENTRIES.read,), name="create", risky=True)
    described = catalogue.describe(replace(NAPS, tools=(*crud(ENTRIES), own)))["tools"]
    assert (described["create"]["description"], described["create"]["risky"]) == ("Prepare a nap.", True)
    assert list(described) == ["list", "get", "create", "update", "delete", "save_batch"]


def test_a_line_of_every_prompt_is_short() -> None:
    with pytest.raises(TypeError, match="at most 20 characters"):
        catalogue.describe(replace(NAPS, about="all about the many naps one takes"))


def test_a_prompt_holds_one_line_per_domain() -> None:
    assert catalogue.index(catalogue.assemble([NAPS])) == [{"name": "naps", "about": "short sleeps"}]


def test_tools_are_offered_as_chat_completions_has_them() -> None:
    offered = catalogue.chat_tools(catalogue.describe(NAPS))
    assert {tool["type"] for tool in offered} == {"function"}
    assert offered[2]["function"]["name"] == "naps__create"
    assert offered[2]["function"]["strict"] is True
    assert "day" in offered[2]["function"]["parameters"]["properties"]


def test_a_lambda_loads_the_catalogue_it_was_deployed_with(
    bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = catalogue.assemble([NAPS])
    bucket.put_object(Key=f"catalogue/{made['hash']}.json", Body=json.dumps(made))
    monkeypatch.setenv("CATALOGUE_HASH", made["hash"])
    assert catalogue.load() == made


def test_a_catalogue_that_somebody_changed_is_not_loaded(
    bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = catalogue.assemble([NAPS])
    made["domains"]["naps"]["tools"]["delete"]["effect"] = "read"
    bucket.put_object(Key=f"catalogue/{made['hash']}.json", Body=json.dumps(made))
    monkeypatch.setenv("CATALOGUE_HASH", made["hash"])
    with pytest.raises(RuntimeError, match="not the one that was deployed"):
        catalogue.load()
