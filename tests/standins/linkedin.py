"""LinkedIn's Posts API as a stand-in: its version headers, its little text, and its id in a header."""

import re
from dataclasses import dataclass, field
from typing import Any

from .served import Call, No, Reply, Served

AUTHOR = "urn:li:organization:5515715"
KEYS = {
    "author", "commentary", "visibility", "distribution", "lifecycleState", "isReshareDisabledByAuthor",
}  # fmt: skip
EVERYBODY = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}
BARE = re.compile(r"(?<!\\)(?:\\\\)*[<>#~_|\[\]*(){}@]")  # what begins something in little text, not escaped


@dataclass
class LinkedInStandIn(Served):
    """`readable` is whether the token may read the organisation's posts too."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    readable: bool = True

    def error(self, status: str, text: str) -> No:
        return No(status, {"status": int(status[:3]), "message": text})

    def served(self, call: Call) -> Reply:
        if (call.method, call.path) == ("GET", "/v2/userinfo"):
            return Reply("200 OK", {"sub": "abc", "name": "Clinic"})
        versioned = re.fullmatch(r"20\d{4}", call.headers.get("linkedin-version", ""))
        if not versioned or call.headers.get("x-restli-protocol-version") != "2.0.0":
            raise self.error("426 Upgrade Required", "Requested version is not active")
        if (call.method, call.path) == ("POST", "/rest/posts"):
            return self._post(call)
        if (call.method, call.path) == ("GET", "/rest/posts"):
            return self._found(call)
        raise self.error("404 Not Found", "No virtual resource found")

    def _post(self, call: Call) -> Reply:
        body = call.json
        if set(body) != KEYS or body["distribution"] != EVERYBODY or body["lifecycleState"] != "PUBLISHED":
            raise self.error("422 Unprocessable Entity", "Unpermitted or missing fields")
        if BARE.search(body["commentary"]) or len(body["commentary"]) > 3_000:
            raise self.error("400 Bad Request", "Syntax exception in little text, or too long")
        if not re.fullmatch(r"urn:li:(organization:\d+|person:\w+)", body["author"]):
            raise self.error("403 Forbidden", "Not this author")
        urn = f"urn:li:share:{7_000_000 + len(self.posts)}"
        self.posts.append({**body, "id": urn, "createdAt": int(call.request.at * 1000)})
        return Reply("201 Created", None, (f"x-restli-id: {urn}",))

    def _found(self, call: Call) -> Reply:
        if not self.readable:
            raise self.error("403 Forbidden", "Not enough permissions to access: partnerApiPosts")
        wanted = {"q": "author", "sortBy": "CREATED", "author": AUTHOR, "count": call.query.get("count", "")}
        if call.query != wanted or call.headers.get("x-restli-method") != "FINDER":
            raise self.error("400 Bad Request", "Not a finder")
        mine = [post for post in reversed(self.posts) if post["author"] == AUTHOR]
        return Reply("200 OK", {"elements": mine[: int(call.query["count"])]})
