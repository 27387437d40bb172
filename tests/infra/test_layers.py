"""Layers: locked, without repeats, and enough: every handler imports with its zip and its layers alone."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pytest

from infra import ROOT, layers, registry
from infra.build import Built
from infra.target import PLATFORMS

RUNTIME = ("boto3", "botocore", "s3transfer", "dateutil", "urllib3", "six")  # what Lambda's own Python brings
FOLDERS = tuple(folder.name for folder in registry.load(ROOT / "functions"))
IMPORT = """
import importlib, sys
sys.path[:0] = sys.argv[3].split(":")
app = importlib.import_module(f"functions.{sys.argv[1]}.app")
for name in sys.argv[2].split(","):
    assert callable(getattr(app, name)), name
"""


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The layers and the runtime's packages, each in a directory of its own."""
    root = tmp_path_factory.mktemp("opt")
    for name in layers.keys():  # noqa: SIM118 - a function, not a dictionary's method
        with zipfile.ZipFile(layers.build(name, ROOT / "build")) as archive:
            archive.extractall(root / name)
    (root / "runtime").mkdir()
    for package in RUNTIME:
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        origin = Path(spec.origin)
        source = origin.parent if origin.name == "__init__.py" else origin
        (root / "runtime" / source.name).symlink_to(source)
    return root


@pytest.mark.parametrize("name", FOLDERS)
def test_every_handler_imports_with_nothing_but_its_zip_and_layers(
    name: str, real: Built, unpacked: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(real.out / real.keys[name]) as archive:
        archive.extractall(tmp_path)
    folder = next(one for one in registry.load(ROOT / "functions") if one.name == name)
    for extra in {one.settings.layers for one in folder.lambdas}:
        attributes = ",".join(one.attribute for one in folder.lambdas if one.settings.layers == extra)
        held = [unpacked / layer / "python" for layer in ("greenlight", "vendor", *extra)]
        paths = ":".join(map(str, [tmp_path, *held, unpacked / "runtime"]))
        _isolated(IMPORT, name, attributes, paths)


def test_the_model_client_imports_from_its_layer(unpacked: Path) -> None:
    paths = [unpacked / "model" / "python", unpacked / "vendor" / "python"]
    _isolated("import sys; sys.path[:0] = sys.argv[1:]; import openai; openai.OpenAI(api_key='x')", *paths)


def test_cedar_imports_from_its_layer_and_decides(unpacked: Path) -> None:
    ask = "{'principal': 'A::\"a\"', 'action': 'B::\"b\"', 'resource': 'C::\"c\"', 'context': {}}"
    decide = f"cedarpy.is_authorized({ask}, 'permit(principal, action, resource);', []).decision.name"
    code = f"import sys; sys.path[:0] = sys.argv[1:]; import cedarpy; assert {decide} == 'Allow'"
    _isolated(code, unpacked / "policy" / "python", unpacked / "vendor" / "python")


def test_what_calls_outside_imports_from_its_layer(unpacked: Path) -> None:
    paths = [unpacked / "egress" / "python", unpacked / "vendor" / "python"]
    _isolated("import sys; sys.path[:0] = sys.argv[1:]; import requests, requests_hardened", *paths)


def _isolated(code: str, *arguments: object) -> None:
    """Runs in an interpreter that knows its standard library and nothing else."""
    command = [sys.executable, "-I", "-S", "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env={}, check=False)
    assert done.returncode == 0, done.stderr


def test_the_layers_hold_no_package_twice(unpacked: Path) -> None:
    vendor, *others = ({p.name for p in (unpacked / n / "python").iterdir()} for n in layers.WHEELS)
    assert set.union(*others) & vendor <= {"__pycache__"}


def test_chalice_is_two_files(unpacked: Path) -> None:
    sources = sorted(p.name for p in (unpacked / "greenlight" / "python" / "chalice").glob("*.py"))
    assert sources == ["__init__.py", "app.py"]
    assert not (unpacked / "vendor" / "python" / "chalice").exists()


def test_the_layers_leave_room_within_lambdas_limit(unpacked: Path) -> None:
    """AWS allows 250 MB for a Lambda and all its layers, unpacked; no Lambda has all of them."""
    size = sum(f.stat().st_size for n in ("greenlight", *layers.WHEELS) for f in _files(unpacked / n))
    assert size < 150e6


def _files(root: Path) -> Iterable[Path]:
    return (path for path in root.rglob("*") if path.is_file())


def test_the_same_package_has_the_same_pin_in_every_lock() -> None:
    """Save those of other products in environments of their own: LocalStack's interpreter, which holds AWS's SDK to a
    day, and ccxt, which pins what it imports."""
    others = {ROOT / "requirements" / name for name in ("interpreter.txt", "differential.txt")}
    pins: dict[str, set[str]] = {}
    for file in set((ROOT / "requirements").glob("*.txt")) - others:
        for package, version in layers.pins(file.stem).items():
            pins.setdefault(package, set()).add(version)
    assert {package: found for package, found in pins.items() if len(found) > 1} == {}


def test_every_lock_has_hashes_and_no_address_of_an_index() -> None:
    for file in (ROOT / "requirements").glob("*.txt"):
        text = file.read_text()
        assert text.count("--hash=sha256:") >= len(layers.pins(file.stem)), file.name
        assert not re.search(r"^\s*-(-index-url|-extra-index-url|-find-links|i |f )", text, re.MULTILINE), (
            file.name
        )


def test_a_layer_is_keyed_by_what_goes_into_it(tmp_path: Path) -> None:
    first = layers.build("greenlight", tmp_path)
    made = first.stat().st_mtime_ns
    assert layers.build("greenlight", tmp_path).stat().st_mtime_ns == made


def test_the_wheels_fit_the_runtimes_c_library() -> None:
    newer = sys.version_info >= (3, 12)
    assert ("manylinux_2_28_x86_64" in PLATFORMS) == newer
