"""`python -m infra.build`: from the folders to templates, zips, catalogue and public prefixes, under `build/`."""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from greenlight.catalogue import digest
from greenlight.errors import Refused

from . import ROOT, layers, machines, openapi, package, registry, stacks, template
from .folder import Folder
from .progress import say, step
from .rights import SOCKET_STAGE

CATALOGUE, ROUTES, MANIFEST, OPENAPI = "catalogue.json", "routes.json", "manifest.json", "openapi.json"


@dataclass(frozen=True)
class Built:
    """What a build left: `stacks` in the order of deploying, `keys` of every zip by folder or layer."""

    out: Path
    stacks: tuple[str, ...]
    keys: dict[str, str]
    catalogue_hash: str


def build(functions: Path, out: Path, *, with_layers: bool = True) -> Built:
    """Raises Refused where the folders cannot be built; without layers, third-party code is keyed but not fetched."""
    out.mkdir(parents=True, exist_ok=True)
    with step("registry") as notes:
        folders = registry.load(functions)
        found = machines.load(functions, folders)
        lambdas = sum(len(folder.lambdas) for folder in folders)
        notes.append(f"{len(folders)} folders, {lambdas} Lambdas, {len(found)} state machines")
    with step("catalogue") as notes:
        domains = {name: page for folder in folders for name, page in folder.described.items()}
        catalogue = digest(domains)
        template.write(out / CATALOGUE, {"hash": catalogue, "domains": domains})
        notes.append(f"{len(domains)} domains, {catalogue[:12]}")
    description = openapi.text(folders)
    (out / OPENAPI).write_text(description)
    layer_keys = layers.keys()
    for name in layer_keys if with_layers else ["greenlight"]:
        with step(f"layer {name}") as notes:
            notes.append(_size(layers.build(name, out)))
    with step("zips") as notes:
        code_keys = package.zips(folders, out)
        notes.append(f"{len(code_keys)}")
    with step("templates") as notes:
        templates = stacks.build(folders, found, code_keys, layer_keys)
        _write(out, templates, folders)
        notes.append(
            f"{len(templates)} stacks, {sum(len(t['Resources']) for t in templates.values())} resources"
        )
    keys = {**code_keys, **layer_keys}
    hashes = {"catalogue": catalogue, "openapi": template.digest(description)}
    _tidy(out, set(keys.values()))
    template.write(out / MANIFEST, {"stacks": list(templates), **hashes, "keys": keys})
    return Built(out, tuple(templates), keys, catalogue)


def _write(out: Path, templates: dict[str, template.Template], folders: Sequence[Folder]) -> None:
    directory = out / "templates"
    for name, content in templates.items():
        template.write(directory / f"{name}.json", content)
    for stale in directory.glob("*.json"):
        if stale.stem not in templates:
            stale.unlink()
    public = sorted(p.path for folder in folders for p in folder.declared.prefixes if p.published)
    template.write(out / ROUTES, {"rest": public, "socket": f"/{SOCKET_STAGE}"})


def _tidy(out: Path, current: set[str]) -> None:
    """What an earlier build left under another key is no longer asked for."""
    for stale in (file for place in ("zips", "layers") for file in (out / place).glob("*.zip")):
        if stale.relative_to(out).as_posix() not in current:
            stale.unlink()


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 1e6:.1f} MB"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.build", description=__doc__)
    parser.add_argument("--functions", type=Path, default=ROOT / "functions")
    parser.add_argument("--out", type=Path, default=ROOT / "build")
    parser.add_argument("--no-layers", action="store_true", help="do not fetch third-party layers")
    options = parser.parse_args(arguments)
    began = time.perf_counter()
    say("build")
    try:
        build(options.functions, options.out, with_layers=not options.no_layers)
    except Refused as refusal:
        say(f"refused: {refusal.detail}")
        return 1
    say(f"built in {time.perf_counter() - began:.1f} s: {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
