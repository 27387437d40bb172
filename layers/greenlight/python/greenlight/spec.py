"""What a view takes and gives, written beside its route for the API's description; it checks nothing at run time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Spec:
    """Models of one operation. `text` is the media type of an answer that is no JSON."""

    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    returns: type[BaseModel] | None = None
    status: int = 200
    text: str = ""


def spec(
    *, body: type[BaseModel] | None = None, query: type[BaseModel] | None = None,
    returns: type[BaseModel] | None = None, status: int = 200, text: str = "",
) -> Callable[[View], View]:  # fmt: skip
    """Under `@app.route`: leaves the view as it is, with `__spec__` for the generator of `docs/openapi.json`."""

    def described(view: View) -> View:
        view.__dict__["__spec__"] = Spec(body, query, returns, status, text)
        return view

    return described


def spec_of(view: object) -> Spec | None:
    found = getattr(view, "__spec__", None)
    return found if isinstance(found, Spec) else None
