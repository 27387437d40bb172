"""Social networks on plain HTTP: one module each, and what they have in common."""
