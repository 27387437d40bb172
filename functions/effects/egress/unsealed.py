"""The approved text with the secrets in their places: what may be written, and nothing else."""

import re

from functions.effects.adapters.protocol import Prepared
from functions.effects.adapters.sealed import is_sealed

from .wire import NotExact

END, LINE = "\r\n\r\n", "\r\n"
VALUE = re.compile(r"[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?\Z")  # one line, or a secret could write a body


def unsealed(prepared: Prepared) -> bytes:
    """`exact` with the value of each sealed header where it says so, in that header's line alone. Raises NotExact."""
    head, end, body = prepared.exact.partition(END)
    if body.encode() != prepared.body:
        raise NotExact
    values = {name.lower(): value for name, value in prepared.headers}
    missing = {name.lower() for name in prepared.sealed}
    lines = head.split(LINE)
    for at, line in enumerate(lines[1:], 1):
        name, _, shown = line.partition(": ")
        if name.lower() not in missing:
            continue
        missing.remove(name.lower())
        value = values.get(name.lower(), "")
        if not is_sealed(shown) or not VALUE.match(value):
            raise NotExact
        lines[at] = f"{name}: {value}"
    if missing:
        raise NotExact
    return (LINE.join(lines) + end + body).encode()
