"""What each provider's account consists of, and whether a given one is whole. Pure; names places, never values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from greenlight import aws
from greenlight.errors import Invalid
from greenlight.reading import pointer
from greenlight.secret_places import complaint
from greenlight.secret_shapes import is_random

Problem = dict[str, str]
SECRET = re.compile(r"[\x21-\x7e]{16,4096}\Z")  # it goes into a header: one line of ASCII without a space
HANDLE = re.compile(r"@?[A-Za-z0-9_.@-]{1,128}\Z")
# A server alone; in the clear only on this machine, where the adapter takes its stand-in's address and no other.
INSTANCE = re.compile(
    r"(?=.{1,200}\Z)((https://)?[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+(:[0-9]{1,5})?|http://127\.0\.0\.1:[0-9]{1,5})\Z"
)
DIGITS = re.compile(r"[0-9]{1,32}\Z")
URN = re.compile(r"urn:li:(person|organization):[A-Za-z0-9_-]{1,31}\Z")


@dataclass(frozen=True, slots=True)
class Provider:
    """`identity` by field: its form, whether it must be there, what a person knows it by, and an example. `told` is the
    secret field whose end is shown."""

    title: str
    told: str = "access_token"
    secret: Mapping[str, str] = field(default_factory=lambda: {"access_token": "Access token"})
    identity: Mapping[str, tuple[re.Pattern[str], bool, str, str]] = field(default_factory=dict)


PROVIDERS: Mapping[str, Provider] = {
    "mastodon": Provider("Mastodon", identity={
        "instance": (INSTANCE, True, "Server", "https://mastodon.social"),
        "handle": (HANDLE, False, "Handle", "@clinic"),
    }),
    "facebook": Provider("Facebook", identity={"page_id": (DIGITS, True, "Page ID", "1234567890")}),
    "instagram": Provider("Instagram", identity={
        "account_id": (DIGITS, True, "Account ID", "17841400000000000"),
    }),
    "linkedin": Provider("LinkedIn", identity={
        "author_urn": (URN, True, "Author", "urn:li:organization:2414183"),
    }),
    "x": Provider("X", identity={"handle": (HANDLE, False, "Handle", "@clinic")}),
    "delta_exchange_india": Provider(
        "Delta Exchange India", told="api_key", secret={"api_key": "API key", "api_secret": "API secret"},
    ),
}  # fmt: skip


def check(provider: str, identity: Mapping[str, str], secret: Mapping[str, str], at: str = "secret") -> None:
    """A whole account. `at` is where its secrets stand in the body, empty at its top. Raises Invalid."""
    wanted, problems = PROVIDERS[provider], list(_named(provider, identity))
    for name in sorted({*wanted.secret, *secret}):
        place = pointer(at, name) if at else pointer(name)
        if name not in wanted.secret:
            problems.append({"pointer": pointer(at), "detail": f"has only {', '.join(wanted.secret)}"})
        elif not SECRET.match(secret.get(name, "")):
            problems.append({"pointer": place, "detail": "takes 16 to 4096 characters without a space"})
    if problems:
        raise Invalid(f"{problems[0]['pointer']} {problems[0]['detail']}.", problems=problems)


def check_name(name: str) -> None:
    """Whoever pastes his token into the wrong field is told where, and nothing is kept. Raises Invalid."""
    if _looks_secret(name):
        problem = {"pointer": "/name", "detail": "looks like a secret; choose a name to know the account by"}
        raise Invalid(f"{problem['pointer']} {problem['detail']}.", problems=[problem])


def _named(provider: str, identity: Mapping[str, str]) -> list[Problem]:
    wanted = PROVIDERS[provider].identity
    found: list[Problem] = []
    for name in sorted({*wanted, *identity}):
        form, needed, *_ = wanted.get(name, (None, False))
        value = identity.get(name)
        if form is None:
            known = ", ".join(wanted) or "nothing"
            found.append({"pointer": "/identity", "detail": f"has {known} for {provider}"})
        elif value is None:
            found += [{"pointer": pointer("identity", name), "detail": "is missing"}] if needed else []
        elif not form.match(value) and not _is_stand_in(name, value):
            found.append({"pointer": pointer("identity", name), "detail": f"is no {name} of {provider}"})
        elif _looks_secret(value) and name == "handle":
            found.append({"pointer": pointer("identity", name), "detail": "looks like a secret"})
    return found


def _is_stand_in(name: str, value: str) -> bool:
    """The one instance that a local stage has on this machine; on AWS the setting is empty."""
    place = aws.setting("MASTODON_LOOPBACK", "")
    return name == "instance" and bool(place) and value == f"http://{place}"


def _looks_secret(text: str) -> bool:
    """Also what only looks random: no field beside the secret's own has a use for that."""
    return bool(complaint(text)) or any(map(is_random, text.split()))


def last4(provider: str, secret: Mapping[str, str]) -> str:
    return secret[PROVIDERS[provider].told][-4:]
