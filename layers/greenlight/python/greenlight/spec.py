"""What a view takes and gives, and whom it serves, written beside its route.

The desk enforces the roles (403, rule "role"); the models are for the API's description and check nothing at run time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from .caller import Role

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Spec:
    """Models of one operation. `text` is the media type of an answer that is no JSON, `form` of a body that is none.

    Of a user's door, `roles` are those of which a caller needs one; None lets in every member. What `decides` is a
    person's alone.
    """

    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    returns: type[BaseModel] | None = None
    status: int = 200
    text: str = ""
    form: str = ""
    roles: tuple[Role, ...] | None = None
    decides: bool = False


def spec(
    *, body: type[BaseModel] | None = None, query: type[BaseModel] | None = None,
    returns: type[BaseModel] | None = None, status: int = 200, text: str = "", form: str = "",
    roles: tuple[Role, ...] | None = None, decides: bool = False,
) -> Callable[[View], View]:  # fmt: skip
    """Under `@app.route`: leaves the view as it is, with `__spec__` for the desk and for what is generated of it."""

    def described(view: View) -> View:
        view.__dict__["__spec__"] = Spec(body, query, returns, status, text, form, roles, decides)
        return view

    return described


def spec_of(view: object) -> Spec | None:
    found = getattr(view, "__spec__", None)
    return found if isinstance(found, Spec) else None
