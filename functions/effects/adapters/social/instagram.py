"""Instagram: a container with the picture and its caption, which nobody sees, then the call that publishes it.

A person approves both as one text. The container is made once the approval is used up; which one it is, the ledger
keeps with the dispatch, so that a publication whose answer was lost is asked about by the container's own status.
https://developers.facebook.com/docs/instagram-platform/content-publishing
"""

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from functions.effects.adapters.protocol import Arguments, Health, Outcome, Prepared, Secret
from functions.effects.adapters.written import write

from .answers import Answer, Made, parsed, text_of
from .graph import Graph
from .network import JSON, as_json, authorization

THEN = "\r\n\r\n(then, once the picture is ready, with the number that it got)\r\n\r\n"
HOLE = "CONTAINER_ID"
NUMBER = re.compile(r"\d{1,32}\Z")
# What a container says of itself: none of these was published, and none will be.
OVER = {"ERROR": "could not be taken in", "EXPIRED": "was not published within a day"}


class Instagram(Graph):
    """`pause`, in seconds, is between two questions whether the picture is ready."""

    credential = "instagram"
    wanted: Mapping[str, re.Pattern[str] | None] = {
        "account_id": NUMBER,
        "caption": None,
        "image_url": re.compile(r"https://[!-~]{1,2000}\Z"),  # Meta fetches it: public, and plain ASCII
    }

    def __init__(self, url: str | None = None, pause: float = 0.5) -> None:
        super().__init__(url)
        self._pause = pause

    def prepare(self, arguments: Arguments, _key: str, /) -> Prepared:
        self.checked(arguments)
        sealed = authorization(arguments["credential_ref"])
        account = f"{self.base.url}/{arguments['account_id']}"
        body = as_json({"image_url": arguments["image_url"], "caption": arguments["caption"]})
        container = write("POST", f"{account}/media", (sealed, JSON), body)
        publish = write("POST", f"{account}/media_publish?creation_id={HOLE}", (sealed,))
        return replace(
            publish, exact=container.exact + THEN + publish.exact, target=publish.target.partition("?")[0]
        )

    def stage(self, prepared: Prepared, secret: Secret, deadline: float) -> Prepared | Outcome:
        """The container, made and ready, or why there is none: until here nobody can see anything."""
        outcome = self.exchanged(self.authorize(_container(prepared), secret, 0), deadline)
        said = self.judged(outcome)
        if said.status != "confirmed":
            status = "not_sent" if said.status == "unknown" else said.status
            return replace(said, status=status, detail=f"{said.detail} The picture was not handed over.")
        container = str((said.result or {})["external_id"])
        if not NUMBER.match(container):
            return Outcome("not_sent", detail="Instagram named the picture oddly; nothing was published.")
        return self._ready(replace(prepared, staged=container), secret, deadline)

    def send(self, prepared: Prepared, deadline: float) -> Outcome:
        return super().send(_publication(prepared), deadline)

    def reconcile(self, prepared: Prepared, secret: Secret, deadline: float, /) -> Outcome | None:
        status, body = self._container_status(prepared.staged, secret, deadline)
        if self.is_refusal(status, body):
            return None
        word = text_of(body, "status_code")
        if word == "PUBLISHED":
            result = {"external_id": prepared.staged, "url": ""}
            return Outcome("confirmed", result, "Instagram says that this picture was published.")
        if word in OVER:
            return Outcome("failed", detail=f"The picture {OVER[word]}.")
        return Outcome("unknown", detail="Instagram does not say yet that this picture was published.")

    def probe(self, secret: Secret, deadline: float) -> Health:
        url = f"{self.base.url}/{secret.get('account_id', '')}?fields=id,username"
        return self.probed(url, secret, deadline)

    def is_for(self, prepared: Prepared, secret: Secret) -> bool:
        return urlsplit(prepared.url).path.split("/")[-2] == secret.get("account_id")

    def made(self, answer: Answer) -> Made:
        return text_of(parsed(answer), "id"), ""

    def _ready(self, prepared: Prepared, secret: Secret, deadline: float) -> Prepared | Outcome:
        while time.time() + self._pause < deadline:
            _, body = self._container_status(prepared.staged, secret, deadline)
            word = text_of(body, "status_code")
            if word == "FINISHED":
                return prepared
            if word in OVER:
                return Outcome("failed", detail=f"Nothing was published: the picture {OVER[word]}.")
            time.sleep(self._pause)
        return Outcome("not_sent", detail="Nothing was published: Instagram was too slow with the picture.")

    def _container_status(self, container: str, secret: Secret, deadline: float) -> tuple[int, object]:
        return self.looked(f"{self.base.url}/{container}?fields=status_code", secret, deadline)


def _container(prepared: Prepared) -> Prepared:
    """The first of the two approved requests, from the approved text itself."""
    exact = prepared.exact.partition(THEN)[0]
    head, _, body = exact.partition("\r\n\r\n")
    headers = tuple(
        (name, value) for name, _, value in (row.partition(": ") for row in head.split("\r\n")[1:])
    )
    url = prepared.url.partition("?")[0].removesuffix("_publish")
    return replace(prepared, url=url, headers=headers, body=body.encode(), exact=exact)


def _publication(prepared: Prepared) -> Prepared:
    """The second, with the number of the container where the approved text leaves it open."""
    exact = prepared.exact.partition(THEN)[2]
    here = f"creation_id={HOLE}"
    filled = f"creation_id={prepared.staged}"
    return replace(prepared, url=prepared.url.replace(here, filled), exact=exact.replace(here, filled))
