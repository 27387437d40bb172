"""The documents point at things that are there: every relative link, and every `make` command that they name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"build", "node_modules"}
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\bmake ([a-z][a-z-]*)")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def documents() -> Iterator[Path]:
    yield from ROOT.glob("*.md")
    for folder in ROOT.iterdir():
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in NOT_OURS:
            yield from (file for file in folder.rglob("*.md") if NOT_OURS.isdisjoint(file.parts))


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def anchors(file: Path) -> set[str]:
    """What a heading can be linked by, in GitHub's way."""
    headings = HEADING.findall(FENCED.sub("", file.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(file: Path) -> Iterator[str]:
    for link in LINK.findall(CODE.sub("", file.read_text(encoding="utf-8"))):
        if OUTSIDE.match(link):
            continue
        path, _, anchor = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


@pytest.mark.parametrize("file", sorted(documents()), ids=name)
def test_every_relative_link_leads_somewhere(file: Path) -> None:
    assert not list(broken(file)), "correct the link, or the heading it names"


@pytest.mark.parametrize("file", sorted(documents()), ids=name)
def test_every_make_command_that_is_named_exists(file: Path) -> None:
    code = "\n".join(CODE.findall(file.read_text(encoding="utf-8")))
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    assert set(COMMAND.findall(code)) <= targets, "the Makefile has no such target"


def test_a_link_to_nothing_and_one_to_a_missing_heading_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A heading\n[ok](#a-heading) [gone](nowhere.md) [lost](page.md#b) [far](https://example.com)\n"
    )
    assert list(broken(page)) == ["nowhere.md", "page.md#b"]


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(file.name[:4]) for file in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
