"""Whose an agent type's id is: who published under it first owns it; the platform owns those that it ships."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from greenlight.errors import Denied, Invalid

ID = re.compile(r"[a-z][a-z0-9_]{0,31}(?:\.[a-z][a-z0-9_]{0,31}){0,3}\.v[1-9][0-9]{0,2}\Z")
SHIPPED = Path(__file__).parent / "shipped"


def check_id(agent_type_id: str) -> None:
    """Raises Invalid."""
    if not ID.match(agent_type_id):
        detail = "is words with dots between and a major, such as dental.recall.v1"
        problem = {"pointer": "/agent_type_id", "detail": detail}
        raise Invalid(f"An agent type's id {detail}.", problems=[problem])


def check(agent_type_id: str, latest: Mapping[str, Any] | None, tenant_id: str) -> None:
    """Raises Denied for an id that this tenant may not publish under.

    The platform keeps every major of what it ships, so that no tenant stands in the way of its next one.
    """
    taken = latest is not None and latest["publisher"] != tenant_id
    if taken or agent_type_id.rpartition(".v")[0] in _platforms():
        raise Denied(f"{agent_type_id} is not yours to publish: choose another id.", rule="publisher")


@cache
def _platforms() -> frozenset[str]:
    """What is shipped, without the majors."""
    return frozenset(file.stem.rpartition(".v")[0] for file in SHIPPED.glob("*.json"))
