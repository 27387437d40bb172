"""X: one post. It knows no key of ours, and is not read back: where its answer is lost, a person looks.

https://docs.x.com/x-api/posts/create-post
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from functions.effects.adapters import base_urls
from functions.effects.adapters.protocol import Arguments, Health, Prepared, Secret
from functions.effects.adapters.written import write

from .answers import Answer, Made, parsed, text_of
from .network import JSON, Network, as_json, authorization


class X(Network):
    """`url` is the API's address; by default the setting's."""

    credential = "x"
    wanted: Mapping[str, re.Pattern[str] | None] = {"text": None}

    def __init__(self, url: str | None = None) -> None:
        self._given = url

    def prepare(self, arguments: Arguments, _key: str, /) -> Prepared:
        self.checked(arguments)
        headers = (authorization(arguments["credential_ref"]), JSON)
        return write("POST", f"{self.base.url}/2/tweets", headers, as_json({"text": arguments["text"]}))

    def probe(self, secret: Secret, deadline: float) -> Health:
        return self.probed(f"{self.base.url}/2/users/me", secret, deadline)

    @property
    def base(self) -> base_urls.Base:
        return base_urls.base("X_BASE_URL") if self._given is None else base_urls.of(self._given)

    def stand_ins(self) -> Sequence[str]:
        return self.base.stand_ins

    def is_for(self, _prepared: Prepared, secret: Secret, /) -> bool:
        """The token alone says whose account it is."""
        return bool(secret)

    def made(self, answer: Answer) -> Made:
        post = text_of(parsed(answer), "data", "id")
        return post, f"https://x.com/i/status/{post}"

    def told(self, body: Any) -> str:
        return text_of(body, "detail") or text_of(body, "title")
