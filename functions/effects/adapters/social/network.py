"""What the networks have in common: a bearer token, sealed until the send; one request; a look at what is there."""

import json
import re
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from greenlight.errors import Denied, Invalid

from functions.effects.adapters.protocol import Arguments, Health, Outcome, Prepared, Problem, Secret
from functions.effects.adapters.sealed import sealed
from functions.effects.adapters.written import filled, write

from . import fields
from .answers import Answer, Made, judged, parsed

SKEW = 120  # seconds by which a network's clock may differ from ours
_ESCAPE = re.compile(r"\\(.)")
JSON = ("Content-Type", "application/json")


class Network:
    """One network; a subclass says what its posts look like and how its answers read.

    `credential` is its name as a provider and as a platform (greenlight.post_limits).
    """

    credential: str
    wanted: fields.Fields
    optional: fields.Fields = {}

    def validate(self, arguments: Arguments) -> Sequence[Problem]:
        return list(fields.problems(self.credential, arguments, self.wanted, self.optional))

    def checked(self, arguments: Arguments) -> None:
        """Raises Invalid."""
        if found := self.validate(arguments):
            first = f"{found[0]['pointer']} {found[0]['detail']}"
            raise Invalid(f"This cannot be published: {first}.", problems=found)

    def stage(self, prepared: Prepared, _secret: Secret, _deadline: float, /) -> Prepared | Outcome:
        return prepared

    def authorize(self, prepared: Prepared, secret: Secret, _now: float, /) -> Prepared:
        if not self.is_for(prepared, secret):
            raise Denied(
                "The credential is for another account or place than this request.", rule="credential"
            )
        return filled(prepared, authorization=_bearer(secret))

    def send(self, prepared: Prepared, deadline: float) -> Outcome:
        return judged(self.exchanged(prepared, deadline), self.made, self.told)

    def reconcile(self, _prepared: Prepared, _secret: Secret, _deadline: float, /) -> Outcome | None:
        """None: this network has nothing to ask by."""
        return None

    def stand_ins(self) -> Sequence[str]:
        raise NotImplementedError

    def is_for(self, prepared: Prepared, secret: Secret) -> bool:
        """Whether this request goes to the account, at the place, that the credential was given for."""
        raise NotImplementedError

    def made(self, answer: Answer) -> Made:
        raise NotImplementedError

    def told(self, body: Any) -> str:
        raise NotImplementedError

    def exchanged(self, prepared: Prepared, deadline: float) -> Outcome:
        """As the egress tells it: confirmed is any whole answer; a network that quotes our token is not repeated."""
        from functions.effects.egress.send import send

        outcome = send(prepared, deadline=deadline, now=time.time, stand_ins=self.stand_ins())
        token = dict(prepared.headers).get("Authorization", "").removeprefix("Bearer ")
        if not outcome.result or not token:
            return outcome
        body = _one_spelling(outcome.result["body"])
        for spelled in (_one_spelling(json.dumps(token))[1:-1], token):
            body = body.replace(spelled, "[sealed]")
        return replace(outcome, result={**outcome.result, "body": body})

    def looked(
        self, url: str, secret: Secret, deadline: float, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """One GET with the credential: the status and the JSON; 0 where no answer came."""
        request = write("GET", url, (authorization("look"), *(headers or {}).items()))
        outcome = self.exchanged(filled(request, authorization=_bearer(secret)), deadline)
        if outcome.status != "confirmed" or outcome.result is None:
            return 0, {}
        return int(outcome.result["status_code"]), parsed(outcome.result)

    def probed(
        self, url: str, secret: Secret, deadline: float, headers: Mapping[str, str] | None = None
    ) -> Health:
        status, body = self.looked(url, secret, deadline, headers)
        if status == 200:
            return Health("connected")
        if self.is_refusal(status, body):
            return Health(
                "needs_reconnect", f"{self.credential} answered {status}: it does not take this credential."
            )
        return Health("unknown", f"{self.credential} answered {status}." if status else "No answer came.")

    def is_refusal(self, status: int, _body: Any, /) -> bool:
        return status == 401


def authorization(credential_ref: str) -> tuple[str, str]:
    return ("Authorization", sealed(credential_ref))


def _bearer(secret: Secret) -> str:
    return f"Bearer {secret.get('access_token', '')}"


def as_json(body: Mapping[str, Any]) -> bytes:
    """Readable, in one order: a person reads it before it is sent."""
    return json.dumps(body, ensure_ascii=False, separators=(", ", ": ")).encode()


def _one_spelling(body: str) -> str:
    """JSON without the escapes that it can do without, such as PHP's of a slash; other bodies as they are."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False)
    except (ValueError, RecursionError):
        return body


def same_text(one: str, other: str) -> bool:
    """But for white space and escapes, which networks give back in ways of their own."""
    return _squashed(one) == _squashed(other)


def _squashed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _ESCAPE.sub(r"\1", text)).split())


def is_of_then(moment: float, prepared: Prepared) -> bool:
    """Whether what was made there at that moment (epoch) can have come of the request that was dispatched `since`."""
    return abs(moment - prepared.since) <= SKEW


def found_among(
    posts: Any, is_ours: Callable[[Mapping[str, Any]], bool], made: Callable[[Mapping[str, Any]], Made]
) -> Outcome:
    """What a list of recent posts says of ours; unknown where it is not among them: it may be about to appear.

    Also where two could be: one of them is then somebody else's, of the same words.
    """
    given = posts if isinstance(posts, list) else ()
    found = [post for post in given if isinstance(post, Mapping) and is_ours(post)]
    if len(found) > 1:
        return Outcome("unknown", detail="More than one post of these words was found there.")
    if found:
        external_id, url = made(found[0])
        return Outcome("confirmed", {"external_id": external_id, "url": url}, "It was found there.")
    return Outcome("unknown", detail="It may have been published; it is not found there yet.")
