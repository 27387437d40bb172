"""From outside text to typed values: strict JSON, and Pydantic's complaints as pointers that a caller can use."""

import json
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from .errors import Invalid, Refused

M = TypeVar("M", bound=BaseModel)


def read_json(text: str | bytes) -> Any:
    """JSON as RFC 8259 has it: no NaN, no Infinity, no number beyond a double. Raises Refused (400)."""
    try:
        plain = text.decode() if isinstance(text, bytes) else text
        return storable(json.loads(plain, parse_constant=_not_json, parse_float=_finite))
    except (ValueError, RecursionError):
        raise Refused("The body is not JSON.") from None


def storable(value: Any) -> Any:
    """The same JSON value. Raises Refused for half a character (a lone surrogate): Pydantic takes it, no table does."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Refused("The text holds half a character.") from None
    return value


def parse(model: type[M], value: Any) -> M:
    """The value as that model; unknown members are refused. Raises Invalid, naming every problem by JSON pointer."""
    try:
        return model.model_validate(value, extra="forbid")
    except ValidationError as error:
        raise Invalid(_summary(problems := complaints(error)), problems=problems) from None


def complaints(error: ValidationError) -> list[dict[str, str]]:
    """`{pointer, detail}` for each complaint; never the value itself, which may be a secret."""
    return [
        {"pointer": pointer(*found["loc"]), "detail": found["msg"].removeprefix("Value error, ")}
        for found in error.errors(include_url=False, include_context=False, include_input=False)
    ]


def pointer(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901); empty for the whole document."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _summary(problems: list[dict[str, str]]) -> str:
    first = problems[0]
    where = f"{first['pointer']}: " if first["pointer"] else ""
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{where}{first['detail']}{more}"


def _not_json(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(digits: str) -> float:
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        raise ValueError(digits)
    return number
