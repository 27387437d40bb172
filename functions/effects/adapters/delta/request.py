"""A request to the exchange, written out to the byte; the sealed headers stand in it by the credential's name."""

from functions.effects.adapters.protocol import Prepared
from functions.effects.adapters.sealed import sealed
from functions.effects.adapters.written import write

from .signature import SIGNED

JSON = "application/json"


def written(base: str, method: str, target: str, body: bytes = b"", credential_ref: str = "") -> Prepared:
    """`base` is scheme and host, `target` begins with `/v2/`. Without a credential it is a public look."""
    secret = tuple((name, sealed(credential_ref)) for name in SIGNED) if credential_ref else ()
    typed = (("Content-Type", JSON),) if body else ()
    return write(method, f"{base}{target}", (("Accept", JSON), *secret, *typed), body)
