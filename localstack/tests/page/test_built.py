"""The built page: how much a first visit fetches, and that no component came without its styles."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from localstack.page.build import SERVED, WEB
from localstack.page.sizes import MANIFEST, first_visit, scripts

BUDGET = 230_000  # bytes in gzip: page, scripts and styles of the first visit to the chat
CHAT = "src/chat/ChatPage.tsx"
CLASS = re.compile(r"\bm_[0-9a-f]{6,8}\b")


@pytest.fixture(autouse=True, scope="module")
def built() -> None:
    """`make test` has the page built first; a gate that waved through what is not there would be none."""
    assert (SERVED / MANIFEST).is_file(), "The page is not built: make web"


def test_a_first_visit_to_the_chat_stays_within_its_budget() -> None:
    files = first_visit(SERVED, CHAT)
    told = "\n".join(f"{one.travels:>9,} {one.name}" for one in files)
    assert sum(one.travels for one in files) <= BUDGET, told


def test_every_component_has_its_styles() -> None:
    """Mantine's classes that a script names stand in a stylesheet, unless Mantine itself has no rule for them."""
    text = {suffix: _all(suffix) for suffix in (".js", ".css")}
    ruled = set(CLASS.findall((WEB / "node_modules" / "@mantine" / "core" / "styles.css").read_text()))
    assert (set(CLASS.findall(text[".js"])) & ruled) - set(CLASS.findall(text[".css"])) == set()


def _all(suffix: str) -> str:
    return "".join((SERVED / one.name).read_text() for one in scripts(SERVED) if one.name.endswith(suffix))


def test_a_visit_counts_what_is_imported_at_once_and_not_what_comes_later(tmp_path: Path) -> None:
    chunks: dict[str, dict[str, Any]] = {
        "index.html": {"file": "assets/main.js", "css": ["assets/main.css"], "imports": ["_shared.js"]},
        "_shared.js": {"file": "assets/shared.js"},
        "src/Page.tsx": {
            "file": "assets/page.js",
            "imports": ["_shared.js"],
            "dynamicImports": ["src/Later.tsx"],
        },
        "src/Later.tsx": {"file": "assets/later.js"},
    }
    for name in ("index.html", *(chunk["file"] for chunk in chunks.values()), "assets/main.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("12345")
    (tmp_path / "assets" / "main.js.gz").write_text("123")
    (tmp_path / MANIFEST).parent.mkdir()
    (tmp_path / MANIFEST).write_text(json.dumps(chunks))
    visit = {one.name: one.travels for one in first_visit(tmp_path, "src/Page.tsx")}
    assert visit == {
        "index.html": 5, "assets/main.js": 3, "assets/main.css": 5, "assets/shared.js": 5, "assets/page.js": 5,
    }  # fmt: skip
    assert {one.name for one in scripts(tmp_path)} > {"assets/later.js"}
