"""A tool's arguments for one text. Pure."""

from collections.abc import Mapping
from typing import Any

from greenlight.post_limits import LIMITS

from functions.goal_run.given import Given
from functions.goal_run.ports import Json

from .marketing_brief import language


def arguments(platform: str, ref: str, identity: Json, text: str, given: Given) -> Json:
    """`identity` is the credential's: whom a post speaks for is never what a model wrote."""
    own: Mapping[str, Mapping[str, Any]] = {
        "mastodon": {
            "instance": identity.get("instance", ""), "visibility": "public", "language": language(given),
        },
        "facebook": {"page_id": identity.get("page_id", ""), "link": given.settings.get("link")},
        "instagram": {
            "account_id": identity.get("account_id", ""), "image_url": given.settings.get("image_url", ""),
        },
        "linkedin": {"author_urn": identity.get("author_urn", "")},
        "x": {},
    }  # fmt: skip
    return {"credential_ref": ref, LIMITS[platform].field: text, **own[platform]}
