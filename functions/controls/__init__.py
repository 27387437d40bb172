"""Controls: what people say in advance: standing approvals, kill switches, the tenant's policy, and audit mode."""
