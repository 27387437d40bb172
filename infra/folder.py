"""What the registry knows of one folder under `functions/`, and what the rest of the builder reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from greenlight.declare import Capability, Domain, Function

from .where import Place

Kind = Literal["routes", "tool", "socket", "schedule", "queue", "stream", "plain"]


@dataclass(frozen=True)
class Lambda:
    """One Lambda: `name` is its physical name after the prefix, `attribute` what `app.py` calls it.

    `event` holds what its kind needs: `route_key` of a socket handler, `expression` of a schedule, `queue` and
    `batch_size` of a queue, `table` and `batch_size` of a stream.
    """

    name: str
    attribute: str
    kind: Kind
    settings: Function
    place: Place
    event: Mapping[str, Any] = field(default_factory=dict)

    @property
    def faces_users(self) -> bool:
        """True where the gateway's word for who is asking is believed, so that nobody else may invoke it."""
        return self.kind in {"routes", "socket"}

    @property
    def asynchronous(self) -> bool:
        """True where nobody waits for the answer, so that a failure must be sent somewhere."""
        failing = self.settings.on_failure is not None
        return self.kind == "schedule" or failing or self.settings.asynchronous


@dataclass(frozen=True)
class Route:
    """One path and method that Chalice serves; the gateway only knows its prefix. `view` is what answers."""

    path: str
    method: str
    place: Place
    view: Any = None


@dataclass(frozen=True)
class Folder:
    """One folder with its declaration; `file` is the one that declares it (domain.py or capability.py).

    `described` are its pages of the catalogue by name: a domain's own, a capability's toolsets.
    """

    path: Path
    file: Path
    declared: Domain | Capability
    lambdas: tuple[Lambda, ...]
    routes: tuple[Route, ...]
    described: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def stack(self) -> str:
        """Its stack's name after the prefix: CloudFormation takes no underscore there."""
        return self.name.replace("_", "-")

    @property
    def routes_lambda(self) -> Lambda | None:
        return next((one for one in self.lambdas if one.kind == "routes"), None)
