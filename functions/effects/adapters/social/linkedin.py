"""LinkedIn: one post of an organisation or a person; only an organisation's can be read back.

https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from greenlight import aws
from greenlight.post_limits import little

from functions.effects.adapters import base_urls
from functions.effects.adapters.protocol import Arguments, Health, Outcome, Prepared, Secret
from functions.effects.adapters.written import write

from .answers import Answer, Made, parsed, text_of
from .network import JSON, Network, as_json, authorization, found_among, is_of_then, same_text

VERSION = (
    "202610"  # LinkedIn ends each version after about a year: the setting LINKEDIN_VERSION names another
)
ORGANIZATION = "urn:li:organization:"
LOOKED = 10  # newest posts


class LinkedIn(Network):
    """`url` is the API's address; by default the setting's."""

    credential = "linkedin"
    wanted: Mapping[str, re.Pattern[str] | None] = {
        "author_urn": re.compile(r"urn:li:(organization:\d{1,20}|person:[A-Za-z0-9_-]{1,64})\Z"),
        "text": None,
    }

    def __init__(self, url: str | None = None) -> None:
        self._given = url

    def prepare(self, arguments: Arguments, _key: str, /) -> Prepared:
        self.checked(arguments)
        everybody = {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        }
        body = {
            "author": arguments["author_urn"], "commentary": little(arguments["text"]), "visibility": "PUBLIC",
            "distribution": everybody, "lifecycleState": "PUBLISHED", "isReshareDisabledByAuthor": False,
        }  # fmt: skip
        headers = (authorization(arguments["credential_ref"]), *_versions().items(), JSON)
        return write("POST", f"{self.base.url}/rest/posts", headers, as_json(body))

    def reconcile(self, prepared: Prepared, secret: Secret, deadline: float, /) -> Outcome | None:
        """None for a person: LinkedIn lets nobody but its partners read those."""
        sent = parsed({"body": prepared.body.decode()})
        if not sent["author"].startswith(ORGANIZATION):
            return None
        author = quote(sent["author"], safe="")
        url = f"{self.base.url}/rest/posts?author={author}&q=author&count={LOOKED}&sortBy=CREATED"
        status, page = self.looked(url, secret, deadline, {**_versions(), "X-RestLi-Method": "FINDER"})
        if status in {401, 403}:
            return None

        def is_ours(post: Mapping[str, Any]) -> bool:
            created = text_of(post, "createdAt")
            same = same_text(text_of(post, "commentary"), sent["commentary"])
            then = created.isdecimal() and is_of_then(int(created) / 1000, prepared)  # in milliseconds
            return same and then

        posts = page.get("elements") if isinstance(page, dict) else []
        return found_among(posts, is_ours, lambda post: _shown(text_of(post, "id")))

    def probe(self, secret: Secret, deadline: float) -> Health:
        return self.probed(f"{self.base.url}/v2/userinfo", secret, deadline)

    @property
    def base(self) -> base_urls.Base:
        return base_urls.base("LINKEDIN_BASE_URL") if self._given is None else base_urls.of(self._given)

    def stand_ins(self) -> Sequence[str]:
        return self.base.stand_ins

    def is_for(self, prepared: Prepared, secret: Secret) -> bool:
        return text_of(parsed({"body": prepared.body.decode()}), "author") == secret.get("author_urn")

    def made(self, answer: Answer) -> Made:
        """The id stands in a header."""
        small = {name.lower(): value for name, value in answer["headers"].items()}
        return _shown(small.get("x-restli-id", ""))

    def told(self, body: Any) -> str:
        return text_of(body, "message")


def _versions() -> dict[str, str]:
    version = aws.setting("LINKEDIN_VERSION", "") or base_urls.LINKEDIN_VERSION
    return {"LinkedIn-Version": version, "X-Restli-Protocol-Version": "2.0.0"}


def _shown(urn: str) -> Made:
    return urn, f"https://www.linkedin.com/feed/update/{urn}" if urn else ""
