"""When the page has to be built again."""

from pathlib import Path

import pytest

from localstack.page.sources import fingerprint


@pytest.fixture
def web(tmp_path: Path) -> Path:
    for name in (
        "src/chat/Chat.tsx",
        "public/favicon.svg",
        "index.html",
        "package-lock.json",
        "openapi.json",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["src/chat/Chat.tsx", "public/new.svg", "index.html", "package-lock.json", "openapi.json"]
)
def test_a_source_counts(web: Path, name: str) -> None:
    before = fingerprint(web, web / "openapi.json")
    (web / name).write_text("changed")
    assert fingerprint(web, web / "openapi.json") != before


@pytest.mark.parametrize("name", ["src/chat/Chat.test.tsx", "src/schema.d.ts", "README.md", "dist.js"])
def test_what_the_build_does_not_take_does_not(web: Path, name: str) -> None:
    before = fingerprint(web, web / "openapi.json")
    (web / name).write_text("changed")
    assert fingerprint(web, web / "openapi.json") == before
