"""The catalogue: every tool, card and form as one document under its own hash. Built once, read by everyone else.

Reading it needs neither Pydantic nor a declaration: data is shared, not code.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from . import aws

if TYPE_CHECKING:
    from .declare import Domain, Tool, Toolset

Json = dict[str, Any]
LONGEST_ABOUT = 20  # characters: this line of each domain stands in every prompt


def model_name(tool: str) -> str:
    """A catalogue name as a model may call it: `weights.save_batch` is `weights__save_batch`."""
    return tool.replace(".", "__", 1)


def tool_name(model_name: str) -> str:
    """The way back."""
    return model_name.replace("__", ".", 1)


def describe(domain: "Domain") -> Json:
    """All that the others need to know of a domain. Raises NotStrict, or TypeError for a form that cannot be."""
    from .cards import card
    from .forms import derive, validate

    described = _named(domain, card(domain))
    if domain.edit_with:
        described["form"] = derive(domain)
        validate(described["form"])
    return {**described, "tools": {tool.name: _tool(tool) for tool in domain.tools}}


def describe_toolset(toolset: "Toolset") -> Json:
    """The same of tools without rows: no form, and a card that lists them. Raises NotStrict or TypeError."""
    from .cards import toolset_card

    return {
        **_named(toolset, toolset_card(toolset)),
        "tools": {tool.name: _tool(tool) for tool in toolset.tools},
    }


def _named(one: "Domain | Toolset", card: str) -> Json:
    if len(one.about) > LONGEST_ABOUT:
        raise TypeError(f"{one.name}: `about` stands in every prompt; at most {LONGEST_ABOUT} characters.")
    about = one.about or one.title.lower()[:LONGEST_ABOUT]
    return {"name": one.name, "title": one.title, "about": about, "card": card}


def assemble(domains: Iterable["Domain"]) -> Json:
    """`{hash, domains}` of all of them."""
    described = {domain.name: describe(domain) for domain in domains}
    return {"hash": digest(described), "domains": described}


def digest(domains: Json) -> str:
    """SHA-256 in hex over the domains' canonical JSON."""
    canonical = json.dumps(domains, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def index(catalogue: Json) -> list[Json]:
    """One short line per domain: all that a prompt holds of it until the model asks."""
    return [{"name": name, "about": one["about"]} for name, one in sorted(catalogue["domains"].items())]


def chat_tools(described: Json) -> list[Json]:
    """A domain's tools as Chat Completions takes them."""
    return [
        {"type": "function", "function": {
            "name": model_name(f"{described['name']}.{name}"), "description": tool["description"],
            "parameters": tool["parameters"], "strict": tool["strict"],
        }}
        for name, tool in described["tools"].items()
    ]  # fmt: skip


@cache
def load() -> Json:
    """The deployed catalogue, fetched once per cold start; needs CATALOGUE and CONTENT.read."""
    expected = aws.setting("CATALOGUE_HASH")
    stored = aws.client("s3").get_object(Bucket=aws.bucket("content"), Key=f"catalogue/{expected}.json")
    catalogue: Json = json.loads(stored["Body"].read())
    if digest(catalogue["domains"]) != expected:
        raise RuntimeError("the stored catalogue is not the one that was deployed")
    return catalogue


def _tool(tool: "Tool") -> Json:
    from .schemas import loose_schema, result_schema, strict_schema

    told = {"reads_if": tool.reads_if, "price_cents": tool.price_cents}
    return {
        "effect": tool.effect,
        "risky": tool.risky,
        "verb": tool.verb,
        "strict": tool.strict,
        "description": tool.description,
        "parameters": strict_schema(tool.arguments) if tool.strict else loose_schema(tool.arguments),
        "result": result_schema(tool.result),
        **{name: value for name, value in told.items() if value},
    }
