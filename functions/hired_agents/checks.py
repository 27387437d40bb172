"""Whether a config may be kept, and whether it is whole: by the agent's type, without a secret, with credentials that
are its customer's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from greenlight import agent_types, secret_places
from greenlight.agent_types import AgentType
from greenlight.caller import Caller
from greenlight.credential_refs import blanked, is_ref
from greenlight.declare import VAULT
from greenlight.errors import Invalid
from greenlight.items import Item, Items
from greenlight.keys import Keys
from greenlight.reading import pointer

Problem = dict[str, str]  # {pointer, detail}
ABSENT = object()
SUSPECT = "looks like a secret; connect it first, then name it by its `credential_ref`"
STRANGE = "names none of your credentials"


@dataclass(frozen=True, slots=True)
class Found:
    """`wrong` may not be stored, `missing` not be left so; `credentials` are those that it names, by their places."""

    wrong: tuple[Problem, ...]
    missing: tuple[Problem, ...]
    credentials: Mapping[str, Item]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.wrong, *self.missing)


def refuse_secrets(body: Mapping[str, Any]) -> None:
    """Before anything looks at the values, so that none is repeated anywhere. Raises Invalid, pointing at each."""
    places = dict.fromkeys(pointer(*path) for path in secret_places.secrets(blanked(body)))
    if places:
        problems = [{"pointer": place, "detail": SUSPECT} for place in places]
        raise Invalid(f"{problems[0]['pointer'] or 'What was sent'} {SUSPECT}.", problems=problems)


def look(caller: Caller, kind: AgentType, config: Mapping[str, Any]) -> Found:
    """Everything there is to say about it; pointers lead into `{config}`, details repeat no value."""
    said = [{**one, "pointer": "/config" + one["pointer"]} for one in agent_types.check_config(kind, config)]
    named = [one for one in agent_types.credential_refs(kind, config) if is_ref(one[1])]
    own = _credentials(caller, (ref for _, ref, _ in named))
    for place, ref, provider in named:
        if detail := _unusable(own.get(ref), provider):
            said.append({"pointer": "/config" + place, "detail": detail})
    credentials = {"/config" + place: own[ref] for place, ref, _ in named if ref in own}
    whole: Mapping[str, Any] = {"config": config}
    wrong = tuple(one for one in said if _stands(whole, one["pointer"]))
    return Found(wrong, tuple(one for one in said if one not in wrong), credentials)


def refuse(problems: Sequence[Problem], opening: str) -> None:
    """Raises Invalid if there are any."""
    if problems:
        first = problems[0]
        raise Invalid(f"{opening} {first['pointer']} {first['detail']}.", problems=problems)


def unconnected(found: Found) -> list[Problem]:
    """Where it names what does not work as it is; once that is connected again, the config may stay."""
    return [
        {"pointer": place, "detail": "needs to be connected again"}
        for place, credential in found.credentials.items()
        if credential["status"] != "connected"
    ]


def _credentials(caller: Caller, wanted: Iterable[str]) -> Mapping[str, Item]:
    """The caller's own among these, as the vault describes them."""
    keys = Keys(caller.tenant_id)
    asked = [keys.credential(ref) for ref in dict.fromkeys(wanted)]
    stored = Items(VAULT).get_many(asked) if asked else []
    return {item["credential_ref"]: item for item in stored if item["user_id"] == caller.user_id}


def _unusable(credential: Item | None, provider: str) -> str:
    if credential is None or credential["status"] == "revoked":
        return STRANGE
    return "" if credential["provider"] == provider else f"is a credential of {credential['provider']}"


def _stands(value: Any, place: str) -> bool:
    """Whether anything is there; a problem with what is absent is that it is absent."""
    for step in place.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping):
            value = value.get(name, ABSENT)
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return False
        if value is ABSENT:
            return False
    return True
