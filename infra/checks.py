"""What can only be refused by looking at all folders together."""

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from greenlight.declare import Domain, Tool, Toolset
from greenlight.schemas import NotStrict, strict_schema

from . import needs, where
from .folder import Folder
from .web import FOLDED
from .where import Place, Unbuildable

LONGEST_PREFIX = len("greenlight-") + 12  # a stage has at most twelve characters
MAX_NAME = 64  # AWS quota: a Lambda's name
RESERVED = {"base", "api", "code", "egress", "layers", "web"}  # our own stacks
FOLDER = re.compile(r"[a-z][a-z0-9_]{0,30}\Z")


def check(folders: Sequence[Folder], machines: Set[str]) -> None:
    """Raises Unbuildable for the first thing that would not work once deployed."""
    for folder in folders:
        _name(folder)
        _routes(folder)
        _tools(folder)
    _prefixes(folders)
    _names(folders)
    _pages(folders)
    needs.check(folders, machines)
    _authorizer(folders)


def _name(folder: Folder) -> None:
    ours = folder.name in RESERVED or folder.name.startswith("tool") or folder.name.endswith("_machine")
    if ours or not FOLDER.match(folder.name):
        place = where.named(folder.file, folder.name)
        detail = f"'{folder.name}' cannot be a folder's name: a lower-case noun, not {', '.join(sorted(RESERVED))}."
        raise Unbuildable(place, detail)


def _routes(folder: Folder) -> None:
    prefixes = [prefix.path for prefix in folder.declared.prefixes]
    for route in folder.routes:
        if not any(_within(route.path, prefix) for prefix in prefixes):
            raise Unbuildable(
                route.place, f"no prefix of {folder.file.name} covers the route '{route.path}'."
            )
    for prefix in prefixes:
        if not any(_within(route.path, prefix) for route in folder.routes):
            place = where.named(folder.file, prefix)
            raise Unbuildable(place, f"no route of app.py is under the prefix '{prefix}'.")


def _within(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")


def _tools(folder: Folder) -> None:
    """Tools that say what they do, and schemas that are strict unless they say otherwise."""
    declared = folder.declared
    if isinstance(declared, Domain):
        for tool in declared.tools:
            _tool(tool, where.named(folder.file, tool.name))
        return
    for toolset in declared.toolsets:
        for tool in toolset.tools:
            place = where.named(folder.file, tool.name, toolset.name)
            if tool.effect != "external":
                raise Unbuildable(place, f"the tool '{tool.name}' of a toolset must be external.")
            _tool(tool, place)


def _tool(tool: Tool, place: Place) -> None:
    if not tool.description:
        detail = f"the tool '{tool.name}' has no docstring; its first line is what the model reads."
        raise Unbuildable(place, detail)
    if tool.effect == "external" and not tool.verb:
        raise Unbuildable(place, f"the external tool '{tool.name}' names no verb.")
    _strict(tool, place)


def _strict(tool: Tool, place: Place) -> None:
    try:
        strict_schema(tool.arguments) if tool.strict else None
    except NotStrict as error:
        detail = f"the schema of '{tool.name}' is not strict ({error}); make it so, or say strict=False."
        raise Unbuildable(where.model(tool.arguments, place), detail) from error


def _prefixes(folders: Sequence[Folder]) -> None:
    seen: dict[str, Folder] = {}
    for folder in folders:
        for prefix in folder.declared.prefixes:
            place = where.named(folder.file, prefix.path, folder.name)
            if prefix.path in seen:
                other = seen[prefix.path].file
                raise Unbuildable(place, f"the prefix '{prefix.path}' is already served by {other}.")
            if not re.fullmatch(r"(/[A-Za-z0-9._-]+)+", prefix.path):
                raise Unbuildable(
                    place, f"'{prefix.path}' is not a prefix: it starts with / and has no parameters."
                )
            if not prefix.published and _within(prefix.path, FOLDED):
                raise Unbuildable(
                    place, f"what is under {FOLDED} is published as a whole: '{prefix.path}' too."
                )
            seen[prefix.path] = folder


def _names(folders: Sequence[Folder]) -> None:
    every = sorted((one for folder in folders for one in folder.lambdas), key=lambda one: one.name)
    for first, second in pairwise(every):
        if first.name == second.name:
            raise Unbuildable(
                second.place, f"a Lambda named '{second.name}' is already made at {first.place}."
            )
    for one in every:
        if LONGEST_PREFIX + 1 + len(one.name) > MAX_NAME:
            most = MAX_NAME - LONGEST_PREFIX - 1
            raise Unbuildable(one.place, f"'{one.name}' is too long for a Lambda: at most {most} characters.")


def _pages(folders: Sequence[Folder]) -> None:
    """A page of the catalogue has one owner, whether it is a domain's or a toolset's."""
    seen: dict[str, Folder] = {}
    for folder in folders:
        declared = folder.declared
        pages: Sequence[Domain | Toolset] = [declared] if isinstance(declared, Domain) else declared.toolsets
        for page in pages:
            place = where.named(folder.file, page.name)
            if not FOLDER.match(page.name):
                raise Unbuildable(place, f"'{page.name}' cannot be a toolset's name: a lower-case noun.")
            if page.name in seen:
                raise Unbuildable(
                    place, f"'{page.name}' is already in the catalogue, by {seen[page.name].file}."
                )
            seen[page.name] = folder


def _authorizer(folders: Sequence[Folder]) -> None:
    if any(one.name == "authorizer" for folder in folders for one in folder.lambdas):
        return
    for folder in folders:
        for prefix in folder.declared.prefixes:
            if prefix.door == "user":
                place = where.named(folder.file, prefix.path, folder.name)
                raise Unbuildable(
                    place, f"'{prefix.path}' is for users, and no folder has a Lambda 'authorizer'."
                )
