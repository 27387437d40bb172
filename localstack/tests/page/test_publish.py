"""What a build leaves in the folder that is served, while it is served."""

import gzip
from pathlib import Path

import pytest

from localstack.page.publish import publish, record


def _built(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return folder


def _names(served: Path) -> set[str]:
    return {path.relative_to(served).as_posix() for path in served.rglob("*") if path.is_file()}


def test_a_file_worth_it_stands_there_in_gzip_too(tmp_path: Path) -> None:
    served = tmp_path / "dist"
    publish(_built(tmp_path / "a", index_html="<p>", assets__big_js="x" * 5000), served, "one")
    assert _names(served) == {"index.html", "assets/big.js", "assets/big.js.gz", ".greenlight"}
    assert gzip.decompress((served / "assets" / "big.js.gz").read_bytes()) == b"x" * 5000
    assert record(served)["fingerprint"] == "one"


def test_an_open_tab_still_finds_the_files_of_the_build_before_and_of_no_older_one(tmp_path: Path) -> None:
    served = tmp_path / "dist"
    for number in "123":
        built = _built(tmp_path / number, index_html=number, **{f"assets__page{number}_js": "x" * 2000})
        publish(built, served, number)
    assert {name for name in _names(served) if name.endswith(".js")} == {"assets/page2.js", "assets/page3.js"}
    assert "assets/page1.js.gz" not in _names(served)
    assert (served / "index.html").read_text() == "3"


def test_the_page_changes_only_once_its_assets_are_there(tmp_path: Path) -> None:
    """A build that breaks off half way leaves the page that was."""
    served = tmp_path / "dist"
    publish(_built(tmp_path / "a", index_html="old"), served, "one")
    built = _built(tmp_path / "b", index_html="new", assets__app_js="x" * 2000)
    (served / "assets" / ".app.js.gz.draft").mkdir(parents=True)  # nothing can be written there
    with pytest.raises(IsADirectoryError):
        publish(built, served, "two")
    assert (served / "index.html").read_text() == "old"
    assert record(served)["fingerprint"] == "one"


def test_where_nothing_was_published_there_is_no_record(tmp_path: Path) -> None:
    assert record(tmp_path) == {}
