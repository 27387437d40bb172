"""The stand-in's whole mind: one request in, one reply out; no state, no clock beyond "today"."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from . import says, verdicts
from .brief import read_brief
from .choice import loader_arguments, pick_domain, pick_tool
from .clues import Clues, read_clues
from .drafting import draft
from .fill import Filler
from .instance import instance
from .notes import obey
from .outgoing import Outgoing, find_outgoing, takes_url, web_domain
from .turn import LOADER, Turn, read_turn
from .words import tokens

_CLAUSES = re.compile(r"\s*(?:;|,?\s*\b(?:and\s+)?then\b)\s*", re.I)


@dataclass(frozen=True)
class Reply:
    """Words, or one tool call (`tool` and its JSON arguments)."""

    text: str = ""
    tool: str = ""
    arguments: str = ""


def reply_to(request: dict[str, Any]) -> Reply:
    turn = read_turn(request)
    shape = request.get("response_format") or {}
    if shape.get("type") in {"json_schema", "json_object"}:
        schema = shape.get("json_schema", {}).get("schema", {"type": "object"})
        if brief := read_brief(request):
            return Reply(json.dumps(draft(schema, brief), ensure_ascii=False))
        return Reply(json.dumps(instance(schema, read_clues(turn.text, turn.today)), ensure_ascii=False))
    if request.get("tool_choice") == "none" or not turn.text:
        reply = Reply(_told(turn) or says.small_talk(turn))
    else:
        reply = _next_step(turn)
    return replace(reply, text=obey(reply.text, turn.notes)) if reply.text else reply


def _next_step(turn: Turn) -> Reply:
    """Clause by clause ("… then …"): act on the first one not yet done; stop at a refusal; at the end, tell.

    A call that shall be revised is made once more, from the words of who asked for that.
    """
    clauses = [c for c in _CLAUSES.split(turn.text) if c.strip()] or [turn.text]
    acted = turn.acted
    for at, call in enumerate(acted):
        if verdicts.status_of(call) == "revise":
            clauses.insert(at + 1, str(call.result.get("detail", "")))
        elif says.refusal(call.result):
            return Reply(_told(turn))
    if len(acted) >= len(clauses):
        return Reply(_told(turn))
    return _act(turn, read_clues(clauses[len(acted)], turn.today))


def _act(turn: Turn, clues: Clues) -> Reply:
    if (outgoing := find_outgoing(clues.text)) and (web := web_domain(turn)):
        return _send(turn, web, outgoing) if web in turn.domains else _load(turn, web)
    domain = pick_domain(turn, clues)
    if not domain:
        talk = clues.intent == "none" or not (turn.index or turn.tools)
        return Reply(says.small_talk(turn) if talk else says.cannot(turn))
    if domain not in turn.domains:
        return _load(turn, domain)
    tool = pick_tool(turn, domain, clues)
    if not tool:
        return Reply(says.no_tool(domain))
    parameters = turn.tools[tool].get("parameters") or {"type": "object", "properties": {}}
    filler = Filler(parameters, clues, tokens(domain))
    arguments = filler.object(parameters)
    if filler.missing:
        return Reply(says.ask(filler.missing))
    return Reply(tool=tool, arguments=json.dumps(arguments, ensure_ascii=False))


def _send(turn: Turn, domain: str, outgoing: Outgoing) -> Reply:
    for name, tool in turn.tools.items():
        if name.startswith(f"{domain}__") and takes_url(tool):
            arguments = outgoing.arguments(tool["parameters"])
            return Reply(tool=name, arguments=json.dumps(arguments, ensure_ascii=False))
    return Reply(says.no_tool(domain))


def _load(turn: Turn, domain: str) -> Reply:
    """Ask for a domain's tools, once: if they still are not there, say what came back."""
    tried = [c for c in turn.calls if c.name == LOADER and domain in c.arguments.values()]
    if tried:
        return Reply(f"I could not load {domain}. {says.refusal(tried[-1].result)}".strip())
    if LOADER not in turn.tools:
        return Reply(says.cannot(turn))
    return Reply(tool=LOADER, arguments=json.dumps(loader_arguments(turn, domain)))


def _told(turn: Turn) -> str:
    return "\n\n".join(says.tell(call, turn) for call in turn.acted)
