"""What a Facebook Page and an Instagram account have in common: Meta's Graph API, and its way to say no.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from functions.effects.adapters import base_urls
from functions.effects.adapters.protocol import Outcome, Prepared

from .answers import judged, parsed, text_of
from .network import Network

EXPIRED = frozenset({"102", "190", "463", "467"})  # the token is no longer good
TOO_MANY = frozenset(
    {"4", "17", "32", "341", "613", "80001", "80002", "80006"}
)  # rate limits, answered with a 400
UNSURE = frozenset(
    {"-2", "-1", "1", "2"}
)  # 'unknown', 'a temporary issue', a timeout of theirs; also with a 400


class Graph(Network):
    """`url` is the API's address with its version; by default the setting's."""

    def __init__(self, url: str | None = None) -> None:
        self._given = url

    @property
    def base(self) -> base_urls.Base:
        return base_urls.base("GRAPH_BASE_URL") if self._given is None else base_urls.of(self._given)

    def stand_ins(self) -> Sequence[str]:
        return self.base.stand_ins

    def send(self, prepared: Prepared, deadline: float) -> Outcome:
        return self.judged(self.exchanged(prepared, deadline))

    def judged(self, outcome: Outcome) -> Outcome:
        """As any network's, but that Meta says 'not now', 'not you' and 'who knows' with a 400."""
        said = judged(outcome, self.made, self.told)
        if said.status != "failed" or outcome.result is None:
            return said
        code = text_of(parsed(outcome.result), "error", "code")
        if code in TOO_MANY:
            result = {**(said.result or {}), "retry_after": 3600}
            return Outcome("not_sent", result, f"{said.detail} It was turned away for the moment.")
        if code in UNSURE:
            return replace(said, status="unknown", detail="Meta answered an unknown error: it may be there.")
        return replace(said, refused=said.refused or code in EXPIRED)

    def is_refusal(self, status: int, body: Any, /) -> bool:
        return status == 401 or text_of(body, "error", "code") in EXPIRED

    def told(self, body: Any) -> str:
        return text_of(body, "error", "message")
