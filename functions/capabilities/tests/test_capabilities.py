"""What agents are told of the tools: a line per domain, a domain on demand, signed, and written down once."""

import json
from typing import Any

import boto3
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from greenlight import jws
from greenlight.catalogue import load
from greenlight.tokens import sign_agent
from jwt.algorithms import RSAAlgorithm

from functions.capabilities.app import capabilities, handler
from functions.executor.tests.conftest import BUCKET
from tests.standins.cloud import Cloud
from tests.standins.gateway import ask


def tell(**wanted: Any) -> Any:
    return capabilities(wanted, None)


def test_the_index_has_one_line_per_domain_and_is_not_sent_twice(cloud: Cloud) -> None:
    said = tell()
    assert said["index"] == [{"name": "notes", "about": "notes"}]
    assert tell(etag=said["hash"]) == {"ok": True, "hash": said["hash"], "not_modified": True}
    assert "index" in tell(etag="old")


def test_a_domain_comes_with_its_tools_under_the_models_names(cloud: Cloud) -> None:
    tools = [t["function"] for t in tell(domain="notes")["tools"]]
    assert "notes__create" in [t["name"] for t in tools]
    assert all(t["strict"] and t["parameters"]["type"] == "object" for t in tools)
    assert tell(domain="nowhere")["problem"]["status"] == 404


def test_the_catalogue_is_written_down_for_the_record_once(cloud: Cloud) -> None:
    from functions.capabilities.record import write_once

    tell()
    root = f"generated/{load()['hash']}"
    listed = boto3.client("s3").list_objects_v2(Bucket=BUCKET, Prefix=root)["Contents"]
    assert [o["Key"] for o in listed] == [f"{root}/cards/notes.md", f"{root}/tools.json"]
    assert not write_once(load())


def http(cloud: Cloud, url: str, **headers: str) -> Any:
    cloud.functions["greenlight-test-capabilities"] = lambda event: capabilities(event, None)
    signed = {"Authorization": f"Bearer {sign_agent()}", **headers}
    return ask(handler, "GET", url, **signed)


def test_over_http_the_answer_is_signed_by_the_platform(cloud: Cloud) -> None:
    said = http(cloud, "/capabilities")
    body = json.dumps(said.body, ensure_ascii=False, separators=(",", ":")).encode()
    (published,) = http(cloud, "/capabilities/jwks").body["keys"]
    key = RSAAlgorithm.from_jwk(published)
    assert isinstance(key, RSAPublicKey)
    jws.verify_detached(said.headers["X-JWS-Signature"], body, key)
    assert http(cloud, "/capabilities", **{"If-None-Match": said.headers["ETag"]}).status == 304
    assert http(cloud, "/capabilities/notes").body["domain"] == "notes"
    assert http(cloud, "/capabilities/nowhere").status == 404


@pytest.mark.parametrize("token", ["", "Bearer x.y.z", "Basic abc"])
def test_without_an_agents_token_nothing_is_told(cloud: Cloud, token: str) -> None:
    assert ask(handler, "GET", "/capabilities", Authorization=token).status == 401
