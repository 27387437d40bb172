"""Secrets made for one test, and the search for them: as they are, in a URL, or in base64, wherever they begin."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from secrets import token_hex
from urllib.parse import quote

from .everywhere import Place

SHORTEST = 16  # characters; a needle that is found by chance proves nothing
AROUND = 40  # characters before a find
ANY_JWT = re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8}")
Allowed = Callable[[Place], bool]


def nowhere(_: Place) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Canary:
    """`needles` are pieces of it that give it away; `allowed` says where one may stand."""

    name: str
    needles: tuple[str, ...]
    allowed: Allowed = nowhere

    def __post_init__(self) -> None:
        assert all(len(needle) >= SHORTEST for needle in self.needles), self.name


def password() -> str:
    """What nobody says by chance."""
    return f"hunter2-{token_hex(12)}"


def of_jwt(name: str, token: str) -> Canary:
    """By its signature, which alone makes it one."""
    signature = token.rpartition(".")[2]
    return Canary(name, (signature[:40], signature[-40:]))


def of_pem(name: str, pem: str) -> Canary:
    """Every line of its body but the first, which begins alike in every key of its kind."""
    return Canary(name, tuple(line for line in pem.splitlines()[2:-1] if len(line) >= SHORTEST))


def finds(canary: Canary, places: Sequence[Place]) -> list[str]:
    """Where it stands and may not, with what comes before it; the secret itself is not repeated."""
    spelled = [spelling for needle in canary.needles for spelling in spellings(needle)]
    return [
        f"{canary.name} in {place.kind} {place.name}: …{place.text[max(0, at - AROUND) : at]}◆"
        for place in places
        if not canary.allowed(place)
        for at in _at(place.text, spelled)
    ]


def spellings(needle: str) -> set[str]:
    raw = needle.encode()
    based = set[str]()
    for shift in range(3):
        encoded = b64encode(b"\0" * shift + raw).rstrip(b"=").decode()
        middle = encoded[4 if shift else 0 : -2]
        based |= {middle, middle.translate(str.maketrans("+/", "-_"))}
    return {needle, quote(needle, safe=""), *based}


def jwts(places: Sequence[Place]) -> Iterator[str]:
    """Anybody's whole JWT, whoever signed it."""
    for place in places:
        for found in ANY_JWT.finditer(place.text):
            yield f"a JWT in {place.kind} {place.name}: …{place.text[max(0, found.start() - AROUND) : found.start()]}◆"


def _at(text: str, needles: Sequence[str]) -> list[int]:
    first = [at for at in (text.find(needle) for needle in needles) if at >= 0]
    return [min(first)] if first else []
