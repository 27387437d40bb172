"""Mastodon: one status, under our own Idempotency-Key (which a server keeps for an hour); asked about by reading back.

https://docs.joinmastodon.org/methods/statuses/
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from greenlight import aws

from functions.effects.adapters import http_address
from functions.effects.adapters.protocol import Arguments, Health, Outcome, Prepared, Problem, Secret
from functions.effects.adapters.written import write

from .answers import Answer, Made, parsed, text_of
from .network import JSON, Network, as_json, authorization, found_among, is_of_then, same_text

LOOKED = 20  # newest statuses


class Mastodon(Network):
    """`loopback` ("127.0.0.1:PORT") is the one instance that is reached by plain HTTP; by default the setting's."""

    credential = "mastodon"
    wanted: Mapping[str, re.Pattern[str] | None] = {
        "instance": re.compile(r".{1,300}\Z"),
        "text": None,
        "language": re.compile(r"[a-z]{2,3}\Z"),
        "visibility": re.compile(r"(public|unlisted)\Z"),
    }

    def __init__(self, loopback: str | None = None) -> None:
        self._given = loopback

    def validate(self, arguments: Arguments) -> Sequence[Problem]:
        found = list(super().validate(arguments))
        instance = arguments.get("instance")
        if isinstance(instance, str) and (detail := self._instance_problem(instance)):
            found.append({"pointer": "/instance", "detail": detail})
        return found

    def prepare(self, arguments: Arguments, key: str) -> Prepared:
        self.checked(arguments)
        body = {
            "status": arguments["text"], "language": arguments["language"], "visibility": arguments["visibility"],
        }  # fmt: skip
        headers = (authorization(arguments["credential_ref"]), ("Idempotency-Key", key), JSON)
        return write("POST", f"{origin(arguments['instance'])}/api/v1/statuses", headers, as_json(body))

    def reconcile(self, prepared: Prepared, secret: Secret, deadline: float, /) -> Outcome | None:
        """By the account's newest statuses, each as its source text; None where the token may not read."""
        place = origin(prepared.url)
        status, me = self.looked(f"{place}/api/v1/accounts/verify_credentials", secret, deadline)
        if status in {401, 403}:
            return None
        if not (account := text_of(me, "id")).isalnum():
            return Outcome("unknown", detail="The instance does not say what was published.")
        url = f"{place}/api/v1/accounts/{account}/statuses?limit={LOOKED}&exclude_reblogs=true"
        _, statuses = self.looked(url, secret, deadline)
        sent = parsed({"body": prepared.body.decode()})["status"]

        def is_ours(post: Mapping[str, Any]) -> bool:
            number = text_of(post, "id")
            if not number.isalnum() or not is_of_then(_epoch(text_of(post, "created_at")), prepared):
                return False
            _, source = self.looked(f"{place}/api/v1/statuses/{number}/source", secret, deadline)
            return same_text(text_of(source, "text"), sent)

        return found_among(statuses, is_ours, lambda post: (text_of(post, "id"), text_of(post, "url")))

    def probe(self, secret: Secret, deadline: float) -> Health:
        place = origin(secret.get("instance", ""))
        if detail := self._instance_problem(place):
            return Health("unknown", f"The instance {detail}.")
        return self.probed(f"{place}/api/v1/accounts/verify_credentials", secret, deadline)

    def stand_ins(self) -> Sequence[str]:
        return [place] if (place := self._loopback) else []

    def is_for(self, prepared: Prepared, secret: Secret) -> bool:
        return bool(secret.get("instance")) and origin(prepared.url) == origin(secret["instance"])

    def made(self, answer: Answer) -> Made:
        body = parsed(answer)
        return text_of(body, "id"), text_of(body, "url")

    def told(self, body: Any) -> str:
        return text_of(body, "error")

    @property
    def _loopback(self) -> str:
        return aws.setting("MASTODON_LOOPBACK", "") if self._given is None else self._given

    def _instance_problem(self, instance: str) -> str:
        found = http_address.problems(f"{origin(instance)}/", self._loopback)
        if found:
            return found[0]["detail"]
        alone = http_address.parse(_with_scheme(instance)).target == "/"
        return "" if alone else "must be a server alone, such as https://mastodon.social"


def origin(address: str) -> str:
    """Scheme and host of an instance, however it was written; a text that is refused elsewhere if it is none."""
    try:
        parsed_one = http_address.parse(_with_scheme(address))
    except http_address.Wrong:
        return ""
    return f"{parsed_one.scheme}://{parsed_one.host_header}"


def _with_scheme(address: str) -> str:
    return address if "://" in address else f"https://{address}"


def _epoch(moment: str) -> float:
    try:
        return datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp()
    except ValueError:
        return 0.0
