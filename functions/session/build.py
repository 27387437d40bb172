"""What this Lambda was built from, for people and for Prometheus.

A Lambda has no memory that counts: counters (runs, tokens, refusals) are CloudWatch metrics in the embedded metric
format. So `/metrics` says only what is true of any one process: that it is up, and which build it is.
"""

import platform

from greenlight import aws

from .schemas import SignIn

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


def stage() -> str:
    return aws.setting("GREENLIGHT_STAGE")


def catalogue() -> str:
    return aws.setting("CATALOGUE_HASH")


def sign_in() -> SignIn:
    return SignIn(
        authorization_url=aws.setting("OIDC_AUTHORIZATION_URL"), client_id=aws.setting("OIDC_AUDIENCE")
    )


def prometheus() -> str:
    labels = {"stage": stage(), "catalogue": catalogue(), "python": platform.python_version()}
    said = ",".join(f'{name}="{value}"' for name, value in labels.items())
    return (
        "# HELP greenlight_up Whether the REST API answers.\n"
        "# TYPE greenlight_up gauge\n"
        "greenlight_up 1\n"
        "# HELP greenlight_build_info What this deployment was built from; always 1.\n"
        "# TYPE greenlight_build_info gauge\n"
        f"greenlight_build_info{{{said}}} 1\n"
    )
