"""The words in which a folder declares itself, once; the builder derives everything else from them.

Nothing here imports boto3 or reads the environment, so that the builder can import every declaration.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from inspect import getdoc, signature
from typing import Any, Literal, Protocol, get_type_hints

from pydantic import BaseModel

from .needs import (
    AGENT_KEY,
    AGENTS,
    APPROVALS,
    AUDIT,
    CATALOGUE,
    CONTENT,
    DOORS,
    ENTRIES,
    EVENTS,
    LEDGER,
    MAIL,
    MODELS,
    PLATFORM_KEY,
    RUN_KEY,
    SCHEDULES,
    SOCKETS,
    TASK_TOKENS,
    TENANTS,
    THREADS,
    VAULT,
    VAULT_KEY,
    VAULT_READER,
    Bucket,
    Key,
    Need,
    Table,
    may_invoke,
    may_start,
    secret,
    setting,
)  # fmt: skip

__all__ = [
    "AGENTS", "AGENT_KEY", "APPROVALS", "AUDIT", "CATALOGUE", "CONTENT", "DOORS", "ENTRIES", "EVENTS", "LEDGER", "MAIL",
    "MODELS", "PLATFORM_KEY", "RUN_KEY", "SCHEDULES", "SOCKETS", "TASK_TOKENS", "TENANTS", "THREADS", "VAULT",
    "VAULT_KEY", "VAULT_READER", "Bucket",
    "Capability", "Domain", "Door", "Effect", "Function", "Key", "Machine", "Need", "Prefix", "Rule", "Run", "Table",
    "Tool", "Toolset", "Upgrade", "may_invoke", "may_start", "secret", "setting",
]  # fmt: skip
Effect = Literal["read", "write", "external"]
Door = Literal["user", "agent", "open"]


@dataclass(frozen=True, slots=True)
class Function:
    """The settings of one Lambda. `timeout` in seconds, `memory` in MB.

    `on_failure` names the Lambda that hears of an asynchronous invocation that failed for good; without it the
    builder adds a dead-letter queue, or with `dead_letters=False` nothing: for events that hold a secret, where
    something else mends their loss. `retries` counts asynchronous ones (Lambda allows 0 to 2) and those of a batch
    of a table's stream; of that, `filters` are the patterns that a record must match one of (none: every record).
    `asynchronous` says of a plain Lambda that nobody waits for its answer: one that our own schedules fire.
    `fixed_egress` puts it behind the stage's fixed address, where the deploy has one: for what customers' exchanges
    let in by address.
    """

    needs: tuple[Need, ...] = ()
    memory: int = 512
    timeout: int = 15
    retries: int = 2
    on_failure: str | None = None
    dead_letters: bool = True
    layers: tuple[str, ...] = ()
    filters: tuple[Mapping[str, Any], ...] = ()
    asynchronous: bool = False
    fixed_egress: bool = False


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
    a read is allowed, a write is allowed unless `risky`, an `external` one (with its `verb`) asks a person. `reads_if`
    names the gate's rule by which some calls of it count as reads; `price_cents` is what one call may cost at most.
    """

    run: Run
    effect: Effect
    needs: tuple[Need, ...] = ()
    name: str = ""
    risky: bool = False
    verb: str | None = None
    strict: bool = True
    reads_if: str = ""
    price_cents: int = 0
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
class Toolset:
    """Tools without rows or Lambdas of their own, in the catalogue like a domain's; all of them are external.

    Whoever carries out what was approved runs them; no agent and no gate ever invokes one.
    """

    name: str
    title: str
    about: str
    tools: tuple[Tool, ...]


@dataclass(frozen=True)
class Capability:
    """A folder that is not a domain: its public prefixes, the rights of its routes Lambda, and its other Lambdas.

    `functions` maps the name that the Chalice decorator was given to that Lambda's settings. `toolsets` are the tools
    that this folder carries out.
    """

    name: str
    title: str
    prefixes: tuple[Prefix, ...] = ()
    routes: Function = field(default_factory=Function)
    functions: Mapping[str, Function] = field(default_factory=dict)
    toolsets: tuple[Toolset, ...] = ()


@dataclass(frozen=True)
class Machine:
    """A Step Functions state machine, in `machine.py` beside its `definition.asl.json`.

    `invokes` names the Lambdas that it may call, each `${name}` in the definition; `settings` are numbers that stand
    there as `"${Name}"`, with their value on AWS and the one on local stages.
    """

    name: str
    invokes: tuple[str, ...]
    settings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
