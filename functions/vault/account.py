"""An account as its customer gives it, whichever door it came through."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from greenlight.credentials import Kind


@dataclass(frozen=True, slots=True)
class Account:
    """None is what was not said: it stays as it was. An empty `credential_ref` asks for a new one."""

    kind: Kind
    provider: str
    credential_ref: str = ""
    name: str = ""
    identity: Mapping[str, str] | None = None
    secret: Mapping[str, str] | None = field(default=None, repr=False)
    risk_limits: Mapping[str, int] | None = None
