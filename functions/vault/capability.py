"""What the vault's routes may touch: they seal and describe; the right to open is nowhere in this folder."""

from greenlight.declare import LEDGER, VAULT, VAULT_KEY, Capability, Function, Prefix, setting

CAPABILITY = Capability(
    name="vault",
    title="Vault",
    prefixes=(Prefix("/api/cp/platform-credentials"), Prefix("/api/cp/exchange-setup")),
    routes=Function(
        needs=(
            VAULT.read, VAULT.write_to("TENANT#*#CREDENTIAL#*"), VAULT_KEY.generate, LEDGER.read, LEDGER.write,
            setting("FIXED_EGRESS_ADDRESSES"), setting("MASTODON_LOOPBACK"),
        ),
    ),
)  # fmt: skip
