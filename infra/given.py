"""What a deploy is given must be enough, and nothing that only a local stage may have; said before anything changes."""

import re
from collections.abc import Mapping, Set

from greenlight.errors import Refused

from . import egress, web
from .rights import LOCAL_ALONE, PROVIDERS
from .template import Template

_CHOICES = {
    egress.SETTING: egress.VALUES,
    web.SETTING: web.VALUES,
    web.PRICE_CLASS: web.PRICE_CLASSES,
}
_WANTED = {
    web.DOMAIN: "a host's name in lower case, without https://",
    web.CERTIFICATE: "an ARN of ACM's in us-east-1, the one region that CloudFront takes certificates from",
}


class MissingSetting(Refused):
    """A stack asks for a setting that nobody gave; an empty one must be given as empty."""

    title = "Missing setting"


class WrongSetting(Refused):
    """A setting has a value that means nothing."""

    title = "Wrong setting"


class NotOnAws(Refused):
    """A setting that opens something on a local stage was given for a deploy to AWS."""

    title = "Not on AWS"


def check(settings: Mapping[str, str], endpoint: str) -> None:
    """Raises NotOnAws, WrongSetting."""
    opened = [name for name in sorted(LOCAL_ALONE) if settings.get(name)]
    if opened and not endpoint:
        raise NotOnAws(f"{', '.join(opened)} opens this machine's own addresses: leave it empty for AWS.")
    plain = [name for name in sorted(PROVIDERS) if settings.get(name, "").startswith("http:")]
    if plain and not endpoint:
        raise NotOnAws(f"{', '.join(plain)} must begin with https:// on AWS.")
    for name, values in _CHOICES.items():
        if (value := settings.get(name) or values[0]) not in values:
            raise WrongSetting(f"{name} is '{value}': give it as {' or '.join(values)}.")
    _check_domain(settings.get(web.DOMAIN, ""), settings.get(web.CERTIFICATE, ""))


def _check_domain(domain: str, certificate: str) -> None:
    if bool(domain) != bool(certificate):
        raise WrongSetting(f"{web.DOMAIN} and {web.CERTIFICATE} are given together, or neither is.")
    for name, value, parameter in (
        (web.DOMAIN, domain, "WebDomain"),
        (web.CERTIFICATE, certificate, "WebCertificateArn"),
    ):
        if not re.fullmatch(web.PARAMETERS[parameter]["AllowedPattern"], value):
            raise WrongSetting(f"{name} is '{value}': {_WANTED[name]}.")


def check_complete(templates: Mapping[str, Template], known: Set[str]) -> None:
    """Every parameter is known by now or an output of one of these stacks. Raises MissingSetting."""
    made = {output for content in templates.values() for output in content.get("Outputs", {})}
    asked = {key for content in templates.values() for key in content.get("Parameters", {})}
    if missing := sorted(asked - made - set(egress.NETWORK) - known):
        raise MissingSetting(
            f"no value was given for {', '.join(missing)}; give an empty one if that is meant."
        )
