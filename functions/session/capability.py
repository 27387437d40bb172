"""What the session's routes may touch, and where they are."""

from greenlight.declare import CATALOGUE, CONTENT, DOORS, LEDGER, Capability, Function, Prefix, setting

CAPABILITY = Capability(
    name="session",
    title="Session",
    prefixes=(
        Prefix("/api/v1/ws-ticket"),
        Prefix("/api/v1/me"),
        Prefix("/api/v1/sign-in", door="open"),
        Prefix("/api/openapi.json", door="open"),
        Prefix("/health", door="open"),
        Prefix("/metrics", door="open", published=False),
    ),
    routes=Function(
        needs=(
            DOORS.write_to("TICKET#*"),
            LEDGER.read,
            LEDGER.write,
            CONTENT.read,
            CATALOGUE,
            setting("OPENAPI_HASH"),
            setting("OIDC_AUTHORIZATION_URL"),
            setting("OIDC_AUDIENCE"),
        )
    ),
)
