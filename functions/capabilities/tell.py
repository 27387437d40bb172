"""The index (one line per domain), and one domain's tools and skill doc when they are asked for."""

from collections.abc import Mapping
from typing import Any

from greenlight.catalogue import chat_tools, index, load
from greenlight.errors import NotFound

Catalogue = dict[str, Any]


def domain(catalogue: Catalogue, name: str) -> dict[str, Any]:
    """The domain's tools as Chat Completions wants them, and its card. Raises NotFound."""
    found = catalogue["domains"].get(name)
    if found is None:
        raise NotFound(f"There is no domain {name}.")
    return {"domain": name, "tools": chat_tools(found), "doc": found["card"]}


def answer(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """`{etag?}` for the index, `{domain}` for one domain; an index that is known already is not sent again."""
    catalogue = load()
    known = {"ok": True, "hash": catalogue["hash"]}
    if name := wanted.get("domain"):
        return {**known, **domain(catalogue, str(name))}
    if wanted.get("etag") == catalogue["hash"]:
        return {**known, "not_modified": True}
    return {**known, "index": index(catalogue)}
