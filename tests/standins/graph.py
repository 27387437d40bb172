"""Meta's Graph API as a stand-in: one Facebook Page's feed, and one Instagram account's containers."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .served import Call, No, Reply, Served

PAGE, ACCOUNT, VERSION = "1001", "17841400000000001", "v23.0"


@dataclass
class GraphStandIn(Served):
    """`posts` of the page; `containers` by id: {status_code, asked, caption}; ready after `slowness` questions."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    containers: dict[str, dict[str, Any]] = field(default_factory=dict)
    published: list[str] = field(default_factory=list)
    slowness: int = 1
    fails: str = ""  # ERROR or EXPIRED: what becomes of every container

    def error(self, status: str, text: str) -> No:
        """Meta says with a 400 what others say with 401 and 429."""
        code = {"401": 190, "429": 4, "500": 2, "503": 2}.get(status[:3], 100)
        answered = "400 Bad Request" if code in {4, 100, 190} else status
        return No(answered, {"error": {"message": text, "type": "OAuthException", "code": code}})

    def served(self, call: Call) -> Reply:
        version, _, path = call.path.removeprefix("/").partition("/")
        if version != VERSION:
            raise self.error("400 Bad Request", "Unknown path components")
        match call.method, path:
            case "POST", p if p == f"{PAGE}/feed":
                return self._post(call)
            case "GET", p if p == f"{PAGE}/feed":
                return self._feed(call)
            case "POST", p if p == f"{ACCOUNT}/media":
                return self._container(call)
            case "POST", p if p == f"{ACCOUNT}/media_publish":
                return self._publish(call)
            case "GET", p if p in {PAGE, ACCOUNT}:
                return Reply("200 OK", {"id": p, "name": "Clinic"})
            case "GET", p if p in self.containers:
                return self._status(call, p)
        raise self.error("400 Bad Request", "Unsupported request")

    def _post(self, call: Call) -> Reply:
        body = call.json
        if not {"message"} <= set(body) <= {"message", "link"} or len(body["message"]) > 63_206:
            raise self.error("400 Bad Request", "Invalid parameter")
        post = {"id": f"{PAGE}_{len(self.posts) + 1}", "message": body["message"], "at": call.request.at}
        self.posts.append(post)
        return Reply("200 OK", {"id": post["id"]})

    def _feed(self, call: Call) -> Reply:
        shown = [
            {
                "id": post["id"], "message": post["message"], "permalink_url": f"https://fb.test/{post['id']}",
                "created_time": datetime.fromtimestamp(post["at"], UTC).strftime("%Y-%m-%dT%H:%M:%S+0000"),
            }
            for post in reversed(self.posts) if post["at"] >= int(call.query["since"])
        ]  # fmt: skip
        if call.query["fields"] != "id,message,created_time,permalink_url":
            raise self.error("400 Bad Request", "Tried accessing nonexisting field")
        return Reply("200 OK", {"data": shown[: int(call.query["limit"])]})

    def _container(self, call: Call) -> Reply:
        body = call.json
        if set(body) != {"image_url", "caption"} or not body["image_url"].startswith("https://"):
            raise self.error("400 Bad Request", "Only photo or video can be accepted as media type")
        if len(body["caption"]) > 2_200 or len(re.findall(r"#\w", body["caption"])) > 30:
            raise self.error("400 Bad Request", "The caption is too long")
        container = f"1789{len(self.containers):013d}"
        self.containers[container] = {"status_code": self.fails or "IN_PROGRESS", "asked": 0, **body}
        return Reply("200 OK", {"id": container})

    def _status(self, call: Call, container: str) -> Reply:
        found = self.containers[container]
        found["asked"] += 1
        if found["status_code"] == "IN_PROGRESS" and found["asked"] > self.slowness:
            found["status_code"] = "FINISHED"
        if call.query != {"fields": "status_code"}:
            raise self.error("400 Bad Request", "Tried accessing nonexisting field")
        return Reply("200 OK", {"id": container, "status_code": found["status_code"]})

    def _publish(self, call: Call) -> Reply:
        container = call.query.get("creation_id", "")
        found = self.containers.get(container, {})
        if call.body or set(call.query) != {"creation_id"} or found.get("status_code") != "FINISHED":
            raise self.error("400 Bad Request", "Media ID is not available")
        found["status_code"] = "PUBLISHED"
        self.published.append(container)
        return Reply("200 OK", {"id": f"1800{len(self.published):013d}"})
