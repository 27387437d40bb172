"""Clients for AWS or for an endpoint, and uploads that never go twice (S3 is moto's)."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from infra import upload
from infra.account import Account
from infra.progress import Bar


@pytest.fixture
def session() -> boto3.Session:
    return boto3.Session("id", "key", region_name="eu-central-1")


@pytest.fixture
def account(session: boto3.Session) -> Iterator[Account]:
    with mock_aws():
        made = Account(session=session)
        made.s3.create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        yield made


def test_cloudformation_finds_an_object_where_the_account_is(session: boto3.Session) -> None:
    local = Account("http://127.0.0.1:4566", session)
    assert local.object_url("code", "a.json") == "http://127.0.0.1:4566/code/a.json"
    assert (
        Account(session=session).object_url("code", "a.json")
        == "https://code.s3.eu-central-1.amazonaws.com/a.json"
    )
    assert local.cloudformation.meta.endpoint_url == "http://127.0.0.1:4566"


def test_a_file_is_sent_once(account: Account, tmp_path: Path) -> None:
    (tmp_path / "zips").mkdir()
    (tmp_path / "zips" / "a.zip").write_bytes(b"a")
    assert upload.files(account, "code", ["zips/a.zip"], tmp_path) == 1
    assert upload.files(account, "code", ["zips/a.zip"], tmp_path) == 0


def test_a_document_is_sent_once(account: Account) -> None:
    assert upload.text(account, "code", "catalogue/a.json", "{}")
    assert not upload.text(account, "code", "catalogue/a.json", "{}")


def test_a_bucket_that_we_may_not_see_is_a_fault(account: Account) -> None:
    account.s3.meta.events.register("before-call.s3.HeadObject", _forbidden)
    with pytest.raises(ClientError):
        upload.text(account, "code", "catalogue/a.json", "{}")


def _forbidden(**_: object) -> None:
    raise ClientError(
        {"Error": {"Code": "403", "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": 403}},
        "HeadObject",
    )


def test_a_bar_draws_on_a_terminal_and_nowhere_else(capsys: pytest.CaptureFixture[str]) -> None:
    silent, drawn = Bar("upload", 2, shown=False), Bar("upload", 2, shown=True)
    for bar in (silent, drawn):
        bar.advance()
        bar.done()
    printed = capsys.readouterr().err
    assert printed.count("upload") == 1
    assert "1/2" in printed
