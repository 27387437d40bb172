"""Finds the folders under `functions/`, imports each Chalice app and declaration, and says what they add up to."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from greenlight.catalogue import describe, describe_toolset
from greenlight.declare import TENANTS, Capability, Domain, Function
from greenlight.errors import Refused

from . import machines, where
from .checks import check
from .folder import Folder, Kind, Lambda, Route
from .where import Place, Unbuildable

DECLARATIONS: dict[str, tuple[str, type[Domain] | type[Capability]]] = {
    "domain": ("DOMAIN", Domain),
    "capability": ("CAPABILITY", Capability),
}
# What a wrong declaration raises, in our words, Chalice's, Pydantic's or Python's; anything else escapes as it is.
REFUSED_IMPORTS = (ImportError, SyntaxError, NameError, AttributeError, TypeError, ValueError, Refused)
EVENTS: dict[str, Kind] = {
    "ScheduledEventConfig": "schedule", "SQSEventConfig": "queue", "DynamoDBEventConfig": "stream",
}  # fmt: skip


def load(functions: Path) -> tuple[Folder, ...]:
    """Every folder, by name. Raises Unbuildable, with file and line, for anything that could not be deployed."""
    functions = functions.resolve()
    with _importable(functions):
        folders = tuple(_folder(path) for path in sorted(functions.iterdir()) if (path / "app.py").is_file())
        check(folders, machines.names(functions))
        return tuple(replace(folder, described=_described(folder)) for folder in folders)


@contextmanager
def _importable(functions: Path) -> Iterator[None]:
    """Inside, `functions.` is this directory, freshly imported; afterwards it is again what it was."""
    before = {name: sys.modules.pop(name) for name in list(sys.modules) if _ours(name)}
    sys.path.insert(0, str(functions.parent))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(functions.parent))
        for name in [name for name in sys.modules if _ours(name)]:
            del sys.modules[name]
        sys.modules.update(before)


def _ours(module: str) -> bool:
    return module == "functions" or module.startswith("functions.")


def _folder(path: Path) -> Folder:
    file, declared = _declaration(path)
    module = _import(path, "app")
    if not hasattr(module, "app"):
        raise Unbuildable(Place(path / "app.py"), "there is no Chalice app named 'app' here.")
    routes = tuple(_routes(path, module.app))
    found = [*_routes_lambda(path, declared, module, routes), *_others(path, file, declared, module.app)]
    for one in found:
        if not callable(getattr(module, one.attribute, None)):
            handler = f"functions.{path.name}.app.{one.attribute}"
            raise Unbuildable(
                one.place, f"the handler '{handler}' cannot be imported; give app.py that name."
            )
    return Folder(path, file, declared, tuple(found), routes)


def _import(path: Path, name: str) -> ModuleType:
    try:
        return importlib.import_module(f"functions.{path.name}.{name}")
    except REFUSED_IMPORTS as error:
        place = where.failure(error, path)
        raise Unbuildable(place, f"importing it fails: {type(error).__name__}: {error}") from error


def _declaration(path: Path) -> tuple[Path, Domain | Capability]:
    present = [name for name in DECLARATIONS if (path / f"{name}.py").is_file()]
    if len(present) != 1:
        raise Unbuildable(Place(path / "app.py"), "a folder has either a domain.py or a capability.py.")
    variable, kind = DECLARATIONS[present[0]]
    file = path / f"{present[0]}.py"
    declared = getattr(_import(path, present[0]), variable, None)
    if not isinstance(declared, kind):
        raise Unbuildable(Place(file), f"it must define {variable} = {kind.__name__}(...).")
    if declared.name != path.name:
        place = where.named(file, declared.name)
        raise Unbuildable(place, f"it is named '{declared.name}' but its folder '{path.name}'; use one name.")
    return file, declared


def _described(folder: Folder) -> dict[str, Any]:
    """While its modules can still be found, since a skill doc stands beside them."""
    try:
        if isinstance(folder.declared, Domain):
            return {folder.name: describe(folder.declared)}
        return {one.name: describe_toolset(one) for one in folder.declared.toolsets}
    except TypeError as error:
        raise Unbuildable(where.named(folder.file, folder.name), str(error)) from error


def _routes(folder: Path, app: Any) -> Iterator[Route]:
    """A view that was derived is written elsewhere; then the line in app.py counts."""
    for path, methods in app.routes.items():
        for method, entry in methods.items():
            view = where.function(entry.view_function)
            ours = view.file.is_relative_to(folder)
            place = view if ours else where.named(folder / "app.py", path)
            yield Route(path, method, place, entry.view_function)


def _routes_lambda(
    path: Path, declared: Domain | Capability, module: ModuleType, routes: tuple[Route, ...]
) -> Iterator[Lambda]:
    """Behind a user prefix the desk reads the member's row at the moment of use: that right comes from here."""
    if not routes and not declared.prefixes:
        return
    settings = declared.routes
    if any(prefix.door == "user" for prefix in declared.prefixes):
        settings = replace(settings, needs=tuple(dict.fromkeys((*settings.needs, TENANTS.read))))
    place = routes[0].place if routes else Place(Path(module.__file__ or path))
    yield Lambda(f"{path.name}-routes", "handler", "routes", settings, place)


def _others(path: Path, file: Path, declared: Domain | Capability, app: Any) -> Iterator[Lambda]:
    """Every other Lambda of the folder; what Chalice registers and what is declared must be the same names."""
    seen: set[str] = set()
    for name, kind, event in _registered(path, app):
        place = where.named(path / "app.py", name)
        if name in seen:
            raise Unbuildable(place, f"two Lambdas of this app are named '{name}'.")
        if name not in declared.functions:
            raise Unbuildable(place, f"'{name}' is not declared in {file.name}; add its settings there.")
        seen.add(name)
        tool = isinstance(declared, Domain)
        physical = f"tool-{declared.name}-{name}" if tool else name
        settings: Function = declared.functions[name]
        yield Lambda(physical, name, "tool" if tool else kind, settings, place, event)
    for name in declared.functions:
        if name not in seen:
            raise Unbuildable(
                where.named(file, name), f"'{name}' is declared, but app.py registers no such Lambda."
            )


def _registered(path: Path, app: Any) -> Iterator[tuple[str, Kind, dict[str, Any]]]:
    for one in app.pure_lambda_functions:
        yield one.name, "plain", {}
    for key, one in app.websocket_handlers.items():
        yield one.name, "socket", {"route_key": key}
    for one in app.event_sources:
        kind = EVENTS.get(type(one).__name__)
        if kind is None:
            place = where.named(path / "app.py", one.name)
            raise Unbuildable(place, f"the builder has no rule for '{type(one).__name__}' yet ({one.name}).")
        yield one.name, kind, _event(one, kind)


def _event(one: Any, kind: Kind) -> dict[str, Any]:
    """What Chalice was told of the source; a stream's ARN is our table's name, since no decorator knows an account."""
    if kind == "schedule":
        return {"expression": _expression(one)}
    source = {"queue": one.queue} if kind == "queue" else {"table": one.stream_arn}
    return {**source, "batch_size": one.batch_size}


def _expression(one: Any) -> str:
    """Chalice takes a string or a Rate or Cron object."""
    found = one.schedule_expression
    return found if isinstance(found, str) else str(found.to_string())
