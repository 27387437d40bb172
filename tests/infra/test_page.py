"""The page in its bucket: order, headers, and what it replaces is kept a while (S3 is moto's)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra import page
from infra.page import NoPage

BUCKET = "greenlight-test-page"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        yield client


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A built page, with what the local edge keeps beside it."""
    out = tmp_path / "dist"
    _write(out, "index.html", "<p>one</p>")
    _write(out, "favicon.svg", "<svg/>")
    _write(out, "assets/app-1111.js", "1")
    _write(out, "assets/look-1111.css", "p{}")
    for local in ("index.html.gz", "assets/app-1111.js.gz", ".greenlight", ".vite/manifest.json"):
        _write(out, local, "x")
    return out


def _write(out: Path, name: str, content: str) -> None:
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    (out / name).write_text(content)


def _next(built: Path) -> None:
    """The next build: another script, and a page that names it."""
    (built / "assets/app-1111.js").unlink()
    _write(built, "assets/app-2222.js", "2")
    _write(built, "index.html", "<p>two</p>")


def _tags(s3: Any, key: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in s3.get_object_tagging(Bucket=BUCKET, Key=key)["TagSet"]}


def test_what_the_page_names_is_there_before_the_page(s3: Any, built: Path) -> None:
    assert page.put(s3, BUCKET, built) == [
        "assets/app-1111.js",
        "assets/look-1111.css",
        "favicon.svg",
        "index.html",
    ]


@pytest.mark.parametrize(
    ("key", "kind", "keep"),
    [
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("favicon.svg", "image/svg+xml", "no-cache"),
        ("assets/app-1111.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("assets/look-1111.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
    ],
)
def test_a_file_says_what_it_is_and_how_long_it_is_good(
    s3: Any, built: Path, key: str, kind: str, keep: str
) -> None:
    page.put(s3, BUCKET, built)
    found = s3.head_object(Bucket=BUCKET, Key=key)
    assert (found["ContentType"], found["CacheControl"]) == (kind, keep)


def test_the_same_page_again_sends_nothing(s3: Any, built: Path) -> None:
    page.put(s3, BUCKET, built)
    assert page.put(s3, BUCKET, built) == []


def test_what_the_page_before_named_stays_and_its_days_are_counted_from_now(s3: Any, built: Path) -> None:
    page.put(s3, BUCKET, built)
    before = s3.head_object(Bucket=BUCKET, Key="assets/app-1111.js")
    _next(built)
    assert page.put(s3, BUCKET, built) == ["assets/app-2222.js", "index.html"]
    kept = s3.head_object(Bucket=BUCKET, Key="assets/app-1111.js")
    assert _tags(s3, "assets/app-1111.js") == {"retired": "yes"}
    assert kept["LastModified"] >= before["LastModified"]
    assert (kept["ContentType"], kept["CacheControl"]) == (before["ContentType"], before["CacheControl"])
    assert _tags(s3, "assets/look-1111.css") == {}


def test_a_former_file_is_marked_once(s3: Any, built: Path) -> None:
    marked: list[str] = []
    s3.meta.events.register(
        "before-parameter-build.s3.CopyObject", lambda params, **_: marked.append(params["Key"])
    )
    page.put(s3, BUCKET, built)
    _next(built)
    page.put(s3, BUCKET, built)
    assert marked == ["assets/app-1111.js"]
    assert page.put(s3, BUCKET, built) == []
    assert marked == ["assets/app-1111.js"]


def test_a_file_that_comes_back_is_of_the_page_again(s3: Any, built: Path) -> None:
    page.put(s3, BUCKET, built)
    _next(built)
    page.put(s3, BUCKET, built)
    _write(built, "assets/app-1111.js", "1")
    assert page.put(s3, BUCKET, built) == ["assets/app-1111.js"]
    assert _tags(s3, "assets/app-1111.js") == {}


def test_only_names_that_stay_the_same_are_refreshed() -> None:
    class CloudFront:
        asked: list[dict[str, Any]] = []

        def create_invalidation(self, **request: Any) -> None:
            self.asked.append(request)

    cloudfront = CloudFront()
    assert page.refresh(cloudfront, "E1", ["assets/app-2222.js"]) == []
    assert cloudfront.asked == []
    assert page.refresh(cloudfront, "E1", ["assets/app-2222.js", "index.html"]) == ["/index.html"]
    (request,) = cloudfront.asked
    assert request["DistributionId"] == "E1"
    assert request["InvalidationBatch"]["Paths"] == {"Quantity": 1, "Items": ["/index.html"]}


def test_without_a_page_it_says_what_builds_one(tmp_path: Path) -> None:
    with pytest.raises(NoPage, match="make web"):
        page.files(tmp_path)


def test_a_file_of_unknown_type_is_refused(built: Path) -> None:
    _write(built, "assets/film.mp4", "x")
    with pytest.raises(NoPage, match=r"assets/film\.mp4"):
        page.files(built)
