"""The stack `web`: one CloudFront distribution before page, REST and socket (decision 32); on AWS alone.

Locally the edge stands in: the embedded engine's CloudFront reaches neither its S3 nor its gateways.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from greenlight.errors import Refused

from . import api, template
from .folder import Folder
from .page_headers import NEVER_A_PAGE, PAGE_HEADERS
from .rights import SOCKET_STAGE
from .template import Template

STACK, ORIGIN = "web", "WebOrigin"
SETTING, VALUES = "WEB_HOSTING", ("on", "off")
DOMAIN, CERTIFICATE, PRICE_CLASS = "WEB_DOMAIN", "WEB_CERTIFICATE_ARN", "WEB_PRICE_CLASS"
PRICE_CLASSES = ("PriceClass_100", "PriceClass_200", "PriceClass_All")
SETTINGS = {SETTING: VALUES[0], DOMAIN: "", CERTIFICATE: "", PRICE_CLASS: PRICE_CLASSES[0]}
PARAMETERS: dict[str, dict[str, Any]] = {
    "WebDomain": {"Type": "String", "Default": "", "AllowedPattern": r"|([a-z0-9-]+\.)+[a-z]{2,}"},
    "WebCertificateArn": {
        "Type": "String",
        "AllowedPattern": r"|arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/[0-9a-f-]+",
    },
    "WebPriceClass": {
        "Type": "String",
        "Default": PRICE_CLASSES[0],
        "AllowedValues": list(PRICE_CLASSES),
    },
}
CONDITIONS = {"WebDomainGiven": {"Fn::Not": [{"Fn::Equals": [template.ref("WebDomain"), ""]}]}}

MOST_BEHAVIOURS = 75  # of a distribution, the default one included (AWS quota, unless raised)
FOLDED = "/api"  # the prefixes beneath it are one behaviour; what the gateway does not know there, it answers with 404
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"  # AWS's own policies, the same in every account
ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
YEAR = 365 * 24 * 3600
# Whatever a policy says of caching, CloudFront keeps an error for 10 s, by its path alone: one person's 404 or 503
# would be another's.
ERRORS = (400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504)


class TooManyBehaviours(Refused):
    """More public prefixes than a distribution has behaviours."""

    title = "Too many behaviours"


def is_on(settings: Mapping[str, str], endpoint: str) -> bool:
    """An emulator has no such distribution, whatever is set."""
    return not endpoint and settings.get(SETTING, VALUES[0]) == "on"


def origins(own: str, others: str) -> str:
    """The value of ALLOWED_ORIGINS: the distribution's address first, since links in mails begin with the first."""
    every = [own, *(other.strip() for other in others.split(","))]
    return ",".join(dict.fromkeys(filter(None, every)))


def stack(folders: Sequence[Folder]) -> Template:
    """Resources and outputs. Raises TooManyBehaviours."""
    made = template.read(Path(__file__).with_name("web.yaml"))
    resources = made["Resources"]
    resources["PageFallback"]["Properties"]["FunctionCode"] = fallback()
    resources["PageHeaders"]["Properties"]["ResponseHeadersPolicyConfig"] |= _headers()
    prefixes = [prefix for folder in folders for prefix in folder.declared.prefixes]
    config = resources["Distribution"]["Properties"]["DistributionConfig"]
    config["CacheBehaviors"] = behaviours(prefix.path for prefix in prefixes if prefix.published)
    config["CustomErrorResponses"] = [{"ErrorCode": code, "ErrorCachingMinTTL": 0} for code in ERRORS]
    next(one for one in config["Origins"] if one["Id"] == "rest")["OriginPath"] = f"/{api.STAGE}"
    return made


def fallback() -> str:
    """The code of the function before the default behaviour."""
    code = Path(__file__).with_name("page_fallback.js").read_text(encoding="utf-8")
    return re.sub(r"\[/\*.*?\*/\]", json.dumps(NEVER_A_PAGE), code, count=1)


def behaviours(prefixes: Iterable[str]) -> list[dict[str, Any]]:
    """What goes to REST and to the socket; everything else is the page's. Raises TooManyBehaviours."""
    made = [_behaviour(pattern, "rest") for pattern in _patterns(prefixes)]
    made.append(_behaviour(f"/{SOCKET_STAGE}", "socket"))
    if len(made) + 1 > MOST_BEHAVIOURS:
        raise TooManyBehaviours(
            f"the public prefixes need {len(made) + 1} behaviours of CloudFront, which has {MOST_BEHAVIOURS} by "
            f"default. Put new prefixes under {FOLDED}, which are one; or have AWS raise it, and MOST_BEHAVIOURS here."
        )
    return made


def _patterns(prefixes: Iterable[str]) -> Iterator[str]:
    """`/agent` and what lies beneath it, so that an app's `/agents` is not caught."""
    every = sorted(set(prefixes))
    if any(prefix.startswith(f"{FOLDED}/") for prefix in every):
        yield f"{FOLDED}/*"
    for prefix in every:
        if not prefix.startswith(f"{FOLDED}/"):
            yield from (prefix, f"{prefix}/*")


def _behaviour(pattern: str, origin: str) -> dict[str, Any]:
    """Nothing is kept, every header but Host goes through; plain HTTP, where a token has been told, is refused."""
    every = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"]
    return {
        "PathPattern": pattern,
        "TargetOriginId": origin,
        "ViewerProtocolPolicy": "https-only",
        "AllowedMethods": every if origin == "rest" else ["GET", "HEAD"],
        "CachePolicyId": CACHING_DISABLED,
        "OriginRequestPolicyId": ALL_VIEWER_EXCEPT_HOST,
    }


def _headers() -> dict[str, Any]:
    """The page's headers as a policy, and HSTS, which only an address of https may send."""
    left = dict(PAGE_HEADERS)
    security: dict[str, dict[str, Any]] = {
        "ContentSecurityPolicy": {"ContentSecurityPolicy": left.pop("Content-Security-Policy")},
        "ReferrerPolicy": {"ReferrerPolicy": left.pop("Referrer-Policy")},
        "StrictTransportSecurity": {"AccessControlMaxAgeSec": YEAR, "IncludeSubdomains": False},
        "ContentTypeOptions": {},
    }
    del left["X-Content-Type-Options"]  # its policy has no other value
    custom = [{"Header": name, "Value": value, "Override": True} for name, value in left.items()]
    return {
        "SecurityHeadersConfig": {name: {**value, "Override": True} for name, value in security.items()},
        "CustomHeadersConfig": {"Items": custom},
    }
