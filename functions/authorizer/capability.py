"""What the authorizer may touch: the issuer's settings, and the list of identities we know."""

from greenlight.declare import DOORS, Capability, Function, setting

CAPABILITY = Capability(
    name="authorizer",
    title="Authorizer",
    functions={
        "authorizer": Function(
            needs=(DOORS.read, setting("OIDC_ISSUER"), setting("OIDC_AUDIENCE"), setting("OIDC_JWKS_URL")),
            timeout=10,
        )
    },
)
