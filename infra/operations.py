"""What a view takes and gives: as its `@spec` says, else as its code does, so that nobody writes it twice."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FunctionType, MethodType
from typing import Any, get_type_hints

from greenlight import desk
from greenlight.declare import Capability, Domain, Tool
from greenlight.errands import Errands
from greenlight.request import Answer
from greenlight.spec import Spec, spec_of
from pydantic import BaseModel

View = Callable[..., Any]
DERIVED = {
    "list": "The rows, a page at a time.",
    "create": "Adds a row; refused if its key is taken.",
    "get": "One row; its revision is the ETag.",
    "put": "Puts a whole row in place, new or changed.",
    "delete": "Removes a row.",
    "batch": "Adds, changes and removes several rows, all of them or none.",
    "form": "The editor, as messages of an A2UI surface.",
}


def described(view: View, declared: Domain | Capability) -> Spec:
    """Models and status of one view; whatever cannot be told is left open."""
    function = inspect.unwrap(view)
    if isinstance(declared, Domain) and _derived(function):
        return _of_domain(declared)[function.__name__]
    if found := spec_of(function):
        return found
    return _said(function, Spec(returns=_model_of(_returned(function))))


def summary(view: View) -> str:
    """The first docstring line of the view, else its name in words."""
    function = inspect.unwrap(view)
    if _derived(function):
        return DERIVED[function.__name__]
    return (inspect.getdoc(function) or function.__name__.replace("_", " ").capitalize()).partition("\n")[0]


def _derived(function: Any) -> bool:
    return bool(function.__module__ == desk.__name__)


def _of_domain(domain: Domain) -> dict[str, Spec]:
    """The routes that the desk derives for every domain; its own `save_batch` has shapes of its own."""
    shapes = Errands(domain).shapes
    batch: Tool | None = next((tool for tool in domain.tools if tool.name == "save_batch"), None)
    return {
        "list": Spec(query=shapes.listing, returns=shapes.page),
        "create": Spec(body=shapes.row, returns=shapes.stored, status=201),
        "get": Spec(returns=shapes.stored),
        "put": Spec(body=shapes.row, returns=shapes.stored),
        "delete": Spec(status=204),
        "batch": Spec(
            body=batch.arguments if batch else shapes.batch, returns=batch.result if batch else shapes.saved
        ),
        "form": Spec(),
    }


def _said(function: Any, known: Spec) -> Spec:
    """Follows `body(Model)`, `query(Model)`, `answer(content, status)` and the view's own answering functions."""
    scope = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
    for call, name in _calls(function):
        if name == "body":
            known = replace(known, body=_model_of(_value(call.args[0], scope)))
        elif name == "query":
            known = replace(known, query=_model_of(_value(call.args[0], scope)))
        elif name == "answer":
            known = replace(known, status=_status(call), returns=known.returns or _content(call, scope))
        elif _answers(scope.get(name)):
            known = _said(scope[name], known)
    return known


def _calls(function: Any) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node, node.func.id


def _value(node: ast.expr, scope: dict[str, Any]) -> Any:
    """What a name, or a dotted one, stands for in the view's module; None for anything cleverer."""
    if isinstance(node, ast.Attribute):
        return getattr(_value(node.value, scope), node.attr, None)
    return scope.get(node.id) if isinstance(node, ast.Name) else None


def _status(call: ast.Call) -> int:
    given = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "status")]
    said = (one.value for one in given if isinstance(one, ast.Constant))
    return next((value for value in said if isinstance(value, int) and value < 300), 200)


def _content(call: ast.Call, scope: dict[str, Any]) -> type[BaseModel] | None:
    """`answer(Model(...))`, or `answer(function(...))` by that function's own annotation."""
    if not call.args or not isinstance(call.args[0], ast.Call):
        return None
    maker = _value(call.args[0].func, scope)
    return _model_of(maker) or _model_of(_returned(maker))


def _answers(candidate: Any) -> bool:
    return (
        isinstance(candidate, FunctionType)
        and candidate.__name__ != "answer"
        and _returned(candidate) is Answer
    )


def _returned(function: Any) -> Any:
    return get_type_hints(function).get("return") if isinstance(function, FunctionType | MethodType) else None


def _model_of(candidate: Any) -> type[BaseModel] | None:
    return candidate if isinstance(candidate, type) and issubclass(candidate, BaseModel) else None
