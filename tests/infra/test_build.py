"""A build is reproducible, changes what a change touches and nothing else, and holds what it should."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from greenlight.catalogue import digest

from infra import ROOT, registry, stacks, template
from infra import build as builder
from infra.build import Built, build
from infra.template import TooBig
from tests.infra import samples


def _contents(out: Path) -> dict[str, bytes]:
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}


def test_two_builds_by_two_processes_are_byte_identical(tmp_path: Path) -> None:
    functions = samples.platform(tmp_path)
    build(functions, tmp_path / "first", with_layers=False)
    given = ["--functions", str(functions), "--out", str(tmp_path / "second"), "--no-layers"]
    command = [sys.executable, "-m", "infra.build", *given]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert _contents(tmp_path / "first") == _contents(tmp_path / "second")


def test_a_zip_says_nothing_of_the_day_it_was_made(sample: Built) -> None:
    for key in (sample.keys["notes"], sample.keys["greenlight"]):
        entries = zipfile.ZipFile(sample.out / key).infolist()
        assert {entry.date_time[:3] for entry in entries} == {(1980, 1, 1)}
        assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_building_again_makes_no_file_anew(tmp_path: Path) -> None:
    functions, out = samples.platform(tmp_path), tmp_path / "build"
    build(functions, out, with_layers=False)
    before = {file: file.stat().st_mtime_ns for file in out.rglob("*.zip")} | {
        file: file.stat().st_mtime_ns for file in (out / "templates").glob("*.json")
    }
    build(functions, out, with_layers=False)
    assert before == {file: file.stat().st_mtime_ns for file in before}


def test_a_change_of_code_changes_the_stack_of_its_own_folder_alone(tmp_path: Path) -> None:
    functions = samples.platform(tmp_path)
    before = build(functions, tmp_path / "before", with_layers=False)
    app = functions / "notes" / "app.py"
    app.write_text(app.read_text() + "\nLATER = True\n")
    after = build(functions, tmp_path / "after", with_layers=False)
    assert {name for name in before.keys if before.keys[name] != after.keys[name]} == {"notes"}
    one, other = _contents(before.out / "templates"), _contents(after.out / "templates")
    assert {name for name in one if one[name] != other[name]} == {"notes.json"}


def test_a_change_of_a_test_changes_nothing(tmp_path: Path) -> None:
    functions = samples.platform(tmp_path)
    before = build(functions, tmp_path / "before", with_layers=False)
    samples.write(tmp_path, notes={"tests/test_notes.py": "def test_it() -> None: ...\n"})
    after = build(functions, tmp_path / "after", with_layers=False)
    assert before.keys == after.keys


def test_what_an_earlier_build_left_is_tidied_away(tmp_path: Path) -> None:
    functions, out = samples.platform(tmp_path), tmp_path / "build"
    build(functions, out, with_layers=False)
    samples.write(tmp_path, notes={"more.py": '"""More."""\n'})
    build(functions, out, with_layers=False)
    assert len(list((out / "zips").glob("notes-*.zip"))) == 1


def test_a_zip_holds_its_folder_under_its_own_path_with_bytecode_and_without_tests(built: Built) -> None:
    for name, key in built.keys.items():
        if not key.startswith("zips/"):
            continue
        held = set(zipfile.ZipFile(built.out / key).namelist())
        assert {"functions/__init__.py", f"functions/{name}/app.py"} <= held
        assert all(entry.startswith((f"functions/{name}/", "functions/__")) for entry in held)
        assert not any("/tests/" in entry for entry in held)
        sources = [entry for entry in held if entry.endswith(".py")]
        assert len([entry for entry in held if entry.endswith(".pyc")]) == len(sources)


def test_bytecode_is_used_without_a_look_at_its_source(sample: Built) -> None:
    archive = zipfile.ZipFile(sample.out / sample.keys["notes"])
    for name in archive.namelist():
        if name.endswith(".pyc"):
            assert int.from_bytes(archive.read(name)[4:8], "little") == 0b01


def test_the_edge_learns_only_the_published_prefixes(sample: Built, real: Built) -> None:
    assert json.loads((sample.out / "routes.json").read_text()) == {
        "rest": ["/api/v1/notes"],
        "socket": "/realtime",
    }
    public = json.loads((real.out / "routes.json").read_text())["rest"]
    assert not any(path.startswith(("/internal", "/metrics")) for path in public)


def test_the_catalogue_is_known_by_the_hash_of_its_content(built: Built) -> None:
    found = json.loads((built.out / builder.CATALOGUE).read_text())
    assert found["hash"] == built.catalogue_hash == digest(found["domains"])


def test_fifty_domains_build_within_the_limits(tmp_path: Path) -> None:
    domains = {f"domain{number}": samples.domain(f"domain{number}") for number in range(50)}
    functions = samples.write(tmp_path, authorizer=samples.AUTHORIZER, live=samples.LIVE, **domains)
    made = build(functions, tmp_path / "build", with_layers=False)
    assert len([name for name in made.stacks if name.startswith("domain")]) == 50
    api = json.loads((made.out / "templates" / "api.json").read_text())
    assert len(api["Resources"]) < template.MAX_RESOURCES


def test_a_stack_that_comes_too_near_the_limits_is_refused(tmp_path: Path) -> None:
    domains = {f"domain{number}": samples.domain(f"domain{number}") for number in range(90)}
    folders = registry.load(samples.write(tmp_path, authorizer=samples.AUTHORIZER, **domains))
    with pytest.raises(TooBig, match="'api' has"):
        stacks.build(folders, (), {folder.name: "key" for folder in folders}, {"greenlight": "key"})


def test_the_command_says_what_is_refused_and_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    functions = samples.write(tmp_path, notes=samples.domain("notes"))
    assert builder.main(["--functions", str(functions), "--out", str(tmp_path / "b"), "--no-layers"]) == 1
    assert "notes/domain.py:" in capsys.readouterr().out


def test_the_command_prints_each_step_with_its_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    functions = samples.platform(tmp_path)
    assert builder.main(["--functions", str(functions), "--out", str(tmp_path / "b"), "--no-layers"]) == 0
    printed = capsys.readouterr().out
    assert all(step in printed for step in ("registry", "layer greenlight", "zips", "templates", "built in"))
