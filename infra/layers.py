"""The Lambda layers: `greenlight` (ours, with Chalice's two runtime files), and locked wheels under four names."""

import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import GREENLIGHT, ROOT, archive, bytecode
from .progress import Bar
from .target import MINOR, PLATFORMS

MOUNTED = "/opt"
WHEELS = ("vendor", "model", "policy", "egress")
CHALICE = ("__init__.py", "app.py")  # what `chalice package` itself ships
DROPPED_DIRECTORIES = ("tests", "test", "bin", "__pycache__", "licenses")
DROPPED_FILES = (
    "*.pyi",
    "py.typed",
    "*.dist-info/[!M]*",
)  # METADATA stays: some packages ask for their own version
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def keys() -> dict[str, str]:
    """S3 keys by layer, known before any is built, since they are hashes over what goes in."""
    found = {"greenlight": archive.key(files=list(_greenlight_files()))}
    for name in WHEELS:
        found[name] = archive.key(_locked(name), repr((PLATFORMS, DROPPED_DIRECTORIES, DROPPED_FILES)))
    return {name: f"layers/{name}-{digest}.zip" for name, digest in found.items()}


def build(name: str, out: Path) -> Path:
    """The zip of one layer, under its key in `out`; made only if it is not there."""
    target = out / keys()[name]
    if not target.is_file():
        with tempfile.TemporaryDirectory() as scratch:
            content = Path(scratch) / "python"
            content.mkdir()
            if name in WHEELS:
                _install(name, content)
            else:
                _copy(content)
            bytecode.compile_tree(Path(scratch), MOUNTED)
            archive.pack(Path(scratch), target)
    return target


def pins(name: str) -> dict[str, str]:
    """Versions by package as `requirements/{name}.txt` locks them."""
    return dict(PIN.findall((ROOT / "requirements" / f"{name}.txt").read_text()))


def _locked(name: str) -> str:
    """The lock of one layer; the others leave out what the vendor layer holds, which is beside them."""
    text = (ROOT / "requirements" / f"layer-{name}.txt").read_text()
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)
    held = pins("layer-vendor") if name != "vendor" else {}
    return "\n".join(entry for entry in entries if not ((pin := PIN.match(entry)) and pin[1] in held)) + "\n"


def _install(name: str, content: Path) -> None:
    lock = content.parent / "lock.txt"
    lock.write_text(_locked(name))
    where = ["--target", str(content), "--python-version", MINOR, "--implementation", "cp"]
    platforms = [word for platform in PLATFORMS for word in ("--platform", platform)]
    how = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile", "--progress-bar", "off"]
    command = [sys.executable, "-m", "pip", "install", *where, *platforms, *how, "-r", str(lock)]
    _run(command, Bar(f"layer {name}", len(PIN.findall(lock.read_text()))))
    lock.unlink()
    _prune(content)


def _run(command: list[str], bar: Bar) -> None:
    """Raises CalledProcessError, with pip's own words, if a wheel is missing or not what the lock says."""
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            lines.append(line)
            if line.startswith("Collecting"):
                bar.advance()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, "".join(lines[-20:]))
    bar.done()


def _prune(content: Path) -> None:
    for name in DROPPED_DIRECTORIES:
        for directory in sorted(content.rglob(name)):
            if directory.is_dir():  # not gone with one above it
                shutil.rmtree(directory)
    for pattern in DROPPED_FILES:
        for file in [path for path in content.rglob(pattern) if path.is_file()]:
            file.unlink()


def _copy(content: Path) -> None:
    for name, source in _greenlight_files():
        place = content / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)


def _greenlight_files() -> Iterator[tuple[str, Path]]:
    for path in sorted((GREENLIGHT / "greenlight").rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and "tests" not in path.parts:
            yield path.relative_to(GREENLIGHT).as_posix(), path
    spec = importlib.util.find_spec("chalice")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("chalice is not installed here; the builder runs in the dev environment")
    for name in CHALICE:
        yield f"chalice/{name}", Path(spec.origin).with_name(name)
