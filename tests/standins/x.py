"""X's stand-in: posts of a text and nothing else, never the same one twice, and no way to ask for them."""

from dataclasses import dataclass, field
from typing import Any

from greenlight.post_length import weighted

from .served import Call, No, Reply, Served


@dataclass
class XStandIn(Served):
    posts: list[dict[str, Any]] = field(default_factory=list)
    limited: tuple[str, ...] = ("x-rate-limit-reset: 4102444800",)

    def error(self, status: str, text: str) -> No:
        return No(status, {"title": status[4:], "detail": text, "status": int(status[:3])})

    def served(self, call: Call) -> Reply:
        if (call.method, call.path) == ("GET", "/2/users/me"):
            return Reply("200 OK", {"data": {"id": "2244994945", "username": "clinic"}})
        if (call.method, call.path) != ("POST", "/2/tweets"):
            raise self.error("404 Not Found", "No such resource")
        if set(call.json) != {"text"} or not call.json["text"]:
            raise self.error("400 Bad Request", "One or more parameters to your request was invalid.")
        text = call.json["text"]
        if weighted(text) > 280:
            raise self.error("403 Forbidden", "Your post is too long.")
        if text in [post["text"] for post in self.posts]:
            raise self.error("403 Forbidden", "You are not allowed to create a Tweet with duplicate content.")
        post = {"id": str(1_900_000_000_000_000_000 + len(self.posts)), "text": text}
        self.posts.append(post)
        return Reply("201 Created", {"data": post})
