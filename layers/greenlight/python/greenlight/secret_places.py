"""Where a value holds what looks like a secret, however it is wrapped: for actions, and for a person's edit of one."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from .reading import pointer
from .secret_shapes import has_secret_shape, is_random, is_secret_name, is_secret_number, may_be_secret_name

DEEPEST = 16  # steps; one into an object or list is one, one into a text that holds a text is three
WRAPPING = 3
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_FORM = re.compile(r"[^\s=&]+=\S*")
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,20}://\S+")
_TO_STANDARD = str.maketrans("-_", "+/")
Path = tuple[str | int, ...]


def secrets(value: Any, path: Path = (), name: str = "", depth: int = 0) -> Iterator[Path]:
    """Where this value holds what looks like a secret: in any nesting, inside URLs, forms, JSON texts and base64.

    `name` is that of the nearest field above. What is nested deeper than anybody needs is taken for hidden.
    """
    if depth > DEEPEST or _is_secret(value, name):
        yield path
    elif isinstance(value, str):
        for inner in (*_json(value), *_form(value), *_url(value), *_unbased(value)):
            yield from (path for _ in secrets(inner, path, name, depth + WRAPPING))
    else:
        for step, inner in _members(value):
            hidden = has_secret_shape(str(step))
            if hidden:
                yield path
            yield from secrets(inner, path if hidden else (*path, step), _nearest(step, name), depth + 1)


def _is_secret(value: Any, name: str) -> bool:
    if isinstance(value, str):
        named = is_secret_name(name) or (may_be_secret_name(name) and is_random(value))
        return bool(value) and (named or has_secret_shape(value))
    return isinstance(value, int | float) and not isinstance(value, bool) and is_secret_number(name)


def _members(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, Mapping):
        yield from ((str(key), inner) for key, inner in value.items())
    elif isinstance(value, list | tuple):
        yield from enumerate(value)


def _nearest(step: str | int, above: str) -> str:
    """A secret name covers all beneath it: `{"password": {"value": …}}`; an element of a list has its list's name."""
    return above if isinstance(step, int) or is_secret_name(above) else step


def _json(text: str) -> Iterator[Any]:
    if text.lstrip()[:1] in ("{", "[", '"'):
        try:
            yield json.loads(text, object_pairs_hook=_pairs)
        except (ValueError, RecursionError):
            return


def _form(text: str) -> Iterator[Any]:
    if _FORM.fullmatch(text) and "://" not in text.partition("=")[0]:
        yield _pairs(parse_qsl(text.removeprefix("?")))


def _url(text: str) -> Iterator[Any]:
    """The password, each parameter of the query and of the fragment, each step of the path."""
    for found in _URL.findall(text):
        try:
            parts = urlsplit(found)
            password = parts.password
        except ValueError:
            continue
        yield {"password": password}
        yield _pairs(parse_qsl(parts.query) + parse_qsl(parts.fragment))
        yield [unquote(step) for step in parts.path.split("/")]


def _unbased(text: str) -> Iterator[str]:
    """What a base64 text says, where it says anything that can be read."""
    compact = "".join(text.split())
    if _BASE64.fullmatch(compact):
        plain = compact.rstrip("=").translate(_TO_STANDARD)
        try:
            yield base64.b64decode(plain + "=" * (-len(plain) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            return


def _pairs(found: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Every one of them: a name that is given twice hides nothing."""
    return [{name: value} for name, value in found]


def complaint(value: Any) -> str:
    """In words, by where it stands and never by what it is; empty where nothing looks like a secret."""
    for path in secrets(value):
        return f"{pointer(*path) or 'What was sent'} looks like a secret; name it by its `credential_ref` instead."
    return ""
