"""How a secret header stands in a text that people read: by the name of the credential that fills it."""

import re

OPEN, CLOSE = (
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
    "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
)
SEALED = re.compile(f"{OPEN}sealed: [A-Za-z0-9_-]{{1,64}}{CLOSE}\\Z")


def sealed(credential_ref: str) -> str:
    return f"{OPEN}sealed: {credential_ref}{CLOSE}"


def is_sealed(value: str) -> bool:
    return bool(SEALED.match(value))
