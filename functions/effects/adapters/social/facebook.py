"""A Facebook Page: one post on its feed, read back by its text where the answer was lost.

https://developers.facebook.com/docs/pages-api/posts
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from functions.effects.adapters.protocol import Arguments, Health, Outcome, Prepared, Secret
from functions.effects.adapters.written import write

from .answers import Answer, Made, parsed, text_of
from .graph import Graph
from .network import JSON, SKEW, as_json, authorization, found_among, is_of_then, same_text

LOOKED = 25  # newest posts


class Facebook(Graph):
    credential = "facebook"
    wanted: Mapping[str, re.Pattern[str] | None] = {"page_id": re.compile(r"\d{1,32}\Z"), "message": None}
    optional: Mapping[str, re.Pattern[str] | None] = {"link": re.compile(r"https://[^\s]{1,2000}\Z")}

    def prepare(self, arguments: Arguments, _key: str, /) -> Prepared:
        self.checked(arguments)
        body = {"message": arguments["message"]}
        body |= {"link": arguments["link"]} if arguments.get("link") else {}
        headers = (authorization(arguments["credential_ref"]), JSON)
        return write("POST", f"{self.base.url}/{arguments['page_id']}/feed", headers, as_json(body))

    def reconcile(self, prepared: Prepared, secret: Secret, deadline: float, /) -> Outcome | None:
        since = int(prepared.since) - SKEW
        fields = "id,message,created_time,permalink_url"
        url = f"{prepared.url}?fields={fields}&since={max(0, since)}&limit={LOOKED}"
        status, feed = self.looked(url, secret, deadline)
        if self.is_refusal(status, feed):
            return None
        sent = parsed({"body": prepared.body.decode()})["message"]

        def is_ours(post: Mapping[str, Any]) -> bool:
            then = is_of_then(_epoch(text_of(post, "created_time")), prepared)
            return then and same_text(text_of(post, "message"), sent)

        posts = feed.get("data") if isinstance(feed, dict) else []
        return found_among(posts, is_ours, lambda post: (text_of(post, "id"), text_of(post, "permalink_url")))

    def probe(self, secret: Secret, deadline: float) -> Health:
        return self.probed(f"{self.base.url}/{secret.get('page_id', '')}?fields=id,name", secret, deadline)

    def is_for(self, prepared: Prepared, secret: Secret) -> bool:
        return urlsplit(prepared.url).path.split("/")[-2] == secret.get("page_id")

    def made(self, answer: Answer) -> Made:
        post = text_of(parsed(answer), "id")
        return post, f"https://www.facebook.com/{post}"


def _epoch(moment: str) -> float:
    """Meta writes 2026-11-20T10:00:00+0000."""
    try:
        return datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S%z").timestamp()
    except ValueError:
        return 0.0
