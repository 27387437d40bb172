"""The command line of `make policy-explain`: words to a case, refusals to one line each."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from greenlight.errors import Refused
from greenlight.reading import parse, read_json

from functions.executor.policy.check import problems
from infra.progress import say

from .case import Case, Unknown, scene_of, tools
from .explain import explain


def main(words: Sequence[str]) -> int:
    """0 whatever the verdict, 1 for a case that makes no sense."""
    said = _parser().parse_args(words)
    try:
        case = _read(said)
        _warn(case)
        say("\n".join(explain(scene_of(case))))
    except (Unknown, Refused, OSError) as error:
        print(f"policy-explain: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make policy-explain", description="Why a case comes out as it does."
    )
    parser.add_argument("--case", type=Path, metavar="FILE", help="JSON; what else is given here changes it")
    parser.add_argument("--tool", help="a catalogue name, such as web.http_call")
    parser.add_argument(
        "--argument", action="append", default=[], metavar="NAME=VALUE", help="JSON, or a text"
    )
    parser.add_argument("--role", choices=["agent", "person"])
    parser.add_argument("--mode", help="of the agent: live, draft, rehearse")
    parser.add_argument("--type", dest="agent_type_id", help="the agent's type")
    parser.add_argument(
        "--host", action="append", default=[], help="a host that the tenant lets agents read from"
    )
    parser.add_argument("--audit", action="append", default=[], help="a gate of audit mode: tools, reads")
    parser.add_argument("--addition", action="append", default=[], type=Path, metavar="FILE.cedar")
    parser.add_argument("--kill", metavar="REASON", help="with the tenant's kill switch pulled")
    parser.add_argument("--effect", help="of a tool that is not in the catalogue: read, write, external")
    parser.add_argument("--verb", help="its verb")
    parser.add_argument("--risky", action="store_true", help="it is risky")
    return parser


def _read(said: argparse.Namespace) -> Case:
    given: Any = read_json(said.case.read_bytes()) if said.case else {}
    if not isinstance(given, dict):
        raise Refused("A case is a JSON object.")
    given |= {name: getattr(said, name) for name in ("tool", "role") if getattr(said, name)}
    given["arguments"] = {**given.get("arguments", {}), **dict(_argument(word) for word in said.argument)}
    agent = {"mode": said.mode, "agent_type_id": said.agent_type_id}
    given["agent"] = {**given.get("agent", {}), **{name: one for name, one in agent.items() if one}}
    given["audit"] = [*given.get("audit", []), *said.audit]
    given["controls"] = _controls(given.get("controls", {}), said)
    if said.effect:
        given["entry"] = {"effect": said.effect, "verb": said.verb, "risky": said.risky}
    return parse(Case, given)


def _controls(given: dict[str, Any], said: argparse.Namespace) -> dict[str, Any]:
    added = [{"name": path.stem, "cedar": path.read_text(encoding="utf-8")} for path in said.addition]
    switched = {"kill_tenant": said.kill} if said.kill else {}
    return {
        **given, **switched, "hosts": [*given.get("hosts", []), *said.host],
        "additions": [*given.get("additions", []), *added],
    }  # fmt: skip


def _argument(word: str) -> tuple[str, Any]:
    name, _, value = word.partition("=")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _warn(case: Case) -> None:
    """What the doors would not have taken in the first place."""
    for addition in case.controls["additions"]:
        for problem in problems(addition["cedar"], addition.get("agent_type_id") or "", tools()):
            print(f"the addition «{addition['name']}» {problem['detail']}", file=sys.stderr)
