"""What a source file imports and which clock it reads, told from its text."""

import ast
from collections.abc import Iterator
from pathlib import Path

CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}


def imported(file: Path, package: str) -> set[str]:
    """Absolute names of the modules a file imports; `package` is the one it lives in."""
    return {name for node in ast.walk(_tree(file)) for name in _names(node, package)}


def clock_calls(file: Path) -> list[str]:
    """Calls such as `date.today()`; a judge is told what day it is."""
    calls = [node.func for node in ast.walk(_tree(file)) if isinstance(node, ast.Call)]
    return [f"{file.name}:{c.lineno}" for c in calls if isinstance(c, ast.Attribute) and c.attr in CLOCKS]


def _names(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) - node.level + 1]
        start = ".".join(above) if node.level else ""
        module = ".".join(part for part in (start, node.module) if part)
        yield module
        yield from (f"{module}.{alias.name}" for alias in node.names)


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))
