"""Every no in one form: RFC 9457 problem documents, with the correlation id that finds the log line."""

import json
import re
from http import HTTPStatus
from typing import Any

from .errors import Refused

CONTENT_TYPE = "application/problem+json"
_HEADERS = {"retry_after": "Retry-After", "allow": "Allow"}


def problem(refused: Refused, *, correlation_id: str, instance: str = "") -> dict[str, Any]:
    """The document; what the refusal carries besides (`rule`, `rows`, …) becomes members of the same name."""
    document = {
        "type": f"urn:greenlight:problem:{_kebab(type(refused).__name__)}",
        "title": refused.title,
        "status": refused.status,
        "detail": refused.detail,
        "instance": instance,
        "correlation_id": correlation_id,
    }
    errors = {"errors": refused.problems} if refused.problems else {}
    return {**refused.extra, **document, **errors}


def headers(refused: Refused) -> dict[str, Any]:
    """What HTTP wants said in a header as well: Retry-After, Allow."""
    said = {header: str(refused.extra[name]) for name, header in _HEADERS.items() if name in refused.extra}
    return {"Content-Type": CONTENT_TYPE, **said}


def of_status(status: int, correlation_id: str, instance: str, chalice_body: str) -> dict[str, Any]:
    """For an error that Chalice worded (`{"Code", "Message"}`); a fault's words stay inside."""
    title = HTTPStatus(status).phrase
    detail = json.loads(chalice_body)["Message"] if status < 500 else "Something broke on our side."
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
        "correlation_id": correlation_id,
    }


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
