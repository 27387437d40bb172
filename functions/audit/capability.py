"""What the audit trail's Lambdas may touch: the sealers write, the routes read, and no one changes what is locked."""

from greenlight.declare import APPROVALS, AUDIT, LEDGER, TENANTS, Capability, Function, Prefix

NEW_ENTRIES = {"eventName": ["INSERT"], "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "ENTRY#"}]}}}}

CAPABILITY = Capability(
    name="audit",
    title="Audit trail",
    prefixes=(Prefix("/api/v1/audit"),),
    routes=Function(
        needs=(
            LEDGER.read,
            LEDGER.write,
            APPROVALS.read,
            TENANTS.read,
            AUDIT.read,
            AUDIT.write_to("exports/*"),
        ),
        memory=1024,
        timeout=29,
    ),
    functions={
        "seal": Function(needs=(LEDGER.read, LEDGER.write), timeout=30, filters=(NEW_ENTRIES,)),
        "seal_sweep": Function(needs=(LEDGER.read, LEDGER.write, AUDIT.write_to("heads/*")), timeout=60),
    },
)
