"""Bytes of a turn's first prompt with 2, 10 and 50 domains, and what sending every tool would take."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from greenlight.catalogue import model_name

from functions.agent.ports import Brief, Limits
from functions.agent.prompt import compose
from functions.agent.tools import LOAD_DEFINITION
from infra import registry
from localstack.stack.profile import ROOT

SIZES = (2, 10, 50)
WORDS = """
    sleep meals water steps moods habits runs rides swims pulse pressure sugar meds pains goals plans notes books films
    trips bills loans rent gifts plants pets tools cars walks yoga lifts stretch breaks calls mails tasks ideas dreams
    songs games rests juices teas snacks scans tests visits shots
"""
ABOUT = "{} log, one entry per day"


@dataclass(frozen=True)
class Prompt:
    domains: int
    bytes: int
    everything: int


def measure() -> list[Prompt]:
    """The agent's own composition, with our two domains and made-up ones beside them."""
    described = [page for folder in registry.load(ROOT / "functions") for page in folder.described.values()]
    real = [(each["name"], each["about"]) for each in described]
    tools = [tool for each in described for tool in definitions(each)]
    made_up = [(word, ABOUT.format(word)) for word in WORDS.split()]
    return [Prompt(size, _first([*real, *made_up][:size]), _all(tools, len(real), size)) for size in SIZES]


def definitions(described: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A domain's tools as a model would be offered them."""
    return [
        {"type": "function", "function": {
            "name": model_name(f"{described['name']}.{name}"), "description": tool["description"],
            "parameters": tool["parameters"], "strict": tool["strict"],
        }}
        for name, tool in described["tools"].items()
    ]  # fmt: skip


def _first(lines: Sequence[tuple[str, str]]) -> int:
    said = {"role": "user", "content": "log 82.5 kg for today"}
    brief = Brief(
        run_id="run_1", thread_id="thr_1", leg=1, agui_run_id="run_1.1", agent_name="Coach", persona="coach",
        today="2026-11-20", timezone="UTC", messages=[said], loaded=[], catalogue_hash="h", limits=Limits(8, 240, 4000),
    )  # fmt: skip
    return _size({"messages": compose(brief, lines, ()), "tools": [LOAD_DEFINITION]})


def _all(tools: Sequence[Any], of_domains: int, size: int) -> int:
    """Every tool of every domain in every prompt, at the mean size of ours."""
    return _size(tools) * size // of_domains


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())
