"""What the model may call: `load_capability` from the start, a domain's own tools once it has loaded that domain."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .errors import LegFailed, NoSuch
from .ports import Index, Json, Platform, Skill

LOAD = "load_capability"
LOAD_DEFINITION: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": LOAD,
        "description": (
            "Open one domain: its tools can be called from your next step on, and you get its guide. "
            "Call it before anything that reads or changes what the person keeps there; once per domain is enough."
        ),
        "strict": True,
        "parameters": {
            "type": "object",
            "properties": {"domain": {"type": "string", "description": "A name from the list of domains."}},
            "required": ["domain"],
            "additionalProperties": False,
        },
    },
}


@dataclass
class Shelf:
    """What one process remembers of the catalogue between legs, under the catalogue's hash."""

    index: Index | None = None
    skills: dict[tuple[str, str], Skill] = field(default_factory=dict)

    def renew(self, index: Index) -> None:
        """Keep the newest catalogue only."""
        self.index = index
        self.skills = {key: skill for key, skill in self.skills.items() if key[0] == index.hash}


SHELF = Shelf()


class Toolbox:
    """The tools of one leg. Open it first; everything but that, and the first load of a domain, is from memory."""

    def __init__(self, platform: Platform, shelf: Shelf = SHELF) -> None:
        self._platform = platform
        self._shelf = shelf
        self._loaded: dict[str, Skill] = {}
        self._names: set[str] = set()

    def open(self, catalogue_hash: str, loaded: Iterable[str]) -> None:
        """Compare the catalogue's hash, fetch the index if it is another, and load the thread's earlier domains."""
        known = self._shelf.index
        if known is None or known.hash != catalogue_hash:
            index = self._platform.index(known.hash if known else "")
            if index.lines is not None:
                self._shelf.renew(index)
        for domain in loaded:
            self.load(domain)

    @property
    def hash(self) -> str:
        return self._shelf.index.hash if self._shelf.index else ""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Name and one line of each domain."""
        return (self._shelf.index and self._shelf.index.lines) or ()

    @property
    def loaded(self) -> tuple[str, ...]:
        """The domains that are open, in the order of opening."""
        return tuple(self._loaded)

    @property
    def docs(self) -> tuple[str, ...]:
        """The guides of what is loaded, in the order of loading."""
        return tuple(skill.doc for skill in self._loaded.values())

    @property
    def definitions(self) -> list[Json]:
        return [LOAD_DEFINITION, *(tool for skill in self._loaded.values() for tool in skill.tools)]

    def shown(self, name: str) -> bool:
        """A tool on offer is shown when called, `load_capability` is not. Raises LegFailed for any other."""
        if name != LOAD and name not in self._names:
            raise LegFailed("unknown_tool", f"The model asked for a tool that does not exist: {name[:64]!r}.")
        return name != LOAD

    def load(self, domain: str) -> str:
        """Put a domain's tools on offer; what the model reads as the result."""
        if domain not in self._loaded:
            try:
                self._loaded[domain] = self._skill(domain)
            except NoSuch as refusal:
                return json.dumps({"ok": False, "detail": str(refusal)})
        skill = self._loaded[domain]
        names = [tool["function"]["name"] for tool in skill.tools]
        self._names.update(names)
        return json.dumps(
            {"ok": True, "domain": domain, "tools": names, "guide": skill.doc}, ensure_ascii=False
        )

    def _skill(self, domain: str) -> Skill:
        key = (self.hash, domain)
        if key not in self._shelf.skills:
            skill = self._platform.skill(domain)
            self._shelf.skills[(skill.hash, domain)] = skill
            return skill
        return self._shelf.skills[key]
