"""Puts the built page into its bucket: hashed files first, the page that names them last, former ones kept a while."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from botocore.exceptions import ClientError
from greenlight.errors import Refused

from .page_headers import ASK_AGAIN, FOREVER, HASHED
from .progress import Bar

ENTRY = "index.html"
RETIRED = {"retired": "yes"}  # the bucket's lifecycle takes what is tagged so, 30 days after the tagging
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
UNKNOWN = "application/octet-stream"


class NoPage(Refused):
    """There is no page to upload, or one that cannot be served."""

    title = "No page"


@dataclass(frozen=True, slots=True)
class File:
    """One file of the built page, by its key in the bucket."""

    key: str
    path: Path

    @property
    def is_hashed(self) -> bool:
        return self.key.startswith(f"{HASHED}/")

    def headers(self) -> dict[str, str]:
        """As S3 keeps them, and CloudFront sends them."""
        keep = FOREVER if self.is_hashed else ASK_AGAIN
        return {"ContentType": TYPES.get(self.path.suffix, UNKNOWN), "CacheControl": keep}


def files(built: Path) -> list[File]:
    """In the order of sending, the entry last. Raises NoPage."""
    if not (built / ENTRY).is_file():
        raise NoPage(
            f"There is no page in {built}: `make web` builds it. WEB_HOSTING=off deploys without one."
        )
    found = [File(path.relative_to(built).as_posix(), path) for path in built.rglob("*") if path.is_file()]
    sent = [file for file in found if not _is_local(file)]
    if unknown := sorted(file.key for file in sent if file.path.suffix not in TYPES):
        raise NoPage(f"{', '.join(unknown)}: of no type that infra/page.py knows.")
    return sorted(sent, key=lambda file: (not file.is_hashed, file.key == ENTRY, file.key))


def _is_local(file: File) -> bool:
    """What the local edge alone needs: gzip beside each file, and the build's own records."""
    return file.path.suffix == ".gz" or any(part.startswith(".") for part in file.key.split("/"))


def put(s3: Any, bucket: str, built: Path) -> list[str]:
    """Sends what the bucket lacks and marks what is no longer of the page; the keys that were sent."""
    wanted, there = files(built), dict(_there(s3, bucket))
    missing = [file for file in wanted if not _has(s3, bucket, file, there)]
    bar = Bar("page", len(missing))
    for file in missing:
        body = file.path.read_bytes()
        s3.put_object(Bucket=bucket, Key=file.key, Body=body, Metadata=_mark(body), **file.headers())
        bar.advance()
    bar.done()
    for key in sorted(there.keys() - {file.key for file in wanted}):
        if not there[key]:
            _retire(s3, bucket, key)
    return [file.key for file in missing]


def refresh(cloudfront: Any, distribution: str, sent: list[str]) -> list[str]:
    """Has CloudFront forget what is sent under the same name as before; the paths, none if there is no need."""
    paths = [f"/{key}" for key in sent if not key.startswith(f"{HASHED}/")]
    if paths:
        batch = {"Paths": {"Quantity": len(paths), "Items": paths}, "CallerReference": str(time.time_ns())}
        cloudfront.create_invalidation(DistributionId=distribution, InvalidationBatch=batch)
    return paths


def _there(s3: Any, bucket: str) -> Iterator[tuple[str, bool]]:
    """Hashed files in the bucket, and whether each is marked as a former one."""
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"{HASHED}/"):
        for found in page.get("Contents", ()):
            tags = s3.get_object_tagging(Bucket=bucket, Key=found["Key"])["TagSet"]
            yield found["Key"], {tag["Key"]: tag["Value"] for tag in tags} == RETIRED


def _has(s3: Any, bucket: str, file: File, there: dict[str, bool]) -> bool:
    """A hashed name says its content; a former file of that name is sent anew, or its days would go on running."""
    if file.is_hashed:
        return there.get(file.key) is False
    try:
        kept: dict[str, str] = s3.head_object(Bucket=bucket, Key=file.key)["Metadata"]
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise
        return False
    return kept == _mark(file.path.read_bytes())


def _mark(body: bytes) -> dict[str, str]:
    return {"sha256": hashlib.sha256(body).hexdigest()}


def _retire(s3: Any, bucket: str, key: str) -> None:
    """Copied onto itself, so that its days are counted from now: a tag alone would leave its age as it is."""
    s3.copy_object(
        Bucket=bucket, Key=key, CopySource={"Bucket": bucket, "Key": key}, MetadataDirective="REPLACE",
        TaggingDirective="REPLACE", Tagging=urlencode(RETIRED), **File(key, Path(key)).headers(),
    )  # fmt: skip
