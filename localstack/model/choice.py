"""Which domain a sentence is about, and which of the offered tools does what it wants."""

from typing import Any

from .clues import Clues
from .schema import Field, fields_of
from .turn import LOADER, Turn
from .words import FILLER, VERBS, Intent, alike, overlap, tokens, unit_words

# Tool names per intent, best first; a domain without the first is served by the next.
TOOLS: dict[Intent, tuple[str, ...]] = {
    "create": ("create", "add", "log", "record", "save", "put", "update", "save_batch"),
    "list": ("list", "get", "show", "read", "search"),
    "update": ("update", "change", "save", "put", "save_batch", "create"),
    "delete": ("delete", "remove", "clear", "save_batch"),
    "form": ("open_form", "form", "edit"),
    "none": (),
}
_COMMANDS = frozenset(" ".join(VERBS.values()).split())


def pick_domain(turn: Turn, clues: Clues) -> str:
    """The domain with the most matching words; else the one last spoken of, if the sentence wants something."""
    scores = {name: _score(name, about, clues) for name, about in _known(turn).items()}
    best = max(scores.values(), default=0)
    leaders = [name for name, score in scores.items() if score == best]
    if best:
        return leaders[0]
    if clues.intent == "none":
        return ""
    if turn.before:
        return turn.before[-1]
    return next(iter(turn.domains)) if len(turn.domains) == 1 else ""


def _known(turn: Turn) -> dict[str, str]:
    """Every domain with what is said about it; of a loaded one, what its tools say too."""
    said: dict[str, str] = dict(turn.index)
    for name, tool in turn.tools.items():
        domain, _, action = name.partition("__")
        if action:
            named = " ".join(f"{f.name} {f.title}" for f in _fields(tool))
            said[domain] = f"{said.get(domain, '')} {tool.get('description', '')} {named}"
    return said


def _fields(tool: dict[str, Any]) -> list[Field]:
    parameters = tool.get("parameters") or {}
    return fields_of(parameters, parameters)


def _score(name: str, about: str, clues: Clues) -> int:
    """Its name counts most, then the words about it, then a unit that it is measured in."""
    subject = [w for w in clues.words if w not in _COMMANDS]
    names, described = tokens(name), list(dict.fromkeys(tokens(about)))
    units = [unit_words(n.unit) for n in clues.numbers if n.unit]
    by_unit = sum(1 for words in units if any(w in words for w in [*names, *described]))
    return 10 * overlap(subject, names) + 2 * by_unit + overlap(list(dict.fromkeys(subject)), described)


def pick_tool(turn: Turn, domain: str, clues: Clues) -> str:
    """The offered tool of that domain that fits the intent, by its name or by the words in its name."""
    offered = {n.partition("__")[2]: n for n in turn.tools if n.startswith(f"{domain}__")}
    intent: Intent = clues.intent
    if intent == "none" and clues.numbers:
        intent = "create"
    spoken = {n: overlap([w for w in clues.words if w not in FILLER], tokens(n)) for n in offered}
    literal = max(offered, key=lambda n: spoken[n], default="")
    if literal and literal not in _plain() and spoken[literal] == len(tokens(literal)):
        return offered[literal]
    for name in TOOLS[intent]:
        if name in offered:
            return offered[name]
    return offered[literal] if literal and spoken[literal] else ""


def _plain() -> set[str]:
    return {name for names in TOOLS.values() for name in names}


def loader_arguments(turn: Turn, domain: str) -> dict[str, Any]:
    """`load_capability` takes one string, whatever its name."""
    properties = turn.tools[LOADER].get("parameters", {}).get("properties", {})
    wanted = [n for n in properties if any(alike(w, "domain") or w == "name" for w in tokens(n))]
    return {(wanted or list(properties) or ["domain"])[0]: domain}
