"""What the loop sees of the world: the brief it is handed, the platform behind it, the model before it."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from greenlight.agui import Event
from greenlight.prices import Prices

Message = dict[str, Any]
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one leg: model calls, seconds, and output tokens over all its calls."""

    steps: int
    seconds: float
    output_tokens: int


@dataclass(frozen=True, slots=True)
class Brief:
    """What the claim hands over: all that a leg knows about its run, compiled by the platform."""

    run_id: str
    thread_id: str
    leg: int
    agui_run_id: str
    agent_name: str
    persona: str
    today: str
    timezone: str
    messages: Sequence[Message]
    loaded: Sequence[str]
    catalogue_hash: str
    limits: Limits
    audit: Sequence[str] = ()  # the gates that a person stands at: context, tools, final

    @classmethod
    def of(cls, context: Json) -> "Brief":
        same = {name: context[name] for name in cls.__dataclass_fields__ if name in context}
        limits = {name: context["limits"][name] for name in Limits.__dataclass_fields__}
        return cls(**same | {"agent_name": context["agent"]["name"], "limits": Limits(**limits)})


@dataclass(frozen=True, slots=True)
class Index:
    """The domains there are, in one line each; `lines` is None where the hash that was asked with still holds."""

    hash: str
    lines: tuple[tuple[str, str], ...] | None


@dataclass(frozen=True, slots=True)
class Skill:
    """All that the model needs to work in one domain: Chat Completions tool definitions, and a document."""

    hash: str
    tools: tuple[Json, ...]
    doc: str


class Platform(Protocol):
    """Every call raises PlatformFailed; each may be repeated without doing anything twice."""

    def claim(self, invocation_id: str, deadline: float) -> Brief | None:
        """The brief, or None where another invocation has this leg. `deadline` in epoch seconds."""

    def append(self, batch: int, events: Sequence[Event]) -> bool:
        """True if the run is closed: nothing more is wanted."""

    def execute(self, call_id: str, tool: str, arguments: Json) -> Json:
        """One of the four answers of contracts §5."""

    def review(self, kind: str, call_id: str, arguments: Json) -> Json:
        """Audit mode: may this context be read, this final answer be shown? Answers as `execute` does, `ok` bare."""

    def park(self, loaded: Sequence[str], usage: Sequence[Json]) -> None:
        """Ends the leg while a person is asked, or for the next leg to begin at once: the platform has its last word.

        `loaded` are the domains that the next leg opens again.
        """

    def index(self, etag: str) -> Index: ...

    def skill(self, domain: str) -> Skill:
        """Raises NoSuch for a domain that is not there, or not for this agent."""


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of the text that the person reads."""

    delta: str


@dataclass(frozen=True, slots=True)
class CallPiece:
    """A piece of the tool call at `index`; the id and the name come first, the arguments in many pieces."""

    index: int
    id: str = ""
    name: str = ""
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one model call, as its server counted them."""

    input: int = 0
    output: int = 0
    cached: int = 0
    reasoning: int = 0


@dataclass(frozen=True, slots=True)
class Finish:
    reason: str


Piece = Words | CallPiece | Usage | Finish


class Model(Protocol):
    host: str
    name: str
    prices: Prices

    def stream(
        self, messages: Sequence[Message], tools: Sequence[Json], *, tokens: int, seconds: float
    ) -> Generator[Piece]:
        """One answer as it comes, `tokens` and `seconds` at most; ends with a Finish or raises ModelFailed."""
