"""What agents may ask to have sent; nothing here sends, the adapters do, once it was approved."""

from typing import Never, Protocol

from greenlight.caller import Caller

from .schemas import HttpCallInput, HttpCallOutput


class Nobody(Protocol):
    """These tools have no port: no Lambda of theirs exists."""


def http_call(caller: Caller, arguments: HttpCallInput, port: Nobody) -> HttpCallOutput:
    """Make one HTTP request to the outside and get its answer; a person approves the exact request first."""
    return never(caller, arguments, port)


def never(*_asked: object) -> Never:
    """Raises PermissionError: an approved effect is carried out by its adapter, and by nothing else."""
    raise PermissionError("only an approval sets this off")
