"""Uploads by content key: what is there under its key is the same, and is not sent again."""

from collections.abc import Iterable
from pathlib import Path

from botocore.exceptions import ClientError

from .account import Account
from .progress import Bar


def files(account: Account, bucket: str, keys: Iterable[str], directory: Path) -> int:
    """Sends those files of `directory` that the bucket lacks; how many that were."""
    missing = [key for key in keys if not _has(account, bucket, key)]
    bar = Bar("upload", len(missing))
    for key in missing:
        account.s3.upload_file(str(directory / key), bucket, key)
        bar.advance()
    bar.done()
    return len(missing)


def text(account: Account, bucket: str, key: str, content: str) -> bool:
    """Sends one JSON document under its content's key; False if it was there."""
    if _has(account, bucket, key):
        return False
    account.s3.put_object(Bucket=bucket, Key=key, Body=content.encode(), ContentType="application/json")
    return True


def _has(account: Account, bucket: str, key: str) -> bool:
    try:
        account.s3.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise
        return False
    return True
