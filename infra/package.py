"""One zip per folder: its own sources under their own path, with bytecode, without tests."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import archive, bytecode
from .folder import Folder

MOUNTED = "/var/task"
LEFT_OUT = {"tests", "__pycache__"}


def zips(folders: tuple[Folder, ...], out: Path) -> dict[str, str]:
    """S3 keys by folder; a zip that is there already under its content's key is not made again."""
    return {folder.name: _zip(folder, out) for folder in folders}


def _zip(folder: Folder, out: Path) -> str:
    files = list(_files(folder.path))
    digest = archive.key(files=files)
    target = out / "zips" / f"{folder.name}-{digest}.zip"
    if not target.is_file():
        with tempfile.TemporaryDirectory() as scratch:
            for name, source in files:
                place = Path(scratch) / name
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, place)
            bytecode.compile_tree(Path(scratch), MOUNTED)
            archive.pack(Path(scratch), target)
    return f"zips/{target.name}"


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    root = folder.parent.parent
    yield "functions/__init__.py", folder.parent / "__init__.py"
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder).parts
        if path.is_file() and path.suffix != ".pyc" and not LEFT_OUT.intersection(within):
            yield path.relative_to(root).as_posix(), path
