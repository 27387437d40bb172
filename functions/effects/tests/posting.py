"""Approved posts to the stand-ins of the networks, carried out by the real code with the real adapters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from greenlight.approvals.digests import action_digest
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.errors import Denied
from greenlight.keys import new_id

from functions.effects.adapters.protocol import Adapter, Secret
from functions.effects.adapters.social.facebook import Facebook
from functions.effects.adapters.social.instagram import Instagram
from functions.effects.adapters.social.linkedin import LinkedIn
from functions.effects.adapters.social.mastodon import Mastodon
from functions.effects.adapters.social.x import X
from functions.effects.effect import Effect
from functions.effects.execute import execute
from functions.effects.ports import Ports
from functions.effects.preview import preview
from functions.effects.reconcile import sweep_one
from functions.effects.store import Ledger, due
from tests.standins import graph, linkedin
from tests.standins.networks import Networks
from tests.standins.served import Served

from .approved import OWNER, TENANT

REF = "crd_01one"
CHEAP, IMAGE = (
    "Walk-in flu jabs this week.\nBook at https://clinic.example/flu (free)",
    "https://img.example/a.jpg",
)


@dataclass
class Safe:
    """A vault of one credential per provider; `refused` holds what providers said no to."""

    held: dict[str, dict[str, str]]
    opened: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def open(self, record: Record, provider: str, /) -> Secret:
        self.opened.append(provider)
        if provider not in self.held or record.arguments["credential_ref"] != REF:
            raise Denied("There is no such credential.", rule="credential")
        return self.held[provider]

    def refused(self, _record: Record, detail: str, /) -> None:
        self.told.append(detail)


@dataclass
class Posts:
    """One tenant's posts; the clock is the machine's own, since the stand-ins go by that too."""

    networks: Networks
    now: float
    safe: Safe = field(init=False)
    adapters: Mapping[str, Adapter] = field(init=False)

    def __post_init__(self) -> None:
        token = {"access_token": self.networks.x.token}
        self.safe = Safe({
            "mastodon": {**token, "instance": self.networks.mastodon.url},
            "facebook": {**token, "page_id": graph.PAGE},
            "instagram": {**token, "account_id": graph.ACCOUNT},
            "linkedin": {**token, "author_urn": linkedin.AUTHOR},
            "x": token,
        })  # fmt: skip
        meta = f"{self.networks.graph.url}/{graph.VERSION}"
        self.adapters = {
            "social.mastodon_post": Mastodon(self.networks.mastodon.address),
            "social.facebook_post": Facebook(meta),
            "social.instagram_publish": Instagram(meta, pause=0.01),
            "social.linkedin_post": LinkedIn(self.networks.linkedin.url),
            "social.x_post": X(self.networks.x.url),
        }

    def __call__(self) -> float:
        return self.now

    def arguments(self, tool: str, text: str = CHEAP) -> dict[str, Any]:
        own: dict[str, dict[str, Any]] = {
            "social.mastodon_post": {
                "instance": self.networks.mastodon.url, "text": text, "language": "en", "visibility": "public",
            },
            "social.facebook_post": {"page_id": graph.PAGE, "message": text, "link": None},
            "social.instagram_publish": {"account_id": graph.ACCOUNT, "caption": text, "image_url": IMAGE},
            "social.linkedin_post": {"author_urn": linkedin.AUTHOR, "text": text},
            "social.x_post": {"text": text},
        }  # fmt: skip
        return {"credential_ref": REF, **own[tool]}

    def network(self, tool: str) -> Served:
        name = tool.removeprefix("social.").partition("_")[0]
        return {
            "mastodon": self.networks.mastodon, "facebook": self.networks.graph,
            "instagram": self.networks.graph, "linkedin": self.networks.linkedin, "x": self.networks.x,
        }[name]  # fmt: skip

    def approve(self, tool: str, **changes: Any) -> Record:
        arguments = changes.pop("arguments", None) or self.arguments(tool)
        approval_id = new_id("apr")
        mode = changes.get("mode", "live")
        shown = preview({"tool": tool, "arguments": arguments, "approval_id": approval_id}, self.adapters)
        bound = {
            "tenant_id": TENANT, "user_id": OWNER, "agent_id": "agt_coach", "tool": tool, "target": shown["target"],
            "mode": mode,
        }  # fmt: skip
        fields = {
            "approval_id": approval_id, "tenant_id": TENANT, "user_id": OWNER, "agent_id": "agt_coach",
            "kind": "tool_call", "thread_id": "thr_1", "run_id": "run_1", "leg": 1, "call_id": "call_1",
            "correlation_id": "cor_1", "tool": tool, "effect": "external", "verb": "post", "arguments": arguments,
            "bound": bound, "digest": action_digest(bound, arguments), "exact": shown["exact"],
            "exact_sha256": shown["exact_sha256"], "target": shown["target"], "mode": mode, "status": "approved",
            "expires_at": int(self.now) + 3600, "remind_at": 0, "escalate_at": 0, "assignees": [OWNER], "policy": {},
        }  # fmt: skip
        return Approvals(TENANT, self).ask(fields | changes)

    def ports(self, by: str = "one") -> Ports:
        return Ports(Ledger(TENANT, self), self.adapters, self, by, self.safe)

    def execute(self, record: Record, by: str = "one") -> Effect:
        return execute(record.approval_id, self.ports(by))

    def look_again(self, record: Record, seconds: float = 600) -> str:
        """As the sweep of some minutes later does."""
        self.now += seconds
        for tenant_id, approval_id, attempt in due(self.now):
            if approval_id == record.approval_id and (
                effect := Ledger(tenant_id, self).one(approval_id, attempt)
            ):
                return sweep_one(effect, self.ports("sweep"))
        return "nothing due"
