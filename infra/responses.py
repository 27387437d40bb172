"""The gateway's own refusals, in the form of ours (RFC 9457): no AWS wording, and an id that its log knows."""

import json
from http import HTTPStatus
from typing import Any

from greenlight import errors
from greenlight.problem import CONTENT_TYPE, problem

_NOTHING = errors.NotFound("There is nothing at this address.")
_UNCHECKED = (500, "Your sign-in could not be checked. Try again, please.")
# API Gateway's response type -> a refusal of ours, or a status with what to say
RESPONSES: dict[str, errors.Refused | tuple[int, str]] = {
    "DEFAULT_4XX": errors.Refused("The gateway could not read this request."),
    "DEFAULT_5XX": (500, "Something broke on our side."),
    "UNAUTHORIZED": errors.Unauthenticated("Send a sign-in with this request."),
    "ACCESS_DENIED": errors.Denied("This sign-in does not open this door."),
    "MISSING_AUTHENTICATION_TOKEN": _NOTHING,  # what the gateway says of a path it does not know
    "RESOURCE_NOT_FOUND": _NOTHING,
    "REQUEST_TOO_LARGE": errors.TooLarge("The request is over the gateway's size limit."),
    "UNSUPPORTED_MEDIA_TYPE": (415, "Send JSON, please."),
    "THROTTLED": errors.TooMany("Slow down, please, and try again."),
    "QUOTA_EXCEEDED": errors.TooMany("The quota is used up."),
    "AUTHORIZER_FAILURE": _UNCHECKED,
    "AUTHORIZER_CONFIGURATION_ERROR": _UNCHECKED,
    "INTEGRATION_FAILURE": (502, "What should have answered did not. Try again, please."),
    "INTEGRATION_TIMEOUT": (504, "What should have answered took too long."),
}
_HEADERS = {
    "gatewayresponse.header.Content-Type": f"'{CONTENT_TYPE}'",
    "gatewayresponse.header.X-Correlation-Id": "context.requestId",
    "gatewayresponse.header.Cache-Control": "'no-store'",
    "gatewayresponse.header.X-Content-Type-Options": "'nosniff'",
}
_CORRELATION, _INSTANCE = "$context.requestId", "$context.resourcePath"


def resource(kind: str) -> dict[str, Any]:
    """One gateway response; its template is keyed by JSON, as the gateway matches it, and a header names our type."""
    document = _document(RESPONSES[kind])
    properties = {
        "RestApiId": {"Ref": "RestApiId"},
        "ResponseType": kind,
        "StatusCode": str(document["status"]),
        "ResponseParameters": _HEADERS,
        "ResponseTemplates": {"application/json": json.dumps(document)},
    }
    return {"Type": "AWS::ApiGateway::GatewayResponse", "Properties": properties}


def _document(said: errors.Refused | tuple[int, str]) -> dict[str, Any]:
    if isinstance(said, errors.Refused):
        return problem(said, correlation_id=_CORRELATION, instance=_INSTANCE)
    status, detail = said
    return {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail,
        "instance": _INSTANCE, "correlation_id": _CORRELATION,
    }  # fmt: skip
