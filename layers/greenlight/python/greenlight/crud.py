"""`crud(ENTRIES)`: the tools that every table has, declared by naming the table they live in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from .declare import Domain, Effect, Need, Table, Tool
from .errands import Errands


@dataclass(frozen=True, slots=True)
class _Plan:
    """One derived tool: its effect, the shapes it takes and gives, and what the model reads about it."""

    effect: Effect
    takes: str
    gives: str
    text: str


_KEYED = {
    "list": _Plan("read", "listing", "page", "Show the person's {title}{order}."),
    "get": _Plan("read", "key", "stored", "Look up the {item} of one {key}."),
    "create": _Plan("write", "row", "stored", "Log a new {item}; refused if that {key} has one already."),
    "update": _Plan(
        "write", "changes", "stored", "Change the {item} of one {key}; null leaves a field as it is."
    ),
    "delete": _Plan("write", "key", "deleted", "Remove the {item} of one {key} for good."),
    "save_batch": _Plan(
        "write", "batch", "saved", "Add, change and remove several {title} at once, all or none."
    ),
}
_SINGLE = {
    "get": _Plan("read", "nothing", "stored", "Look up the person's {title}."),
    "update": _Plan(
        "write", "changes", "stored", "Fill in or change the person's {title}; null leaves a field."
    ),
    "delete": _Plan("write", "nothing", "deleted", "Remove the person's {title} for good."),
    "save_batch": _Plan(
        "write", "batch", "saved", "Replace the person's whole {title}: one upsert, no deletes."
    ),
}
_OPEN_FORM = _Plan(
    "read", "nothing", "form", "Open the person's {title} on his screen, to see and edit by hand."
)


@dataclass(frozen=True)
class Derived(Tool):
    """A tool whose models are made when somebody asks: a cold start builds its own, not its siblings'."""

    text: str = ""
    models: Callable[[], tuple[type[BaseModel], type[BaseModel]]] | None = None

    @property
    def description(self) -> str:
        return self.text

    @property
    def arguments(self) -> type[BaseModel]:
        return self._models()[0]

    @property
    def result(self) -> type[BaseModel]:
        return self._models()[1]

    def _models(self) -> tuple[type[BaseModel], type[BaseModel]]:
        if self.models is None:
            raise TypeError(f"{self.name}: a derived tool needs its models.")
        return self.models()


@dataclass(frozen=True, slots=True)
class _Crud:
    table: Table

    def bind(self, domain: Domain) -> list[Tool]:
        """The tools of this domain; called by `Domain` itself."""
        plans = _KEYED if domain.key else _SINGLE
        plans = plans | ({"open_form": _OPEN_FORM} if domain.edit_with else {})
        errands = Errands(domain)
        words = _words(domain, errands)
        return [self._tool(name, plan, errands, words) for name, plan in plans.items()]

    def _tool(self, name: str, plan: _Plan, errands: Errands, words: dict[str, str]) -> Tool:
        needs: tuple[Need, ...] = (self.table.read,)
        needs += () if plan.effect == "read" else (self.table.write,)

        def models() -> Any:
            return getattr(errands.shapes, plan.takes), getattr(errands.shapes, plan.gives)

        text = plan.text.format_map(words)
        return Derived(getattr(errands, name), plan.effect, needs, name, text=text, models=models)


def crud(table: Table) -> tuple[Any, ...]:
    """list, get, create, update, delete, save_batch, and open_form if the domain has an `edit_with`.

    A user's only row (a domain without a key) is never listed or created: it is read and updated.
    """
    return (_Crud(table),)


def _words(domain: Domain, errands: Errands) -> dict[str, str]:
    """What the texts speak of; an item is called what its model is called."""
    item = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", domain.row.__name__).lower()
    order = ", newest first" if errands.keys.by_date else ""
    return {"title": domain.title.lower(), "item": item, "key": domain.key or "", "order": order}
