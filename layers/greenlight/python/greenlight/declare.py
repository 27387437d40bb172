"""The words in which a folder declares itself, once; the builder derives everything else from them.

Nothing here imports boto3 or reads the environment, so that the builder can import every declaration.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from inspect import getdoc, signature
from typing import Any, Literal, Protocol, get_type_hints

from pydantic import BaseModel

Effect = Literal["read", "write", "external"]
Door = Literal["user", "agent", "open"]


@dataclass(frozen=True, slots=True)
class Need:
    """One right that a Lambda asks for; `infra/rights.py` is the only place that turns it into IAM actions."""

    kind: Literal["table", "function", "key", "bucket", "secret", "sockets", "setting"]
    name: str
    access: str


@dataclass(frozen=True, slots=True)
class Table:
    """A DynamoDB table of `infra/base.yaml`, one per bounded context (architecture §8)."""

    name: str

    @property
    def read(self) -> Need:
        """Get and query, on the table and its indexes; never scan."""
        return Need("table", self.name, "read")

    @property
    def write(self) -> Need:
        """Put, update, delete and condition checks; reading is a right of its own."""
        return Need("table", self.name, "write")


@dataclass(frozen=True, slots=True)
class Key:
    """An RSA key in KMS; the private half never leaves it."""

    name: str

    @property
    def sign(self) -> Need:
        return Need("key", self.name, "sign")

    @property
    def verify(self) -> Need:
        """Fetch the public half; verification itself happens in the Lambda."""
        return Need("key", self.name, "verify")


@dataclass(frozen=True, slots=True)
class Bucket:
    name: str

    @property
    def read(self) -> Need:
        return Need("bucket", self.name, "read")

    @property
    def write(self) -> Need:
        return Need("bucket", self.name, "write")


def may_invoke(function: str) -> Need:
    """The right to invoke one internal Lambda by its name; the builder refuses one that serves user routes."""
    return Need("function", function, "invoke")


def secret(name: str) -> Need:
    """The right to read one secret of Secrets Manager; the Lambda gets its name, never its value."""
    return Need("secret", name, "read")


def setting(name: str) -> Need:
    """A deploy parameter that reaches the Lambda as the environment variable of that name (never a secret)."""
    return Need("setting", name, "read")


ENTRIES, THREADS, AGENTS, LEDGER = Table("Entries"), Table("Threads"), Table("Agents"), Table("Ledger")
MODELS, TENANTS, DOORS = Table("Models"), Table("Tenants"), Table("Doors")
RUN_KEY, AGENT_KEY, PLATFORM_KEY = Key("run"), Key("agent"), Key("platform")
CONTENT = Bucket("content")
SOCKETS = Need("sockets", "realtime", "post")
CATALOGUE = Need("setting", "CATALOGUE_HASH", "read")


@dataclass(frozen=True, slots=True)
class Function:
    """The settings of one Lambda. `timeout` in seconds, `memory` in MB.

    `on_failure` names the Lambda that hears of an asynchronous invocation that failed for good; without it the
    builder adds a dead-letter queue. `retries` counts asynchronous ones (Lambda allows 0 to 2).
    """

    needs: tuple[Need, ...] = ()
    memory: int = 512
    timeout: int = 15
    retries: int = 2
    on_failure: str | None = None
    layers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prefix:
    """A public path at the gateway (`ANY path` and `ANY path/{proxy+}`), all served by the folder's routes Lambda.

    `door` says who is let in: "user" (the gateway's authorizer proved an OIDC identity), "agent" (the handler
    itself checks the agent's JWT and run token) or "open". `published` paths are served at the edge.
    """

    path: str
    door: Door = "user"
    published: bool = True


class Run(Protocol):
    """What a tool does: `(caller, arguments, port) -> result`. Raises `Refused` to say no."""

    __name__: str

    def __call__(self, caller: Any, arguments: Any, port: Any, /) -> BaseModel: ...


@dataclass(frozen=True)
class Tool:
    """One typed thing an agent may ask for; its first docstring line is product text that the model reads.

    Arguments and result are the Pydantic models in the function's signature. `effect` decides what the gate does:
    a read is allowed, a write is allowed unless `risky`, an `external` one (with its `verb`) asks a person.
    """

    run: Run
    effect: Effect
    needs: tuple[Need, ...] = ()
    name: str = ""
    risky: bool = False
    verb: str | None = None
    strict: bool = True
    function: Function = field(default_factory=lambda: Function(memory=256, timeout=15))

    def __post_init__(self) -> None:
        if not self.name:
            object.__setattr__(self, "name", self.run.__name__)
        object.__setattr__(self, "function", replace(self.function, needs=self.needs))

    @property
    def description(self) -> str:
        """The first line of the docstring."""
        return (getdoc(self.run) or "").partition("\n")[0]

    @property
    def arguments(self) -> type[BaseModel]:
        """The model of the second parameter."""
        parameter = list(signature(self.run).parameters.values())[1]
        return _model(self.run, parameter.name)

    @property
    def result(self) -> type[BaseModel]:
        return _model(self.run, "return")


def _model(run: Callable[..., Any], name: str) -> type[BaseModel]:
    hint = get_type_hints(run)[name]
    if not (isinstance(hint, type) and issubclass(hint, BaseModel)):
        raise TypeError(f"{run.__module__}.{run.__name__}: '{name}' must be annotated with a Pydantic model.")
    return hint


Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
Rule = Callable[[Any, date], None]


@dataclass(frozen=True, eq=False)
class Domain:
    """A table that its user owns, declared once.

    `row` is what crosses; `key` names its field that identifies a row (None: one row per user, kept under "me").
    `about` is the one line that stands in every prompt: keep it short. `edit_with` is the tool behind the form.
    `upgrades[n]` turns a stored row of schema version n into one of n + 1, on read; `version` is today's.
    `rule` judges each row that a derived tool or route writes: `(row, the caller's today)`, raising `Refused`.
    """

    name: str
    title: str
    row: type[BaseModel]
    key: str | None
    tools: tuple[Any, ...]
    about: str = ""
    edit_with: str | None = None
    version: int = 1
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict)
    rule: Rule | None = None
    routes: Function = field(
        default_factory=lambda: Function(needs=(ENTRIES.read, ENTRIES.write, LEDGER.read, LEDGER.write))
    )

    def __post_init__(self) -> None:
        """Tools derived from the row (`crud(...)`) are bound to this domain; one of the same name replaces them."""
        written = [tool.name for tool in self.tools if isinstance(tool, Tool)]
        if twice := {name for name in written if written.count(name) > 1}:
            raise TypeError(f"{self.name} declares two tools of one name: {', '.join(sorted(twice))}")
        bound: list[Tool] = []
        for tool in self.tools:
            bound += [tool] if isinstance(tool, Tool) else tool.bind(self)
        object.__setattr__(self, "tools", tuple({tool.name: tool for tool in bound}.values()))

    @property
    def prefixes(self) -> tuple[Prefix, ...]:
        return (Prefix(f"/api/v1/{self.name}"),)

    @property
    def functions(self) -> Mapping[str, Function]:
        """Settings by Lambda name as Chalice knows it: each tool's; a domain has no other."""
        return {tool.name: tool.function for tool in self.tools}


@dataclass(frozen=True)
class Capability:
    """A folder that is not a domain: its public prefixes, the rights of its routes Lambda, and its other Lambdas.

    `functions` maps the name that the Chalice decorator was given to that Lambda's settings.
    """

    name: str
    title: str
    prefixes: tuple[Prefix, ...] = ()
    routes: Function = field(default_factory=Function)
    functions: Mapping[str, Function] = field(default_factory=dict)
