"""Where a refusal of the builder points to: the file and line that its reader has to change."""

import ast
import inspect
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenlight.errors import Refused


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a source file, written as editors and compilers write it."""

    file: Path
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Unbuildable(Refused):
    """What the folders declare cannot be built; the detail starts with `file:line`."""

    title = "Cannot be built"

    def __init__(self, place: Place, detail: str) -> None:
        super().__init__(f"{place}: {detail}")
        self.place = place


def named(file: Path, *texts: str) -> Place:
    """The line that holds the first of these strings that the file spells out, else the line of its declaration."""
    tree = ast.parse(file.read_text())
    literals = dict(_strings(tree))
    for text in texts:
        if text in literals:
            return Place(file, literals[text])
    lines = [node.lineno for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    return Place(file, lines[-1] if lines else 1)


def _strings(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Constants, names and calls such as `secret(model)`, last to first, so that a dict keeps the first mention."""
    found: list[tuple[str, int]] = []
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text), lineno=line) | ast.Name(id=text, lineno=line):
                found.append((text, line))
            case ast.Call(func=ast.Name(id=called), args=[ast.Constant(value=str(given))], lineno=line):
                found.append((f"{called}({given})", line))
    yield from sorted(found, key=lambda pair: -pair[1])


def function(view: Any) -> Place:
    """Where a function is defined, looking through decorators that used `functools.wraps`."""
    code = inspect.unwrap(view).__code__
    return Place(Path(code.co_filename), code.co_firstlineno)


def model(cls: type[Any], otherwise: Place) -> Place:
    """Where a class is written; one that was made at run time has no line, so its user's is given."""
    try:
        return Place(Path(inspect.getfile(cls)), inspect.getsourcelines(cls)[1])
    except (OSError, TypeError):
        return otherwise


def failure(error: BaseException, folder: Path) -> Place:
    """The innermost line of this folder that an exception passed through."""
    if isinstance(error, SyntaxError) and error.filename:
        return Place(Path(error.filename), error.lineno or 1)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(folder)]
    return Place(Path(frames[-1].filename), frames[-1].lineno or 1) if frames else Place(folder / "app.py")
