"""Approvals: a person's verdict on exactly one action, asked once, decided once, consumed once (architecture §6)."""
