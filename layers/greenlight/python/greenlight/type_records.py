"""The items of a published agent type: the version, which never changes, and the pointer to the newest one."""

import json
from collections.abc import Mapping
from typing import Any

from . import keys
from .agent_types import PLATFORM
from .approvals.digests import sha256
from .keys import Keys
from .threads.records import utc

Item = dict[str, Any]
ABOUT = ("agent_type_id", "version", "title", "description")  # what a list tells of a type


def text_of(definition: Mapping[str, Any]) -> str:
    """As it is stored: JSON in the author's own order, which is the order in which a form shows the fields."""
    return json.dumps(definition, ensure_ascii=False, separators=(",", ":"))


def published_items(
    definition: Mapping[str, Any], publisher: str, published_by: str = PLATFORM
) -> tuple[Item, Item]:
    """VERSION and LATEST of a definition that holds its id and its new version; neither says on which condition."""
    type_id, version, text = definition["agent_type_id"], definition["version"], text_of(definition)
    place = keys.TYPES_LISTED if publisher == PLATFORM else Keys(publisher).published_types()
    stored = {
        **keys.agent_type_version(type_id, version), "agent_type_id": type_id, "version": version,
        "definition": text, "sha256": sha256(text), "publisher": publisher, "published_at": utc(),
        "published_by": published_by,
    }  # fmt: skip
    latest = {
        **keys.agent_type(type_id), **{name: definition[name] for name in ABOUT}, "publisher": publisher,
        "gsi1pk": place, "gsi1sk": type_id,
    }  # fmt: skip
    return stored, latest
